import type { Catalogue } from '../catalogue.ts';

export const rulesResources: Catalogue = {
  // cert-expired
  'A certificate has expired': '证书已过期',
  nobody: '无',
  'The certificate of port {0} expired on {1}': '端口 {0} 的证书已于 {1} 过期',
  'Port {0} presents a certificate for {1} that was valid until {2}, {3} days ago.':
    '端口 {0} 出示的证书（主体：{1}）有效期至 {2}，已过期 {3} 天。',
  'Port {0} presents a certificate for {1} that was valid until {2}.':
    '端口 {0} 出示的证书（主体：{1}）有效期至 {2}。',
  'TCP connections come about; clients that check certificates end them during the handshake. It has to be renewed, and the server has to load the new one.':
    'TCP 连接能建立；校验证书的客户端会在握手时断开。证书需要续期，并由服务器加载新证书。',
  'wrong if `openssl s_client -connect 127.0.0.1:{0} </dev/null | openssl x509 -noout -enddate` names a day to come':
    '若 `openssl s_client -connect 127.0.0.1:{0} </dev/null | openssl x509 -noout -enddate` 显示的日期尚未到来，则此结论不成立',
  'Renew the certificate, let the server load it, and see why it was not renewed by itself.':
    '续期证书并让服务器加载，再查清它为何没有自动续期。',
  'certbot renew --dry-run   # or whatever renews it here: acme.sh, Traefik, the cloud console':
    'certbot renew --dry-run   # 或这台主机所用的续期方式：acme.sh、Traefik、云控制台',
  '# reload the server, e.g. nginx -s reload': '# 重新加载服务器，例如 nginx -s reload',
  'docker exec {0} nginx -s reload   # or restart it': 'docker exec {0} nginx -s reload   # 或重启它',
  'A reload costs no connection. Do not switch certificate checks off in the clients.':
    '重新加载不会断开任何连接。不要在客户端关闭证书校验。',
  '{0} refuses to talk to a server whose certificate has expired': '{0} 拒绝与证书已过期的服务器通信',
  "{0} connects to another server by TLS and ends the handshake, because that server's certificate, or one of the authorities above it, has expired. The network is in order. If other, newer clients accept that server, then the list of authorities inside the image of {1} is out of date (the authority DST Root CA X3 ended in 2021).":
    '{0} 通过 TLS 连接另一台服务器并中止了握手，因为那台服务器的证书或其上级 CA 证书已过期。网络正常。如果其他较新的客户端能接受那台服务器，那么是 {1} 镜像内的根证书列表过旧（DST Root CA X3 已于 2021 年到期）。',
  'wrong if `openssl s_client -connect <server> -showcerts </dev/null | openssl x509 -noout -enddate` names a day to come for every certificate of the chain':
    '若 `openssl s_client -connect <server> -showcerts </dev/null | openssl x509 -noout -enddate` 显示证书链中每张证书的到期日都尚未到来，则此结论不成立',
  'Renew the certificate on that server; or, where only old clients complain, update ca-certificates in the image.':
    '在那台服务器上续期证书；如果只有旧客户端报错，则更新镜像中的 ca-certificates。',
  '# Dockerfile:  RUN apt-get update && apt-get install -y ca-certificates   (or apk add -u ca-certificates)':
    '# Dockerfile：RUN apt-get update && apt-get install -y ca-certificates   （或 apk add -u ca-certificates）',
  'Do not switch certificate checks off: that lets anybody in between read and change everything.':
    '不要关闭证书校验：那会让任何中间人都能读取并篡改全部内容。',
  // clock-skew
  "The host's clock is wrong": '主机时钟不准',
  "The host's clock is {0} behind": '主机时钟慢了 {0}',
  "The host's clock is {0} ahead": '主机时钟快了 {0}',
  "The host says that it is {0}, and the machine that Ferryman runs on says {1}. With a wrong clock certificates seem to be expired or not yet valid, tokens and signed requests are refused, and logs are misleading. All containers use the host's clock.":
    '主机的时间是 {0}，而 Ferryman 所在机器的时间是 {1}。时钟不准时，证书会显得已过期或尚未生效，令牌和签名请求会被拒绝，日志也会误导人。所有容器都使用主机的时钟。',
  "Ferryman's own clock": 'Ferryman 自己的时钟',
  "wrong if `date -u` on the host agrees with a time server (then the clock of Ferryman's machine is wrong)":
    '若主机上 `date -u` 与时间服务器一致，则此结论不成立（不准的是 Ferryman 所在机器的时钟）',
  'Let the host ask a time server that it can reach in this region.':
    '让主机与本地域内可达的时间服务器同步。',
  '# /etc/chrony.conf or /etc/systemd/timesyncd.conf: a server of this region':
    '# /etc/chrony.conf 或 /etc/systemd/timesyncd.conf：填写本地域的时间服务器',
  'A step sets the time at once: databases and schedulers may not like it to go backwards. Without makestep the clock is slewed slowly.':
    'makestep 会立即校正时间：时间倒退可能会影响数据库和调度程序。不执行 makestep，时钟会缓慢调整。',
  '{0} minutes': '{0} 分钟',
  '{0} hours': '{0} 小时',
  '{0} days': '{0} 天',
  // disk-full
  'A disk is full': '磁盘已满',
  '{0} {1}, {2} used, {3} available, {4}%': '{0} {1}，已用 {2}，可用 {3}，{4}%',
  'The disk at {0} is full ({1} %)': '挂载在 {0} 的磁盘已满（{1}%）',
  'The disk at {0} is nearly full ({1} %)': '挂载在 {0} 的磁盘快满了（{1}%）',
  'The file system at {0} has {1} left of {2}. What has to write there fails, each program in words of its own.':
    '挂载在 {0} 的文件系统共 {2}，只剩 {1}。需要在其中写数据的程序都会失败，各自的报错说法不同。',
  '{0} cannot write any more.': '{0} 已无法写入。',
  'wrong if `df -P {0}` shows less than 95 %': '若 `df -P {0}` 显示的使用率低于 95%，则此结论不成立',
  '{0} was deleted, and process {1} still has it open: its {2} come free when that process closes it or ends.':
    '{0} 已被删除，但进程 {1} 仍打开着它：该进程关闭它或退出后，这 {2} 才会释放。',
  'The largest file there is the log of container {0} ({1}), which has no size limit.':
    '其中最大的文件是容器 {0} 的日志（{1}），它没有大小限制。',
  'The largest file there is {0} ({1}).': '其中最大的文件是 {0}（{1}）。',
  'largest files there': '其中最大的文件',
  '{0} {1} (deleted), open in process {2}': '{0} {1}（已删除），进程 {2} 仍打开着',
  'Find what may go from {0}, or enlarge it.': '找出 {0} 中可以清理的内容，或扩容。',
  "Empty the container's log without deleting it, then give Docker's logs a size limit.":
    '清空容器日志但不要删除文件，然后给 Docker 日志设置大小上限。',
  '# daemon.json:  {0}, then recreate the container': '# daemon.json：{0}，然后重建容器',
  '# restart process {0} (ps -p {1}): it holds {2}, which is deleted':
    '# 重启进程 {0}（ps -p {1}）：它仍打开着已删除的 {2}',
  'Whatever is removed is gone: never volumes or anything under overlay2 by hand. Deleting a log that a process has open frees nothing; empty it instead.':
    '删掉的东西无法找回：切勿手工删除数据卷或 overlay2 下的任何内容。删除进程仍打开着的日志不会释放空间，应清空它。',
  // entropy-starved
  'An old kernel has no random numbers left, and readers wait': '旧内核的随机数已耗尽，读取者只能等待',
  'the containers are not known': '容器情况未知',
  '{0} waits for random numbers, of which the host has none left': '{0} 在等待随机数，而主机的随机数已耗尽',
  '{0} runs and does not listen yet. It is a Java application, which reads /dev/random when it makes keys; this kernel ({1}) makes readers wait until it has gathered chance from devices, and a virtual machine has few. {2} bits are left.':
    '{0} 在运行，但还没有开始监听。它是 Java 应用，生成密钥时会读取 /dev/random；这个内核（{1}）会让读取者一直等到从设备收集到足够的熵，而虚拟机的熵源很少。目前只剩 {2} 比特。',
  'connection attempt to port {0} of {1}': '尝试连接 {1} 的端口 {0}',
  'wrong if `cat /proc/sys/kernel/random/entropy_avail` shows more than 200 while it hangs':
    '若卡住期间 `cat /proc/sys/kernel/random/entropy_avail` 显示超过 200，则此结论不成立',
  'Give the host a source of chance, or let Java read /dev/urandom.':
    '给主机提供熵源，或让 Java 读取 /dev/urandom。',
  'yum install -y haveged && systemctl enable --now haveged   # or rng-tools with a virtio-rng device':
    'yum install -y haveged && systemctl enable --now haveged   # 或使用 rng-tools 加 virtio-rng 设备',
  'Harmless. The container is recreated for the second one.': '无害。采用第二种做法时容器会重建。',
  // fd-exhausted
  'A process may not open any more files': '进程无法再打开文件',
  '{0} may not open any more files or connections': '{0} 无法再打开文件或连接',
  '{0} may not open any more files or connections (its limit is {1})':
    '{0} 无法再打开文件或连接（上限为 {1}）',
  'Each open file and each connection takes a descriptor, and the process in {0} may have a limited number of them at once.':
    '每个打开的文件和每个连接都占用一个文件描述符，而 {0} 中的进程同时能持有的数量有限。',
  'Each open file and each connection takes a descriptor, and the process in {0} may have {1} of them at once.':
    '每个打开的文件和每个连接都占用一个文件描述符，而 {0} 中的进程同时最多持有 {1} 个。',
  'Process {0} has {1} now.': '进程 {0} 目前持有 {1} 个。',
  'Beyond that, opening a file and taking a connection fails. The limit is that of the process, set when the container was created; `ulimit -n` in a shell on the host says nothing about it.':
    '超出之后，打开文件和接受连接都会失败。这是该进程的上限，在创建容器时设定；在主机 shell 中执行 `ulimit -n` 看到的与它无关。',
  '{0} open, at most {1}': '已打开 {0} 个，上限 {1}',
  'wrong if `ls /proc/<pid>/fd | wc -l` stays far below "Max open files" in /proc/<pid>/limits while it fails':
    '若出错期间 `ls /proc/<pid>/fd | wc -l` 一直远低于 /proc/<pid>/limits 中的「Max open files」，则此结论不成立',
  'Give {0} a higher limit, and find out whether it closes what it opens.':
    '调高 {0} 的上限，并查清它打开之后是否都会关闭。',
  'A program that leaks descriptors meets the higher limit, too, only later.':
    '泄漏描述符的程序照样会触及调高后的上限，只是晚一些。',
  'The host may not open any more files: {0} of {1} are open': '主机无法再打开文件：上限 {1}，已打开 {0}',
  'The kernel limits how many files all processes together may have open (fs.file-max). {0} of {1} are, so opening one more fails everywhere with "Too many open files in system".':
    '内核限制所有进程合计可打开的文件数（fs.file-max）。上限 {1}，已打开 {0}，因此无论哪个进程再打开文件都会失败并报「Too many open files in system」。',
  'wrong if `sysctl fs.file-nr` shows far less than `sysctl fs.file-max`':
    '若 `sysctl fs.file-nr` 显示的数值远低于 `sysctl fs.file-max`，则此结论不成立',
  'Raise the limit, and find the process that holds so many.': '调高上限，并找出占用这么多的进程。',
  'Takes effect at once; write it to /etc/sysctl.d to keep it.':
    '立即生效；要永久保留，请写入 /etc/sysctl.d。',
  // host-oom
  'The host ran out of memory and the kernel killed a process': '主机内存耗尽，内核杀死了一个进程',
  'process {0} ({1})': '进程 {0}（{1}）',
  '{0} (process {1})': '容器 {0}（进程 {1}）',
  'The host ran out of memory, and the kernel killed {0}': '主机内存耗尽，内核杀死了 {0}',
  'All memory of the host was in use, so the kernel chose a process with much memory and killed it: {0}. It is not necessarily the one that grew. No limit of a container was met: this is about the host as a whole.':
    '主机内存全部用完，于是内核选中一个占用内存多的进程并杀死了它：{0}。内存增长的不一定是它。没有触及任何容器的限额：问题在于整台主机。',
  'The host has {0} MiB, and no swap.': '主机内存 {0} MiB，没有交换空间。',
  'The host has {0} MiB, and {1} MiB of swap.': '主机内存 {0} MiB，交换空间 {1} MiB。',
  'total {0} MiB, available {1} MiB, swap free {2} MiB': '总计 {0} MiB，可用 {1} MiB，交换空间剩余 {2} MiB',
  'wrong if `dmesg | grep -i "out of memory"` shows memory cgroup kills only':
    '若 `dmesg | grep -i "out of memory"` 只显示内存 cgroup 的 OOM 记录，则此结论不成立',
  'Find out who uses the memory, give each container a limit, or give the host more.':
    '查清是谁占用了内存，给每个容器设限额，或给主机加内存。',
  'Starting the victim again without more room may kill the next one.':
    '不腾出内存就重新启动被杀的进程，可能会导致下一个进程被杀。',
  "{0} was killed, and the kernel's log could not be read": '{0} 被杀死，而内核日志无法读取',
  // inodes-full
  'A disk has no inodes left': '磁盘的 inode 已耗尽',
  'The disk at {0} can hold no more files: no inode is left':
    '挂载在 {0} 的磁盘无法再存放文件：inode 一个不剩',
  'The disk at {0} can hold no more files: only {1} inodes are left':
    '挂载在 {0} 的磁盘无法再存放文件：只剩 {1} 个 inode',
  'Each file takes an inode, and the file system at {0} has a fixed number of them: {1} of {2} are in use. A new file fails with "No space left on device" although {3} % of the bytes are in use only.':
    '每个文件占用一个 inode，而挂载在 {0} 的文件系统 inode 数量固定：共 {2} 个，已用 {1} 个。新建文件会报「No space left on device」，尽管空间只用了 {3}%。',
  '{0} {1} inodes, {2} used, {3} free, {4}%': '{0} 共 {1} 个 inode，已用 {2}，空闲 {3}，{4}%',
  'wrong if `df -P -i {0}` shows free inodes': '若 `df -P -i {0}` 显示还有空闲 inode，则此结论不成立',
  'Find the directory with the many small files, and remove what is stale there.':
    '找到存放大量小文件的目录，清理其中过期的文件。',
  '{0}   # takes a while': '{0}   # 需要一些时间',
  'docker image ls --filter dangling=true   # remove those with docker image rm':
    'docker image ls --filter dangling=true   # 用 docker image rm 删除这些镜像',
  'Whatever is removed is gone. The number of inodes of an ext4 file system cannot be raised later, only with a larger or newly made one.':
    '删掉的东西无法找回。ext4 文件系统的 inode 数量事后无法增加，只能扩大文件系统或重新创建。',
  // inotify-limit
  "The kernel's limit on watched files is reached": '已达到内核对监视文件数的限制',
  '{0} cannot watch any more files: the limit {1} is reached': '{0} 无法再监视文件：已达到上限 {1}',
  'Programs let the kernel tell them when files change. How many files one user may have is limited by {0}, for all containers together that run as that user on this host. {1} got no more. The message speaks of space on a device, and the disk and the open files are not the reason.':
    '程序可以让内核在文件变化时通知自己。一个用户能监视的文件数受 {0} 限制，这台主机上以该用户运行的所有容器合并计算。{1} 已申请不到更多。报错说的是设备空间，但原因不在磁盘，也不在打开的文件数。',
  'Programs let the kernel tell them when files change. How many such watchers one user may have is limited by {0}, for all containers together that run as that user on this host. {1} got no more. The message speaks of open files, and the disk and the open files are not the reason.':
    '程序可以让内核在文件变化时通知自己。一个用户能创建的此类监视实例数受 {0} 限制，这台主机上以该用户运行的所有容器合并计算。{1} 已申请不到更多。报错说的是打开的文件，但原因不在磁盘，也不在打开的文件数。',
  'wrong if `sysctl {0}` is far above what `find /proc/*/fd -lname anon_inode:inotify | wc -l` counts':
    '若 `sysctl {0}` 远高于 `find /proc/*/fd -lname anon_inode:inotify | wc -l` 的计数，则此结论不成立',
  'Raise the limit, for this boot and for the next ones.': '调高上限，当前立即生效，重启后也保留。',
  'Harmless: a watch takes about one kilobyte of kernel memory. The container has to be started again.':
    '无害：每个监视约占 1 KB 内核内存。容器需要重新启动。',
  // io-error-or-readonly-remount
  'A disk failed, and its file system takes no more writes': '磁盘故障，其文件系统不再接受写入',
  "{0} is read-only, and the kernel's log could not be read": '{0} 处于只读状态，而内核日志无法读取',
  'The file system at {0} takes no more writes: its disk {1} failed':
    '挂载在 {0} 的文件系统不再接受写入：其磁盘 {1} 发生故障',
  'The kernel met errors on {0} and shut its file system down, to protect what is on it.':
    '内核在 {0} 上遇到错误，为保护其中的数据关闭了文件系统。',
  'The kernel met errors on {0} and made its file system read-only, to protect what is on it.':
    '内核在 {0} 上遇到错误，为保护其中的数据把文件系统改为只读。',
  'Everything that writes to {0} fails from that moment on.': '从那一刻起，所有对 {0} 的写入都会失败。',
  'Containers with files there: {0}.': '有文件在其中的容器：{0}。',
  'wrong if `touch {0}/.write-test` succeeds': '若 `touch {0}/.write-test` 成功，则此结论不成立',
  'Save what can be read, let the cloud check or replace the disk, then check the file system while it is not mounted.':
    '先抢救能读出的数据，再请云厂商检查或更换磁盘，然后在未挂载的状态下检查文件系统。',
  '# with {0} unmounted, or from a rescue system:  fsck -n {1}   (xfs: xfs_repair -n)':
    '# 卸载 {0} 之后，或在救援系统中：fsck -n {1}   （xfs：xfs_repair -n）',
  'Do not just remount it writable: that destroys what is still in order. A backup comes first.':
    '不要直接重新挂载为可写：那会毁掉尚且完好的数据。先做备份。',
  // pids-exhausted
  'No more processes or threads may be started': '无法再启动进程或线程',
  'a limit': '某个上限',
  'its limit of {0}': '其上限 {0}',
  '{0} can start no more processes or threads: it has met {1}': '{0} 无法再启动进程或线程：已达到 {1}',
  '{0} tried to start a process or a thread, and the kernel refused: it has met {1}.':
    '{0} 试图启动进程或线程，被内核拒绝：已达到{1}。',
  '{0} tried to start a process or a thread, and the kernel refused: it has met {1} ({2} run now).':
    '{0} 试图启动进程或线程，被内核拒绝：已达到{1}（目前有 {2} 个在运行）。',
  '{0} tried to start a process or a thread, and the kernel refused: it has met {1} ({2} run now, {3} were refused so far).':
    '{0} 试图启动进程或线程，被内核拒绝：已达到{1}（目前有 {2} 个在运行，至今已拒绝 {3} 次）。',
  'Threads count as much as processes do. Memory is not the reason, whatever the message suggests.':
    '线程与进程同样计数。无论报错怎么说，原因都不是内存。',
  'pids.current, pids.max, pids.events of {0}': '{0} 的 pids.current、pids.max、pids.events',
  '{0} now, at most {1}, refused {2}': '当前 {0}，上限 {1}，已拒绝 {2}',
  'any number': '不限',
  'wrong if `docker stats --no-stream {0}` shows far fewer PIDS than the limit while it fails':
    '若出错期间 `docker stats --no-stream {0}` 显示的 PIDS 远低于上限，则此结论不成立',
  'Look what runs in {0} (zombies want `--init`), then raise the limit if it really needs so many.':
    '看 {0} 中在运行什么（有僵尸进程就加 `--init`），如果确实需要这么多，再调高上限。',
  '`docker update` works at once and until the container is recreated.':
    '`docker update` 立即生效，直到容器重建为止。',
  'The host can start no more processes: {0} of {1} run': '主机无法再启动进程：上限 {1}，已有 {0} 个在运行',
  'The kernel has so many process numbers ({0}), and {1} processes and threads run. Starting one more fails everywhere with "Resource temporarily unavailable", logins included.':
    '内核的进程号数量有限（{0}），目前有 {1} 个进程和线程在运行。再启动任何一个都会失败并报「Resource temporarily unavailable」，登录也不例外。',
  '{0} tasks': '{0} 个任务',
  'wrong if the number behind the slash in /proc/loadavg is far below `sysctl {0}`':
    '若 /proc/loadavg 中斜杠后的数字远低于 `sysctl {0}`，则此结论不成立',
  'Find who starts so many, and raise the limit meanwhile.': '找出是谁启动了这么多，同时先调高上限。',
  // swap-thrash
  'The host spends its time moving memory to the swap disk and back':
    '主机的时间都耗在内存与交换空间之间的换入换出上',
  'The host is busy with swapping: {0} % of the time somebody waits for memory':
    '主机忙于换页：{0}% 的时间有任务在等待内存',
  'Of {0} MiB of memory {1} MiB are left, and {2} MiB have been moved to the swap disk. In the last ten seconds tasks waited for memory {3} % of the time: the kernel moves pages out and back in, and hardly any work gets done.':
    '内存共 {0} MiB，剩余 {1} MiB，已有 {2} MiB 换出到交换空间。最近十秒内有 {3}% 的时间任务在等待内存：内核不断换出、换入，几乎做不了实际工作。',
  'available {0} MiB of {1} MiB, swap {2} MiB of {3} MiB in use':
    '内存 {1} MiB 中可用 {0} MiB，交换空间 {3} MiB 中已用 {2} MiB',
  'wrong if `vmstat 1 5` shows next to nothing under si and so':
    '若 `vmstat 1 5` 的 si 和 so 两列几乎为零，则此结论不成立',
  'Find out who uses the memory, limit or stop it, or give the host more.':
    '查清是谁占用了内存，给它设限额或停掉它，或给主机加内存。',
  'Do not switch the swap off now: the kernel would have to kill somebody at once.':
    '现在不要关闭交换空间：那样内核会立刻不得不杀死某个进程。',
};
