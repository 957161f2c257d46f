import type { Catalogue } from '../catalogue.ts';

export const rulesMigration: Catalogue = {
  // baked-ip-or-hostname.ts
  'A configuration holds an address that this host had elsewhere': '配置中写着这台主机迁移前的地址',
  'The service does not run now, so nothing is interrupted.': '该服务目前没有运行，因此不会造成中断。',
  "{0} hands requests to {1}:{2}, which is in none of this host's networks":
    '{0} 把请求转发到 {1}:{2}，而它不在这台主机的任何网络中',
  '{0} is configured for the address {1}, which this host does not have':
    '{0} 配置的地址是 {1}，而这台主机没有这个地址',
  '{0} is told to use {1}.': '{0} 被配置为使用 {1}。',
  'The host has other addresses now, so the kernel refuses to listen there.':
    '主机现在的地址已经不同，因此内核拒绝在该地址上监听。',
  'The host has {0} now, so the kernel refuses to listen there.':
    '主机现在的地址是 {0}，因此内核拒绝在该地址上监听。',
  'The setting is of the network that the host, or its image, came from.':
    '这项配置属于主机（或其镜像）原来所在的网络。',
  'wrong if `ip addr` lists {0}': '若 `ip addr` 列出了 {0}，则此结论不成立',
  "Find where {0} is written, and let {1} listen on 0.0.0.0 or the host's present address.":
    '找到写有 {0} 的位置，让 {1} 监听 0.0.0.0 或主机当前的地址。',
  'Correct {0}, then start {1} again.': '更正 {0}，然后重新启动 {1}。',
  'Listening on 0.0.0.0 opens the service to every network of the host.':
    '监听 0.0.0.0 会把该服务开放给主机所在的所有网络。',
  'configuration files': '配置文件',
  // cpu-feature-downgrade.ts
  'A program needs instructions that this processor does not have': '程序需要本处理器不具备的指令集',
  '{0} needs instructions that the processor of this host does not have':
    '{0} 需要这台主机处理器不具备的指令集',
  'The program in {0} ({1}) was built for a newer processor, or for one whose features the hypervisor hands on: "{2}". Instance families of clouds differ in that, so the same image runs on one machine and ends at once on another.':
    '{0}（{1}）中的程序是为更新的处理器，或为虚拟化层会透传相应特性的处理器编译的：「{2}」。云厂商的实例规格族在这方面各不相同，因此同一个镜像在一台机器上能运行，在另一台上却立即退出。',
  "wrong if `grep -o -w -E 'avx|avx2|sse4_2|popcnt' /proc/cpuinfo | sort -u` lists what it asks for":
    "若 `grep -o -w -E 'avx|avx2|sse4_2|popcnt' /proc/cpuinfo | sort -u` 列出了它所要求的指令集，则此结论不成立",
  'Move to an instance family with that feature, or use an image that is built for older processors.':
    '换用具备该特性的实例规格族，或改用为较旧处理器编译的镜像。',
  '# an older major version of the image, or a build for x86-64-v1':
    '# 使用该镜像较旧的大版本，或面向 x86-64-v1 的构建',
  'A database must not simply be started with an older version: its files may be of the newer one already.':
    '数据库不能直接用旧版本启动：它的数据文件可能已经是新版本的格式。',
  // fstab-uuid.ts
  'A disk that fstab names is not there': 'fstab 中写的磁盘不存在',
  'The disk for {0} is not there: no disk of this host is {1}':
    '{0} 对应的磁盘不存在：这台主机没有 {1} 这块磁盘',
  '/etc/fstab says that {0} belongs at {1}, and this host has no such disk, so nothing is mounted there. What looks like {2} is a directory of the system disk.':
    '按照 /etc/fstab，{0} 应挂载到 {1}，但这台主机没有这块磁盘，因此那里什么都没有挂载。现在看到的 {2} 只是系统盘上的一个目录。',
  '{0} has files mounted from there and sees none of the data.': '{0} 从那里挂载了文件，却看不到任何数据。',
  '{0} have files mounted from there and see none of the data.': '{0} 都从那里挂载了文件，却看不到任何数据。',
  'After a move of servers that means: the data disk was not copied or not attached, or the new one has another identifier.':
    '发生在服务器迁移之后，这意味着：数据盘没有复制或没有挂接，或者新盘的标识符不同。',
  'With nofail the host starts without a word about it.': '由于设置了 nofail，主机启动时不会有任何提示。',
  'no such disk': '没有这块磁盘',
  'nothing is mounted there': '那里没有挂载任何东西',
  'wrong if `findmnt {0}` shows a disk': '若 `findmnt {0}` 显示挂载了磁盘，则此结论不成立',
  'Attach the data disk (or a copy of it), correct its identifier in /etc/fstab, mount it, then restart what uses {0}.':
    '挂接数据盘（或其副本），更正 /etc/fstab 中的标识符并挂载，然后重启使用 {0} 的服务。',
  '# /etc/fstab: the UUID that lsblk shows for the data disk, at {0}':
    '# /etc/fstab：在 {0} 一行填写 lsblk 显示的数据盘 UUID',
  'Until the disk is back let nothing write there, and prune nothing: new files in the directory are hidden below the disk later, and look like the real data until then.':
    '磁盘恢复之前，不要让任何程序写入那里，也不要执行任何 prune：目录中新写的文件日后会被磁盘遮住，而在那之前看上去又像是真实数据。',
  // nic-renamed.ts
  "Configuration ties a network card to the old machine's hardware address":
    '配置把网卡绑定到旧机器的 MAC 地址',
  'Network card {0} has no address: the configuration of {1} is tied to another card':
    '网卡 {0} 没有地址：{1} 的配置绑定在另一块网卡上',
  '{0} ties the name {1} to the hardware address {2}, and no card of this host has that one. {3} ({4}) is plugged in and has no address, because no configuration fits it. That is what a copied image brings along: each new machine has cards with hardware addresses of their own.':
    '{0} 把名称 {1} 绑定到 MAC 地址 {2}，而这台主机没有网卡使用该地址。{3}（{4}）已接入但没有地址，因为没有与之匹配的配置。复制镜像就会带来这个问题：每台新机器的网卡都有各自的 MAC 地址。',
  'no hardware address known': 'MAC 地址未知',
  'no address': '没有地址',
  'wrong if `ip link` shows a card with {0}, or `ip addr show {1}` an address':
    '若 `ip link` 显示有网卡的 MAC 地址为 {0}，或 `ip addr show {1}` 显示了地址，则此结论不成立',
  'Remove the tie, let {0} be configured under the name that it has, and restart the network.':
    '去掉该绑定，按 {0} 现在的名称为其配置，然后重启网络。',
  '# {0}: remove the line with {1}, or put {2} there': '# {0}：删除含有 {1} 的一行，或改为：{2}',
  'the new address': '新的地址',
  'mv /etc/udev/rules.d/70-persistent-net.rules /root/   # if it is there; udev makes it anew':
    'mv /etc/udev/rules.d/70-persistent-net.rules /root/   # 如果存在；udev 会重新生成',
  'Restarting the network may cut SSH off: have the console of the cloud open.':
    '重启网络可能导致 SSH 断开：请先打开云平台的控制台终端。',
  // region-internal-mirror.ts
  'Software comes from a mirror that only the old region has': '软件源是只有旧地域才有的镜像站',
  '{0} takes software from {1}, which does not exist here': '{0} 从 {1} 获取软件，而它在这里不存在',
  '{0} is a name that only nameservers inside the old region or cloud know.':
    '{0} 这个域名只有旧地域或旧云内部的 DNS 服务器才能解析。',
  '{0} are names that only nameservers inside the old region or cloud know.':
    '{0} 这些域名只有旧地域或旧云内部的 DNS 服务器才能解析。',
  'Those of this host answer that there is no such name, so pulling images fails.':
    '这台主机的 DNS 服务器答复没有该域名，因此拉取镜像会失败。',
  'Those of this host answer that there is no such name, so installing and updating packages fails.':
    '这台主机的 DNS 服务器答复没有该域名，因此安装和更新软件包会失败。',
  'What runs is not affected.': '正在运行的程序不受影响。',
  configuration: '配置',
  'wrong if `getent hosts {0}` on {1} gives an address':
    '若在 {1} 上执行 `getent hosts {0}` 得到地址，则此结论不成立',
  'Name the mirror of this region, or a public one.': '改用本地域的镜像站，或公网镜像站。',
  '# {0}: the mirror of this region instead of {1}': '# {0}：用本地域的镜像站替换 {1}',
  'systemctl restart docker   # containers stop for a moment unless live-restore is on':
    'systemctl restart docker   # 未启用 live-restore 时，容器会短暂停止',
  'yum clean all && yum makecache   # or apt-get update':
    'yum clean all && yum makecache   # 或 apt-get update',
  'A public mirror needs a way out to the Internet.': '使用公网镜像站需要能够访问互联网。',
  // static-network-config.ts
  'The network is set up by hand for another network': '手动配置的网络参数属于另一个网络',
  '{0} sets a gateway by hand: {1}': '{0} 手动设置了网关：{1}',
  '{0} sets nameservers by hand: {1}': '{0} 手动设置了 DNS 服务器：{1}',
  'The network of this host is set up by hand, with a gateway of another network: that of the place where the disk image was made.':
    '这台主机的网络是手动配置的，其中的网关属于另一个网络：制作磁盘镜像时所在的网络。',
  'The network of this host is set up by hand, with nameservers of another network: that of the place where the disk image was made.':
    '这台主机的网络是手动配置的，其中的 DNS 服务器属于另一个网络：制作磁盘镜像时所在的网络。',
  'Whatever is corrected by a command is undone by the next restart of the network or the host, until the file is corrected.':
    '在更正该文件之前，用命令做的任何修正都会在下次重启网络或主机时失效。',
  'wrong if those addresses belong to this network and answer':
    '若这些地址属于本网络且有响应，则此结论不成立',
  "Let the cloud's DHCP set the network up, or put in the addresses of this network.":
    '改由云平台的 DHCP 配置网络，或填写本网络的地址。',
  '# {0}: BOOTPROTO=dhcp (dhcp4: true), without GATEWAY and DNS lines':
    '# {0}：BOOTPROTO=dhcp（dhcp4: true），去掉 GATEWAY 和 DNS 行',
  'A mistake in this file cuts the host off at the next restart of the network: have the console of the cloud open.':
    '该文件一旦写错，下次重启网络时主机就会失联：请先打开云平台的控制台终端。',
  // swarm-address-changed.ts
  'A swarm still knows this node by its old address': 'swarm 中记录的仍是本节点的旧地址',
  'The swarm knows this node as {0}, an address that it has no longer':
    'swarm 中记录的本节点地址是 {0}，而它已不再拥有该地址',
  'The nodes of a swarm find each other by addresses that they noted when they joined.':
    'swarm 的各节点依靠加入时记录的地址互相查找。',
  'This node joined as {0} and has {1} now, so that managers do not find each other (state {2}).':
    '本节点以 {0} 加入，现在的地址是 {1}，因此管理节点互相找不到（状态 {2}）。',
  'This node joined as {0} and has {1} now, so that managers do not find each other (state {2}: {3}).':
    '本节点以 {0} 加入，现在的地址是 {1}，因此管理节点互相找不到（状态 {2}：{3}）。',
  'Services are neither started nor moved; what runs goes on.':
    '服务既不会启动，也不会迁移；正在运行的继续运行。',
  'wrong if `ip addr` lists {0}, or `docker node ls` shows a leader':
    '若 `ip addr` 列出了 {0}，或 `docker node ls` 显示有 Leader，则此结论不成立',
  'Let the node leave and join again under its new address, or make a new swarm from the state of this manager.':
    '让该节点退出后以新地址重新加入，或以本管理节点的状态重建 swarm。',
  '# on a manager that is to survive alone:': '# 在唯一要保留的管理节点上：',
  'docker swarm init --force-new-cluster --advertise-addr <new address>':
    'docker swarm init --force-new-cluster --advertise-addr <新地址>',
  '# on the others:  docker swarm leave --force && docker swarm join …':
    '# 在其余节点上：  docker swarm leave --force && docker swarm join …',
  'force-new-cluster keeps services and secrets of this manager and forgets all other nodes. Back up /var/lib/docker/swarm with Docker stopped first.':
    'force-new-cluster 会保留本管理节点的服务和密钥（secret），并丢弃其他所有节点。请先停止 Docker，备份 /var/lib/docker/swarm。',
};
