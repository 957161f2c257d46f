/**
 * What every change has in common, as POSIX shell (dash, busybox ash, bash). It expects the variables of compose.ts and the functions of
 * a method: `method_stage`, `method_unchanged`, `method_forward`, `method_is_new`, `method_back`, `method_is_old`, `method_boot_early`,
 * `method_clean`.
 *
 * The state is the name of an empty file, so that a move from one to the next is one rename: it is done or not, and needs no room on a
 * full disk. prepared → armed → applying → applied → confirmed; from applying on → undoing → undone or undo-failed, which is tried again;
 * before that → abandoned. confirmed, undone and abandoned are final.
 */
export const FRAME = `
BASE=/var/lib/ferryman
DIR=$BASE/changes/$ID
SELF=$DIR/change.sh
LEFT='left behind before anything was changed'

uptime_now() { read -r u rest </proc/uptime; printf '%s' "$u"; }
entry() {
  # one line for what ran, whatever its words hold, its output below, each line behind a bar
  { printf '@ %s %s %s %s\\n' "$(date +%s)" "$(uptime_now)" "$1" "$(printf '%s' "$2" | tr '\\n\\r' '  ')"
    [ -z "$3" ] || printf '%s\\n' "$3" | head -c 4000 | sed 's/^/| /'; } >>"$DIR/log" 2>/dev/null
  return 0
}
note() { entry - "$*" ''; }
run() {
  shown=$*
  # What a person would type has no limit on its time.
  case $shown in 'bounded '*) shown=\${shown#bounded * };; esac
  said=$("$@" 2>&1 </dev/null 9>&-)
  code=$?
  entry "$code" "$shown" "$said"
  return $code
}
bounded() { seconds=$1; shift; timeout -s KILL "$seconds" "$@"; }
# Older ones know no names and write everything.
settle() { bounded 20 sync "$DIR" "$@" >/dev/null 2>&1 || bounded 20 sync >/dev/null 2>&1; return 0; }
say() { printf '%s\\n' "$*"; }

state() {
  for found in "$DIR"/state.*; do
    [ -e "$found" ] && { say "\${found##*.}"; return 0; }
  done
  say none
}
become() {
  mv "$DIR/state.$(state)" "$DIR/state.$1" || return 1
  note "state $1"
  settle
}
is_final() { case $1 in confirmed|undone|abandoned) return 0;; esac; return 1; }

# Nobody waits for ever: a change that hangs is killed by its undo. The flock of busybox knows no -w.
lock() {
  exec 9>>"$BASE/lock" || exit 1
  patient=$1
  until flock -n 9; do
    [ "$patient" -gt 0 ] || return 1
    patient=$((patient - 1))
    sleep 1
  done
}
kill_apply() {
  [ -r "$DIR/apply.pid" ] || return 0
  read -r pid <"$DIR/apply.pid"
  [ -n "$pid" ] || return 0
  grep -q "$ID" "/proc/$pid/cmdline" 2>/dev/null || return 0
  note "the change still runs as process $pid and is ended"
  kill -KILL -- "-$pid" 2>/dev/null || kill -KILL "$pid" 2>/dev/null
  # timeout gives what it runs a group of its own; the session is the same.
  for found in /proc/[0-9]*/stat; do
    { read -r line <"$found"; } 2>/dev/null || continue
    # shellcheck disable=SC2086
    set -- \${line##*) }
    if [ "\${4-}" = "$pid" ]; then found=\${found#/proc/}; kill -KILL "\${found%/stat}" 2>/dev/null; fi
  done
}

fence() {
  for found in "$DIR"/fence.*; do
    [ -e "$found" ] && { say "\${found##*.}"; return 0; }
  done
  say 0
}
# A run that was begun later has taken over; this one must not touch the host any more.
guarded() {
  [ "$1" = "$(fence)" ] && return 0
  say "fenced: run $(fence) has taken over"
  exit 8
}

pending_state() {
  other=$(readlink "$BASE/pending") || return 1
  for found in "$BASE/$other"/state.*; do
    [ -e "$found" ] && { say "\${found##*.}"; return 0; }
  done
  say none
}

docker() { bounded 60 "$DOCKER" "$@"; }
docker_answers() { bounded 5 "$DOCKER" ps -q </dev/null >/dev/null 2>&1 9>&-; }
docker_up() {
  until_up=$(($(date +%s) + $1))
  while ! docker_answers; do
    [ "$(date +%s)" -lt "$until_up" ] || { note "Docker does not answer after $1 s"; return 1; }
    sleep 1
  done
}
unfail() { [ "$MANAGER" != systemd ] || run bounded 20 systemctl reset-failed "$UNIT" docker.socket; return 0; }
service_do() {
  case $MANAGER in
    systemd) run bounded "$RESTART_SECONDS" systemctl "$1" "$UNIT";;
    openrc) run bounded "$RESTART_SECONDS" rc-service "$UNIT" "$1";;
    *) run bounded "$RESTART_SECONDS" service "$UNIT" "$1";;
  esac
}
# Where live-restore keeps a container running, Docker keeps its bridge as it is and says nothing.
free_bridges() {
  [ "$STOP_FIRST" = 1 ] || return 0
  running=$(bounded 20 "$DOCKER" ps -q </dev/null 9>&-)
  # shellcheck disable=SC2086
  [ -z "$running" ] || run bounded 120 "$DOCKER" stop -t 10 $running
}
away() { note 'containers lose their connections'; }
restart_docker() {
  free_bridges
  unfail
  away
  service_do restart && docker_up 60
}
stop_docker() {
  free_bridges
  away
  if [ "$MANAGER" = systemd ]; then run bounded 20 systemctl stop docker.socket; fi
  service_do stop || { force_down; return 0; }
}
start_docker() { unfail; service_do start && docker_up 60; }
force_down() {
  [ "$MANAGER" != systemd ] || run bounded 10 systemctl kill -s KILL "$UNIT"
  sleep 1
}
# The way back does not stop at a Docker that hangs.
restart_docker_surely() {
  restart_docker && return 0
  force_down
  unfail
  service_do restart && docker_up 60
}

is_running() { [ "$(bounded 10 "$DOCKER" inspect -f '{{.State.Running}}' "$1" 2>/dev/null </dev/null 9>&-)" = true ]; }
not_running() {
  up=" $(bounded 20 "$DOCKER" ps -q --no-trunc 2>/dev/null </dev/null 9>&- | tr '\\n' ' ') "
  for one in $CONTAINERS; do
    case $up in *" $one "*);; *) say "$one";; esac
  done
}
# Docker starts those with a restart policy, one after the other; what it leaves out is started here.
start_containers() {
  # shellcheck disable=SC2086
  [ -z "$UNPOLICED" ] || run docker start $UNPOLICED
  patience=$(($(date +%s) + 8))
  give_up=$(($(date +%s) + 45))
  while left=$(not_running); [ -n "$left" ]; do
    [ "$(date +%s)" -lt "$give_up" ] || { note "do not run: $left"; return 1; }
    if [ "$(date +%s)" -ge "$patience" ]; then
      for one in $left; do run docker start "$one"; done
    fi
    sleep 1
  done
  note 'all containers are back'
}

boot_units() {
  case $MANAGER in
    systemd)
      units=/etc/systemd/system
      {
        printf '%s\\n' '[Unit]' 'Description=Ferryman: a change that nobody confirmed is taken back before Docker starts' \\
          "ConditionPathExists=$BASE/pending/change.sh" "Before=$UNIT" '[Service]' 'Type=oneshot' \\
          "ExecStart=/bin/sh $BASE/pending/change.sh boot-early" >"$units/ferryman-undo-early.service" &&
        printf '%s\\n' '[Unit]' 'Description=Ferryman: a change that nobody confirmed is taken back' \\
          "ConditionPathExists=$BASE/pending/change.sh" "After=$UNIT ferryman-undo-early.service" '[Service]' 'Type=oneshot' \\
          'TimeoutStartSec=0' "ExecStart=/bin/sh $BASE/pending/change.sh boot-late" >"$units/ferryman-undo-late.service" &&
        mkdir -p "$units/multi-user.target.wants" &&
        ln -sf ../ferryman-undo-early.service ../ferryman-undo-late.service "$units/multi-user.target.wants/"
      } || return 1;;
    *)
      if [ -d /etc/local.d ] && local_runs; then
        printf '%s\\n' '#!/bin/sh' "sh $SELF boot-early; sh $SELF boot-late &" >/etc/local.d/ferryman-undo.start &&
          chmod 755 /etc/local.d/ferryman-undo.start
      elif [ -d /etc/cron.d ]; then
        printf '%s\\n' "@reboot root sh $SELF boot-late" >/etc/cron.d/ferryman-undo
      else
        note 'nothing here would take the change back after a reboot'
        return 1
      fi;;
  esac
}
# OpenRC runs what lies in local.d only where its service "local" is in a runlevel; Alpine leaves it out.
local_runs() {
  for found in /etc/runlevels/*/local; do [ -e "$found" ] && return 0; done
  [ -e /etc/init.d/local ] && [ -d /etc/runlevels/default ] &&
    ln -s /etc/init.d/local /etc/runlevels/default/local && : >"$DIR/made-local"
}
no_boot_units() {
  if [ -e "$DIR/made-local" ]; then rm -f /etc/runlevels/default/local; fi
  rm -f /etc/systemd/system/ferryman-undo-early.service /etc/systemd/system/ferryman-undo-late.service \\
    /etc/systemd/system/multi-user.target.wants/ferryman-undo-early.service \\
    /etc/systemd/system/multi-user.target.wants/ferryman-undo-late.service \\
    /etc/local.d/ferryman-undo.start /etc/cron.d/ferryman-undo
}
# Timers are a minute late unless told otherwise (systemd.timer, AccuracySec).
timer() {
  if [ "$MANAGER" = systemd ]; then
    # One process may need several, and no two units have one name.
    unit=ferryman-undo-$ID-$$-$(uptime_now | tr -d .)
    run bounded 20 systemd-run --unit="$unit" --on-active="$1" --timer-property=AccuracySec=1s \\
      /bin/sh "$SELF" "$2" "$3" && run bounded 20 systemctl is-active "$unit.timer"
  else
    setsid sh -c 'sleep "$1"; exec sh "$2" "$3" "$4"' "undo-$ID" "$1" "$SELF" "$2" "$3" </dev/null >/dev/null 2>&1 9>&- &
    say "$!" >>"$DIR/timer.pid"
  fi
}
no_timer() {
  if [ "$MANAGER" = systemd ]; then run bounded 20 systemctl stop "ferryman-undo-$ID-*.timer"
  elif [ -r "$DIR/timer.pid" ]; then
    while read -r pid; do
      grep -q "undo-$ID" "/proc/$pid/cmdline" 2>/dev/null && kill -KILL -- "-$pid" 2>/dev/null
    done <"$DIR/timer.pid"
  fi
  return 0
}

# A revert goes the way back of an earlier change, and back is forward.
forward() { if [ -n "$REVERTS" ]; then method_back; else method_forward; fi; }
is_new() { if [ -n "$REVERTS" ]; then method_is_old; else method_is_new; fi; }
back() { if [ -n "$REVERTS" ]; then method_forward; else method_back; fi; }
is_old() { if [ -n "$REVERTS" ]; then method_is_new; else method_is_old; fi; }

# After a final state; may be done twice, and also when the next change is on its way, whose boot units have the same names.
finish() {
  no_timer
  method_clean
  rm -f "$DIR/ballast"
  if [ "$(readlink "$BASE/pending")" = "changes/$ID" ]; then
    no_boot_units
    rm -f "$BASE/pending"
  fi
  settle
}

# Should this very process be ended, another one goes on; where no timer can be had, this one stays and tries again itself.
AGAIN=600
again_later() { timer "$1" undo 'again' || [ "$1" = "$AGAIN" ] || { flock -u 9; sleep "$1"; exec sh "$SELF" undo 'again'; }; }

undo_now() {
  case $(state) in
    prepared|armed) say "$1" >"$DIR/why"; become abandoned; finish; return 0;;
    undone|abandoned) finish; return 0;;
    confirmed) say confirmed; finish; return 5;;
    none) return 4;;
  esac
  # The room that was kept for a disk that fills up meanwhile.
  rm -f "$DIR/ballast"
  [ -s "$DIR/why" ] || say "$1" >"$DIR/why" 2>/dev/null
  [ "$(state)" = undoing ] || become undoing
  again_later "$AGAIN"
  tries=0
  until back && docker_up 60 && is_old; do
    tries=$((tries + 1))
    note "the way back failed, try $tries"
    if [ "$tries" -ge 3 ]; then
      become undo-failed
      no_timer
      again_later 60
      return 1
    fi
    sleep 2
  done
  start_containers || not_running >"$DIR/lost" 2>/dev/null
  become undone
  finish
}

case \${1-status} in
  prepare)
    lock 10 || { say 'busy: another command of Ferryman runs on this host'; exit 6; }
    [ "$(state)" = none ] || { say "there already: $(state)"; exit 7; }
    if other=$(pending_state); then
      if is_final "$other" || [ "$other" = none ]; then rm -f "$BASE/pending"
      elif [ "$other" = prepared ] && [ -n "$(find "$BASE/pending/" -name state.prepared -mmin +1)" ]; then
        # Whoever prepared it is gone, and nothing was changed.
        flock -u 9
        sh "$BASE/pending/change.sh" undo "$LEFT" >/dev/null 2>&1 9>&-
        lock 10 || exit 6
      else say "busy: $(readlink "$BASE/pending") is $other"; exit 6; fi
    fi
    ln -s "changes/$ID" "$BASE/pending" || exit 1
    : >"$DIR/fence.$2"
    say '        ' >"$DIR/apply.pid"
    : >"$DIR/state.prepared" || exit 1
    if boot_units && timer "$UNDO_AFTER" forget "$LEFT" &&
      dd if=/dev/zero of="$DIR/ballast" bs=1048576 count=8 2>/dev/null && method_unchanged && method_stage; then
      settle
      say prepared
    else
      become abandoned
      finish
      say 'not prepared'
      exit 1
    fi;;
  claim)
    lock 10 || exit 6
    if [ "$2" -ge "$(fence)" ]; then
      [ "$2" = "$(fence)" ] || mv "$DIR/fence.$(fence)" "$DIR/fence.$2"
    else guarded "$2"; fi
    state;;
  arm)
    lock 10 || exit 6
    guarded "$2"
    [ "$(state)" = prepared ] || { say "not prepared but $(state)"; exit 7; }
    if say $(($(date +%s) + UNDO_AFTER)) >"$DIR/deadline" && timer "$UNDO_AFTER" undo 'nobody confirmed it in time'; then
      become armed
      say armed
    else
      say 'the undo could not be armed' >"$DIR/why"
      become abandoned
      finish
      exit 1
    fi;;
  apply)
    lock 10 || exit 6
    guarded "$2"
    [ "$(state)" = armed ] || exit 7
    # Written over what is there, for which a full disk has room.
    printf '%-8s' $$ 1<>"$DIR/apply.pid"
    if ! method_unchanged; then
      undo_now 'the host changed since the plan was made'
      exit
    fi
    become applying || exit 1
    if forward && is_new && start_containers && become applied; then exit 0; fi
    [ "$MANAGER" != systemd ] || run bounded 10 journalctl -u "$UNIT" -n 8 --no-pager -o cat
    undo_now 'the change did not succeed';;
  confirm)
    lock 10 || exit 6
    guarded "$2"
    case $(state) in
      applied) become confirmed || exit 1; finish; say confirmed;;
      confirmed) finish; say confirmed;;
      *) say "not applied but $(state)"; exit 7;;
    esac;;
  undo)
    if ! lock 2; then
      # While the change is still on its way only its deadline, or a person, ends it. One that is being taken back is let alone.
      [ "$(state)" = undoing ] || kill_apply
      lock 120 || { is_final "$(state)" || again_later 60; exit 6; }
    fi
    [ -z "\${3-}" ] || guarded "$3"
    undo_now "\${2-by hand}";;
  forget)
    # Whoever prepared it is gone; one that went on has a deadline of its own.
    lock 120 || exit 6
    [ "$(state)" != prepared ] || undo_now "$2";;
  boot-early)
    lock 10
    case $(state) in
      applying|applied|undoing|undo-failed)
        rm -f "$DIR/ballast"
        [ -s "$DIR/why" ] || say 'the host was booted before anybody confirmed it' >"$DIR/why"
        [ "$(state)" = undoing ] || become undoing
        method_boot_early;;
    esac;;
  boot-late)
    # No timer outlives a boot, so this is the last one to think of it.
    lock 120 || { again_later 60; exit 6; }
    undo_now 'the host was booted before anybody confirmed it';;
  status)
    say "state $(state)"
    say "fence $(fence)"
    say "now $(date +%s)"
    [ -r "$DIR/deadline" ] && say "deadline $(cat "$DIR/deadline")"
    [ -s "$DIR/why" ] && say "why $(head -n 1 "$DIR/why")"
    [ -s "$DIR/lost" ] && say "lost $(tr '\\n' ' ' <"$DIR/lost")"
    say log
    tail -c 200000 "$DIR/log" 2>/dev/null;;
  *) say "unknown command: $1"; exit 2;;
esac
`;
