import type { NetworkChange } from '../change.ts';
import { setShellVariables } from './shell-variables.ts';
import { shellWords } from './shell-words.ts';

/**
 * A network is created again on another subnet. Docker can change nothing of a network that is there, and two cannot have one name, so
 * all members leave, the network goes, comes again and they join it: their processes run on, their published ports come back with them.
 *
 * Both directions are one function that starts from whatever stands: a network of that name with the wanted subnet stays, any other of
 * that name goes, and a member that is where it belongs is left alone.
 */
export function networkScript(change: NetworkChange): string {
  return `${setShellVariables({
    NETWORK: change.name,
    NETWORK_ID: change.id,
    BRIDGE_NAME: change.bridgeName ?? '',
    FROM: change.from,
    TO: change.to,
    FROM_SUBNET: change.fromSubnet,
    TO_SUBNET: change.toSubnet,
    MAY_END: change.mayEnd.join(' '),
    TOUCHED: change.touched.join(' '),
    MEMBERS: change.members.map(({ id }) => id).join(' '),
  })}
network_create() {
  case $1 in
    old) run docker network create ${shellWords([...change.create, ...change.before])} "$NETWORK";;
    new) run docker network create ${shellWords([...change.create, ...change.after])} "$NETWORK";;
  esac
}
member_join() {
  case $1-$2 in
${change.members
  .flatMap(({ id, before, after }) => [
    `    old-${id}) run docker network connect ${shellWords(before)} "$3" "$2";;`,
    `    new-${id}) run docker network connect ${shellWords(after)} "$3" "$2";;`,
  ])
  .join('\n')}
    *) return 1;;
  esac
}
fixed_address() {
  case $1-$2 in
${change.members
  .flatMap(({ id, fixed }) =>
    fixed === undefined
      ? []
      : [`    old-${id}) say ${fixed.before};;`, `    new-${id}) say ${fixed.after};;`],
  )
  .join('\n')}
    *) say -;;
  esac
}
${FUNCTIONS}`;
}

