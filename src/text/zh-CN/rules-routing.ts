import type { Catalogue } from '../catalogue.ts';

export const rulesRouting: Catalogue = {
  // autopick-shifted-by-static-routes.ts
  'A route made Docker pass over its usual ranges': '某条路由使 Docker 跳过了惯用网段',
  '{0} is {1} because a route kept Docker from its usual ranges':
    '{0} 的网段是 {1}，因为有路由使 Docker 无法选用惯用网段',
  "Docker's own choice for {0} is 172.17.0.0/16, then 172.18 to 172.31, and 192.168.0.0/20 only after those; it passes over each range that the host has a direct route to.":
    'Docker 为 {0} 自行选择网段时，首选 172.17.0.0/16，其次是 172.18 至 172.31，都不行才用 192.168.0.0/20；凡是主机上有直连路由的网段都会跳过。',
  'That it came to {0} means that all of 172.17 to 172.31 were taken when it chose, as they are where the image carries a route for 172.16.0.0/12 (old cloud networks do).':
    '既然选到了 {0}，说明选择时 172.17 至 172.31 已全部被占；系统镜像里带有 172.16.0.0/12 的路由时就会这样（老的云网络就带有）。',
  'Here that is {0}.': '造成跳过的是 {0}。',
  'Nobody chose {0}.': '{0} 并非人为指定。',
  'wrong if `grep -r bip /etc/docker /etc/sysconfig/docker* /etc/default/docker` shows {0}':
    '若 `grep -r bip /etc/docker /etc/sysconfig/docker* /etc/default/docker` 显示 {0}，则此结论不成立',
  'the route "{0}"': '路由「{0}」',
  'the route that {0} makes ("{1}")': '由 {0} 生成的路由（「{1}」）',
  // bridge-or-veth-broken.ts
  "Docker's bridge, or a container's cable into it, is broken":
    'Docker 的网桥，或容器接入网桥的 veth，出了故障',
  'systemctl restart docker   # makes its bridges anew': 'systemctl restart docker   # 重新创建网桥',
  '{0} is gone': '{0} 已不存在',
  "Docker's network still names the device {0}, and the host has none of that name.":
    'Docker 网络的配置里仍写着设备 {0}，而主机上没有这个名字的设备。',
  'wrong if `{0}` prints a device': '若 `{0}` 输出了设备，则此结论不成立',
  '{0} is switched off': '{0} 处于关闭状态',
  'A bridge that containers are attached to carries packets only while it is up; somebody or something set it down, and its routes went with that.':
    '接有容器的网桥只有处于 UP 状态才传输数据包；有人或某个程序把它关闭了，其路由也随之消失。',
  'wrong if `{0}` shows UP between < and >': '若 `{0}` 的 < 与 > 之间有 UP，则此结论不成立',
  'nmcli device set {0} managed no   # where NetworkManager took it over':
    'nmcli device set {0} managed no   # 如果是 NetworkManager 接管了它',
  '{0} has lost its address': '{0} 丢失了地址',
  "The address of a bridge is the containers' gateway, and brings the route to them; without it the host looks for them elsewhere.":
    '网桥的地址就是容器的网关，通往容器的路由也随它而来；没有它，主机会到别处去找容器。',
  'no inet address': '没有 inet 地址',
  'wrong if `ip -4 addr show dev {0}` shows an inet address':
    '若 `ip -4 addr show dev {0}` 显示有 inet 地址，则此结论不成立',
  'the cable of {0} is not plugged into {1}': '{0} 的 veth 没有接入 {1}',
  'the cable of {0} is down': '{0} 的 veth 处于 down 状态',
  '{0} in {1} has no carrier: this end or the one inside the container is switched off.':
    '{1} 中的 {0} 没有载波：这一端或容器内的那一端被关闭了。',
  nothing: '没有输出',
  'wrong if `{0}` lists {1} devices': '若 `{0}` 列出 {1} 个设备，则此结论不成立',
  'wrong if `{0}` says state UP': '若 `{0}` 显示 state UP，则此结论不成立',
  'docker restart {0}   # makes a new pair': 'docker restart {0}   # 重新创建一对 veth',
  '{0} running container is attached to {1}': '有 {0} 个运行中的容器连接到 {1}',
  '{0} running containers are attached to {1}': '有 {0} 个运行中的容器连接到 {1}',
  'only {0} such end is in it': '但网桥里只有 {0} 个对应的 veth 端',
  'only {0} such ends are in it': '但网桥里只有 {0} 个对应的 veth 端',
  'Each container has a pair of virtual cards, one end inside and one in the bridge.':
    '每个容器都有一对虚拟网卡（veth），一端在容器内，另一端在网桥里。',
  '{0}, and {1}; {2} belongs to no bridge.': '{0}，{1}；{2} 不属于任何网桥。',
  '{0}, and {1}.': '{0}，{1}。',
  'Containers cannot be reached: {0}': '容器无法访问：{0}',
  'Nobody, the host included, reaches {0}, and it reaches nobody.':
    '包括主机在内，谁都访问不到 {0}，它也访问不到任何地方。',
  'Nobody, the host included, reaches {0}, and they reach nobody.':
    '包括主机在内，谁都访问不到 {0}，它们也访问不到任何地方。',
  'An application that merely does not listen would refuse; here there is no answer at all.':
    '如果只是应用没有监听，连接会被拒绝；这里则完全没有应答。',
  'Put {0} back in order; restarting the container or Docker does it as well.':
    '恢复 {0}；重启容器或 Docker 也能做到。',
  'A restart of Docker restarts every container unless live-restore is on. If it comes back, something on the host manages the device: NetworkManager (`nmcli dev`), a network script.':
    '除非启用了 live-restore，重启 Docker 会重启所有容器。如果问题再次出现，说明主机上有程序在管理该设备：NetworkManager（`nmcli dev`）或某个网络脚本。',
  // bridge-overlap.ts
  'the gateway {0}': '网关 {0}',
  // bridge-owns-gateway-or-peer-address.ts
  "A bridge of Docker has the gateway's address, or a peer's": 'Docker 的某个网桥占用了网关或对端的地址',
  'the name server {0}': 'DNS 服务器 {0}',
  "Docker's bridge {0} has the address of {1}": 'Docker 网桥 {0} 占用了 {1} 的地址',
  "Docker's bridge {0} covers {1}": 'Docker 网桥 {0} 的网段覆盖了 {1}',
  '{0} (Docker network {1}) holds {2} as its own address, and {3} is {4}.':
    '{0}（Docker 网络 {1}）自己的地址是 {2}，而 {3} 就是 {4}。',
  'The host takes packets for {0} as meant for itself, so the real machine cannot be reached from here or from the containers; to neighbours who ask for {1} by ARP this host answers as well.':
    '主机把发往 {0} 的数据包当作发给自己的，因此从这台主机和容器都访问不到真正的那台机器；邻居用 ARP 询问 {1} 时，这台主机也会应答。',
  'Packets that only pass through the gateway may still get out as long as the old entry lasts.':
    '只是经由网关转发的数据包，在旧的 ARP 表项失效之前可能仍能出去。',
  "{0} (Docker network {1}) holds {2}, which contains {3} and is narrower than the card's own {4}.":
    '{0}（Docker 网络 {1}）的网段是 {2}，其中包含 {3}，而且比网卡自己的 {4} 更小（路由更精确）。',
  subnet: '网段',
  'Packets for {0} go into the bridge, where nobody has it; as soon as the default route is set anew, the host is cut off.':
    '发往 {0} 的数据包会进入该网桥，而那里没有机器持有这个地址；一旦默认路由被重新设置，主机就会断网。',
  'wrong if `ip -4 addr show dev {0}` does not show {1}':
    '若 `ip -4 addr show dev {0}` 没有显示 {1}，则此结论不成立',
  'wrong if `ip route get {0}` does not say dev {1}':
    '若 `ip route get {0}` 的结果不是 dev {1}，则此结论不成立',
  // bridge-subnet-contains-host-subnet.ts
  "Docker's bridge covers the network card's subnet": 'Docker 网桥的网段覆盖了网卡所在的网段',
  // bridge-subnet-equals-host-subnet.ts
  "Docker's bridge holds the same subnet as the network card": 'Docker 网桥与网卡使用同一网段',
  // bridge-subnet-shadows-client-network.ts
  'A Docker network covers the addresses of clients': '某个 Docker 网络覆盖了客户端的地址',
  'Answers to clients in {0} go into the Docker network {1}': '发给 {0} 网段客户端的应答进了 Docker 网络 {1}',
  'Docker network {0} ({1}) holds {2}, and {3} are clients outside this host with an address in that range.':
    'Docker 网络 {0}（{1}）的网段是 {2}，而 {3} 是这台主机之外的客户端，地址就在该网段内。',
  'Docker network {0} ({1}) holds {2}, and {3} is a client outside this host with an address in that range.':
    'Docker 网络 {0}（{1}）的网段是 {2}，而 {3} 是这台主机之外的客户端，地址就在该网段内。',
  'Connections from there to port {0} arrive, but the answers are sent into {1}, where nobody has the address, so for those clients everything on this host times out.':
    '来自那里、访问端口 {0} 的连接能够到达，但应答被发进 {1}，而那里没有机器持有这个地址，因此对这些客户端来说，这台主机上的一切都会超时。',
  'Packets from there arrive, but the answers are sent into {0}, where nobody has the address, so for those clients everything on this host times out.':
    '来自那里的数据包能够到达，但应答被发进 {0}，而那里没有机器持有这个地址，因此对这些客户端来说，这台主机上的一切都会超时。',
  'Clients with other addresses notice nothing.': '其他地址的客户端感觉不到异常。',
  'half-open connections (/proc/net/nf_conntrack, ss)': '半开连接（/proc/net/nf_conntrack、ss）',
  // bridge-subnet-shadows-remote-service.ts
  'A Docker network covers the address of a service that the host must reach':
    '某个 Docker 网络覆盖了主机必须访问的服务的地址',
  'The Docker network {0} covers the address of {1}': 'Docker 网络 {0} 覆盖了 {1} 的地址',
  '{0} is at {1}, and Docker network {2} ({3}) holds {4}, which contains it.':
    '{0} 的地址是 {1}，而 Docker 网络 {2}（{3}）的网段 {4} 包含了它。',
  'The host and its containers look for {0} inside that bridge, where nobody has the address; servers without such a network are not affected.':
    '主机及其容器都到该网桥里去找 {0}，而那里没有机器持有这个地址；没有这个网络的服务器不受影响。',
  'connection attempt from the host to {0}': '从主机到 {0} 的连接尝试',
  'The Docker network {0} covers the address of {1} for its own containers':
    '对自身的容器而言，Docker 网络 {0} 覆盖了 {1} 的地址',
  "Inside {0} that address counts as a neighbour's in the same network, where nobody has it.":
    '在 {0} 内部，该地址被视为同一网络中邻居的地址，而那里没有机器持有它。',
  'The host itself has another way there, which containers of this network never come to use.':
    '主机自身另有路径可以到达，但该网络的容器用不上。',
  'connection attempts to {0} inside containers': '在容器内到 {0} 的连接尝试',
  '{0}: {1} cannot be reached': '{0}：无法访问 {1}',
  'wrong if {0} answers inside {1}': '若在 {1} 内部访问 {0} 有应答，则此结论不成立',
  'name server {0}': 'DNS 服务器 {0}',
  "{0}'s range lies inside {1}'s {2}, and of two routes the kernel takes the one for the smaller range.":
    '{0} 的网段在 {1} 的 {2} 之内，而两条路由中内核会选网段更小的那条。',
  // connected-route-deleted-by-hand.ts
  "The route of the network card's own subnet is missing": '网卡所在网段的路由缺失',
  "The route to {0}'s own subnet was deleted": '{0} 所在网段的路由被删除',
  '{0} is {1}/{2}, but there is no route to {3} by {4}. The kernel makes that route with the address, so somebody removed it.':
    '{0} 的地址是 {1}/{2}，却没有经 {4} 到 {3} 的路由。内核在配置地址时就会创建这条路由，所以是有人把它删了。',
  'Machines in {0} are no longer looked for on {1}.': '主机不再从 {1} 上寻找 {0} 中的机器。',
  '{0} overlaps with that subnet, which is probably why it was deleted; once the route is back, the overlap breaks containers again.':
    '{0} 与该网段重叠，这大概就是路由被删的原因；一旦恢复路由，重叠又会使容器不通。',
  'wrong if `ip route show {0}` prints a line with dev {1}':
    '若 `ip route show {0}` 输出含有 dev {1} 的行，则此结论不成立',
  'Put the route back.': '恢复该路由。',
  'First move {0} to another subnet, then put the route back.': '先把 {0} 换到另一个网段，再恢复该路由。',
  '# first give {0} (Docker network {1}) a subnet outside {2}; then:':
    '# 先给 {0}（Docker 网络 {1}）换一个 {2} 之外的网段；然后：',
  'None for running connections; the route is what the kernel itself would make.':
    '对现有连接没有风险；这正是内核自己会创建的路由。',
  'While {0} holds {1}, putting the route back cuts its containers off again.':
    '只要 {0} 还占着 {1}，恢复路由就会再次切断它的容器。',
  'Packets for {0} go nowhere instead of straight out of {1}.':
    '发往 {0} 的数据包无处可去，而不是直接从 {1} 发出。',
  'Packets for {0} go to {1} instead of straight out of {2}.':
    '发往 {0} 的数据包被送到 {1}，而不是直接从 {2} 发出。',
  // docker-address-pools-exhausted.ts
  'Docker has no address range left for another network': 'Docker 已没有网段可供新网络使用',
  'Docker does not start: it finds no free address range for its bridge':
    'Docker 无法启动：找不到可供网桥使用的空闲网段',
  'Docker has no address range left, so no further network can be created':
    'Docker 的网段已用尽，无法再创建网络',
  'Docker gives each network without a subnet of its own one of the ranges in its address pools ({0}), and none that the host has a direct route to.':
    '对没有自行指定网段的网络，Docker 会从地址池（{0}）中分配一个网段，且不会选用主机上有直连路由的网段。',
  'A new compose project cannot come up.': '新的 compose 项目无法启动。',
  '{0} subnets of Docker networks': 'Docker 网络的 {0} 个网段',
  'wrong if `journalctl -u docker` ends with another error':
    '若 `journalctl -u docker` 末尾是别的错误，则此结论不成立',
  'wrong if `docker network create test-of-pools` succeeds':
    '若 `docker network create test-of-pools` 成功，则此结论不成立',
  'Give Docker more and smaller ranges, or remove networks that nobody uses.':
    '给 Docker 配置更多、更小的网段，或删除无人使用的网络。',
  'docker network ls --filter dangling=true   # networks without a running container':
    'docker network ls --filter dangling=true   # 没有运行中容器的网络',
  '# docker network rm <one that nobody needs>': '# docker network rm <不再需要的网络>',
  '# or in /etc/docker/daemon.json:  "default-address-pools": [{ "base": "<a free range>/16", "size": 24 }]   and restart Docker':
    '# 或在 /etc/docker/daemon.json 中设置：  "default-address-pools": [\'{\' "base": "<空闲网段>/16", "size": 24 \'}\']   然后重启 Docker',
  'A network without a running container may belong to a stack that is stopped on purpose; its containers cannot start until compose makes it anew. That is why `docker network prune` is no answer. New pools hold for new networks only, and must not cover what the host has to reach.':
    '没有运行中容器的网络，可能属于有意停止的 stack；删除后，其容器要等 compose 重建该网络才能启动。因此不能用 `docker network prune` 来解决。新的地址池只对新建的网络生效，且不能覆盖主机必须访问的地址。',
  '{0} networks exist.': '现有 {0} 个网络。',
  '{0} networks exist, and the route {1} cover the rest.': '现有 {0} 个网络，其余网段被路由 {1} 覆盖。',
  '{0} networks exist, and the routes {1} cover the rest.': '现有 {0} 个网络，其余网段被以下路由覆盖：{1}。',
  '{0} in pieces of /{1}': '按 /{1} 划分的 {0}',
  '172.17.0.0/16 to 172.31.0.0/16': '172.17.0.0/16 至 172.31.0.0/16',
  // docker-network-state-survived-image-copy.ts
  'Docker keeps a range that it picked in another network': 'Docker 保留着在另一个网络中选定的网段',
  'Docker picked {0} before this host was in its present network, and kept it':
    '{0} 是这台主机进入当前网络之前 Docker 选定的，之后一直沿用',
  'Nobody configured {0}.': '没有人配置过 {0}。',
  'Docker never picks a range that the host has a direct route to, so it picked this one while the network card was in another network, before this machine came to life here, and stored it in {0}.':
    'Docker 从不选用主机上有直连路由的网段，因此它是在网卡还处于另一个网络时、也就是这台机器在此处首次启动之前选定该网段的，并存入了 {0}。',
  'Docker never picks a range that the host has a direct route to, so it picked this one while the network card was in another network, and stored it in {0}.':
    'Docker 从不选用主机上有直连路由的网段，因此它是在网卡还处于另一个网络时选定该网段的，并存入了 {0}。',
  'The file came along, as it does with a copied disk image, and at each start Docker brings the stored networks back without looking whether their ranges are free.':
    '该文件被一并带了过来（复制磁盘镜像时就会这样），而 Docker 每次启动都会恢复已保存的网络，并不检查其网段是否空闲。',
  'Deleting {0} or rebooting does not help: it comes back with the old range.':
    '删除 {0} 或重启主机都没有用：它会带着旧网段重新出现。',
  'written since {0}': '自 {0} 起写入',
  'network {0} created {1}': '网络 {0} 创建于 {1}',
  'this run of Docker: {0}': 'Docker 本次启动：{0}',
  'wrong if {0} was set by somebody: `grep -r bip /etc/docker /etc/sysconfig/docker* /etc/default/docker`':
    '若 {0} 是有人设置的（`grep -r bip /etc/docker /etc/sysconfig/docker* /etc/default/docker`），则此结论不成立',
  '{0} is of {1}': '{0} 的时间是 {1}',
  '{0} is of {1} ({2})': '{0} 的时间是 {1}（{2}）',
  // duplicate-ip.ts
  "Another machine holds this host's address": '另一台机器占用了这台主机的地址',
  'its own': '它自己的',
  "Another machine has this host's address {0}": '另一台机器占用了这台主机的地址 {0}',
  'Asked by ARP who has {0}, a machine with the card address {1} answers; {2} of this host has {3}.':
    '用 ARP 询问谁持有 {0} 时，一台 MAC 地址为 {1} 的机器作了应答；而这台主机 {2} 的 MAC 地址是 {3}。',
  'Packets for {0} go to whichever of the two answered last, so connections work, are refused by the other machine or hang, and that changes by the minute.':
    '发往 {0} 的数据包会送到两台中最后应答的那一台，因此连接时而正常，时而被另一台机器拒绝，时而卡住，随时都在变。',
  'After a copy of a disk it is mostly the old server, which still runs.':
    '复制磁盘之后出现这种情况，对方大多是仍在运行的旧服务器。',
  'wrong if `arping -D -c 2 -I {0} {1}` gets no reply':
    '若 `arping -D -c 2 -I {0} {1}` 没有收到应答，则此结论不成立',
  'Find the machine with the card address {0} and give one of the two another address.':
    '找到 MAC 地址为 {0} 的机器，给两台中的一台换一个地址。',
  "ip neigh | grep -i {0}   # on a neighbour; or look it up in the switch, the hypervisor, the cloud's console":
    'ip neigh | grep -i {0}   # 在相邻机器上执行；或在交换机、虚拟化平台、云控制台中查找',
  'Whichever machine changes its address loses its connections. Do not take it from this host while it is your only way in.':
    '哪台机器更换地址，哪台就会断开现有连接。如果该地址是你登录这台主机的唯一途径，不要把它从这台主机上去掉。',
  // ip-forward-off.ts
  'The kernel does not forward packets to containers': '内核不向容器转发数据包',
  'The kernel does not forward packets': '内核不转发数据包',
  'The kernel does not forward packets that come in by {0}': '内核不转发从 {0} 进入的数据包',
  '{0} is 0.': '{0} 为 0。',
  '{0} is 0 although net.ipv4.ip_forward is 1.': '尽管 net.ipv4.ip_forward 为 1，{0} 却为 0。',
  "On the host itself the ports answer, because there Docker's proxy serves them.":
    '在主机上这些端口有应答，因为那里由 docker-proxy 提供服务。',
  'wrong if `sysctl {0}` says 1': '若 `sysctl {0}` 显示 1，则此结论不成立',
  'Switch forwarding on, now and for the next boot.': '开启转发，当前立即生效，并保证重启后仍然有效。',
  '{0}   # remove the line that sets it to 0': '{0}   # 删除把它设为 0 的那一行',
  'None for running containers. Writing ip_forward resets the forwarding switch of every device to the same value.':
    '对运行中的容器没有风险。写入 ip_forward 会把所有设备的转发开关重置为同一个值。',
  'None for running containers.': '对运行中的容器没有风险。',
  "Packets for a published port have to be forwarded from the network card into Docker's bridge, and the answers back":
    '发往已发布端口的数据包必须从网卡转发到 Docker 网桥，应答也要转发回来',
  "Packets for a published port have to be forwarded from the network card into Docker's bridge":
    '发往已发布端口的数据包必须从网卡转发到 Docker 网桥',
  '{0}, and containers ({1}) reach nothing beyond the host.':
    '{0}，而容器（{1}）访问不到主机以外的任何地方。',
  '{0}, so {1} is dead from outside, and containers ({2}) reach nothing beyond the host.':
    '{0}，因此从外部访问端口 {1} 不通，容器（{2}）也访问不到主机以外的任何地方。',
  '{0}, so {1} are dead from outside, and containers ({2}) reach nothing beyond the host.':
    '{0}，因此从外部访问端口 {1} 都不通，容器（{2}）也访问不到主机以外的任何地方。',
  // ipv6-only-or-v6-preferred.ts
  'A program takes IPv6 connections only, or a service has IPv6 addresses only':
    '程序只接受 IPv6 连接，或服务只有 IPv6 地址',
  '{0} listens on port {1} by IPv6 only': '{0} 只在 IPv6 上监听端口 {1}',
  'Port {0} of the host leads to port {1} of container {2}, by IPv4. In there something listens on [::]:{3} and refuses IPv4: it was told to take IPv6 only (the v6only option, or net.ipv6.bindv6only = 1).':
    '主机的端口 {0} 经 IPv4 通到容器 {2} 的端口 {1}。容器里有程序监听 [::]:{3}，但拒绝 IPv4：它被设置为只接受 IPv6（v6only 选项，或 net.ipv6.bindv6only = 1）。',
  'wrong if `nsenter -t {0} -n ss -lnte` shows v6only:0 or a listener on 0.0.0.0:{1}':
    '若 `nsenter -t {0} -n ss -lnte` 显示 v6only:0，或 0.0.0.0:{1} 上有监听，则此结论不成立',
  'Let the application listen on 0.0.0.0:{0}, or on [::] without v6only.':
    '让应用监听 0.0.0.0:{0}，或监听 [::] 但不带 v6only。',
  'The container is recreated: a short outage, a new address.': '容器会重建：短暂中断，地址改变。',
  'a program': '某个程序',
  'Something listens on [{0}]:{1} and nothing on IPv4, so clients that come by IPv4 are refused. Most programs that listen on [::] take IPv4 as well; this socket has the v6only option.':
    '有程序监听 [{0}]:{1}，IPv4 上则没有监听，因此使用 IPv4 的客户端会被拒绝。监听 [::] 的程序大多同时接受 IPv4；这个套接字带有 v6only 选项。',
  'wrong if `ss -lnte` shows v6only:0 for port {0}, or a listener on 0.0.0.0:{1}':
    '若 `ss -lnte` 中端口 {0} 显示 v6only:0，或 0.0.0.0:{1} 上有监听，则此结论不成立',
  'Let {0} listen on 0.0.0.0:{1} too, or on [::] without v6only.':
    '让 {0} 同时监听 0.0.0.0:{1}，或监听 [::] 但不带 v6only。',
  '# configuration of {0}: listen on 0.0.0.0:{1} (nginx: `listen {2};` beside `listen [::]:{3};`)':
    '# {0} 的配置：监听 0.0.0.0:{1}（nginx：在 `listen [::]:{3};` 之外再加上 `listen {2};`）',
  'sysctl net.ipv6.bindv6only   # 1 makes it the default for every program':
    'sysctl net.ipv6.bindv6only   # 为 1 时，所有程序默认如此',
  'The program is restarted. It may listen on IPv6 alone on purpose.':
    '程序会重启。它也可能是有意只监听 IPv6。',
  '{0} has IPv6 addresses only, and this host has no way out by IPv6':
    '{0} 只有 IPv6 地址，而这台主机没有 IPv6 出口',
  '{0} resolves to {1} and to no IPv4 address.': '{0} 解析为 {1}，没有 IPv4 地址。',
  'The host has no IPv6 route there ({0}).': '主机没有到那里的 IPv6 路由（{0}）。',
  'wrong if `ip -6 route get {0}` shows a device': '若 `ip -6 route get {0}` 显示了设备，则此结论不成立',
  'Use a name with an IPv4 address, or give the host IPv6.': '改用有 IPv4 地址的域名，或为主机配置 IPv6。',
  'None in looking. A new address in a connection string needs a restart of what reads it.':
    '查看没有风险。连接串中的地址改动后，需要重启读取它的程序。',
  // missing-default-route.ts
  'The host has no default route': '主机没有默认路由',
  'The host has no default route, so it reaches nothing beyond its own subnet':
    '主机没有默认路由，因此访问不到自身网段以外的任何地方',
  'No routing table of this host says where packets for the rest of the world go.':
    '这台主机没有任何路由表指明发往外部的数据包该走哪里。',
  'Its own subnet works, which is why neighbours connect; answers to anybody further away, and every connection out, fail at once with "Network is unreachable".':
    '自身网段是通的，所以邻居能连上；而发给更远处的应答，以及所有向外的连接，都会立即失败，报「Network is unreachable」。',
  'That cuts off {0}.': '因此 {0} 无法访问。',
  '{0} names {1} as the way out.': '{0} 中写明的出口是 {1}。',
  'wrong if `ip route show table all` prints a line that begins with default':
    '若 `ip route show table all` 输出以 default 开头的行，则此结论不成立',
  'Put the default route back, now and in the configuration that should have made it.':
    '恢复默认路由：既在当前恢复，也写回本该创建它的配置。',
  "ip route add default via <gateway> dev {0}   # the gateway of the subnet; the cloud's metadata or a neighbour's `ip route` names it":
    'ip route add default via <gateway> dev {0}   # 该网段的网关；云平台的元数据或相邻机器的 `ip route` 中可以查到',
  "grep -rn -iE 'gateway|routers|defroute' /etc/sysconfig/network-scripts /etc/network /etc/netplan /etc/systemd/network 2>/dev/null   # why it was not there":
    "grep -rn -iE 'gateway|routers|defroute' /etc/sysconfig/network-scripts /etc/network /etc/netplan /etc/systemd/network 2>/dev/null   # 查明为什么没有它",
  'None for connections that work now. A wrong gateway helps nobody and is removed with `ip route del default`.':
    '对目前正常的连接没有风险。网关写错不会有任何作用，用 `ip route del default` 即可删除。',
  // move-bridge.ts
  'It is not known whether it covers {0}, which did not resolve.':
    '{0} 未能解析，不清楚该网段是否覆盖其地址。',
  'a subnet that is free in your network': '你的网络中空闲的网段',
  "Do not delete {0}'s route instead: that opens the port and cuts the host off from its own subnet (databases, gateway).":
    '不要改用删除 {0} 路由的办法：端口是通了，主机却连不上自己的网段（数据库、网关）。',
  "Give Docker's bridge another subnet: {0} and restart Docker.":
    '给 Docker 网桥换一个网段：{0}，然后重启 Docker。',
  'Docker restarts, and with it every container ({0} on this bridge gets a new address).':
    'Docker 会重启，所有容器随之重启（该网桥上的 {0} 个容器会得到新地址）。',
  'Docker restarts, and with it every container ({0} on this bridge get new addresses).':
    'Docker 会重启，所有容器随之重启（该网桥上的 {0} 个容器会得到新地址）。',
  "Ask the cloud's network owner that {0} is used nowhere the host must reach.":
    '请先与云网络负责人确认：主机要访问的范围内，没有任何地方使用 {0}。',
  'Recreate the network {0} with a subnet of its own, {1}.': '重建网络 {0}，并为它单独指定网段 {1}。',
  'docker network inspect {0}   # note its containers and options':
    'docker network inspect {0}   # 记下其中的容器和选项',
  'docker network disconnect {0} <container>   # each of them':
    'docker network disconnect {0} <container>   # 逐个执行',
  'docker network connect {0} <container>   # each of them':
    'docker network connect {0} <container>   # 逐个执行',
  '# in the compose file of project {0}, under networks.<name>.ipam.config:  - subnet: {1}':
    '# 在项目 {0} 的 compose 文件中，networks.<name>.ipam.config 之下：  - subnet: {1}',
  'The container of this network loses its connections and gets a new address.':
    '该网络的容器会断开现有连接，并得到新地址。',
  'The {0} containers of this network lose their connections and get new addresses.':
    '该网络的 {0} 个容器会断开现有连接，并得到新地址。',
  '# in Portainer: Stacks, {0}, Editor, then "Update the stack"':
    '# 在 Portainer 中：Stacks、{0}、Editor，然后点「Update the stack」',
  '# in the folder of that file: {0}': '# 在该文件所在目录中执行：{0}',
  // mtu-blackhole.ts
  'Full-size packets vanish on the way, small ones pass': '大包（满 MTU）在途中丢失，小包能通过',
  answered: '有应答',
  silent: '没有应答',
  told: '被告知包过大',
  'the host': '主机',
  'Large packets of {0} vanish on the way to {1}, small ones arrive':
    '{0} 发往 {1} 的大包在途中丢失，小包能到达',
  'Connections between {0} and {1} come about, and then hang as soon as a full packet ({2} bytes) has to be sent: it is repeated over and over and never acknowledged.':
    '{0} 与 {1} 之间的连接能够建立，但一需要发送满 MTU 的数据包（{2} 字节）就卡住：该包不断重传，始终得不到确认。',
  'A small ping to the same place is answered, a full-size one is not, and nobody says why:':
    '对同一目标，小的 ping 包有应答，满 MTU 的没有，也没有任何一方说明原因：',
  'Somewhere on the way a link takes only smaller packets, and the message "fragmentation needed" that would tell the sender is filtered.':
    '途中某段链路只允许更小的数据包通过，而本应告知发送方的「fragmentation needed」消息被过滤掉了。',
  'ss -tni in the namespace of {0}': 'ss -tni（在 {0} 的网络命名空间中）',
  'wrong if `ping -c1 -M do -s {0} {1}` is answered': '若 `ping -c1 -M do -s {0} {1}` 有应答，则此结论不成立',
  'Send smaller packets: lower the MTU of the Docker network, or let the firewall cut the segment size of new connections.':
    '发送更小的数据包：调低 Docker 网络的 MTU，或让防火墙减小新连接的报文段大小（MSS）。',
  "iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu   # helps where the host's own card is the narrow link":
    'iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu   # 适用于主机自己的网卡就是 MTU 较小的那一段',
  'ping -c1 -M do -s 1372 {0}   # find the largest size that is answered, add 28: that is the MTU':
    'ping -c1 -M do -s 1372 {0}   # 找出有应答的最大值，再加 28 就是 MTU',
  '# docker0: "mtu": <that> in /etc/docker/daemon.json; {0}: driver_opts com.docker.network.driver.mtu':
    '# docker0：在 /etc/docker/daemon.json 中设置 "mtu": <该值>；{0}：driver_opts com.docker.network.driver.mtu',
  'networks of one’s own': '自建网络',
  'A new MTU needs the networks and their containers recreated; the firewall rule takes effect at once for new connections. Better still, whoever filters ICMP type 3 code 4 lets it through again.':
    '更改 MTU 需要重建网络及其容器；防火墙规则对新连接立即生效。更好的办法是让过滤了 ICMP type 3 code 4 的一方重新放行。',
  // overlap-finding.ts
  'wrong if `ip route get {0}` says dev {1}': '若 `ip route get {0}` 的结果是 dev {1}，则此结论不成立',
  'wrong if `ip -4 addr show dev {0}` shows no address in {1}':
    '若 `ip -4 addr show dev {0}` 没有显示 {1} 内的地址，则此结论不成立',
  'Packets for container {0} leave by {1}, where nobody has that address, instead of going into {2}.':
    '发往容器 {0} 的数据包没有进入 {2}，而是从 {1} 发出，那里没有机器持有这个地址。',
  'Packets for {0} go into {1} instead of out of {2}.': '发往 {0} 的数据包没有从 {2} 发出，而是进入了 {1}。',
  'Inside {0} the address of {1} ({2}) counts as that of a neighbour in {3}, where nobody has it.':
    '在 {0} 内部，{1} 的地址（{2}）被视为 {3} 中邻居的地址，而那里没有机器持有它。',
  'Containers in other networks are not affected: {0}.': '其他网络中的容器不受影响：{0}。',
  "{0} ({1}) is {2} and holds the same subnet as {3}'s {4}.":
    '{0}（{1}）的地址是 {2}，与 {3} 的 {4} 是同一网段。',
  "{0} ({1}) is {2} and contains {3}'s {4}.": '{0}（{1}）的地址是 {2}，其网段包含 {3} 的 {4}。',
  "Its containers can be reached because {0}'s own route is missing; once that is back, they are cut off.":
    '它的容器之所以能访问，是因为 {0} 自己的路由缺失；一旦该路由恢复，它们就会断开。',
  'Nobody is cut off by it at the moment, but which of the two routes wins can change with the next restart of the network.':
    '目前没有谁因此断开，但两条路由中哪条胜出，在下次重启网络时可能改变。',
  'Nobody is cut off by it at the moment; a container that gets an address in {0} will be.':
    '目前没有谁因此断开；但得到 {0} 内地址的容器将会断开。',
  "Docker's default bridge": 'Docker 默认网桥',
  'Docker network {0}': 'Docker 网络 {0}',
  // overlap-with-cloud-service-range.ts
  'A local network covers the range of the cloud’s own services': '本地网络覆盖了云平台自身服务所在的网段',
  'the metadata service {0}': '元数据服务 {0}',
  '{0} covers {1}': '{0} 的网段覆盖了 {1}',
  '{0} holds {1}.': '{0} 占用了 {1}。',
  '{0} (Docker network {1}) holds {2}.': '{0}（Docker 网络 {1}）占用了 {2}。',
  'The cloud keeps its own services in that range: {0}.': '云平台自身的服务就在这个网段内：{0}。',
  'Packets for them stay on this host instead of leaving by the network card, so what depends on them (names, metadata, package mirrors, the clock) works everywhere but here.':
    '发往它们的数据包留在了这台主机上，没有从网卡发出，因此依赖它们的功能（域名解析、元数据、软件源、时钟）在别处都正常，唯独这台主机不行。',
  "wrong if `ip route get {0}` shows the network card's device":
    '若 `ip route get {0}` 显示的是网卡设备，则此结论不成立',
  'Give {0} a range outside 100.64.0.0/10 and 169.254.0.0/16.':
    '给 {0} 换一个 100.64.0.0/10 和 169.254.0.0/16 之外的网段。',
  '# find what configures {0} (a VPN, a CNI plugin, a leftover of the old cloud) and change its range there':
    '# 找出 {0} 由什么配置（VPN、CNI 插件、旧云平台的残留），在那里修改网段',
  'ip addr del {0}/{1} dev {2}   # until the next boot': 'ip addr del {0}/{1} dev {2}   # 仅到下次重启为止',
  "Whatever talks by {0} loses its address. Leave the network card's own routes alone.":
    '凡是经 {0} 通信的都会失去地址。不要动网卡自己的路由。',
  // policy-rule-hijack.ts
  'A policy rule sends packets another way than the routes say': '策略路由规则使数据包走了与路由表不同的路径',
  'answers of {0} (port {1}) to {2}': '{0}（端口 {1}）给 {2} 的应答',
  'packets of the host to {0} ({1})': '主机发往 {0}（{1}）的数据包',
  'packets of {0} to {1} ({2})': '{0} 发往 {1}（{2}）的数据包',
  'A policy rule leads packets astray: {0}': '策略路由规则把数据包引错了方向：{0}',
  'The kernel asks its policy rules which table of routes to use before it looks at any route.':
    '内核先按策略路由规则决定使用哪张路由表，然后才查看其中的路由。',
  'The rule "{0}" takes {1}, and {2}.': '规则「{0}」匹配了 {1}，{2}。',
  'The firewall gives them the mark {0}, which this rule looks for.':
    '防火墙给它们打上标记 {0}，而该规则匹配的正是这个标记。',
  'Without that rule they would leave by {0}, which works.': '没有这条规则，它们会走 {0}，而那条路是通的。',
  'Plain `ip route` does not show this.': '单看 `ip route` 看不出这一点。',
  'wrong if `{0}` says {1}': '若 `{0}` 显示 {1}，则此结论不成立',
  'Take the rule away, or give it a narrower selector, where it is made: a VPN client, a script for a second card, systemd-networkd or NetworkManager.':
    '在创建该规则的地方（VPN 客户端、第二块网卡的脚本、systemd-networkd 或 NetworkManager）将其删除，或缩小其匹配范围。',
  'iptables -t mangle -S; nft list ruleset   # who gives the mark {0}?':
    'iptables -t mangle -S; nft list ruleset   # 标记 {0} 是谁打上的？',
  'ip rule   # note the rule before you delete it': 'ip rule   # 删除前先记下该规则',
  '{0}   # {1} again?': '{0}   # 是否恢复为 {1}？',
  'Hosts with several network cards and VPN clients need rules of their own: delete this one alone, and find out who made it, or it comes back.':
    '有多块网卡或 VPN 客户端的主机需要自己的规则：只删这一条，并查清是谁创建的，否则它会再次出现。',
  'another device': '其他设备',
  'table {0} sends them by {1}': '路由表 {0} 让它们从 {1} 发出',
  'table {0} sends them to {1} by {2}': '路由表 {0} 让它们经 {2} 发往 {1}',
  'refuses them ({0})': '并拒绝它们（{0}）',
  'table {0} refuses them ({1})': '路由表 {0} 拒绝它们（{1}）',
  'no table has a route for them': '没有任何路由表有它们的路由',
  // rp-filter-drops-asymmetric.ts
  'The reverse-path filter drops packets that come in by another card than their answers leave by':
    '反向路径过滤（rp_filter）丢弃了入口网卡与应答出口网卡不一致的数据包',
  'connections from {0} to port {1} ({2})': '从 {0} 到端口 {1}（{2}）的连接',
  'answers of {0} ({1})': '{0}（{1}）的应答',
  'Packets that come in by {0} are dropped, since their answers would leave by {1}':
    '从 {0} 进入的数据包被丢弃，因为其应答会从 {1} 发出',
  'The reverse-path filter of {0} is strict: the kernel drops a packet if its own route back to the sender leads out of another card.':
    '{0} 的反向路径过滤（rp_filter）处于严格模式：如果内核回到发送方的路由走的是另一块网卡，就会丢弃该数据包。',
  'The route back to {0} is {1}.': '回到 {0} 的路由走 {1}。',
  'It dropped {0} packets while Ferryman tried: {1}.': '在 Ferryman 尝试期间，它丢弃了 {0} 个数据包：{1}。',
  'Programs on the host never see them.': '主机上的程序根本看不到这些数据包。',
  'grep IPReversePathFilter /proc/net/netstat, before and after the attempts':
    'grep IPReversePathFilter /proc/net/netstat，尝试之前和之后各一次',
  'IPReversePathFilter rose by {0}': 'IPReversePathFilter 增加了 {0}',
  'connection attempt from outside': '从外部的连接尝试',
  'wrong if `nstat -az TcpExtIPReversePathFilter` stands still during another attempt':
    '若再次尝试期间 `nstat -az TcpExtIPReversePathFilter` 没有变化，则此结论不成立',
  'Let {0} take packets whose answers leave by another card (loose filter), or let the answers leave by {1} with a policy rule for the container networks.':
    '让 {0} 接受应答从其他网卡发出的数据包（宽松模式），或为容器网络添加策略路由规则，使应答从 {1} 发出。',
  'The answers then leave by {0} with an address of {1}; a cloud that checks source addresses drops them, and then only a policy rule helps. 2 still refuses senders to whom there is no route at all.':
    '这样应答会带着 {1} 的地址从 {0} 发出；校验源地址的云平台会丢弃它们，那时只有策略路由规则才有用。设为 2 时，仍会拒绝完全没有路由可达的发送方。',
  // write-bip.ts
  'set `--bip={0}` in {1}, where Docker gets {2} from (bip is the address that Docker gives docker0; in daemon.json beside this flag it would keep Docker from starting)':
    '在 {1} 中设置 `--bip={0}`，Docker 现在的 {2} 就来自那里（bip 是 Docker 分配给 docker0 的地址；有了这个参数，再写进 daemon.json 就会使 Docker 无法启动）',
  '# in {0}: --bip={1} instead of --bip={2}': '# 在 {0} 中：把 --bip={2} 改为 --bip={1}',
  'set `"bip": "{0}"` in {1} (bip is the address that Docker gives docker0)':
    '在 {1} 中设置 `"bip": "{0}"`（bip 是 Docker 分配给 docker0 的地址）',
  'cp -a {0} {1}.bak   # if it exists': 'cp -a {0} {1}.bak   # 如果该文件存在',
  '# in {0}, beside the keys that are there:  "bip": "{1}"': '# 在 {0} 中，与已有的键并列：  "bip": "{1}"',
  // wrong-gateway-or-gateway-arp-dead.ts
  'The gateway of the default route does not answer': '默认路由的网关没有应答',
  '{0} names {1} instead.': '{0} 中另有一个网关：{1}。',
  'The gateway {0} does not answer, so nothing beyond the subnet can be reached':
    '网关 {0} 没有应答，因此本网段以外的任何地方都无法访问',
  'The default route leads to {0}, which passes nothing on': '默认路由指向 {0}，而它不转发任何数据包',
  'The default route says "via {0} dev {1}", but nobody on {2} answers for that address, so packets to anything beyond the subnet are given up after three seconds.':
    '默认路由是「via {0} dev {1}」，但 {2} 上没有机器为该地址应答，因此发往本网段以外的数据包三秒后就被放弃。',
  'After a move to another network this is often the gateway of the old one, written down in a file.':
    '迁移到另一个网络之后，这往往是旧网络的网关，写在某个文件里。',
  'The machine at {0} is there, and nothing that is sent through it arrives: {1}.':
    '{0} 这台机器存在，但经它发往 {1} 的都没有到达。',
  'Whatever goes by other routes works.': '走其他路由的都正常。',
  'wrong if `arping -c2 -I {0} {1}` gets a reply': '若 `arping -c2 -I {0} {1}` 收到应答，则此结论不成立',
  'wrong if {0} still times out with the default route via {1}':
    '若默认路由改经 {1} 之后，{0} 仍然超时，则此结论不成立',
  'a far address': '远端地址',
  'the right gateway': '正确的网关',
  'Name the gateway of the network that the host is in now.': '写上主机当前所在网络的网关。',
  'Let the default route lead to {0}.': '让默认路由指向 {0}。',
  "ip route replace default via <gateway> dev {0}   # from the DHCP lease, the cloud's console, or a neighbour's `ip route`":
    'ip route replace default via <gateway> dev {0}   # 可从 DHCP 租约、云控制台或相邻机器的 `ip route` 得知',
  '{0}   # where it is written down': '{0}   # 查明它写在哪里',
  'Connections that go by other routes are not touched. Keep a console open: a wrong gateway cuts off whoever is beyond it.':
    '走其他路由的连接不受影响。请保持一个控制台会话：网关写错会使网关之外的人全部断开。',
  // ../../model/route-answers.ts
  'no route': '没有路由',
  // ../../model/free-subnet.ts
  'the reserved range {0}': '保留网段 {0}',
  "{0}'s address {1}/{2}": '{0} 的地址 {1}/{2}',
  "Docker's network {0}": 'Docker 的网络 {0}',
  '{0} (the bridge itself has {1})': '{0}（网桥自身为 {1}）',
};
