import type { Catalogue } from '../catalogue.ts';

export const rulesNames: Catalogue = {
  // docker-dns-fallback.ts
  "Containers with Docker's own choice of nameservers": '容器使用 Docker 自行选定的 DNS 服务器',
  'Container {0} asks {1} for names, because Docker found no nameserver that it could use':
    '容器 {0} 向 {1} 查询域名，因为 Docker 没有找到可用的 DNS 服务器',
  'Container {0} has no nameserver at all': '容器 {0} 没有任何 DNS 服务器',
  'Docker then puts {0} in.': '这时 Docker 会写入 {0}。',
  'From here they cannot be reached, so that the container resolves no name.':
    '从这里无法到达它们，因此容器解析不了任何域名。',
  'They know the names of the Internet and none of a private network.':
    '它们只知道互联网上的域名，不知道内网的域名。',
  'Docker left the container without one, so that it resolves no name.':
    'Docker 没有给容器写入 DNS 服务器，因此它解析不了任何域名。',
  '{0} cannot be found from the container, while the host finds it.':
    '在容器内解析不到 {0}，而主机可以解析。',
  '{0} cannot be found from the container, while the host finds them.':
    '在容器内解析不到 {0}，而主机可以解析。',
  'no nameserver': '没有 DNS 服务器',
  'wrong if somebody chose {0} for this container (`{1}`, "dns" in daemon.json)':
    '若 {0} 是有人特意为该容器指定的（见 `{1}`，以及 daemon.json 中的「dns」），则此结论不成立',
  'wrong if somebody chose that for this container (`{0}`, "dns" in daemon.json)':
    '若这是有人特意为该容器指定的（见 `{0}`，以及 daemon.json 中的「dns」），则此结论不成立',
  'Give Docker a nameserver that containers can reach: one that is no loopback address in /etc/resolv.conf (for systemd-resolved the link to /run/systemd/resolve/resolv.conf), or "dns" in /etc/docker/daemon.json. Then restart the container.':
    '为 Docker 提供一个容器能够到达的 DNS 服务器：在 /etc/resolv.conf 中写非回环地址（使用 systemd-resolved 时，将其链接到 /run/systemd/resolve/resolv.conf），或在 /etc/docker/daemon.json 中设置「dns」。然后重启容器。',
  '# /etc/docker/daemon.json:  "dns": ["<the network\'s nameserver>"], then systemctl restart docker':
    '# /etc/docker/daemon.json：  "dns": ["<本网络的 DNS 服务器>"]，然后执行 systemctl restart docker',
  'Restarting Docker restarts every container; restarting the container alone is enough after a change of /etc/resolv.conf.':
    '重启 Docker 会重启所有容器；如果改的是 /etc/resolv.conf，只重启该容器即可。',
  'When container {0} started, /etc/resolv.conf of the host named no nameserver.':
    '容器 {0} 启动时，主机的 /etc/resolv.conf 中没有 DNS 服务器。',
  'When container {0} started, /etc/resolv.conf of the host named only {1}, which is the host itself and cannot be reached from a container.':
    '容器 {0} 启动时，主机的 /etc/resolv.conf 中只有 {1}，那是主机自己的回环地址，从容器内无法到达。',
  'When container {0} started, /etc/resolv.conf of the host named only {1}, which may have been written since.':
    '容器 {0} 启动时，主机的 /etc/resolv.conf 中只有 {1}，但也可能是后来才写入的。',
  // embedded-dns-broken.ts
  "A container cannot reach Docker's nameserver": '容器连不上 Docker 内置的 DNS 服务器',
  "Container {0} cannot look names up: the rules that lead to Docker's nameserver are gone":
    '容器 {0} 无法解析域名：通往 Docker 内置 DNS 服务器的规则不见了',
  "Container {0} asks {1} for names, which is Docker's own nameserver. It listens on a port of Docker's choice, and NAT rules in the container's network namespace (chain DOCKER_OUTPUT) lead port 53 there. A question to port 53 is refused, so these rules are missing: something flushed the firewall inside the container's namespace.":
    '容器 {0} 向 {1} 查询域名，那是 Docker 内置的 DNS 服务器。它监听在 Docker 选定的端口上，由容器网络命名空间中的 NAT 规则（DOCKER_OUTPUT 链）把端口 53 转到那里。现在发往端口 53 的查询被拒绝，说明这些规则缺失：有程序清空了容器命名空间内的防火墙规则。',
  'wrong if `nsenter -t {0} -n iptables -t nat -S` shows DOCKER_OUTPUT with rules for port 53':
    '若 `nsenter -t {0} -n iptables -t nat -S` 显示 DOCKER_OUTPUT 链中有针对端口 53 的规则，则此结论不成立',
  'Restart the container: Docker makes its namespace, and the rules, anew.':
    '重启该容器：Docker 会重建其命名空间和这些规则。',
  'A short outage of the container; its address may change. If it happens again, look for what runs iptables in there.':
    '容器会短暂中断，地址可能改变。如果再次发生，请查找是什么在容器内运行 iptables。',
  // name-resolution-on-default-bridge.ts
  'A container on the default bridge that looks for another one by its name':
    '默认网桥上的容器按名称查找另一个容器',
  "{0} looks for {1} by name, which does not work on Docker's default bridge":
    '{0} 按名称查找 {1}，而 Docker 的默认网桥不支持这样解析',
  'Container {0} connects to {1}, which is another container on this host.':
    '容器 {0} 要连接 {1}，那是这台主机上的另一个容器。',
  'Container {0} connects to {1}, which is container {2} on this host.':
    '容器 {0} 要连接 {1}，那是这台主机上的容器 {2}。',
  "{0} is on Docker's default bridge (docker0), where Docker resolves no names of containers: that works only in networks that somebody made (docker network create, or a compose project).":
    '{0} 在 Docker 的默认网桥（docker0）上，Docker 在这里不解析容器名：只有自建的网络（docker network create 或 compose 项目）才支持。',
  '{0} is in network {1}.': '{0} 在网络 {1} 中。',
  'wrong if `docker exec {0} getent hosts {1}` prints an address':
    '若 `docker exec {0} getent hosts {1}` 输出了地址，则此结论不成立',
  'Put both into one network that is not the default bridge.': '把两者放进同一个非默认网桥的网络。',
  'Connecting a network to a running container interrupts nothing; it lasts until the container is made again.':
    '给运行中的容器接入网络不会造成中断；该改动在容器重建后失效。',
  // resolv-conf-of-old-region.ts
  'Nameservers that do not answer here': 'DNS 服务器在这里没有响应',
  'The nameservers of /etc/resolv.conf ({0}) do not know {1}, which {2}, handed out by DHCP, does know.':
    '/etc/resolv.conf 中的 DNS 服务器（{0}）解析不了 {1}，而 DHCP 下发的 {2} 可以解析。',
  'The host looks names up at {0}.': '主机向 {0} 查询域名。',
  'Such resolvers are reached from inside their own region or network only; after a move the file still names the old ones.':
    '这类 DNS 服务器只能在各自的地域或网络内访问；迁移之后，文件中写的仍是旧的。',
  '{0} cannot be found by name.': '解析不到 {0}。',
  'DHCP of this network handed out {0}, which answers.': '本网络的 DHCP 下发了 {0}，它有响应。',
  'DHCP of this network handed out {0}, which answer.': '本网络的 DHCP 下发了 {0}，它们有响应。',
  'wrong if `dig +time=2 +tries=1 @{0} {1}` gets an answer':
    '若 `dig +time=2 +tries=1 @{0} {1}` 得到应答，则此结论不成立',
  'Write the nameservers of this network into /etc/resolv.conf ({0}), or let DHCP write it again, then restart the containers, which keep a copy.':
    '把本网络的 DNS 服务器（{0}）写入 /etc/resolv.conf，或让 DHCP 重新写入；然后重启容器，因为它们各有一份副本。',
  'Write the nameservers of this network into /etc/resolv.conf (those that DHCP or the provider names for this region), or let DHCP write it again, then restart the containers, which keep a copy.':
    '把本网络的 DNS 服务器（DHCP 或云厂商为本地域给出的地址）写入 /etc/resolv.conf，或让 DHCP 重新写入；然后重启容器，因为它们各有一份副本。',
  'grep -rn PEERDNS /etc/sysconfig/network-scripts/ /etc/dhcp/dhclient.conf   # no PEERDNS=no, no supersede':
    'grep -rn PEERDNS /etc/sysconfig/network-scripts/ /etc/dhcp/dhclient.conf   # 不应有 PEERDNS=no，也不应有 supersede',
  '# /etc/resolv.conf: nameserver <the resolver of this region>':
    '# /etc/resolv.conf: nameserver <本地域的 DNS 服务器>',
  'Every program of the host looks names up there. If the servers are private on purpose, mend the way to them instead.':
    '主机上的所有程序都通过它解析域名。如果是特意使用内网 DNS 服务器，则应修复通往它们的链路。',
  'It does not answer.': '它没有响应。',
  'None of them answers.': '它们都没有响应。',
  '{0} does not answer, and as it is asked first every look-up waits for it: 5 s by default.':
    '{0} 没有响应；由于首先查询它，每次解析都要等待：默认 5 秒。',
  '{0} does not answer.': '{0} 没有响应。',
  '{0} do not answer, and as it is asked first every look-up waits for it: 5 s by default.':
    '{0} 没有响应；而首先查询的正是其中之一，每次解析都要等待：默认 5 秒。',
  '{0} do not answer.': '{0} 没有响应。',
  "The nameservers in /etc/resolv.conf do not know this network's names":
    '/etc/resolv.conf 中的 DNS 服务器解析不了本网络的域名',
  'Nameserver {0} in /etc/resolv.conf does not answer; another one does':
    '/etc/resolv.conf 中的 DNS 服务器 {0} 没有响应；另有一台有响应',
  'The only nameserver in /etc/resolv.conf, {0}, does not answer':
    '/etc/resolv.conf 中唯一的 DNS 服务器 {0} 没有响应',
  'None of the nameservers in /etc/resolv.conf answers ({0})':
    '/etc/resolv.conf 中的 DNS 服务器（{0}）都没有响应',
  'Container {0} looks names up at {1}, which does not answer': '容器 {0} 向 {1} 查询域名，而它没有响应',
  'Container {0} looks names up at {1}, which do not answer': '容器 {0} 向 {1} 查询域名，而它们没有响应',
  'Container {0} was given {1} as nameserver by hand (--dns).':
    '容器 {0} 的 DNS 服务器 {1} 是手动指定的（--dns）。',
  'A container keeps the copy of /etc/resolv.conf that Docker made when it started (or what "dns" in daemon.json says). That of {0} names {1}; the host\'s own file names {2}.':
    '容器一直使用启动时 Docker 生成的 /etc/resolv.conf 副本（或 daemon.json 中「dns」的设置）。{0} 的副本中是 {1}；主机自己的文件中是 {2}。',
  "From its network no answer comes from there, so that it resolves no name at all, while the host's nameserver answers.":
    '从它所在的网络查询，那里没有任何应答，因此它解析不了任何域名，而主机的 DNS 服务器有响应。',
  'From its network no answer comes from there, so that it resolves no name at all.':
    '从它所在的网络查询，那里没有任何应答，因此它解析不了任何域名。',
  'wrong if `nsenter -t {0} -n dig +time=2 +tries=1 @{1} . NS` gets an answer':
    '若 `nsenter -t {0} -n dig +time=2 +tries=1 @{1} . NS` 得到应答，则此结论不成立',
  "Take the dead nameserver out of the container's settings.": '从容器的配置中去掉失效的 DNS 服务器。',
  'dns: (without the dead one)': 'dns:（去掉失效的那个）',
  '(without --dns)': '（去掉 --dns）',
  'A short outage of the container. If the server is private on purpose, mend the way to it instead.':
    '容器会短暂中断。如果是特意使用内网 DNS 服务器，则应修复通往它的链路。',
  "Restart the container: it then gets a copy of the host's present file.":
    '重启该容器：它会得到主机当前文件的副本。',
  'A short outage of the container.': '容器会短暂中断。',
  // resolving.ts
  'NXDOMAIN: there is no such name': 'NXDOMAIN：没有这个域名',
  'an error, code {0} (SERVFAIL)': '返回错误，代码 {0}（SERVFAIL）',
  'an error, code {0}': '返回错误，代码 {0}',
  'it answers': '有应答',
  'connection refused': '连接被拒绝',
  'no answer in 2 s': '2 秒内没有应答',
  '{0}; the same for {1} and {2} more': '{0}；{1} 以及另外 {2} 个容器同样如此',
  '{0}; the same for {1}': '{0}；{1} 同样如此',
  // stale-hosts-entry.ts
  'A hosts file that pins a name to an address where nobody answers':
    'hosts 文件把域名固定指向一个无人应答的地址',
  '/etc/hosts pins {0} to {1}, while DNS says {2}': '/etc/hosts 把 {0} 固定指向 {1}，而 DNS 的解析结果是 {2}',
  'Programs on the host look into /etc/hosts before they ask a nameserver. Line {0} sends them to {1} for {2}, where no connection comes about; the nameserver {3} says {4}. The line was right once and was left behind when the service, or this host, moved.':
    '主机上的程序先查 /etc/hosts，再查询 DNS 服务器。第 {0} 行使它们访问 {2} 时去连 {1}，而那里无法建立连接；DNS 服务器 {3} 的解析结果是 {4}。这一行曾经是对的，在该服务或这台主机迁移之后遗留了下来。',
  'wrong if `dig +short @{0} {1}` says {2}, or {3} is meant (another view of the same service)':
    '若 `dig +short @{0} {1}` 的结果是 {2}，或本来就该指向 {3}（同一服务的另一套解析），则此结论不成立',
  'Take line {0} out of /etc/hosts, or correct the address.':
    '删除 /etc/hosts 的第 {0} 行，或更正其中的地址。',
  'Who pinned it may have meant it (a private view of a public name). Containers have hosts files of their own.':
    '当初写入的人可能是有意为之（公网域名的内网解析）。容器有各自的 hosts 文件。',
  "Container {0} was made with --add-host (extra_hosts) {1}:{2}, which Docker writes into the container's hosts file; that wins over every nameserver.":
    '容器 {0} 创建时带有 --add-host（extra_hosts）{1}:{2}，Docker 将其写入容器的 hosts 文件；它优先于任何 DNS 服务器。',
  'The inventory says {0}.': '主机清单中写的是 {0}。',
  'The nameserver {0} says {1}.': 'DNS 服务器 {0} 的解析结果是 {1}。',
  'At {0} nobody answers.': '{0} 上无人应答。',
  'The pin was right before something moved.': '迁移之前，这一条是对的。',
  'no connection': '无法连接',
  'wrong if {0} is meant to be {1} for this container, and `nc -zv {2} <port>` connects':
    '若对该容器而言 {0} 本来就该是 {1}，且 `nc -zv {2} <port>` 能连上，则此结论不成立',
  'Take the entry out, or correct the address.': '删除该条目，或更正其中的地址。',
  'extra_hosts: ["{0}:{1}"]   (or no such line)': 'extra_hosts: ["{0}:{1}"]   （或删去这一行）',
  '--add-host {0}:{1}   (or without it)': '--add-host {0}:{1}   （或去掉该选项）',
  'A short outage of the container. Who pinned it may have meant it.':
    '容器会短暂中断。当初写入的人可能是有意为之。',
  'Container {0} has {1} pinned to {2}, while the inventory says {3}':
    '容器 {0} 把 {1} 固定指向 {2}，而主机清单中写的是 {3}',
  'Container {0} has {1} pinned to {2}, while the nameserver {3} says {4}':
    '容器 {0} 把 {1} 固定指向 {2}，而 DNS 服务器 {3} 的解析结果是 {4}',
  // systemd-resolved-stub.ts
  "A container that looks names up at the host's loopback address": '容器向主机的回环地址查询域名',
  'It was given to the container by hand (--dns).': '它是手动指定给容器的（--dns）。',
  "The host's /etc/resolv.conf is mounted into it.": '主机的 /etc/resolv.conf 被挂载进了容器。',
  'It comes from "dns" in /etc/docker/daemon.json or from dockerd\'s --dns.':
    '它来自 /etc/docker/daemon.json 中的「dns」，或 dockerd 的 --dns 参数。',
  'Container {0} looks names up at {1}, where nothing listens inside the container':
    '容器 {0} 向 {1} 查询域名，而容器内的这个地址上没有监听',
  "{0} is a loopback address: on the host systemd-resolved (or another local resolver) listens there, but inside container {1} it is the container's own, and questions are refused. So the container resolves no name.":
    '{0} 是回环地址：在主机上，systemd-resolved（或其他本地解析服务）监听在那里；但在容器 {1} 内，它是容器自己的地址，查询会被拒绝。因此容器解析不了任何域名。',
  'wrong if `nsenter -t {0} -n dig +time=1 @{1} . NS` gets an answer':
    '若 `nsenter -t {0} -n dig +time=1 @{1} . NS` 得到应答，则此结论不成立',
  'Take --dns out; Docker then puts the real nameservers in.':
    '去掉 --dns；Docker 就会写入真正的 DNS 服务器。',
  'Take the mount of /etc/resolv.conf out; Docker then puts the real nameservers in.':
    '去掉对 /etc/resolv.conf 的挂载；Docker 就会写入真正的 DNS 服务器。',
  'no dns:': '去掉 dns:',
  'no volume at /etc/resolv.conf': '不要把数据卷挂载到 /etc/resolv.conf',
  '(without -v …:/etc/resolv.conf)': '（去掉 -v …:/etc/resolv.conf）',
  'Take "dns" out of /etc/docker/daemon.json, see that /etc/resolv.conf is the link that systemd-resolved makes, restart Docker.':
    '从 /etc/docker/daemon.json 中去掉「dns」，确认 /etc/resolv.conf 是 systemd-resolved 建立的链接，然后重启 Docker。',
  'Restarting Docker restarts every container.': '重启 Docker 会重启所有容器。',
};