const FUNCTIONS = `
ask() { bounded 20 "$DOCKER" "$@" 2>/dev/null </dev/null 9>&-; }
subnet_for() { case $1 in old) say "$FROM_SUBNET";; new) say "$TO_SUBNET";; esac; }
address_for() { case $1 in old) say "$FROM";; new) say "$TO";; esac; }

networks_named() {
  ask network ls --no-trunc --format '{{.ID}} {{.Name}}' | while read -r found name; do
    if [ "$name" = "$NETWORK" ]; then say "$found"; fi
  done
}
holds() {
  case " $(ask network inspect -f '{{range .IPAM.Config}}{{.Subnet}} {{end}}' "$1") " in *" $2 "*) return 0;; esac
  return 1
}
device_of() {
  if [ -n "$BRIDGE_NAME" ]; then say "$BRIDGE_NAME"; else printf 'br-%.12s\\n' "$1"; fi
}
has_bridge_address() { ip -o -4 addr show dev "$1" 2>/dev/null | grep -qF " inet $2 "; }

# By a list that came whole: a Docker that is too slow to answer has not lost anybody.
is_gone() {
  there=$(ask ps -a -q --no-trunc) || return 1
  case $there in *"$1"*) return 1;; esac
}
# Docker 29 writes an address that is not there as "invalid IP".
# "<network id> <fixed address> <address>" of a container in this network, each - where there is none; nothing where it is not in it.
place_of() {
  ask inspect -f '{{range $name, $one := .NetworkSettings.Networks}}{{$name}} {{or $one.NetworkID "-"}} {{with $one.IPAMConfig}}{{or .IPv4Address "-"}}{{else}}-{{end}} {{or $one.IPAddress "-"}}{{println}}{{end}}' "$1" |
    sed 's/invalid IP/-/g' | while read -r name place; do
      if [ "$name" = "$NETWORK" ]; then say "$place"; fi
    done
}
# Whether a member ($2) is in the network ($3) as it is to be ($1). One that was never started knows its network by name alone.
is_placed() {
  place=$(place_of "$2")
  [ -n "$place" ] || return 1
  # shellcheck disable=SC2086
  set -- "$@" $place
  [ "$5" = "$(fixed_address "$1" "$2")" ] || return 1
  if is_running "$2"; then [ "$4" = "$3" ] && [ "$6" != - ]; else [ "$4" = "$3" ] || [ "$4" = - ]; fi
}
in_network() {
  { ask ps -a -q --no-trunc --filter "network=$1"
    ask ps -a -q --no-trunc --filter "network=$NETWORK"
    ask network inspect -f '{{range $id, $one := .Containers}}{{println $id}}{{end}}' "$1"; } | sort -u
}
strangers_in() {
  for found in $(in_network "$1"); do
    case " $MEMBERS " in *" $found "*) ;; *) say "$found";; esac
  done
}

# Who came meanwhile joins again too, under the names that it had. They are written down first: the next try may begin anywhere.
remember_stranger() {
  [ -e "$DIR/stranger.$1" ] && return 0
  ask inspect -f '{{range $name, $one := .NetworkSettings.Networks}}{{range $one.Aliases}}{{$name}} {{.}}{{println}}{{end}}{{end}}' "$1" |
    while read -r name alias; do
      if [ "$name" = "$NETWORK" ]; then say "$alias"; fi
    done >"$DIR/.stranger" && mv "$DIR/.stranger" "$DIR/stranger.$1"
}
strangers_join() {
  for file in "$DIR"/stranger.*; do
    [ -e "$file" ] || continue
    stranger=\${file##*.}
    case $(place_of "$stranger") in
      "$1 "*) ;;
      *)
        set -- "$1"
        while read -r alias; do set -- "$@" --alias "$alias"; done <"$file"
        into=$1
        shift
        is_gone "$stranger" || run docker network connect "$@" "$into" "$stranger" || return 1
        set -- "$into";;
    esac
    rm -f "$file"
  done
}

is_onward() { if [ -n "$REVERTS" ]; then [ "$1" = old ]; else [ "$1" = new ]; fi; }
leave() { run docker network disconnect -f "$1" "$2" || run docker network disconnect -f "$NETWORK" "$2"; }
remove_network() {
  for member in $MEMBERS; do
    case $(place_of "$member") in "$1 "* | "- "*) leave "$1" "$member";; esac
  done
  for stranger in $(strangers_in "$1"); do
    if is_onward "$2"; then note "$stranger joined $NETWORK meanwhile"; return 1; fi
    remember_stranger "$stranger" || return 1
    leave "$1" "$stranger"
  done
  run docker network rm "$1"
}
move_to() {
  docker_up 60 || return 1
  kept=
  for network in $(networks_named); do
    if [ -z "$kept" ] && holds "$network" "$(subnet_for "$1")"; then kept=$network
    else remove_network "$network" "$1" || return 1; fi
  done
  # A container that remembers a network which is gone is told to forget it, or it would not start any more.
  for member in $MEMBERS; do
    place=$(place_of "$member")
    case $place in '' | "$kept "*) ;; *) [ -n "$kept" ] || leave "$NETWORK" "$member";; esac
  done
  if [ -z "$kept" ]; then
    network_create "$1" || return 1
    kept=$(networks_named)
  fi
  missing=0
  for member in $MEMBERS; do
    if is_gone "$member"; then note "$member is gone"; continue; fi
    is_placed "$1" "$member" "$kept" && continue
    [ -z "$(place_of "$member")" ] || leave "$kept" "$member"
    member_join "$1" "$member" "$kept" || missing=1
  done
  strangers_join "$kept" || missing=1
  [ "$missing" = 0 ]
}
stands() {
  network=$(networks_named)
  case $network in
    '') note "there is no network $NETWORK"; return 1;;
    *[!0-9a-f]*) note "there are several networks $NETWORK"; return 1;;
  esac
  holds "$network" "$(subnet_for "$1")" || { note "$NETWORK is not $(subnet_for "$1")"; return 1; }
  has_bridge_address "$(device_of "$network")" "$(address_for "$1")" || { note "the bridge of $NETWORK does not have $(address_for "$1")"; return 1; }
  for member in $MEMBERS; do
    is_placed "$1" "$member" "$network" && continue
    is_gone "$member" && continue
    note "$member is not in $NETWORK as it is to be"
    return 1
  done
}

method_unchanged() {
  if [ -n "$REVERTS" ]; then stands new || return 1
  else stands old && [ "$network" = "$NETWORK_ID" ] || return 1; fi
  came=$(strangers_in "$network")
  [ -z "$came" ] || { note "$came joined $NETWORK"; return 1; }
}
method_stage() { ask network inspect "$NETWORK" >"$DIR/network.json" && { docker_run >"$DIR/docker.run" || :; }; }
has_exited() { [ "$(ask inspect -f '{{.State.Status}} {{.State.ExitCode}}' "$1")" = 'exited 0' ]; }
# Nobody stops a container here, so one that ended without an error did so by itself, unless Docker or the host went down meanwhile, or it
# lost its connections before.
has_ended() {
  case " $MAY_END " in *" $1 "*) ;; *) return 1;; esac
  has_exited "$1" || return 1
  case " $TOUCHED " in *" $1 "*) grep -qx "$1" "$DIR/ended" 2>/dev/null; return;; esac
  now=$(docker_run) && [ "$now" = "$(cat "$DIR/docker.run" 2>/dev/null)" ]
}
# Differs after a restart of either.
docker_run() { cat /proc/sys/kernel/random/boot_id /run/docker.pid 2>/dev/null; }
note_ended() { for one in $MAY_END; do if has_exited "$one"; then say "$one"; fi; done >"$DIR/ended"; }
method_forward() { note_ended; away; move_to new; }
method_is_new() { stands new; }
method_back() { move_to old; }
method_is_old() { stands old; }
method_boot_early() { :; }
method_clean() { rm -f "$DIR"/stranger.* "$DIR/.stranger"; }
`;
