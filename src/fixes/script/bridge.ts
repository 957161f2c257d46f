import type { BridgeChange, DockerService } from '../change.ts';
import { fileScript } from './file.ts';
import { setShellVariables } from './shell-variables.ts';

/**
 * Docker gets a bridge that is not its own: a unit makes it before Docker starts, at every boot, and Docker's file names it. Docker then
 * never touches docker0 again, which therefore goes by hand; at its first start with the new file Docker makes docker0 once more out of
 * its own memory, so it goes after that start. Found on Docker 20.10.
 */
export function bridgeScript(change: BridgeChange, docker: DockerService): string {
  return `${fileScript(change.file, docker.validator)}
${setShellVariables({
  DEVICE: change.device,
  NEW_DEVICE: change.newDevice,
  FROM: change.from,
  TO: change.to,
  BRIDGE_UNIT: bridgeUnit(change.newDevice),
})}${FUNCTIONS}`;
}

/** The name of the unit that makes the bridge. */
function bridgeUnit(device: string): string {
  return `${device}.service`;
}

const FUNCTIONS = `
UNITS=/etc/systemd/system
WANTED=$UNITS/multi-user.target.wants/$BRIDGE_UNIT

# systemd reads a unit that is new to it without being told to.
unit_text() {
  ip=$(command -v ip)
  cat <<END
# Made by Ferryman.
[Unit]
Description=$NEW_DEVICE, the bridge of Docker's containers
Before=$UNIT

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c '$ip link show dev $NEW_DEVICE >/dev/null 2>&1 || $ip link add name $NEW_DEVICE type bridge'
ExecStart=$ip addr replace $TO dev $NEW_DEVICE
ExecStart=$ip link set dev $NEW_DEVICE up

[Install]
WantedBy=multi-user.target
END
}
unit_is_there() {
  [ -L "$WANTED" ] && [ "$(cat "$UNITS/$BRIDGE_UNIT" 2>/dev/null)" = "$(unit_text)" ]
}
unit_put() {
  unit_is_there && return 0
  mkdir -p "$UNITS/multi-user.target.wants" &&
    unit_text >"$UNITS/.$BRIDGE_UNIT" &&
    run mv -f "$UNITS/.$BRIDGE_UNIT" "$UNITS/$BRIDGE_UNIT" &&
    run ln -sf "../$BRIDGE_UNIT" "$WANTED" || return 1
  if command -v restorecon >/dev/null 2>&1; then restorecon "$UNITS/$BRIDGE_UNIT" 2>/dev/null; fi
  settle
}
unit_away() { rm -f "$WANTED" "$UNITS/$BRIDGE_UNIT" "$UNITS/.$BRIDGE_UNIT"; }

is_link() { ip link show dev "$1" >/dev/null 2>&1; }
has_address() {
  ip -o -4 addr show dev "$1" 2>/dev/null | grep -qF " inet $2 " && return 0
  note "$1 does not have $2"
  return 1
}
ports_of() { ip -o link show master "$1" 2>/dev/null; }
# Of what it is told to use, not of what stands in a file.
docker_uses() {
  used=$(bounded 20 "$DOCKER" network inspect -f '{{index .Options "com.docker.network.bridge.name"}}' bridge 2>/dev/null </dev/null 9>&-)
  [ "$used" = "$1" ] && return 0
  note "Docker uses \${used:-no bridge} and not $1"
  return 1
}
link_away() {
  is_link "$1" || return 0
  hanging=$(ports_of "$1")
  [ -z "$hanging" ] || { note "$1 still has $hanging"; return 1; }
  run ip link del dev "$1"
}
# Docker clears up after a bridge as long as the link is there; where somebody took it away before, its rules stay.
rules_away() {
  command -v "$1" >/dev/null 2>&1 || return 0
  for table in filter nat; do
    "$1" -w 10 -t "$table" -S 2>/dev/null | grep -E -- " $2( |\\$)" | sed -n 's/^-A/-D/p' | while read -r rule; do
      # Names of devices and addresses alone, nothing that is quoted.
      # shellcheck disable=SC2086
      run "$1" -w 10 -t "$table" $rule
    done
  done
}

make_link() {
  run bounded 30 systemctl start "$BRIDGE_UNIT" && has_address "$NEW_DEVICE" "$TO" && return 0
  # An older systemd that asked for it before remembers that there was none; or it was started, and the link was taken away since.
  run bounded 30 systemctl daemon-reload
  run bounded 30 systemctl restart "$BRIDGE_UNIT" && has_address "$NEW_DEVICE" "$TO"
}
forget_unit() {
  run bounded 30 systemctl stop "$BRIDGE_UNIT"
  unit_away
}

method_unchanged() { if [ -n "$REVERTS" ]; then method_is_new; else method_is_old; fi; }
method_stage() { file_stage; }
method_forward() {
  if method_is_new; then return 0; fi
  unit_put && make_link || return 1
  if ! { file_is "$AFTER_SHA" && docker_uses "$NEW_DEVICE"; }; then
    file_put after || return 1
    if [ -n "$REVERTS" ]; then restart_docker_surely || return 1; else restart_docker || return 1; fi
  fi
  docker_uses "$NEW_DEVICE" && link_away "$DEVICE"
}
method_is_new() {
  file_is "$AFTER_SHA" && has_address "$NEW_DEVICE" "$TO" && docker_uses "$NEW_DEVICE" || return 1
  unit_is_there || { note "$BRIDGE_UNIT is not what it was made"; return 1; }
  is_link "$DEVICE" || return 0
  note "$DEVICE is still there"
  return 1
}
# As with any bridge: without a key for it Docker would go by its memory, so the old address is written, then the old file put back.
method_back() {
  if method_is_old; then return 0; fi
  if ! { docker_uses "$DEVICE" && has_address "$DEVICE" "$FROM"; }; then
    file_put back && restart_docker_surely || return 1
  fi
  docker_uses "$DEVICE" && has_address "$DEVICE" "$FROM" && forget_unit && link_away "$NEW_DEVICE" || return 1
  rules_away iptables "$NEW_DEVICE"
  rules_away ip6tables "$NEW_DEVICE"
  file_put before
}
method_is_old() {
  file_is "$BEFORE_SHA" && has_address "$DEVICE" "$FROM" && docker_uses "$DEVICE" || return 1
  if is_link "$NEW_DEVICE" || [ -e "$UNITS/$BRIDGE_UNIT" ]; then note "$NEW_DEVICE is still there"; return 1; fi
}
method_boot_early() {
  if [ -n "$REVERTS" ]; then unit_put && make_link; file_put after; else unit_away; file_put back; fi
}
has_ended() { return 1; }
method_clean() { file_clean; rm -f "$UNITS/.$BRIDGE_UNIT"; }
`;
