import { DOCKER } from './docker.ts';
import { RECORD } from './record.ts';
import { TIMERS } from './timers.ts';

/**
 * What every change has in common, as POSIX shell (dash, busybox ash, bash). It expects the variables of compose.ts and the functions of
 * a method: `method_stage`, `method_unchanged`, `method_forward`, `method_is_new`, `method_back`, `method_is_old`, `method_boot_early`,
 * `method_clean`; and `has_ended`, whether a container that does not run is not to be started.
 *
 * The state is the name of an empty file, so that a move from one to the next is one rename: it is done or not, and needs no room on a
 * full disk. prepared → armed → applying → applied → confirmed; from applying on → undoing → undone or undo-failed, which is tried again;
 * before that → abandoned. confirmed, undone and abandoned are final.
 */
export const FRAME = `${RECORD}${DOCKER}${TIMERS}
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
  shorten_log
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
  start_units || units_down >>"$DIR/lost" 2>/dev/null
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
    if forward && is_new && start_containers && start_units && become applied; then exit 0; fi
    [ "$MANAGER" != systemd ] || run bounded 10 journalctl -u "$UNIT" -n 8 --no-pager -o cat
    undo_now 'the change did not succeed';;
  confirm)
    lock 10 || exit 6
    guarded "$2"
    case $(state) in
      applied)
        # Docker may have ended since it was proven, and taken containers with it.
        if ! docker_up 30 || [ -n "$(not_running; units_down)" ]; then say 'not as it was proven'; exit 7; fi
        become confirmed || exit 1
        finish
        say confirmed;;
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
    undo_now "\${2-by hand}"
    code=$?
    # systemd keeps a unit that failed until somebody resets it, and this is one more every minute.
    [ "\${2-}" != again ] || exit 0
    exit $code;;
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
