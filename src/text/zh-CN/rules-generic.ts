import type { Catalogue } from '../catalogue.ts';

export const rulesGeneric: Catalogue = {
  // blocked-by-filter.ts
  'No firewall rule of the host stops a connection that fails': '主机的防火墙规则没有拦截失败的连接',
  'A firewall rule of the host {0} {1}': '主机的一条防火墙规则{0}了 {1}',
  'Followed through the host, {0} reach {1}, and there this line {2} them: "{3}".':
    '在主机上逐跳跟踪：{0} 到达 {1}，在那里{2}它们的是这条规则：「{3}」。',
  'Whoever connects is told so at once.': '连接方会立即得到拒绝的答复。',
  'Whoever connects hears nothing and waits until it gives up.': '连接方得不到任何回应，只能一直等到放弃。',
  'wrong if `{0}` does not print "{1}", or if its packet counter stays the same while somebody tries':
    '若 `{0}` 的输出中没有「{1}」，或有人尝试连接时其数据包计数没有变化，则此结论不成立',
  'Find out who wrote "{0}" and let what is wanted through before it.':
    '查清「{0}」是谁写入的，并在它之前放行需要的流量。',
  'The command only looks. Do not clear the whole firewall (`iptables -F`, `nft flush ruleset`): Docker and whoever else has rules in it lose theirs.':
    '该命令只查看，不改动。不要清空整个防火墙（`iptables -F`、`nft flush ruleset`）：Docker 以及其他程序写入的规则都会丢失。',
  'probably rejects': '很可能拒绝',
  rejects: '拒绝',
  'probably drops': '很可能丢弃',
  drops: '丢弃',
  // blocked-by-nat.ts
  'No translation of addresses sends a connection that fails to the wrong place':
    '地址转换没有把失败的连接转到错误的地方',
  elsewhere: '别处',
  'A NAT rule sends {0} to {1}, where they come to nothing': '一条 NAT 规则把 {0} 转到 {1}，而那里不通',
  'Before anything else of the host sees it, this rule gives the packet another target, {0}: "{1}".':
    '在主机的其他环节看到数据包之前，这条规则就把它的目标改成了 {0}：「{1}」。',
  'There they end: {0}: {1}.': '它们在那里终止：{0}：{1}。',
  'What listens or is published on the port never gets to see it.':
    '监听或发布在该端口上的程序根本收不到它。',
  'wrong if `{0}` does not lead to "{1}", or if the rule\'s packet counter stays the same while somebody tries':
    '若 `{0}` 中找不到「{1}」，或有人尝试连接时该规则的数据包计数没有变化，则此结论不成立',
  'Find out who wrote "{0}", and take the rule out where it is configured if nobody needs it.':
    '查清「{0}」是谁写入的；如果没有人需要，就在配置它的地方删除该规则。',
  'Somebody else may need the rule for other senders; connections that exist keep their old target until they end.':
    '别人可能需要用这条规则处理其他来源的流量；已有连接在结束之前仍沿用原来的目标。',
  '# then, if nobody needs it: {0} -t nat -D {1}': '# 然后，如果没有人需要：{0} -t nat -D {1}',
  // blocked-by-route.ts
  'No route or routing switch of the host stands in the way of a connection that fails':
    '主机的路由和转发开关没有妨碍失败的连接',
  'A route of the host keeps {0} from getting through': '主机的一条路由使 {0} 无法通过',
  'A setting of the host keeps {0} from getting through': '主机的一项设置使 {0} 无法通过',
  'Followed through the host, {0} {1}: "{2}".': '在主机上逐跳跟踪：{0} {1}：「{2}」。',
  'No firewall and no application decides about them; the kernel picks the route before it asks either.':
    '决定它们去向的既不是防火墙，也不是应用；内核选路在两者之前。',
  'No firewall and no application decides about them; this setting does.':
    '决定它们去向的既不是防火墙，也不是应用，而是这项设置。',
  'wrong if `{0}` shows one that covers it': '若 `{0}` 显示有覆盖该地址的路由，则此结论不成立',
  'wrong if `{0}` does not print "{1}"': '若 `{0}` 的输出中没有「{1}」，则此结论不成立',
  'Correct the route or rule "{0}", where it is configured and not only until the next restart.':
    '在配置它的地方修正路由或规则「{0}」，而不只是临时改到下次重启为止。',
  'Change what "{0}" says, once it is clear who set it and why.':
    '查清是谁、为什么设置了「{0}」之后，再修改它。',
  'These commands only look. A route that is changed by hand moves other connections too, SSH perhaps among them: have a console at hand.':
    '这些命令只查看，不改动。手动修改路由也会影响其他连接，可能包括 SSH：请准备好控制台终端。',
  'leave by a device behind which nobody has the address that they are for':
    '从某个设备发出，而该设备所连的网络中没有机器持有目标地址',
  'end where the host does not forward': '止于主机不转发的环节',
  "end at the kernel's check of where packets come from": '止于内核对数据包来源的检查',
  'end at the device {0}': '止于设备 {0}',
  'end at the choice of the route': '止于选路',
  // dropped-before-host.ts
  'Packets from outside arrive at the network card': '来自外部的数据包能够到达网卡',
  'the client': '客户端',
  'Packets to port {0} are lost before they get to the host': '发往端口 {0} 的数据包在到达主机之前就丢失了',
  "Port {0} times out from outside. Nothing on the host stands in its way: followed hop by hop, a packet that comes in by the network card is delivered to {1}. And while Ferryman tried again, the counter of the port's rule stayed at {2}: the packets do not arrive. Something between the client and the network card drops them.":
    '从外部访问端口 {0} 超时。主机上没有任何阻碍：逐跳跟踪可知，从网卡进入的数据包能够送达（接收方：{1}）。而且 Ferryman 再次尝试时，该端口规则的计数停留在 {2} 不变：数据包没有到达。客户端与网卡之间的某个环节丢弃了它们。',
  'iptables -t nat -nvxL, before and after another attempt': '再次尝试连接前后的 iptables -t nat -nvxL',
  'wrong if `{0}` on the host shows packets from {1} while somebody tries':
    '若有人尝试连接时，在主机上执行 `{0}` 能看到来自 {1} 的数据包，则此结论不成立',
  "Let TCP {0} through on the way: the cloud's firewall or security group, routers, and the client's own network.":
    '在沿途放行 TCP {0}：云防火墙或安全组、路由器，以及客户端自己的网络。',
  'The command only looks.': '该命令只查看，不改动。',
  // generic-finding.ts
  '{0}, followed hop by hop': '{0}，逐跳跟踪',
  'seen: {0}': '实际结果：{0}',
  '{0} fails.': '{0} 失败。',
  '{0} and {1} more fails.': '{0}，以及另外 {1} 项访问，均失败。',
  // not-accepted-by-application.ts
  'Something takes every connection that gets through to its port': '凡是到达端口的连接都有程序接收',
  'Nothing on this host listens on port {0}, and no container publishes it':
    '这台主机上没有程序监听端口 {0}，也没有容器发布该端口',
  '{0} get through, and nothing takes them: {1}': '{0} 能够通过，却没有程序接收：{1}',
  'Packets get to {0} past every rule and route, and there {1}.':
    '数据包通过了所有规则和路由，到达 {0}，而那里的情况是：{1}。',
  'So the kernel itself refuses the connection.': '因此是内核自己拒绝了连接。',
  'So the kernel drops the packet.': '因此内核丢弃了数据包。',
  'Either the program that should listen does not run, or it has another port.':
    '要么应当监听的程序没有运行，要么它用的是别的端口。',
  'wrong if `{0}` shows a listener for {1} port {2} on an address that is reached from there':
    '若 `{0}` 显示 {1} 端口 {2} 在可从那里到达的地址上有监听，则此结论不成立',
  'Start the program that should listen on {0} (or publish the port of its container with -p), or ask for the port that it has.':
    '启动应当监听端口 {0} 的程序（或用 -p 发布其容器的端口），或者改为访问它实际使用的端口。',
  'Let the application listen on the address and port that packets come to (0.0.0.0, not 127.0.0.1).':
    '让应用监听数据包到达的地址和端口（0.0.0.0，而不是 127.0.0.1）。',
  'These commands only look.': '这些命令只查看，不改动。',
  // stopped-in-podman.ts
  'It was made and never started.': '它创建后从未启动过。',
  'It has ended (exit code {0}).': '它已经退出（退出码 {0}）。',
  "{0}, a container of Podman's, does not run": 'Podman 容器 {0} 没有运行',
  "{0} is a container of Podman's, which `docker ps` does not list.":
    '{0} 是 Podman 的容器，`docker ps` 不会列出它。',
  "{0} is a container of Podman's, which `docker ps` does not list, and publishes {1}.":
    '{0} 是 Podman 的容器，`docker ps` 不会列出它；它发布的端口为 {1}。',
  'While it stands still nobody listens on its ports, and the kernel refuses every connection to them.':
    '它没有运行时，其端口上没有监听，内核会拒绝所有到这些端口的连接。',
  'wrong if `podman ps` lists {0}': '若 `podman ps` 列出了 {0}，则此结论不成立',
  'Look at its last words, then start it. Podman has no daemon: to have it back after a boot, let systemd start it (a Quadlet unit, or podman-restart.service and --restart=always).':
    '先看它最后的日志，再启动它。Podman 没有守护进程：要让它在开机后恢复，应由 systemd 启动（Quadlet 单元，或 podman-restart.service 配合 --restart=always）。',
  // tried.ts
  'port {0} from outside': '从外部访问端口 {0}',
  'port {0} on the host': '在主机上访问端口 {0}',
  'port {0} from the host to the container': '从主机直接访问容器，端口 {0}',
  'Port {0} from outside': '从外部访问端口 {0}',
  'Port {0} on the host': '在主机上访问端口 {0}',
  'Port {0} from the host to the container': '从主机直接访问容器，端口 {0}',
  '{0} from the host': '从主机访问 {0}',
  '{0} from container {1}': '从容器 {1} 访问 {0}',
  'packets to port {0}': '发往端口 {0} 的数据包',
  'packets to {0}': '发往 {0} 的数据包',
  'Packets to port {0}': '发往端口 {0} 的数据包',
  'Packets to {0}': '发往 {0} 的数据包',
  'answers from port {0}': '来自端口 {0} 的应答',
  'answers from {0}': '来自 {0} 的应答',
  // trace: answer.ts
  'the way back': '返回路径',
  'not known': '未知',
  'who sent it is not known': '发送方未知',
  "the host's own packets to {0} go straight": '主机自己发往 {0} 的数据包是直接送达的',
  "the host's own packets to {0} go by {1}": '主机自己发往 {0} 的数据包经由 {1}',
  'the answer leaves by {0}, not by the card by which it was asked':
    '应答从 {0} 发出，而不是从请求进入的网卡发出',
  'the answer leaves by {0}, not by {1} by which it was asked':
    '应答从 {0} 发出，而不是从请求进入的 {1} 发出',
  // trace: check-source.ts
  '{0} is an address of the host itself (martian source)': '{0} 是主机自己的地址（martian source）',
  'no routes': '没有路由',
  'no route': '没有路由',
  '{0}: from {1} by {2}, back by {3}': '{0}：来自 {1}，从 {2} 进入，回程经由：{3}',
  'reverse-path check': '反向路径检查',
  // trace: choose-route.ts
  'the routes of this family could not be read': '无法读取该地址族的路由',
  'one of several next hops': '多个下一跳之一',
  '{0} by {1}': '{0} 经由 {1}',
  '{0} by {1} (by "{2}")': '{0} 经由 {1}（依据「{2}」）',
  'no route to {0}': '没有到 {0} 的路由',
  routes: '路由',
  'the policy rule "{0}" is not understood': '无法解读策略规则「{0}」',
  // trace: container-routes.ts
  'routes of {0}': '{0} 的路由',
  'its routes could not be read': '无法读取它的路由',
  '{0} is in no network of Docker': '{0} 不在 Docker 的任何网络中',
  // trace: container-sockets.ts
  'a privileged container may have a firewall of its own': '特权容器可能有自己的防火墙',
  'its firewall is not known': '它的防火墙情况未知',
  'its listeners could not be read': '无法读取它的监听情况',
  '{0} listens': '{0} 在监听',
  'nothing listens on {0} port {1}': '{0} 端口 {1} 上没有监听',
  'nothing listens on {0}:{1}; somebody listens on {2} alone': '{0}:{1} 上没有监听；只有 {2} 上有监听',
  'container {0}': '容器 {0}',
  // trace: depart.ts
  '{0} is down': '{0} 处于 down 状态',
  '{0}; a dummy device sends nothing on': '{0}；dummy 设备不会转发任何数据包',
  '{0} has no carrier: no port of it is up': '{0} 没有载波：它的端口都没有启用',
  '{0} of {1} containers have a port that is up': '{1} 个容器中有 {0} 个的端口已启用',
  'which container lost its port is not known': '不清楚是哪个容器失去了端口',
  'the containers could not be read': '无法读取容器信息',
  '{0}, and there is nobody: {1}': '{0}，而那里无人应答：{1}',
  // trace: forward.ts
  forwarding: '转发',
  'the setting could not be read': '无法读取该设置',
  // trace: host-sockets.ts
  'sockets of the host': '主机的套接字',
  'the listening sockets could not be read': '无法读取监听中的套接字',
  'a process of the host': '主机上的进程',
  '{0} connections wait for {1}, {2} fit': '等待接受的连接有 {0} 个（{1}），队列只容得下 {2} 个',
  'the process': '该进程',
  'a process': '某个进程',
  'takes {0}:{1} for {2}': '代 {2} 接收 {0}:{1}',
  ' → a connection of its own to {0}:{1}': ' → 自行向 {0}:{1} 另建连接',
  'nothing listens on {0}:{1}; {2} listens on {3}:{4} alone':
    '{0}:{1} 上没有监听；只有 {3}:{4} 上有监听（{2}）',
  // trace: pass-rules.ts
  'the firewall could not be read': '无法读取防火墙',
  'whether it holds for this packet is not known': '不清楚它是否适用于这个数据包',
  'what this rule does is not known': '这条规则的作用未知',
  'what {0} does is not known': '{0} 的作用未知',
  'it may as well be "none"': '也可能是「无」',
  'it may as well be "{0}"': '也可能是「{0}」',
  ' → to {0}:{1}': ' → 目标改为 {0}:{1}',
  ' → from an address of the device': ' → 源地址改为该设备的地址',
  ' → from {0}': ' → 源地址改为 {0}',
  'the rules of {0} could not be read': '无法读取 {0} 的规则',
  'no rule': '没有规则',
  // trace: trace.ts
  ' (unsure: {0})': '（不确定：{0}）',
};
