import type { Catalogue } from '../catalogue.ts';

export const rulesSockets: Catalogue = {
  // app-not-listening
  'It may still be starting: ask again in half a minute.': '它可能还在启动：半分钟后再诊断一次。',
  "Read the container's log and correct its command or what it waits for.":
    '查看容器日志，修正启动命令，或解决它所等待的东西。',
  'Reading is free of risk; a restart loses what the process holds in memory.':
    '只读查看没有风险；重启会丢失进程内存中的数据。',
  'A container runs and nothing in it listens on its published port':
    '容器在运行，但其中没有进程监听已发布的端口',
  '{0} runs, and nothing in it listens on port {1}': '{0} 在运行，但其中没有进程监听端口 {1}',
  'Port {0} of the host leads to port {1} of container {2}. The container has been up for {3} and its process `{4}` has not opened that port, so every connection is refused.':
    '主机端口 {0} 映射到容器 {2} 的端口 {1}。容器已运行 {3}，其进程 `{4}` 一直没有打开该端口，因此所有连接都被拒绝。',
  'Its log says what it is waiting for, or its command is not the server.':
    '看日志可知它在等什么，否则就是启动命令并非该服务程序。',
  'wrong if `nsenter -t {0} -n ss -lnt` shows a listener on port {1}':
    '若 `nsenter -t {0} -n ss -lnt` 显示端口 {1} 上有监听，则此结论不成立',
  'Wait, then ask again.': '稍等，然后再诊断一次。',
  "{0} runs on the host's network, and nothing listens on port {1}":
    '{0} 使用主机网络运行，但没有进程监听端口 {1}',
  "Container {0} uses the host's own network, and its image names port {1}. Its process `{2}` has not opened that port, so every connection is refused.":
    '容器 {0} 直接使用主机网络，其镜像声明了端口 {1}。它的进程 `{2}` 没有打开该端口，因此所有连接都被拒绝。',
  'no listener': '没有监听',
  "wrong if `ss -lnt 'sport = :{0}'` shows a listener":
    "若 `ss -lnt 'sport = :{0}'` 显示有监听，则此结论不成立",
  'an unknown time': '一段未知的时间',
  // container-listeners
  'network-namespaces: what listens inside {0} could not be read, and port {1} did not answer':
    'network-namespaces：无法读取 {0} 内部的监听情况，且端口 {1} 没有应答',
  // exposed-not-published
  'A container exposes the asked port without publishing it': '容器声明（EXPOSE）了所查询的端口，但没有发布',
  'Container {0} has port {1} but does not publish it': '容器 {0} 有端口 {1}，但没有发布',
  'Nothing on the host listens on {0}.': '主机上没有进程监听端口 {0}。',
  '{0} publishes no port, and no other container shares a network with it.':
    '{0} 没有发布任何端口，也没有其他容器与它在同一网络中。',
  'Container {0} exposes {1}, which only documents it; without a published port nothing leads there from the host or from outside.':
    '容器 {0} 声明（EXPOSE）了端口 {1}，但那只是说明；端口没有发布，从主机或外部都无法到达。',
  'Container {0} listens on {1} inside; without a published port nothing leads there from the host or from outside.':
    '容器 {0} 在内部监听端口 {1}；端口没有发布，从主机或外部都无法到达。',
  'wrong if `docker port {0}` shows a line that ends in :{1}':
    '若 `docker port {0}` 显示有以 :{1} 结尾的行，则此结论不成立',
  'Recreate the container with -p {0}:{1} (in compose: ports: ["{2}:{3}"]).':
    '加上 -p {0}:{1} 重建容器（compose 中写 ports: ["{2}:{3}"]）。',
  'Opens the port to everybody who reaches the host. The container is recreated: a short outage, a new address.':
    '端口会对所有能访问主机的人开放。容器会重建：短暂中断，地址改变。',
  // listen-backlog-overflow
  'A full queue of connections that the program does not accept': '连接队列已满，程序没有及时接受连接',
  '{0} does not accept connections on port {1} fast enough: its queue is full, and further clients time out':
    '{0} 在端口 {1} 上接受连接太慢：队列已满，后续客户端超时',
  'The kernel shakes hands with clients and lays their connections into a queue, from which the program takes them with accept(). The queue for port {0} of {1} holds {2} and has room for {3}; it was as full half a second before. While it is full the kernel drops what arrives, so that clients time out although the port is open and the process runs.':
    '内核与客户端完成握手后把连接放入队列，由程序用 accept() 取走。{1} 端口 {0} 的队列中有 {2} 个连接，容量为 {3}；半秒前同样是满的。队列满时内核会丢弃新到的连接，因此虽然端口开着、进程也在运行，客户端仍会超时。',
  'a Recv-Q below its Send-Q a few times in a row': 'Recv-Q 连续几次低于 Send-Q',
  'Find out what keeps the program from accepting (its own log, a database that it waits for, all of its threads busy); restart it if nobody knows.':
    '查清程序为何不接受连接（看它自己的日志、是否在等数据库、线程是否全部占满）；查不出原因就重启。',
  'If it is just too slow for the load, run more of it and let it ask for a longer queue (the backlog of listen(), {0} now; net.core.somaxconn {1} caps it).':
    '如果只是处理能力跟不上负载，就增加实例，并让程序申请更长的队列（listen() 的 backlog，当前为 {0}；受 net.core.somaxconn {1} 限制）。',
  'If it is just too slow for the load, run more of it and let it ask for a longer queue (the backlog of listen(), {0} now).':
    '如果只是处理能力跟不上负载，就增加实例，并让程序申请更长的队列（listen() 的 backlog，当前为 {0}）。',
  'sysctl -w net.core.somaxconn=4096   # then restart the program':
    'sysctl -w net.core.somaxconn=4096   # 然后重启程序',
  'A restart drops the connections that wait, and what the program holds in memory. A longer queue alone only hides a program that hangs.':
    '重启会丢掉排队中的连接和程序内存中的数据。只加长队列，只会掩盖程序卡死的问题。',
  // loopback-only-inside-container
  'An application listens on 127.0.0.1 only, inside its container': '应用在容器内只监听 127.0.0.1',
  '{0} listens on 127.0.0.1 only, so nobody outside the container can connect':
    '{0} 只监听 127.0.0.1，容器之外谁都连不上',
  'Port {0} of the host leads to port {1} of container {2}. In there the application listens on {3}:{4}, which takes connections from inside the container alone; those that arrive from the host are refused.':
    '主机端口 {0} 映射到容器 {2} 的端口 {1}。容器内应用监听的是 {3}:{4}，只接受来自容器内部的连接；从主机过来的连接都被拒绝。',
  'It is also another port than the {0} that is published.': '而且它也不是所发布的端口 {0}。',
  'wrong if `nsenter -t {0} -n ss -lnt` shows a listener on 0.0.0.0:{1} or [::]:{2}':
    '若 `nsenter -t {0} -n ss -lnt` 显示在 0.0.0.0:{1} 或 [::]:{2} 上有监听，则此结论不成立',
  "Make it listen on every address: ASPNETCORE_URLS=http://+:{0} in the container's environment.":
    '让它监听所有地址：在容器环境变量中设置 ASPNETCORE_URLS=http://+:{0}。',
  'Make the application listen on 0.0.0.0:{0} (its bind or host setting) and recreate the container.':
    '让应用监听 0.0.0.0:{0}（其 bind 或 host 配置项），并重建容器。',
  '# bind address 0.0.0.0, port {0}': '# 监听地址 0.0.0.0，端口 {0}',
  '(bind address 0.0.0.0, port {0})': '（监听地址 0.0.0.0，端口 {0}）',
  'The container is recreated: a short outage, a new address.': '容器会重建：短暂中断，地址改变。',
  'The process on the host': '主机上的进程',
  '{0} on the host': '主机上的 {0}',
  '{0} listens on 127.0.0.1 only, so port {1} is closed to everybody else':
    '{0} 只监听 127.0.0.1，端口 {1} 对其他来源都不开放',
  "{0} takes connections on port {1} of the host's loopback address alone: programs on the host reach it, and whoever comes from outside is refused.":
    '{0} 只在主机回环地址的端口 {1} 上接受连接：主机上的程序能访问，来自外部的一律被拒绝。',
  "{0} takes connections on port {1} of the host's loopback address alone, since it uses the host's own network: programs on the host reach it, and whoever comes from outside is refused.":
    '{0} 使用主机网络，因此只在主机回环地址的端口 {1} 上接受连接：主机上的程序能访问，来自外部的一律被拒绝。',
  'It may be meant that way, for a service behind a web server on the same host.':
    '这也可能是有意为之，例如由同一主机上的 Web 服务器反向代理的服务。',
  "wrong if `ss -lnt 'sport = :{0}'` shows 0.0.0.0:{1} or [::]:{2}":
    "若 `ss -lnt 'sport = :{0}'` 显示 0.0.0.0:{1} 或 [::]:{2}，则此结论不成立",
  "If others are meant to reach it, let it listen on 0.0.0.0:{0} or on the host's address (its bind or listen setting).":
    '如果需要让外部访问，就让它监听 0.0.0.0:{0} 或主机地址（其 bind 或 listen 配置项）。',
  "If others are meant to reach it, let it listen on 0.0.0.0:{0} or on the host's address (its bind or listen setting). {1}":
    '如果需要让外部访问，就让它监听 0.0.0.0:{0} 或主机地址（其 bind 或 listen 配置项）。{1}',
  "ss -lntp 'sport = :{0}'   # as root: which process it is":
    "ss -lntp 'sport = :{0}'   # 以 root 执行：看是哪个进程",
  'systemctl status {0}   # its unit and configuration': 'systemctl status {0}   # 看它的单元和配置',
  'Opens the service to everybody who reaches the host; it may have been closed on purpose.':
    '服务会对所有能访问主机的人开放；当初不开放可能是有意的。',
  // port-allocated-by-docker
  'A container does not start because another container has its port': '端口已被另一个容器占用，容器无法启动',
  '{0} does not start: Docker takes port {1} for allocated, and no container has it':
    '{0} 无法启动：Docker 认为端口 {1} 已分配，但没有容器在使用它',
  '{0} does not start: container {1} has port {2} already': '{0} 无法启动：端口 {2} 已被容器 {1} 占用',
  'wrong if `docker ps -a --filter publish={0}` shows another container, or `docker start {1}` succeeds':
    '若 `docker ps -a --filter publish={0}` 显示有另一个容器，或 `docker start {1}` 成功，则此结论不成立',
  'wrong if `docker port {0}` does not show {1}': '若 `docker port {0}` 未显示 {1}，则此结论不成立',
  'Docker refused to start container {0} because port {1} is allocated to another one, but no running container publishes it now.':
    'Docker 拒绝启动容器 {0}，理由是端口 {1} 已分配给别的容器，但目前没有运行中的容器发布该端口。',
  'A docker-proxy process still listens there: it was left behind by a container that is gone.':
    '仍有一个 docker-proxy 进程在监听该端口，是已经不存在的容器遗留下来的。',
  'Either that container has been stopped since, or Docker still remembers the port of one that is gone.':
    '要么那个容器后来已停止，要么 Docker 还记着某个已不存在的容器的端口。',
  'A port of the host can lead to one container only.': '主机的一个端口只能映射到一个容器。',
  '{0} leads to {1}; {2} wants it too and is refused. {3} was made later, so that it looks as if it had taken its place.':
    '端口 {0} 现在通向 {1}；{2} 也要用它，因此被拒绝。{3} 创建得更晚，看起来像是顶替了后者。',
  '{0} leads to {1}; {2} wants it too and is refused, so it does not run.':
    '端口 {0} 现在通向 {1}；{2} 也要用它，因此被拒绝，没有运行。',
  'no container, no listener': '没有容器，没有监听',
  'Start {0} again; if Docker still refuses, restart Docker, which forgets the port.':
    '重新启动 {0}；如果 Docker 仍然拒绝，就重启 Docker，它便会释放该端口。',
  'Restarting Docker restarts every container on the host.': '重启 Docker 会重启主机上的所有容器。',
  'Decide which of the two is to have port {0}. Either give {1} another port ({2}) or stop {3} and start {4}.':
    '决定端口 {0} 归两者中的哪一个：要么给 {1} 换一个端口，要么停掉 {3} 再启动 {4}。换端口的做法：{2}',
  'ports: ["<another port>:{0}"]': 'ports: ["<其他端口>:{0}"]',
  '-p <another port>:{0}': '-p <其他端口>:{0}',
  '# or:  docker stop {0} && docker start {1}': '# 或者：docker stop {0} && docker start {1}',
  'Stopping {0} takes away what it serves on {1} now.':
    '停掉 {0} 后，它目前在端口 {1} 上提供的服务随之中断。',
  // port-held-by-host-process
  'A container does not start because a process of the host has its port':
    '端口已被主机进程占用，容器无法启动',
  '{0} did not start because port {1} of the host was in use; it is free now':
    '{0} 未能启动：当时主机端口 {1} 被占用；现在已空闲',
  '{0} does not start: {1} has port {2} of the host': '{0} 无法启动：主机端口 {2} 已被 {1} 占用',
  'Docker has to open port {0} on the host for container {1}, and a port can be open once only.':
    'Docker 要为容器 {1} 在主机上打开端口 {0}，而同一端口只能打开一次。',
  'wrong if `docker start {0}` fails again': '若 `docker start {0}` 再次失败，则此结论不成立',
  "wrong if `ss -lntp 'sport = :{0}'` shows nothing":
    "若 `ss -lntp 'sport = :{0}'` 没有任何输出，则此结论不成立",
  'Start {0}.': '启动 {0}。',
  'None.': '无。',
  "container {0}, which uses the host's own network,": '容器 {0}（使用主机网络）',
  "Container {0}, which uses the host's own network,": '容器 {0}（使用主机网络）',
  'a process of the host (its name is for root to see)': '主机上的某个进程（名称需 root 才能看到）',
  'A process of the host (its name is for root to see)': '主机上的某个进程（名称需 root 才能看到）',
  'systemd, for {0},': 'systemd（代 {0} 监听）',
  'Systemd, for {0},': 'systemd（代 {0} 监听）',
  'process {0} (pid {1})': '进程 {0}（pid {1}）',
  'Process {0} (pid {1})': '进程 {0}（pid {1}）',
  'process {0} (pid {1}, {2})': '进程 {0}（pid {1}，{2}）',
  'Process {0} (pid {1}, {2})': '进程 {0}（pid {1}，{2}）',
  'Nothing listens there now, so that it may be started.': '现在没有进程监听该端口，可以启动容器了。',
  'The port is of the range from which the kernel picks the near end of outgoing connections: one of those may have had it.':
    '该端口处于内核为出站连接选取本地端口的范围内：当时可能正被某个出站连接占用。',
  '{0} listens on it, so the container is not started; no running container publishes that port, so the proxy is left over from one that is gone.':
    '{0} 正在监听该端口，因此容器没有启动；没有运行中的容器发布该端口，所以这个代理进程是已不存在的容器遗留下来的。',
  '{0} listens on it, so the container is not started, and whoever connects gets to that process.':
    '{0} 正在监听该端口，因此容器没有启动，而连上来的客户端到达的是那个进程。',
  'End the docker-proxy that was left behind (pid {0}) and start {1}.':
    '结束遗留的 docker-proxy（pid {0}），然后启动 {1}。',
  'Look first whether it is the proxy of a port that is in use: `{0}` shows where it leads.':
    '先确认它不是某个在用端口的代理：`{0}` 可显示它指向哪里。',
  "ss -lntp 'sport = :{0}'   # as root": "ss -lntp 'sport = :{0}'   # 以 root 执行",
  'systemctl status {0}   # which unit it is; then stop that':
    'systemctl status {0}   # 看属于哪个单元，然后停掉它',
  'Decide who is to have port {0}. Either stop the other one, or give {1} another port.':
    '决定端口 {0} 归谁使用：要么停掉占用者，要么给 {1} 换一个端口。',
  '# or another port:': '# 或换一个端口：',
  'What is stopped no longer serves whoever uses it now; a person has to choose.':
    '停掉的一方不再为目前的使用者提供服务；必须由人来决定。',
  // process-hung-or-paused
  'A program that takes no connections because it is paused, stopped or hangs':
    '程序被暂停、停住或卡死，不接受连接',
  'Container {0} is paused': '容器 {0} 处于暂停状态',
  'Somebody (or a backup) ran `docker pause`: all processes of container {0} are frozen where they stood. The kernel goes on completing connections to its ports until a queue is full, so that clients connect and wait for an answer that does not come.':
    '有人（或备份任务）执行了 `docker pause`：容器 {0} 的所有进程都被冻结在原处。在队列占满之前，内核仍会为其端口完成握手，因此客户端能连上，却等不到应答。',
  'wrong if `{0}` says false': '若 `{0}` 输出 false，则此结论不成立',
  'Let it run on, unless a backup is reading its files just now.':
    '让它继续运行，除非备份任务此刻正在读取它的文件。',
  'None for the container: it goes on where it stood. Clients that waited too long have given up.':
    '对容器没有风险：它会从原处继续运行。等待过久的客户端已经放弃。',
  '{0} hangs: it takes none of the connections to its port {1}': '{0} 卡死：端口 {1} 上的连接一个也没有接受',
  '{0} {1}, so it takes none of the connections to its port {2}':
    '{0} {1}，因此端口 {2} 上的连接一个也没有接受',
  "Connections to port {0} of {1} come about, since the kernel completes them on the program's behalf, and then nothing answers: {2} of them lie in the queue and no process has taken them.":
    '到 {1} 端口 {0} 的连接能够建立，因为内核代程序完成了握手，但之后没有任何应答：有 {2} 个连接留在队列中，没有进程取走。',
  'The process is neither stopped nor waiting for a disk, so it is busy with something else or waits for something that does not come (a deadlock, a database, all of its threads).':
    '该进程既没有被停住，也不在等磁盘，所以它要么忙于别的事情，要么在等一个等不来的东西（死锁、数据库、线程全部占满）。',
  'Process {0} ({1}) {2}.': '进程 {0}（{1}）{2}。',
  'a Recv-Q of 0 while nobody restarts it': 'Recv-Q 为 0（期间无人重启它）',
  'The process of container {0} {1}': '容器 {0} 的进程 {1}',
  'Process {0} ({1}), the main process of container {2}, {3}. Docker shows the container as running; it does nothing until it is let go.':
    '容器 {2} 的主进程 {0}（{1}）{3}。Docker 显示容器在运行，但在放行之前它什么也不做。',
  'wrong if `grep State /proc/{0}/status` says R or S':
    '若 `grep State /proc/{0}/status` 显示 R 或 S，则此结论不成立',
  'was stopped by a signal (SIGSTOP)': '已被信号停住（SIGSTOP）',
  'is held by a debugger': '正被调试器挂住',
  'waits in the kernel for a device that does not answer': '在内核中等待一个没有响应的设备',
  'Let it run on.': '让它继续运行。',
  'None: it goes on where it stood. Find out who stopped it.': '无：它会从原处继续运行。查清是谁停住了它。',
  'End the debugger, or let it continue the process.': '结束调试器，或让调试器放行该进程。',
  'Somebody may be looking at it just now.': '可能正有人在调试它。',
  'Keep what tells why it hangs (a thread dump, its stack), then restart it.':
    '先保留能说明卡死原因的现场（线程转储、调用栈），再重启。',
  'A restart loses what the program holds in memory, and the evidence of why it hangs (jstack, dotnet-dump, py-spy first).':
    '重启会丢失程序内存中的数据，以及卡死原因的现场（先用 jstack、dotnet-dump、py-spy 取证）。',
  // published-on-loopback-or-other-host-ip
  'A port is published on an address of the host that clients do not use':
    '端口发布在客户端不使用的主机地址上',
  'Port {0} is published on {1} only': '端口 {0} 只发布在 {1} 上',
  "Container {0} publishes {1} on [::] only: IPv6 clients reach it, and on the host's IPv4 addresses nothing listens on this port.":
    '容器 {0} 只在 [::] 上发布端口 {1}：IPv6 客户端能访问，而主机的 IPv4 地址上没有监听该端口。',
  "Container {0} publishes {1} on {2}, the host's own loopback address. Programs on the host reach it; from anywhere else the host refuses.":
    '容器 {0} 把端口 {1} 发布在 {2}，即主机自己的回环地址上。主机上的程序能访问；来自其他任何地方的连接都被主机拒绝。',
  "Container {0} publishes {1} on {2} only, but Ferryman's connections come in at {3}, where nothing listens on this port.":
    '容器 {0} 只在 {2} 上发布端口 {1}，而 Ferryman 的连接从 {3} 进来，那里没有监听该端口。',
  'another address of the host': '主机的另一个地址',
  'wrong if `docker port {0}` shows 0.0.0.0:{1}': '若 `docker port {0}` 显示 0.0.0.0:{1}，则此结论不成立',
  'If others are meant to reach it, recreate the container with -p {0}:{1} (without {2}).':
    '如果需要让外部访问，就用 -p {0}:{1} 重建容器（去掉 {2}）。',
  'ports: ["{0}:{1}"]   # instead of {2}:{3}:{4}': 'ports: ["{0}:{1}"]   # 替换 {2}:{3}:{4}',
  'Opens the service to everybody who reaches the host; it may have been closed on purpose. The container is recreated.':
    '服务会对所有能访问主机的人开放；当初不开放可能是有意的。容器会重建。',
  // published-on-stale-host-ip
  'A port is published on an address that the host does not have': '端口发布在主机没有的地址上',
  'Container {0} is to take connections on {1}:{2}, and Docker could not open that: the host did not have the address {3} when the container was started. It has it now, so that a new start may succeed.':
    '容器 {0} 应在 {1}:{2} 上接受连接，但 Docker 无法打开它：启动容器时主机没有地址 {3}。现在主机有这个地址了，重新启动可能会成功。',
  'Container {0} is to take connections on {1}:{2}, and Docker could not open that: no network card of this host has the address {3}. It is that of another host, or the one that this host had before it was moved.':
    '容器 {0} 应在 {1}:{2} 上接受连接，但 Docker 无法打开它：这台主机没有任何网卡持有地址 {3}。它是另一台主机的地址，或是这台主机迁移之前的地址。',
  'Docker does not start a container whose port it cannot open.': '端口打不开的容器，Docker 不会启动。',
  'Container {0} runs and takes connections on {1}:{2} only, but no network card of this host has that address (any more), so that no packet for it ever arrives here.':
    '容器 {0} 在运行，但只在 {1}:{2} 上接受连接，而这台主机（已）没有任何网卡持有该地址，发往它的数据包永远不会到达这里。',
  'Docker could bind it all the same because net.ipv4.ip_nonlocal_bind is 1.':
    'Docker 仍能绑定它，是因为 net.ipv4.ip_nonlocal_bind 为 1。',
  '{0} publishes port {1} on {2}, an address that this host does not have':
    '{0} 把端口 {1} 发布在 {2} 上，而这台主机没有这个地址',
  'wrong if `ip -br addr` lists {0}': '若 `ip -br addr` 列出 {0}，则此结论不成立',
  'Publish the port without an address, or on one that the host has ({0}).':
    '发布端口时不指定地址，或指定主机现有的地址（{0}）。',
  'Publish the port without an address, or on one that the host has.':
    '发布端口时不指定地址，或指定主机现有的地址。',
  'Without an address the port is open to everybody who reaches the host. Look for the old address elsewhere too (other containers, configuration files): it was carried along.':
    '不指定地址，端口就对所有能访问主机的人开放。其他地方（别的容器、配置文件）也要查一查旧地址：它是随迁移一起带过来的。',
  'The container does not name {0} itself: it is Docker\'s default for published ports. Take "ip" out of /etc/docker/daemon.json (or --ip off dockerd\'s options), restart Docker and start the container.':
    '容器本身没有指定 {0}：它是 Docker 发布端口的默认地址。从 /etc/docker/daemon.json 中删掉「ip」（或从 dockerd 的启动参数中去掉 --ip），重启 Docker，再启动容器。',
  'Restarting Docker restarts every container. Ports without an address are then open to everybody who reaches the host.':
    '重启 Docker 会重启所有容器。之后未指定地址的端口会对所有能访问主机的人开放。',
  // waiting
  'LISTEN {0} waiting on port {1}': 'LISTEN 端口 {1} 上有 {0} 个等待',
  'waiting for accept(): {0}, and {1} half a second later': '等待 accept()：{0} 个，半秒后 {1} 个',
  'waiting for accept(): {0}, and {1} half a second later, of at most {2}':
    '等待 accept()：{0} 个，半秒后 {1} 个，上限 {2} 个',
  'connections that no process has taken: {0}': '没有进程取走的连接：{0} 个',
  'container {0}': '容器 {0}',
  'the process behind port {0}': '端口 {0} 背后的进程',
  'Container {0}': '容器 {0}',
  'The process behind port {0}': '端口 {0} 背后的进程',
  "wrong if `ss -lnt 'sport = :{0}'` shows {1}": "若 `ss -lnt 'sport = :{0}'` 显示 {1}，则此结论不成立",
  "wrong if `ss -lnt 'sport = :{0}'` (after nsenter -t {1} -n) shows {2}":
    "若 `ss -lnt 'sport = :{0}'`（先执行 nsenter -t {1} -n）显示 {2}，则此结论不成立",
  // wrong-container-port
  'A published port leads to a port of the container on which nothing listens':
    '已发布的端口映射到了容器内无人监听的端口',
  'Port {0} leads to port {1} of {2}, which listens on {3}':
    '端口 {0} 映射到 {2} 的端口 {1}，而它监听的是端口 {3}',
  "The mapping {0}:{1} hands connections to port {2} inside container {3}. Nothing listens there; the application listens on {4}. The container's kernel refuses.":
    '映射 {0}:{1} 把连接交给容器 {3} 内的端口 {2}。那里没有进程监听；应用监听的是端口 {4}。连接在容器内被内核拒绝。',
  'It has only just started: if it opens that port later, nothing is wrong.':
    '它刚刚启动：如果稍后打开该端口，则一切正常。',
  'Publish {0}:{1} instead of {2}:{3}, or make the application listen on {4}.':
    '把发布的 {2}:{3} 改为 {0}:{1}，或让应用监听端口 {4}。',
  // wrong-scheme-or-host-header
  'speak plain HTTP to a port that expects TLS': '对要求 TLS 的端口发送明文 HTTP',
  'Use https:// (and wss://) in what connects, or publish the port that serves plain HTTP.':
    '在连接方使用 https://（以及 wss://），或发布提供明文 HTTP 的端口。',
  'speak TLS to a port that serves plain HTTP': '对提供明文 HTTP 的端口发起 TLS',
  'Use http:// in what connects, or put a certificate (or a proxy that has one) in front of the port.':
    '在连接方使用 http://，或在该端口前配置证书（或带证书的代理）。',
  'ask for a host name that the server does not serve': '请求的主机名不在服务器的服务范围内',
  "Add the name to the server's list (ALLOWED_HOSTS, allowedHosts, config.hosts, server_name), or use one that is on it.":
    '把该主机名加入服务器的允许列表（ALLOWED_HOSTS、allowedHosts、config.hosts、server_name），或使用列表中已有的主机名。',
  'Clients that speak another protocol than the asked port, by its own log':
    '从日志看，客户端使用的协议与所查询的端口不符',
  'Clients of {0} {1}': '{0} 的客户端{1}',
  'The port is open and connections come about, so nothing is wrong with the network. Container {0} writes for {1} of its last {2} lines that clients {3}.':
    '端口开着，连接也能建立，所以网络没有问题。容器 {0} 最近 {2} 行日志中有 {1} 行说明，客户端{3}。',
  'wrong if `docker logs --tail {0} {1}` shows such lines from scanners of the Internet only':
    '若 `docker logs --tail {0} {1}` 中这类日志行只来自互联网上的扫描器，则此结论不成立',
  'Asking is free of risk; redirects and HSTS may send a browser elsewhere than curl.':
    '发起请求没有风险；因重定向和 HSTS，浏览器到达的地址可能与 curl 不同。',
};
