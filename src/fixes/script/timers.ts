/** What takes a change back where nobody confirms it: a timer, and units that run at the next boot. POSIX shell. */
export const TIMERS = `
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
`;
