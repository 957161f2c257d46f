import { GATE } from '../../docker/gate.ts';

/**
 * Prints a line for each part of how the host is set up: its name, and a digest that is made on the host or a word where there is
 * nothing to digest (`denied`, `absent`, `late`). A healthy host prints the same a hundred times, however busy it is, so what changes by
 * itself is left out: counters, leases, queues, clients' ports, the ends of containers' cables, jobs that run for seconds, bans, tables of
 * the firewall that are there and do nothing, and the gateway that Docker tells of its own bridge only after its second start.
 * POSIX sh and awk, busybox included. Hanging programs are cut, and Docker, which hangs most, comes last.
 *
 *     routes 8c7d3a…  -
 *     iptables denied
 *     clock 1795406400
 */
export const HOST_PRINT = `LC_ALL=C; PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/snap/bin; export LC_ALL PATH
has() { command -v "$1" >/dev/null 2>&1; }
if has sha256sum; then digest() { sha256sum; }; else digest() { cksum; }; fi
part() { printf '%s ' "$1"; printf '%s\\n' "$2" | digest; }
word() { printf '%s %s\\n' "$1" "$2"; }
T=
if timeout 1 true; then T='timeout 5'; elif timeout -t 1 true; then T='timeout -t 5'; fi >/dev/null 2>&1
word clock "$(date +%s)"
me=$(id -u)
[ "$me" = 0 ] && word root yes || word root no
part boot "$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)"

cables='^(veth|cali|lxc|tap|vnet)'
if has ip; then
part links "$(ip -o link show 2>/dev/null | awk -v cables="$cables" '
  $2 !~ cables {
    name = $2; sub(/@.*/, ":", name); mtu = ""
    for (i = 4; i < NF; i++) if ($i == "mtu") mtu = $(i + 1)
    print name, ($3 ~ /[<,]UP[,>]/), (name ~ /^(docker|br-)/ || $3 ~ /LOWER_UP/), mtu
  }' | sort)"
part addresses "$(ip -o addr show 2>/dev/null | awk -v cables="$cables" '
  $2 !~ cables && $4 !~ /^fe80:/ && !/ temporary/ { print $2, $3, $4, ($5 == "peer" ? $6 : "") }' | sort)"
part routes "$({ ip -4 route show table all; ip -6 route show table all; ip -4 rule show; ip -6 rule show; } 2>/dev/null | awk '
  / dev (veth|cali|lxc|tap|vnet)/ || / cache/ || /^([a-z]+ )?(fe80|ff0)/ { next }
  {
    gsub(/ (expires|error|age|ipid|rtt|rttvar|users|used|nhid) -?[0-9.]+[a-z]*/, "")
    if (/ dev (docker|br-)/) gsub(/ (linkdown|dead)/, "")
    gsub(/ +$/, ""); print
  }' | sort -u)"
else
part addresses "$(ifconfig -a 2>/dev/null | awk -v cables="$cables" '
  /^[^ \\t]/ { name = $1 } /inet/ && name !~ cables && !/fe80:/ { print name, $2, $3 }' | sort)"
part routes "$(awk '$1 !~ /^veth/ { print $1, $2, $3, $4, $7, $8 }' /proc/net/route | sort)"
fi
part settings "$(cd /proc/sys/net && for file in ipv4/ip_forward ipv4/conf/all/forwarding ipv4/conf/default/forwarding \\
  ipv4/conf/all/rp_filter ipv4/conf/default/rp_filter ipv6/conf/all/forwarding ipv6/conf/all/disable_ipv6 \\
  bridge/bridge-nf-call-iptables; do printf '%s ' $file; cat $file 2>/dev/null || echo; done)"

read -r low high </proc/sys/net/ipv4/ip_local_port_range 2>/dev/null
part listeners "$({ ss -lntu || netstat -lntu || awk '$4 == "0A" { print "tcp", "-", "-", $2 }' /proc/net/tcp /proc/net/tcp6
} 2>/dev/null | awk -v low="\${low:-32768}" -v high="\${high:-60999}" '
  $1 ~ /^(tcp|udp)/ {
    at = $2 ~ /^(LISTEN|UNCONN)$/ ? $5 : $4
    port = at; sub(/.*:/, "", port)
    if ($1 ~ /^udp/ && port + 0 >= 1024) next
    if (at ~ /^(127\\.|\\[?::1\\]?:)/ && port + 0 >= low + 0 && port + 0 <= high + 0) next
    print substr($1, 1, 3), at
  }' | sort -u)"

rules() {
  has "$2" || { word "$1" absent; return; }
  if said=$("$2" 2>&1); then
    part "$1" "$(printf '%s\\n' "$said" | awk '
      /^#/ || /^-A (f2b|fail2ban)-/ || /^-A PREROUTING -d [0-9a-f.:\\/]+ ! -i (docker0|br-[0-9a-f]+) -j DROP$/ { next }
      /^[*]/ { lines = used = 0 }
      /^COMMIT/ { if (used) for (i = 1; i <= lines; i++) print line[i]; next }
      /^:/ { line[++lines] = $1 " " $2; if ($2 != "ACCEPT") used = 1; next }
      { line[++lines] = $0; if (/^-/) used = 1 }')"
    return
  fi
  case $said in *ermission*|*'must be root'*|*'not permitted'*) word "$1" denied;; *) word "$1" unreadable;; esac
}
rules iptables iptables-save
rules ip6tables ip6tables-save
if [ "$me" = 0 ] && { read -r table </proc/net/ip_tables_names; } 2>/dev/null; then rules iptables-legacy iptables-legacy-save; fi
if ! has nft; then word nft absent
elif said=$(nft -s -t list ruleset 2>&1) || said=$(nft list ruleset 2>&1); then
  case $(iptables -V 2>/dev/null) in *nf_tables*) own=1;; *) own=0;; esac
  part nft "$(printf '%s\\n' "$said" | awk -v own=$own '
    /^#/ { next }
    own && /^table ip6? (filter|nat|mangle|raw|security) / { theirs = 1 }
    !theirs { gsub(/ packets [0-9]+ bytes [0-9]+/, ""); gsub(/ expires [0-9a-z]+/, ""); print }
    /^}/ { theirs = 0 }')"
else
  case $said in *ermission*|*'not permitted'*) word nft denied;; *) word nft unreadable;; esac
fi

part names "$(cat /etc/hosts /etc/resolv.conf 2>/dev/null | grep -v '^[#;]')"
seen=
for file in /etc/docker/daemon.json /var/snap/docker/current/config/daemon.json; do
  [ -e "$file" ] || continue
  if [ -r "$file" ]; then seen="$seen$file $(cat "$file")"; else seen=denied; fi
done
case $seen in denied) word daemon-json denied;; *) part daemon-json "$seen";; esac
part mounts "$(awk '$1 ~ /^\\/dev\\// || $3 ~ /^(nfs4?|cifs|zfs|btrfs|xfs|ext[234])$/ {
  if ($2 ~ /^\\/(snap|var\\/snap|var\\/lib\\/docker|var\\/lib\\/containers|var\\/lib\\/kubelet|run\\/user)\\//) next
  split($4, options, ","); print $2, $3, options[1] }' /proc/self/mounts 2>/dev/null | sort -u)"
full() {
  awk 'NR > 1 && match($0, /[0-9]+% \\//) {
    used = substr($0, RSTART) + 0; at = substr($0, RSTART + RLENGTH - 1)
    if ($1 ~ /^(overlay|shm|nsfs|squashfs|\\/dev\\/loop[0-9]*)$/ && at != "/") next
    if (at ~ /^\\/(snap|run\\/user|var\\/lib\\/docker|var\\/lib\\/containers|var\\/lib\\/kubelet)\\//) next
    if (used >= 90) print at, (used >= 100 ? "full" : used >= 95 ? 95 : 90)
  }' | sort -u
}
said=$($T df -P -k -l 2>/dev/null); [ -n "$said" ] || said=$($T df -P -k 2>/dev/null)
part disks "$(printf '%s\\n' "$said" | full)"
said=$($T df -P -i -l 2>/dev/null); [ -n "$said" ] || said=$($T df -P -i 2>/dev/null)
part inodes "$(printf '%s\\n' "$said" | full)"
word memory "$(awk '
  $1 == "MemTotal:" { total = $2 } $1 == "MemAvailable:" { left = $2; told = 1 }
  $1 == "oom_kill" { for (kills = $2; kills > 0; kills = int(kills / 2)) steps++ }
  END { printf "kills:%d%s\\n", steps, (told && left * 20 < total ? ",low" : "") }' /proc/meminfo /proc/vmstat 2>/dev/null)"
{ read -r used </proc/sys/net/netfilter/nf_conntrack_count; read -r most </proc/sys/net/netfilter/nf_conntrack_max; } 2>/dev/null &&
  [ "$((used * 100))" -ge "$((most * 95))" ] && word conntrack full || word conntrack fits
if has systemctl; then
  part units "$($T systemctl list-units --failed --type=service,mount --no-legend --plain --no-pager 2>/dev/null | awk '
    { unit = $1 == "*" || $1 !~ /[.]/ ? $2 : $1 }
    unit !~ /^(user@|run-|session-)|cloud-init/ { print unit }' | sort)"
else word units absent; fi

docker_parts() { word docker "$1"; word containers "$1"; word networks "$1"; }
gate=$(${GATE.trim()}
)
case "$gate" in
*'
daemon 0 '*) socket=/var/run/docker.sock;;
*'
daemon '*) socket=/run/user/$me/docker.sock;;
*'
binary '*|*'
socket '*) docker_parts stopped; exit 0;;
*) docker_parts absent; exit 0;;
esac
if ! [ -S "$socket" ]; then docker_parts no-socket; exit 0; fi
if ! [ -r "$socket" ] || ! [ -w "$socket" ]; then docker_parts denied; exit 0; fi
if ! has docker; then docker_parts no-program; exit 0; fi
engine="$T docker -H unix://$socket"
ids=$(printf '%s\\n' "$gate" | sed -n 's/^container //p')
[ -n "$ids" ] || ids=$($engine ps -aq --no-trunc 2>/dev/null)
now=$(date +%s)
before() { date -u -d "@$((now - $1))" +%Y-%m-%dT%H:%M:%S 2>/dev/null; }
said=
[ -z "$ids" ] || said=$($engine inspect -f '{{.Name}}|{{.Config.Image}} {{.Image}}|{{.State.Status}}|{{.State.ExitCode}}|{{.State.StartedAt}}|{{.RestartCount}}|{{.HostConfig.RestartPolicy.Name}}|{{.HostConfig.AutoRemove}}|{{json .HostConfig.PortBindings}}|{{json .NetworkSettings.Ports}}|{{if .State.Health}}{{.State.Health.Status}}{{end}}|{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}' $ids 2>/dev/null)
if [ -n "$ids" ] && [ -z "$said" ]; then docker_parts late; exit 0; fi
word docker running
part containers "$(printf '%s\\n' "$said" | awk -F '|' -v settled="$(before 600)" -v calm="$(before 300)" '
  NF > 10 {
    lasting = ($7 != "" && $7 != "no") || ($9 != "{}" && $9 != "null" && $8 != "true")
    if (!lasting && ($3 != "running" && $3 != "paused" || $5 > settled)) next
    if ($6 > 0 && ($3 == "restarting" || $5 > calm)) { state = "looping"; ports = $9; health = ""; code = "" }
    else { state = $3; ports = $10; health = $11; code = ($3 == "exited" ? $4 : "") }
    steps = 0; for (times = $6 + 0; times > 0; times = int(times / 2)) steps++
    print $1, $2, state, code, steps, ports, health, $12
  }' | sort)"
nets=$($engine network ls -q 2>/dev/null)
said=$($engine network inspect -f '{{.Name}} {{.Driver}} {{.Internal}} {{range .IPAM.Config}}{{.Subnet}} {{end}}' $nets 2>/dev/null)
if [ -n "$said" ]; then part networks "$(printf '%s\\n' "$said" | sort)"; else word networks late; fi
`;
