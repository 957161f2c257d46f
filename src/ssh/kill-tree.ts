/**
 * A script for `sh -c`, $1 a process id: kills the process, its session, its process group and all that descends from
 * it, first with TERM and after a second with KILL, through `sudo -n` where something of root's is left. Prints the ids
 * that live all the same. `timeout` and `sudo` put what they run into groups of their own, so killing a group is not
 * enough. Everything up to `sleep` is a builtin: a host that has run out of processes can still run it.
 */
export const KILL_TREE = `PATH=$PATH:/usr/bin:/bin; p=$1; v=" $p "
scan() {
n=
while [ "$v" != "$n" ]; do n=$v
for f in /proc/[0-9]*; do
i=\${f#/proc/}
case $v in *" $i "*) continue;; esac
l=; { read -r l <"$f/stat"; } 2>/dev/null
[ -n "$l" ] || continue
set -- \${l##*)}
if [ "$3" = "$p" ] || [ "$4" = "$p" ]; then v="$v$i "; continue; fi
case $v in *" $2 "*) v="$v$i ";; esac
done; done
}
left() {
a=
for i in $v; do
l=; { read -r l <"/proc/$i/stat"; } 2>/dev/null
set -- \${l##*)}
case $1 in ''|Z|X) ;; *) a="$a $i";; esac
done
}
scan
for s in TERM KILL; do
for i in $v; do kill -$s "$i" 2>/dev/null; done
for r in 1 2 3 4 5 6 7 8 9 10; do
left
[ -n "$a" ] || exit 0
sleep 0.1 2>/dev/null || { sleep 1; break; }
done
scan; left
done
command -v sudo >/dev/null 2>&1 && sudo -n kill -KILL $a >/dev/null 2>&1 && sleep 1
left
[ -z "$a" ] || echo $a`;
