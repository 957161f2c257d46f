/**
 * Where a change stands, as POSIX shell: its state is the name of an empty file, so that a move from one to the next is one rename: it is
 * done or not, and needs no room on a full disk. Who may move it is told by a lock for the moment and by a fence for good.
 */
export const RECORD = `
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
# Who tries again does so for as long as nobody comes: what was first and what was last is kept, in whole lines.
shorten_log() {
  [ -r "$DIR/log" ] && [ "$(wc -c <"$DIR/log")" -gt 150000 ] || return 0
  { head -c 50000 "$DIR/log" | sed '$d' >"$DIR/.log" &&
    printf '@ %s %s - %s\\n' "$(date +%s)" "$(uptime_now)" 'tries in between are left out here' >>"$DIR/.log" &&
    tail -c 50000 "$DIR/log" | sed '1d' >>"$DIR/.log" && mv "$DIR/.log" "$DIR/log"; } 2>/dev/null ||
    rm -f "$DIR/.log"
}
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
`;
