/** Programs that are there, with their paths. */
export const PROGRAMS = `
for name in flock timeout base64 sha256sum setsid ip docker systemctl systemd-run rc-service service restorecon sync; do
  found=$(command -v "$name") && case $found in /*) echo "program $found";; esac
done
[ -d /run/systemd/system ] && echo systemd
daemon=$(command -v "$1") || daemon=$(command -v dockerd) || exit 0
echo "program $daemon"
"$daemon" --help 2>/dev/null | grep -q -e '--validate' && echo validates
exit 0`;

/** What Docker's configuration file is, and its bytes as base64. `stat -c` is known to coreutils and busybox alike. */
export const FILE = `
path=$1 target=$1
if [ -L "$path" ]; then
  target=$(readlink -f "$path") || target=$(readlink "$path")
  [ -e "$path" ] || { echo kind dangling; echo "target $target"; exit 0; }
fi
echo "target $target"
folder=$(dirname "$target")
for one in "$folder"/.* "$folder"/*; do
  case \${one##*/} in .|..|'*'|'.*') ;; *) [ "$one" = "$target" ] || echo "beside \${one##*/}";; esac
done
near=$folder
while [ ! -d "$near" ]; do near=$(dirname "$near"); done
[ -w "$near" ] || echo readonly
for one in "$target" "$near"; do
  case $(lsattr -d "$one" 2>/dev/null | cut -d ' ' -f 1) in *i*) echo immutable;; esac
done
[ -e "$target" ] || { echo kind missing; exit 0; }
[ -f "$target" ] || { echo kind not-a-file; exit 0; }
[ -w "$target" ] || echo readonly
size=$(wc -c <"$target") || { echo kind unreadable; exit 0; }
[ "$size" -le 262144 ] || { echo kind too-large; exit 0; }
echo kind file
stat -L -c 'mode %a %u:%g' "$target"
stat -L -c 'modified %Y' "$target"
base64 <"$target" | sed 's/^/bytes /'`;

/** Room on the file systems of these paths, or of the nearest folders above them that exist. */
export const FOLDERS = `
for path in "$@"; do
  near=$path
  while [ ! -d "$near" ]; do near=$(dirname "$near"); done
  kib=$(df -P -k "$near" | awk 'NR == 2 { print $4 }')
  inodes=$(df -P -i "$near" 2>/dev/null | awk 'NR == 2 && $2 + 0 > 0 { print $4 }')
  echo "folder $path $kib \${inodes:--}"
done`;

/** The boot, a change that is not over, the unit, orchestrators, and ranges of IPsec. */
export const STATE = `
read -r boot </proc/sys/kernel/random/boot_id && echo "boot $boot"
base=/var/lib/ferryman
if other=$(readlink "$base/pending"); then
  echo "pending \${other##*/}"
  for found in "$base/$other"/state.*; do [ -e "$found" ] && echo "pending-state \${found##*.}"; done
  stat -c 'pending-since %Y' "$base/$other/change.sh" 2>/dev/null
  [ -r "$base/$other/by" ] && echo "pending-by $(head -c 200 "$base/$other/by" | head -n 1)"
fi
systemctl show "$1" -p NeedDaemonReload 2>/dev/null | sed -n 's/^NeedDaemonReload=/reload /p'
cat /proc/[0-9]*/comm 2>/dev/null | grep -xE 'kubelet|k3s|k3s-server|k3s-agent|flanneld|rke2|hyperkube' | sed 's/^/orchestrator /'
ip xfrm policy 2>/dev/null | sed -n 's/^src \\([^ ]*\\) dst \\([^ ]*\\).*/ipsec \\1\\nipsec \\2/p' | sort -u
exit 0`;

/** Active units that stop with Docker's, and those that stop with them; what they run, less what says nothing of Docker in scripts. */
export const UNITS = `
set -f
command -v systemctl >/dev/null || exit 0
next=$1 seen=" $1 "
while [ -n "$next" ]; do
  found=$(systemctl show $next -p RequiredBy -p RequisiteOf -p BoundBy -p ConsistsOf 2>/dev/null | sed 's/^[A-Za-z]*=//; s/"//g; s/\\\\\\\\/\\\\/g')
  next=
  for unit in $found; do
    case $seen in *" $unit "*) continue;; esac
    seen="$seen$unit "
    systemctl -q is-active "$unit" || continue
    next="$next $unit"
    # Where it stops with Docker, whoever needs it does too; Docker brings it back itself.
    [ "$unit" != docker.socket ] || continue
    printf 'unit %s\\n' "$unit"
    systemctl show "$unit" -p ExecStartPre -p ExecStart -p ExecStartPost -p ExecStop -p ExecStopPost 2>/dev/null |
      sed -n 's/^Exec[A-Za-z]*=.* argv\\[\\]=\\(.*\\) ; ignore_errors=.*/\\1/p' | while read -r words; do
        printf 'command %s\\n' "$words"
        for word in $words; do
          [ -f "$word" ] && [ "$(wc -c <"$word")" -lt 65536 ] || continue
          grep -IqiE 'docker|compose|nerdctl' "$word" || continue
          # Without comments, a command over several lines as one; what a variable holds may be Docker too.
          sed -e ':join' -e '/\\\\$/{N;s/\\\\\\n/ /;bjoin' -e '}' "$word" | grep -v '^[[:space:]]*#' |
            grep -iE 'docker|compose|nerdctl|[$]' | head -n 100 | sed 's/^/command /'
        done
      done
  done
done
exit 0`;

/** Pairs of container id and process id: which signals it catches, and how long Docker waits for it. */
export const PROCESSES = `
while [ $# -ge 2 ]; do
  mask=$(sed -n 's/^SigCgt:[[:space:]]*//p' "/proc/$2/status" 2>/dev/null)
  stop=$(timeout 5 docker inspect -f '{{json .Config.StopTimeout}}' "$1" 2>/dev/null)
  echo "main $1 \${mask:--} \${stop:-null}"
  shift 2
done
exit 0`;
