import type { Catalogue } from '../catalogue.ts';

export const rulesFirewall: Catalogue = {
  // bridge-nf-call.ts
  'The firewall drops packets between containers of one network': '防火墙丢弃同一网络内容器之间的数据包',
  'Containers of network {0} cannot reach each other: the firewall drops what stays within the bridge':
    '网络 {0} 中的容器互相不通：防火墙丢弃了网桥内部的数据包',
  'net.bridge.bridge-nf-call-iptables is 1, so that even packets between two containers on one bridge pass the chain FORWARD.':
    'net.bridge.bridge-nf-call-iptables 为 1，因此即使是同一网桥上两个容器之间的数据包，也要经过 FORWARD 链。',
  'There "{0}" stops {1}: the rule that lets {2} talk to itself is missing or comes too late.':
    '该链中的「{0}」拦截了 {1}：放行 {2} 内部互访的规则缺失，或排得太靠后。',
  'The host itself reaches the container, since its packets are not forwarded.':
    '主机自身能访问容器，因为它发出的数据包不经过转发。',
  'wrong if `sysctl net.bridge.bridge-nf-call-iptables` says 0':
    '若 `sysctl net.bridge.bridge-nf-call-iptables` 显示 0，则此结论不成立',
  'Let the bridge talk to itself; restarting Docker writes its own rules for that anew.':
    '放行网桥内部的互访；重启 Docker 会重新写入它自己的相应规则。',
  'systemctl restart docker   # instead: Docker writes all its rules anew':
    'systemctl restart docker   # 或者：让 Docker 重新写入它的全部规则',
  'Do not set bridge-nf-call-iptables to 0 on a host with Kubernetes or with isolated networks: both rely on it. Restarting Docker restarts containers.':
    '在运行 Kubernetes 或使用隔离网络的主机上，不要把 bridge-nf-call-iptables 设为 0：两者都依赖它。重启 Docker 会重启容器。',
  // conntrack-table-full.ts
  'The kernel’s table of connections is full': '内核的连接跟踪表已满',
  "The kernel's table of connections is full ({0} of {1}): it drops new ones":
    '内核的连接跟踪表已满（{0}/{1}）：新连接被丢弃',
  "The firewall and Docker's address translation need the kernel to remember every connection. Its table has room for {0} and holds {1}.":
    '防火墙和 Docker 的地址转换都需要内核记住每一个连接。连接跟踪表的容量为 {0}，目前已有 {1} 条。',
  'While it is full, the first packet of every new connection is dropped, whoever sends it: attempts time out now and then, and connections that stand go on.':
    '表满期间，任何新连接的第一个数据包都会被丢弃，无论由谁发出：新的连接时不时超时，而已建立的连接不受影响。',
  'Something opens very many connections, or opens and never closes them.':
    '有程序打开了大量连接，或者只打开而从不关闭。',
  'wrong if `sysctl net.netfilter.nf_conntrack_count` is far below nf_conntrack_max while connections fail':
    '若连接失败时 `sysctl net.netfilter.nf_conntrack_count` 远低于 nf_conntrack_max，则此结论不成立',
  'Make the table larger now, and find out who fills it.': '先把表调大，再查清是谁占满了它。',
  'About 320 bytes of kernel memory for each entry.': '每个条目约占用 320 字节内核内存。',
  // docker-chain-missing.ts
  'A container cannot start because Docker’s firewall chain is gone':
    'Docker 的防火墙链丢失，导致容器无法启动',
  "{0} cannot start: Docker's chain in the firewall's table {1} was gone":
    '{0} 无法启动：当时防火墙 {1} 表中 Docker 的链已丢失',
  "{0} cannot start: Docker's chain in the firewall's table {1} is gone":
    '{0} 无法启动：防火墙 {1} 表中 Docker 的链已丢失',
  'To publish a port Docker writes a rule into a chain of its own, DOCKER.':
    '发布端口时，Docker 要在自己的链 DOCKER 中写入一条规则。',
  'It is not there: something deleted it after Docker had started (`iptables -X`, firewalld, iptables-services).':
    '这条链不存在：Docker 启动之后，它被删除了（`iptables -X`、firewalld、iptables-services）。',
  'It is there again, but when {0} was started, Docker could not write the rule and gave up.':
    '这条链现在又有了，但在启动 {0} 时，Docker 无法写入规则，只好放弃。',
  'When {0} was started, Docker could not write the rule and gave up.':
    '启动 {0} 时，Docker 无法写入规则，只好放弃。',
  'Containers that ran at that time go on; every one that is restarted goes down like this.':
    '当时正在运行的容器不受影响；但任何容器一旦重启，都会这样起不来。',
  'wrong if `docker start {0}` works while `iptables -t {1} -S DOCKER` says that there is no such chain':
    '若 `iptables -t {1} -S DOCKER` 提示没有这条链，而 `docker start {0}` 仍能成功，则此结论不成立',
  'The chain is back, so start the container.': '链已恢复，直接启动该容器即可。',
  'Restart Docker, which makes its chains anew; then start the container.':
    '重启 Docker，它会重建自己的链；然后启动该容器。',
  'Do not restart other containers before that: they would go down as well.':
    '在此之前不要重启其他容器，否则它们也会起不来。',
  'Restarting Docker restarts all containers (unless live-restore is on).':
    '重启 Docker 会重启所有容器（除非启用了 live-restore）。',
  // docker-iptables-disabled.ts
  'Docker was told to leave the firewall alone, and nobody else translates addresses':
    'Docker 被设置为不管防火墙，又没有别的程序做地址转换',
  'Docker was told not to touch the firewall, so containers have no way out':
    'Docker 被设置为不修改防火墙，因此容器无法访问外部',
  'Docker runs with "iptables": false. Then it writes no rule that gives packets of containers the host\'s address on their way out, and nobody else does either: what {0} send leaves with a private address that nobody can answer.':
    'Docker 以 "iptables": false 运行，因此不会写入让容器的出站数据包换用主机地址的规则，而别的程序也没有写：{0} 发出的数据包带着私有源地址离开主机，对端无法回包。',
  "Published ports answer all the same, because Docker's proxy takes those connections; applications see every visitor as the bridge's address.":
    '已发布的端口仍有应答，因为这些连接由 docker-proxy 接收；应用看到的访问者地址全都是网桥的地址。',
  'wrong if `iptables -t nat -S POSTROUTING` shows MASQUERADE or SNAT for the network of the containers':
    '若 `iptables -t nat -S POSTROUTING` 中有针对这些容器所在网络的 MASQUERADE 或 SNAT，则此结论不成立',
  'Let Docker manage its rules again; to keep strangers out, use the chain DOCKER-USER.':
    '让 Docker 重新管理自己的规则；要阻挡外来访问，请使用 DOCKER-USER 链。',
  '# take --iptables=false out of the unit of Docker (systemctl cat docker)':
    '# 从 Docker 的 unit 文件中去掉 --iptables=false（systemctl cat docker）',
  '# take "iptables": false out of {0}': '# 从 {0} 中去掉 "iptables": false',
  'All containers restart (unless live-restore is on), and published ports become reachable past ufw or firewalld: close what strangers must not reach in DOCKER-USER first.':
    '所有容器都会重启（除非启用了 live-restore），并且已发布的端口会绕过 ufw 或 firewalld 对外可达：请先在 DOCKER-USER 中封掉不应对外开放的端口。',
  // docker-user-drop.ts
  "A rule in Docker's chain for administrators drops the packets": 'Docker 留给管理员的链中有规则丢弃数据包',
  'A rule in DOCKER-USER drops {0}': 'DOCKER-USER 中的一条规则丢弃了 {0}',
  'A rule in DOCKER-USER rejects {0}': 'DOCKER-USER 中的一条规则拒绝了 {0}',
  "The chain DOCKER-USER is asked about everything that is forwarded to or from containers, before Docker's own rules.":
    '凡是进出容器的转发流量，都先经过 DOCKER-USER 链，然后才轮到 Docker 自己的规则。',
  'Its line "{0}" drops {1}.': '其中的规则「{0}」丢弃了 {1}。',
  'Its line "{0}" rejects {1}.': '其中的规则「{0}」拒绝了 {1}。',
  "On the host itself a published port answers all the same, because there Docker's proxy serves it.":
    '在主机上，已发布的端口仍有应答，因为那里由 docker-proxy 提供服务。',
  'wrong if `iptables -nvxL DOCKER-USER` shows no growing packet counter at that rule while somebody tries':
    '若有人尝试连接时，`iptables -nvxL DOCKER-USER` 中该规则的包计数没有增长，则此结论不成立',
  'Ask who wrote the rule.': '先问清这条规则是谁写的。',
  '# and the same where the rules come from: iptables-persistent, /etc/sysconfig/iptables, a start script':
    '# 并在规则的来源处做同样的修改：iptables-persistent、/etc/sysconfig/iptables 或启动脚本',
  'Opens all published ports to that address. Do not flush the chain: it may be the only thing that keeps strangers out.':
    '这会向该地址开放所有已发布的端口。不要清空这条链：它可能是阻挡外来访问的唯一屏障。',
  'the packets of the containers': '容器的数据包',
  'Such a rule is often a whitelist: then the containers are missing in it.':
    '这类规则往往是白名单：若是如此，则名单中缺少这些容器。',
  'If the containers are to get through, put an exception above it.':
    '如果要放行这些容器，请在它上方加一条例外规则。',
  'the packets of the asker': '请求方的数据包',
  'Such a rule is often a whitelist: then the asker is missing in it.':
    '这类规则往往是白名单：若是如此，则名单中缺少请求方。',
  'If the asker is to get through, put an exception above it.':
    '如果要放行请求方，请在它上方加一条例外规则。',
  'the packets of {0}': '来自 {0} 的数据包',
  'Such a rule is often a whitelist: then {0} is missing in it.':
    '这类规则往往是白名单：若是如此，则名单中缺少 {0}。',
  'If {0} is to get through, put an exception above it.': '如果要放行 {0}，请在它上方加一条例外规则。',
  // drop-in-raw-or-mangle.ts
  'A rule in the raw or mangle table drops the packets': 'raw 或 mangle 表中有规则丢弃数据包',
  'A rule in the table {0} drops the packets, where hardly anybody looks':
    '{0} 表中的一条规则丢弃了数据包，而这里很少有人会查看',
  'A rule in the table {0} rejects the packets, where hardly anybody looks':
    '{0} 表中的一条规则拒绝了数据包，而这里很少有人会查看',
  'Before the tables nat and filter, which `iptables -S` and most guides show, the kernel asks the tables raw and mangle.':
    '`iptables -S` 和大多数教程只展示 nat 与 filter 表，而内核会先查 raw 和 mangle 表。',
  'In {0}, chain {1}, the line "{2}" stops {3}. So they never reach the rules that would let them through.':
    '在 {0} 表的 {1} 链中，规则「{2}」拦截了 {3}，因此它们根本到不了后面会放行它们的规则。',
  'wrong if `iptables -t {0} -nvxL {1}` shows no growing packet counter at that rule while somebody tries':
    '若有人尝试连接时，`iptables -t {0} -nvxL {1}` 中该规则的包计数没有增长，则此结论不成立',
  'Find out who set the rule (a hardening script, an anti-DDoS tool), then delete it.':
    '先查清规则是谁设置的（加固脚本、防 DDoS 工具），再删除它。',
  'Lets in what the rule kept out. It comes back at the next boot if it is saved somewhere (iptables-persistent, /etc/sysconfig/iptables).':
    '原先被该规则挡住的流量会被放行。如果规则保存在某处（iptables-persistent、/etc/sysconfig/iptables），下次开机后还会恢复。',
  // dynamic-ban.ts
  'A program that bans attackers has banned the asker': '封禁攻击者的程序封禁了请求方',
  'the address': '该地址',
  '{0} is banned on this host': '{0} 已被这台主机封禁',
  'The line "{0}" in chain {1} is about {2} alone or about a list of banned addresses, and stops {3}.':
    '{1} 链中的规则「{0}」只针对 {2}，或针对一份封禁地址名单，它拦截了 {3}。',
  'Such lines are set by programs that watch for attacks.': '这类规则由监测攻击的程序设置。',
  'Such lines are set by programs that watch for attacks (this one by fail2ban, jail {0}).':
    '这类规则由监测攻击的程序设置（这一条来自 fail2ban 的 jail {0}）。',
  'Everybody else gets through.': '其他来源都能连通。',
  'wrong if another address is stopped as well, or if `iptables-save -c | grep {0}` shows no growing counter while somebody tries':
    '若别的地址同样被拦截，或有人尝试连接时 `iptables-save -c | grep {0}` 中的计数没有增长，则此结论不成立',
  'Unban the address, and keep it from being banned again (ignoreip), after looking at why it was.':
    '先查清封禁原因，再解封该地址，并防止它再次被封禁（ignoreip）。',
  '# without fail2ban: {0}': '# 没有 fail2ban 时：{0}',
  'Whoever uses that address may try again. A rule deleted behind the back of the program that made it confuses that program.':
    '使用该地址的任何人都可以再次尝试。绕过封禁程序直接删除它写的规则，会使该程序的状态错乱。',
  // egress.ts
  'connection attempts to {0}:{1}': '到 {0}:{1} 的连接尝试',
  'from the host: {0}': '从主机：{0}',
  'inside {0}: {1}': '在 {0} 内：{1}',
  'no table nat at all': '根本没有 nat 表',
  // firewall-rejects-container-to-host.ts
  "The host's firewall stops containers that call the host itself": '主机的防火墙拦截容器对主机自身的访问',
  "The host's own firewall drops what containers send to the host":
    '主机自身的防火墙丢弃了容器发往主机的数据包',
  "The host's own firewall rejects what containers send to the host":
    '主机自身的防火墙拒绝了容器发往主机的数据包',
  'What a container sends to an address of its own host is not forwarded: it comes in at the bridge {0} and has to pass the chain INPUT, like anybody who logs in.':
    '容器发往所在主机地址的数据包不经过转发：它们从网桥 {0} 进入，必须经过 INPUT 链，和任何登录主机的连接一样。',
  'There "{0}" stops {1}. Callers from outside go another way and are not affected.':
    '该链中的「{0}」拦截了 {1}。来自外部的访问走另一条路径，不受影响。',
  'wrong if `iptables -nvxL INPUT` shows no growing packet counter at that rule while the container tries':
    '若容器尝试连接时，`iptables -nvxL INPUT` 中该规则的包计数没有增长，则此结论不成立',
  'Let in what comes from the bridge, or let the containers talk to each other by name in a network of their own.':
    '放行来自该网桥的流量，或者让这些容器在自建网络中按名称互访。',
  'firewall-cmd --permanent --zone=trusted --add-interface={0} && firewall-cmd --reload   # instead, where firewalld runs; then systemctl restart docker':
    'firewall-cmd --permanent --zone=trusted --add-interface={0} && firewall-cmd --reload   # 运行 firewalld 时改用此命令，然后执行 systemctl restart docker',
  'Every container of that bridge reaches every port of the host then; name the port (-p tcp --dport …) where that is too much.':
    '这样一来，该网桥上的所有容器都能访问主机的所有端口；如果放得太宽，请指定端口（-p tcp --dport …）。',
  // firewalld-reload-ripped-rules.ts
  'firewalld replaced all rules, and Docker’s are gone': 'firewalld 替换了全部规则，Docker 的规则已丢失',
  "firewalld replaced the firewall's rules after Docker had set its own":
    '在 Docker 写好规则之后，firewalld 替换了防火墙规则',
  'firewalld runs on this host and took the firewall over after Docker had started.':
    '这台主机运行着 firewalld，它在 Docker 启动之后接管了防火墙。',
  "It replaces all rules by its own; Docker's jumps are gone, so {0} get lost.":
    '它用自己的规则替换了所有规则；Docker 的跳转规则已不在，因此 {0} 会丢失。',
  'Docker does not notice (before 20.10), or was started too early to be told.':
    'Docker 对此并不知情（20.10 之前的版本），或因启动过早而没有收到通知。',
  'wrong if `iptables -S FORWARD` shows a jump to a chain of Docker, or `systemctl show firewalld docker -p ActiveEnterTimestamp` shows Docker as the later one and no reload since':
    '若 `iptables -S FORWARD` 中有到 Docker 某条链的跳转，或 `systemctl show firewalld docker -p ActiveEnterTimestamp` 显示 Docker 启动得更晚且之后没有重载过，则此结论不成立',
  'Restart Docker: it writes its rules anew. Update Docker to 20.10 or later, which writes them anew after each reload.':
    '重启 Docker：它会重新写入自己的规则。将 Docker 升级到 20.10 或更高版本，这样每次重载之后它都会重新写入规则。',
  'All containers restart (unless live-restore is on). Each further `firewall-cmd --reload` does the same damage with an old Docker.':
    '所有容器都会重启（除非启用了 live-restore）。使用旧版 Docker 时，之后每次执行 `firewall-cmd --reload` 都会造成同样的破坏。',
  'firewalld was started {0} s after Docker': 'firewalld 在 Docker 启动 {0} 秒之后启动',
  // forward-drop-without-docker-rules.ts
  "Docker's firewall rules are gone while forwarding is dropped by default":
    'Docker 的防火墙规则丢失，而转发默认被丢弃',
  "Docker's firewall rules are gone, and the firewall drops what is forwarded":
    'Docker 的防火墙规则丢失，防火墙丢弃了转发的数据包',
  'Containers ({0}) reach nothing either.': '容器（{0}）也访问不到任何外部地址。',
  "Something cleared the rules after Docker had set them: `iptables -F`, or the reload of another firewall. On the host itself the ports answer, because there Docker's proxy serves them.":
    'Docker 写入规则之后，规则又被清掉了：执行过 `iptables -F`，或重载过另一个防火墙。在主机上端口仍有应答，因为那里由 docker-proxy 提供服务。',
  'wrong if `iptables -S FORWARD` shows a rule with `-j DOCKER` (or DOCKER-USER, DOCKER-FORWARD)':
    '若 `iptables -S FORWARD` 中有带 `-j DOCKER`（或 DOCKER-USER、DOCKER-FORWARD）的规则，则此结论不成立',
  'Restart Docker: it writes its rules anew. Restarting a container alone does not.':
    '重启 Docker：它会重新写入自己的规则。只重启某个容器没有用。',
  'All containers restart (unless live-restore is on). Do not open the policy (`iptables -P FORWARD ACCEPT`) instead: that forwards for everybody.':
    '所有容器都会重启（除非启用了 live-restore）。不要改用放开默认策略的办法（`iptables -P FORWARD ACCEPT`）：那样会为任何人转发。',
  "Docker's chains have lost the rules that let packets through to containers":
    'Docker 的链中放行到容器的规则已丢失',
  "The chain FORWARD has no jump to Docker's chains any more": 'FORWARD 链中已没有到 Docker 各链的跳转',
  '{0}, and "{1}" stops everything that goes from the network card to a container.':
    '{0}，而「{1}」拦截了从网卡到容器的所有数据包。',
  '{0}, and "{1}" stops everything that goes from the network card to a container: {2} times out from outside.':
    '{0}，而「{1}」拦截了从网卡到容器的所有数据包：从外部访问端口 {2} 超时。',
  '{0}, and "{1}" stops everything that goes from the network card to a container: {2} time out from outside.':
    '{0}，而「{1}」拦截了从网卡到容器的所有数据包：从外部访问端口 {2} 均超时。',
  // iptables-legacy-nft-mix.ts
  'Old iptables tables that `iptables` does not show drop the packets':
    '`iptables` 不显示的旧 iptables 表丢弃数据包',
  'Old firewall tables that `iptables` does not show drop the packets':
    '`iptables` 不显示的旧防火墙表丢弃了数据包',
  'Old firewall tables that `iptables` does not show reject the packets':
    '`iptables` 不显示的旧防火墙表拒绝了数据包',
  'This host has two firewalls of iptables at once: nf_tables, which `iptables` shows, and the old x_tables beside it, which only `iptables-legacy` shows. Every packet has to pass both.':
    '这台主机上同时有两套 iptables 防火墙：`iptables` 显示的 nf_tables，以及与之并存、只有 `iptables-legacy` 才显示的旧 x_tables。每个数据包都必须通过这两套规则。',
  'In the old one, chain {0}, "{1}" stops {2}, although the other one lets them through.':
    '在旧的那套规则中，{0} 链的「{1}」拦截了 {2}，尽管另一套规则是放行的。',
  'wrong if `iptables-legacy -t {0} -S {1}` does not show "{2}"':
    '若 `iptables-legacy -t {0} -S {1}` 中没有「{2}」，则此结论不成立',
  'Empty the old tables once it is clear that nothing on this host still writes them.':
    '确认这台主机上已没有程序再写旧表之后，清空旧表。',
  'update-alternatives --display iptables   # which of both the programs of this host use':
    'update-alternatives --display iptables   # 查看这台主机的程序用的是哪一套',
  'Lets in what the old rules kept out; compare the saved file first. Rules that a program still writes come back.':
    '原先被旧规则挡住的流量会被放行；请先核对保存的文件。仍有程序在写的规则会再次出现。',
  // masquerade-missing-or-wrong.ts
  'Packets of containers leave with a source address that nobody can answer':
    '容器的数据包离开主机时，源地址无法回包',
  'What containers of network {0} send leaves with their private addresses':
    '网络 {0} 中的容器发出的数据包带着私有源地址离开主机',
  "What containers of network {0} send leaves with {1}, which is not this host's":
    '网络 {0} 中的容器发出的数据包以 {1} 为源地址离开主机，而那不是这台主机的地址',
  'wrong if `tcpdump -ni any net {0}` shows no packets with a source of {1} on the network card while a container sends':
    '若容器发包时，`tcpdump -ni any net {0}` 没有在网卡上看到源地址属于 {1} 的数据包，则此结论不成立',
  'Create the network anew with masquerading, or have the surroundings route {0} to this host.':
    '重新创建启用地址伪装的网络，或者让外围网络把 {0} 路由到这台主机。',
  'Restart Docker: it writes its rules anew. At once, without a restart: the rule by hand.':
    '重启 Docker：它会重新写入自己的规则。若要立即生效而不重启：手工加上这条规则。',
  '# and without enable_ip_masquerade=false (or "ip-masq": false in daemon.json) where the network is created':
    '# 并在创建网络的地方去掉 enable_ip_masquerade=false（或 daemon.json 中的 "ip-masq": false）',
  'A rule by hand is gone after the next boot. Restarting Docker restarts all containers (unless live-restore is on); a network can only be created anew without containers in it.':
    '手工添加的规则在下次开机后就没有了。重启 Docker 会重启所有容器（除非启用了 live-restore）；只有网络中没有容器时才能重新创建它。',
  'Replace the fixed address by masquerading, which takes whatever address the card has.':
    '用地址伪装（MASQUERADE）代替固定地址，它会自动采用网卡的当前地址。',
  'None for connections that work: there are none by this rule.':
    '对正常的连接没有风险：经过这条规则的连接没有一个能通。',
  "On the way out of the host packets of a container have to get the host's address, or nobody can answer them.":
    '容器的数据包离开主机时，源地址必须换成主机的地址，否则对端无法回包。',
  '"{0}" gives those of network {1} ({2}) the address {3}, which no card of this host holds: answers go elsewhere.':
    '「{0}」把网络 {1}（{2}）的数据包的源地址换成了 {3}，而这台主机没有任何网卡持有该地址：应答被送往别处。',
  'Rules with a fixed address often come along with a disk image.':
    '带固定地址的规则往往是随磁盘镜像一起带来的。',
  "On the way out of the host packets of a container have to get the host's address (masquerading), or nobody can answer them.":
    '容器的数据包离开主机时，源地址必须换成主机的地址（地址伪装），否则对端无法回包。',
  'For network {0} ({1}) no rule does that: the network was created without masquerading.':
    '对网络 {0}（{1}）没有这样的规则：该网络创建时没有启用地址伪装。',
  'For network {0} ({1}) no rule does that.': '对网络 {0}（{1}）没有这样的规则。',
  'So {0} reach the services of the host, and nothing beyond it; the host itself is not affected.':
    '因此 {0} 能访问主机上的服务，却访问不到主机以外的任何地址；主机自身不受影响。',
  'So {0} reaches the services of the host, and nothing beyond it; the host itself is not affected.':
    '因此 {0} 能访问主机上的服务，却访问不到主机以外的任何地址；主机自身不受影响。',
  // nat-table-flushed-masked-by-userland-proxy.ts
  "Docker's address translation is gone, and its proxy hides it":
    'Docker 的地址转换规则丢失，而 docker-proxy 掩盖了这一点',
  "Docker's address translation was cleared: containers reach nothing beyond the host":
    'Docker 的地址转换规则被清空：容器访问不到主机以外的任何地址',
  "The table nat holds none of Docker's rules any more: no jump to the chain DOCKER, and nothing that gives packets of containers the host's address on their way out.":
    'nat 表中已没有任何 Docker 的规则：既没有到 DOCKER 链的跳转，也没有让容器的出站数据包换用主机地址的规则。',
  'What {0} send leaves with a private address that nobody can answer.':
    '{0} 发出的数据包带着私有源地址离开主机，对端无法回包。',
  'What {0} sends leaves with a private address that nobody can answer.':
    '{0} 发出的数据包带着私有源地址离开主机，对端无法回包。',
  'Something cleared the table after Docker had set it up.': 'Docker 设置好这张表之后，它被清空了。',
  'wrong if `iptables -t nat -S` shows `-j DOCKER` in PREROUTING and MASQUERADE for the network of the containers':
    '若 `iptables -t nat -S` 显示 PREROUTING 中有 `-j DOCKER`，并且有针对这些容器所在网络的 MASQUERADE，则此结论不成立',
  'Restart Docker: it writes its rules anew. Restarting a container alone does not bring the jumps back.':
    '重启 Docker：它会重新写入自己的规则。只重启某个容器不会恢复这些跳转规则。',
  'All containers restart (unless live-restore is on). Do not restart single containers meanwhile: with the chain gone they may not come up again.':
    '所有容器都会重启（除非启用了 live-restore）。在此之前不要单独重启容器：链已丢失，它们可能起不来。',
  'the bridge': '网桥',
  "Ports {0} still answer, because Docker's proxy takes the connections, as a process of the host; applications therefore see every visitor as {1}.":
    '端口 {0} 仍有应答，因为 docker-proxy 作为主机进程接收了这些连接；因此应用看到的访问者地址全都是 {1}。',
  "Port {0} still answers, because Docker's proxy takes the connections, as a process of the host; applications therefore see every visitor as {1}.":
    '端口 {0} 仍有应答，因为 docker-proxy 作为主机进程接收了这些连接；因此应用看到的访问者地址全都是 {1}。',
  // no-userland-proxy-hairpin.ts
  'Docker runs without its proxy, and the kernel was told not to stand in for it':
    'Docker 未启用 docker-proxy，而内核又被设置为不代替它',
  "{0} do not answer on the host's own 127.0.0.1: the kernel drops what goes from loopback into Docker's bridge":
    '在主机自身的 127.0.0.1 上，端口 {0} 均无应答：内核丢弃了从回环接口进入 Docker 网桥的数据包',
  "{0} does not answer on the host's own 127.0.0.1: the kernel drops what goes from loopback into Docker's bridge":
    '在主机自身的 127.0.0.1 上，端口 {0} 无应答：内核丢弃了从回环接口进入 Docker 网桥的数据包',
  'Docker runs without its proxy here ("userland-proxy": false), so nobody listens on the host itself: the kernel translates even what the host sends to 127.0.0.1.':
    '这里的 Docker 未启用 docker-proxy（"userland-proxy": false），因此主机上没有进程在监听：就连主机发往 127.0.0.1 的数据包也由内核做地址转换。',
  'A packet from 127.0.0.1 may leave loopback only where route_localnet is on. Docker switches it on for its bridge; {0} is 0, something set it back.':
    '只有启用 route_localnet 时，源地址为 127.0.0.1 的数据包才能离开回环接口。Docker 会为自己的网桥启用它；而 {0} 现为 0，说明被改了回去。',
  'From outside the ports answer; health checks and reverse proxies on the host are cut off.':
    '从外部访问，这些端口有应答；而主机上的健康检查和反向代理连不上它们。',
  'From outside the port answers; health checks and reverse proxies on the host are cut off.':
    '从外部访问，该端口有应答；而主机上的健康检查和反向代理连不上它。',
  'wrong if `sysctl {0}` says 1': '若 `sysctl {0}` 显示 1，则此结论不成立',
  'Switch it on again, and take out of /etc/sysctl.d what sets it back.':
    '重新启用它，并从 /etc/sysctl.d 中去掉把它改回去的设置。',
  'Machines of the same network could reach services bound to 127.0.0.1 by way of the bridge; Docker accepts that when it runs without its proxy.':
    '同一网络中的机器可能经由网桥访问到绑定在 127.0.0.1 上的服务；Docker 在不启用 docker-proxy 时接受这一风险。',
  '{0} cannot reach its own published port {1}: its port of the bridge turns no packet round':
    '{0} 访问不到自己发布的端口 {1}：它所在的网桥端口不会把数据包折返',
  'Docker runs without its proxy here ("userland-proxy": false).':
    '这里的 Docker 未启用 docker-proxy（"userland-proxy": false）。',
  'What {0} sends to port {1} of the host is translated back to {2} itself and has to leave the bridge by the port that it came in by.':
    '{0} 发往主机端口 {1} 的数据包，经地址转换又回到 {2} 自己，必须从进入网桥的那个端口再出去。',
  'A bridge does that in hairpin mode only, and it is off.':
    '网桥只有在 hairpin 模式下才会这样做，而该模式未启用。',
  'wrong if `cat /sys/class/net/*/brport/hairpin_mode` says 1 for the port of that container':
    '若 `cat /sys/class/net/*/brport/hairpin_mode` 中该容器的端口显示 1，则此结论不成立',
  'Switch hairpin mode on for that port; restarting the container does it too.':
    '为该端口启用 hairpin 模式；重启该容器也有同样效果。',
  'None.': '无。',
  // raw-table-module-missing.ts
  'Docker needs the table raw of iptables, and the kernel has none':
    'Docker 需要 iptables 的 raw 表，而内核没有这张表',
  '{0} cannot start: this kernel has no table raw, which Docker 28 and later need':
    '{0} 无法启动：内核没有 raw 表，而 Docker 28 及以上版本需要它',
  "From version 28 on Docker protects containers from packets that are sent straight to their addresses, by a rule in iptables' table raw.":
    '从 28 版起，Docker 在 iptables 的 raw 表中写入规则，防止数据包被直接发往容器地址。',
  'This kernel has no such table: its module iptable_raw is missing, or belongs to another kernel than the one that runs. So Docker cannot set up the port of {0}.':
    '当前内核没有这张表：模块 iptable_raw 缺失，或者属于另一个内核，而不是正在运行的这个。因此 Docker 无法为 {0} 设置端口。',
  'wrong if `iptables -t raw -S` lists the table': '若 `iptables -t raw -S` 能列出该表，则此结论不成立',
  'Load the module; after an update of the kernel, boot into it. Where the kernel has none, tell Docker to do without.':
    '加载该模块；若刚更新过内核，请重启进入新内核。如果内核没有该模块，就让 Docker 不使用它。',
  '# a kernel without it: Environment=DOCKER_INSECURE_NO_IPTABLES_RAW=1 in a drop-in of docker.service':
    '# 内核没有该模块时：在 docker.service 的 drop-in 中设置 Environment=DOCKER_INSECURE_NO_IPTABLES_RAW=1',
  'Without the rule, machines of the same network reach containers past their published ports.':
    '没有这条规则，同一网络中的机器可以绕过已发布的端口直接访问容器。',
  // stop-rule.ts
  '{0} and {1} more': '{0}以及另外 {1} 种数据包',
  // ufw-bypass-or-ufw-forward-drop.ts
  'ufw drops what is forwarded to containers': 'ufw 丢弃转发到容器的数据包',
  'ufw drops everything that is forwarded to or from containers': 'ufw 丢弃了所有进出容器的转发流量',
  'A rule of ufw stops what is forwarded to or from containers': 'ufw 的一条规则拦截了进出容器的转发流量',
  'ufw manages this host\'s firewall. It set the policy "{0}", and no rule before it lets through {1}.':
    '这台主机的防火墙由 ufw 管理。它设置了默认策略「{0}」，而在此之前没有规则放行 {1}。',
  'ufw manages this host\'s firewall. Its line "{0}" stops {1}.':
    '这台主机的防火墙由 ufw 管理。它的规则「{0}」拦截了 {1}。',
  'Published ports are forwarded, so `ufw allow` for the port changes nothing: that is about packets to the host itself.':
    '已发布的端口走的是转发，因此对该端口执行 `ufw allow` 不起作用：它只管发往主机自身的数据包。',
  'wrong if `iptables -S FORWARD` does not show "{0}", or jumps to Docker\'s chains before it':
    '若 `iptables -S FORWARD` 中没有「{0}」，或在它之前就跳转到了 Docker 的链，则此结论不成立',
  "Let Docker write its rules anew; keep them by telling ufw to forward, or by rules of ufw's own (ufw route allow).":
    '让 Docker 重新写入规则；再让 ufw 允许转发，或使用 ufw 自己的规则（ufw route allow），以免再次失效。',
  'Take the rule back, or allow the way with `ufw route allow` above it.':
    '撤销该规则，或在它上方用 `ufw route allow` 放行这条路径。',
  'sed -i \'s/^DEFAULT_FORWARD_POLICY=.*/DEFAULT_FORWARD_POLICY="ACCEPT"/\' /etc/default/ufw   # only where no other machine routes through this host':
    'sed -i \'s/^DEFAULT_FORWARD_POLICY=.*/DEFAULT_FORWARD_POLICY="ACCEPT"/\' /etc/default/ufw   # 仅限没有其他机器经由这台主机路由时',
  '# ufw delete <number>': '# ufw delete <编号>',
  'Restarting Docker restarts all containers (unless live-restore is on). A FORWARD policy of ACCEPT forwards for everybody who can route through this host.':
    '重启 Docker 会重启所有容器（除非启用了 live-restore）。FORWARD 默认策略为 ACCEPT 时，任何能经由这台主机路由的机器都会被转发。',
  // ways.ts
  'packets from outside to port {0} (container {1})': '从外部到端口 {0}（容器 {1}）的数据包',
  'packets from {0} to port {1} (container {2})': '从 {0} 到端口 {1}（容器 {2}）的数据包',
  'packets from outside to port {0}': '从外部到端口 {0} 的数据包',
  'packets from {0} to port {1}': '从 {0} 到端口 {1} 的数据包',
  'packets from the host to {0} ({1}:{2})': '从主机到 {0}（{1}:{2}）的数据包',
  'connection attempt from the host to {0}:{1}': '从主机到 {0}:{1} 的连接尝试',
  'packets from container {0} ({1}) to {2} ({3}:{4})': '从容器 {0}（{1}）到 {2}（{3}:{4}）的数据包',
  'packets from container {0} ({1}) to its neighbour {2} ({3}:{4})':
    '从容器 {0}（{1}）到同网络容器 {2}（{3}:{4}）的数据包',
};
