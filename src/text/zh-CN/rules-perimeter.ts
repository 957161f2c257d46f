import type { Catalogue } from '../catalogue.ts';

export const rulesPerimeter: Catalogue = {
  // arrival-evidence.ts
  'iptables -t nat -nvxL DOCKER, before and after another attempt':
    'iptables -t nat -nvxL DOCKER，再次尝试连接前后',
  '{0}: {1} packets before, {2} after': '{0}：之前 {1} 个包，之后 {2} 个包',
  // beyond.ts
  'connection attempt from the host to {0}:1': '从主机到 {0}:1 的连接尝试',
  'is refused, so a machine is there': '被拒绝，说明该地址上有机器',
  // db-endpoint-of-other-region-or-vpc.ts
  'A service that the host must reach is the internal endpoint of another network':
    '主机必须访问的服务用的是另一个网络的内网地址',
  '{0} is an internal address of another region or cloud network: nothing here leads to {1}':
    '{0} 是其他地域或其他云网络（VPC）的内网地址：从这里到不了 {1}',
  "{0} is a private address, outside of this host's own network ({1}).":
    '{0} 是私有地址，不在这台主机自己的网络（{1}）内。',
  'Its name, {0}, says region {1}.': '它的名称 {0} 表明地域是 {1}。',
  'The host sends its packets to the gateway {0}, as it should, and the gateway answers that it knows no way there.':
    '主机按正确的路由把数据包发给网关 {0}，网关答复说没有到那里的路由。',
  'The host sends its packets to the gateway {0}, as it should, and nothing ever comes back.':
    '主机按正确的路由把数据包发给网关 {0}，之后没有任何回包。',
  'Private addresses are known within one cloud network only; the internal endpoint of a database works for machines of its own network and region.':
    '私有地址只在一个云网络内有效；数据库的内网地址只对同一网络、同一地域的机器可用。',
  'After a move the connection string has to name the new database, or the networks have to be connected.':
    '迁移之后，连接串必须改为新的数据库，或者必须打通两个网络。',
  "wrong if another machine of this host's network reaches {0}:{1}":
    '若这台主机所在网络中的另一台机器能连通 {0}:{1}，则此结论不成立',
  'Put the endpoint of the database in this region into the connection string; or connect the two networks (peering, a transit router).':
    '在连接串中改用本地域数据库的地址；或打通两个网络（对等连接、转发路由器）。',
  '# connection string: the new endpoint instead of {0}': '# 连接串：把 {0} 换成新的地址',
  'The new database needs the data and the accounts of the old one, and has to let this host in.':
    '新数据库需要有旧库的数据和账号，并且要放行这台主机。',
  // db-whitelist-still-lists-old-ip.ts
  'A service that the host must reach lets in listed addresses only':
    '主机必须访问的服务只放行白名单中的地址',
  '{0} does not let this host in: most likely its list of allowed addresses lacks {1}':
    '{0} 不放行这台主机：很可能它的白名单中缺少 {1}',
  '{0} ({1}:{2}) takes the connection and closes it at once.': '{0}（{1}:{2}）接受连接后立即关闭。',
  '{0} ({1}:{2}) does not answer.': '{0}（{1}:{2}）没有应答。',
  'The host does its part: the route is right, its firewall lets the packets out, and they leave by {0}.':
    '主机这一侧没有问题：路由正确，防火墙放行出站数据包，数据包从 {0} 发出。',
  'The machine with that address is there, it answers ARP.': '持有该地址的机器在线，会应答 ARP。',
  'The gateway {0} takes the packets.': '网关 {0} 接收了这些数据包。',
  'A port that is closed would be refused; a filter keeps silent.':
    '端口若只是未开放，连接会被拒绝；而过滤设备不作任何应答。',
  "Managed databases have a list of addresses that may connect, and after a move it still names the old server. It has to name this host's address, {0} (or, over the Internet, its public one), never the address of a container.":
    '云数据库都有允许连接的地址白名单，迁移之后，名单里仍是旧服务器。名单中必须有这台主机的地址 {0}（若经公网访问，则是它的公网地址），而绝不是容器的地址。',
  'wrong if the list of {0} names {1}, or if nobody else reaches {2} on port {3} either':
    '若 {0} 的白名单中已有 {1}，或其他机器同样连不上 {2} 的端口 {3}，则此结论不成立',
  'Add {0} to the allowed addresses (whitelist, security group) of {1}, in the console of the database.':
    '在数据库的控制台中，把 {0} 加入 {1} 允许访问的地址（白名单、安全组）。',
  '# allowed addresses of {0}: add {1}/32': '# {0} 的白名单：添加 {1}/32',
  'None for others. Do not add 0.0.0.0/0, and take the old server out once nothing runs there.':
    '对其他机器没有风险。不要添加 0.0.0.0/0；旧服务器上不再运行任何服务后，把它从名单中移除。',
  // network-acl-or-cloud-firewall.ts
  'The answers of the host are lost after they left it': '主机的应答发出之后丢失',
  'Packets to port {0} arrive, and the answers of the host get lost: most likely a network ACL':
    '发往端口 {0} 的数据包能到达，而主机的应答丢失：很可能是网络 ACL 所致',
  'While Ferryman tried port {0} again, the counter of its rule rose, so the packets do arrive.':
    'Ferryman 再次尝试端口 {0} 时，对应规则的计数有增长，说明数据包确实到达了。',
  "The port takes connections, nothing in the host's firewall stops the answer, and it leaves by the network card. It never gets to {0}.":
    '该端口接受连接，主机防火墙中没有规则拦截应答，应答从网卡发出，却始终没有到达 {0}。',
  "Container {0} takes connections, nothing in the host's firewall stops the answer, and it leaves by the network card. It never gets to {1}.":
    '容器 {0} 接受连接，主机防火墙中没有规则拦截应答，应答从网卡发出，却始终没有到达 {1}。',
  'A security group remembers whom it let in; a network ACL, or a firewall between two networks, judges every packet alone and needs a rule for the way back, to the ports 1024 to 65535 of the clients.':
    '安全组是有状态的，会记住放行过的连接；而网络 ACL 或两个网络之间的防火墙会单独判断每个数据包，还需要一条放行返回方向的规则，目的端口为客户端的 1024 至 65535。',
  "wrong if `tcpdump -ni any 'tcp src port {0} and dst host {1}'` on the host shows no answers while somebody tries":
    "若有人尝试连接时，在主机上执行 `tcpdump -ni any 'tcp src port {0} and dst host {1}'` 看不到应答，则此结论不成立",
  "In the cloud's console, look at the network ACL of this host's subnet (and at cloud firewalls on the way): let TCP out to the clients' ephemeral ports.":
    '在云控制台中检查这台主机所在子网的网络 ACL（以及沿途的云防火墙）：放行到客户端临时端口的出方向 TCP。',
  '# network ACL, outbound: allow TCP 1024-65535 to {0}': '# 网络 ACL 出方向：允许 TCP 1024-65535 到 {0}',
  'Opens the way back to whom the rule names.': '会向规则所列的地址放行返回方向的流量。',
  // no-public-egress.ts
  'The host has no way out to public addresses': '主机无法访问公网地址',
  'This host has no way out to the Internet': '这台主机没有公网出口',
  '{0} ({1}:{2})': '{0}（{1}:{2}）',
  '{0} do not answer, and no public address that was tried does.':
    '{0} 均没有应答，试过的公网地址也没有一个有应答。',
  '{0} does not answer, and no public address that was tried does.':
    '{0} 没有应答，试过的公网地址也没有一个有应答。',
  'The host does its part: its default route leads to {0}, which takes the packets, and nothing in its firewall stops them.':
    '主机这一侧没有问题：默认路由指向 {0}，它接收了数据包，防火墙中也没有规则拦截它们。',
  'In a cloud a server reaches the Internet only with a public address of its own (an EIP) or through a NAT gateway; a new server has neither until somebody binds one.':
    '在云上，服务器只有绑定自己的公网地址（EIP），或经由 NAT 网关，才能访问公网；新服务器在有人配置之前两者都没有。',
  'Machines of the same cloud network are reached without.': '访问同一云网络内的机器则不需要这些。',
  'wrong if `curl -m 3 -sI http://www.gnu.org` (or any other public address) gets an answer on this host':
    '若在这台主机上 `curl -m 3 -sI http://www.gnu.org`（或任何其他公网地址）有应答，则此结论不成立',
  'Bind a public address (EIP) to this server, or put a NAT gateway behind the default route of its subnet.':
    '为这台服务器绑定公网地址（EIP），或让其子网的默认路由指向 NAT 网关。',
  '# in the console of the cloud: bind an EIP, or create an SNAT entry for this subnet':
    '# 在云控制台中：绑定 EIP，或为该子网创建 SNAT 条目',
  'With a public address the server can also be reached from the Internet: look at its security group first.':
    '有了公网地址，服务器也能从公网被访问：请先检查它的安全组。',
  // port-outside-allowed-range.ts
  'refused by the host, so it arrives': '被主机拒绝，说明数据包能到达',
  connected: '已连接',
  'timed-out': '超时',
  'reset-after-accept': '接受后被重置',
  unreachable: '不可达',
  'not-tried': '未尝试',
  'A port lies outside the range that the platform lets through': '端口不在平台放行的范围内',
  'Port {0} lies outside the range of ports that gets through to this host':
    '端口 {0} 不在能到达这台主机的端口范围内',
  'Packets for {0} arrive at the host, whether or not something listens there; packets for {1} and the ports beside it never do.':
    '发往端口 {0} 的数据包能到达主机，无论那里是否有进程监听；而发往端口 {1} 及其相邻端口的数据包始终到不了。',
  'Nothing on the host tells these ports apart.': '主机上没有任何设置区别对待这些端口。',
  'Nothing on the host tells these ports apart, and container {0} takes connections.':
    '主机上没有任何设置区别对待这些端口，并且容器 {0} 接受连接。',
  'So what stands before the host lets a range of ports through, and {0} is outside of it. Some platforms allow a fixed range only, whatever the security group says.':
    '可见主机前面的设备只放行一段端口范围，而 {0} 不在其中。有些平台只允许固定的端口范围，安全组怎么设置都没用。',
  'connection attempts from outside to unused ports': '从外部到未使用端口的连接尝试',
  '{0} (beside {1}): {2}': '{0}（与 {1} 相邻）：{2}',
  "wrong if `tcpdump -ni any 'tcp dst port {0}'` on the host shows packets while somebody tries, or if the platform's rules name {1}":
    "若有人尝试连接时，在主机上执行 `tcpdump -ni any 'tcp dst port {0}'` 能看到数据包，或平台的规则中列有 {1}，则此结论不成立",
  'Publish the container on a port within the range ({0} gets through), or have the platform open {1}.':
    '把容器发布到范围内的端口（{0} 能通），或请平台开放端口 {1}。',
  '# -p {0}:… instead of -p {1}:…': '# 用 -p {0}:… 代替 -p {1}:…',
  'Whoever uses the old port has to learn the new one.': '需要通知使用旧端口的各方改用新端口。',
  // security-group-not-bound-or-no-rule.ts
  'Packets from outside never arrive at the host': '来自外部的数据包根本没有到达主机',
  "Packets to port {0} never arrive at the host: most likely the cloud's security group does not let them in":
    '发往端口 {0} 的数据包根本没有到达主机：很可能是云上的安全组没有放行',
  "Port {0} times out from outside, although it answers on the host, and nothing in the host's firewall or routes stops it.":
    '从外部访问端口 {0} 超时，而它在主机上有应答，主机的防火墙和路由中也没有任何东西拦截它。',
  "Port {0} times out from outside, although it answers on the host and container {1} takes connections, and nothing in the host's firewall or routes stops it.":
    '从外部访问端口 {0} 超时，而它在主机上有应答，容器 {1} 也接受连接，主机的防火墙和路由中没有任何东西拦截它。',
  'The host cannot be reached on this port from where Ferryman runs, while SSH works: what drops the packets stands in front of the network card.':
    '从 Ferryman 所在的位置访问不到主机的这个端口，而 SSH 正常：丢弃数据包的环节在主机网卡之前。',
  "In a cloud that is the security group (not bound to this instance, or without a rule for {0}), else a network ACL, a cloud firewall, or a firewall on Ferryman's own side.":
    '在云上，就是安全组（未绑定到该实例，或没有放行 {0} 的规则），否则就是网络 ACL、云防火墙，或 Ferryman 这一侧的防火墙。',
  "wrong if `tcpdump -ni any 'tcp dst port {0}'` on the host shows packets from the client while somebody tries":
    "若有人尝试连接时，在主机上执行 `tcpdump -ni any 'tcp dst port {0}'` 能看到来自客户端的数据包，则此结论不成立",
  "wrong if `tcpdump -ni any 'tcp dst port {0}'` on the host shows packets from {1} while somebody tries":
    "若有人尝试连接时，在主机上执行 `tcpdump -ni any 'tcp dst port {0}'` 能看到来自 {1} 的数据包，则此结论不成立",
  "In the cloud's console, bind a security group to this instance that lets TCP {0} in from those who need it.":
    '在云控制台中，为该实例绑定一个安全组，允许需要访问的来源访问 TCP {0}。',
  "# security group, inbound: allow TCP {0}/{1} from <the clients' addresses>":
    '# 安全组入方向：允许 TCP {0}/{1}，来源为 <客户端地址>',
  'Opens the port to whom the rule names; do not open it to 0.0.0.0/0 unless it is meant for everybody.':
    '会向规则所列的来源开放该端口；除非确实要对所有人开放，否则不要对 0.0.0.0/0 开放。',
};
