import type { Catalogue } from '../catalogue.ts';

export const rulesDaemon: Catalogue = {
  // address-pool-config-bad.ts
  "Docker's address pools are not written as Docker wants them": 'Docker 地址池的写法不符合要求',
  'pool {0} with size {1}': '地址池 {0}，size 为 {1}',
  'default-address-pools in {0} cannot be right ({1})': '{0} 中的 default-address-pools 配置有误（{1}）',
  "Docker cuts networks of the length `size` out of each `base`: 172.30.0.0/16 with size 24 makes 256 networks. The size has to be at least the base's own mask and at most 32, and the base needs a mask.":
    'Docker 按 `size` 给出的前缀长度，从每个 `base` 中划分网络：172.30.0.0/16 配 size 24，可划出 256 个网络。size 不得小于 base 自身的掩码长度，且不得大于 32；base 必须带掩码。',
  '{0} with size {1} does not do.': '{0} 配 size {1} 不可行。',
  'Docker said: {0}.': 'Docker 报错：{0}。',
  "every size in {0} is between its base's mask and 32":
    '配置文件 {0} 中的每个 size 都介于其 base 的掩码长度与 32 之间',
  'Correct base and size in {0}.': '修正 {0} 中的 base 和 size。',
  '# for example {0}': '# 例如 {0}',
  // api-too-old.ts
  "A program speaks a version of Docker's API that is no longer taken":
    '有程序使用的 Docker API 版本已不再支持',
  "{0} speaks Docker's API {1}, and this Docker takes {2} or later":
    '{0} 使用的 Docker API 版本为 {1}，而当前 Docker 只接受 {2} 及以上版本',
  '{0} ({1}) asks Docker through its socket which containers there are. Docker was updated and refuses its old version of the API, so {2} sees no container at all: a proxy routes nothing, a console shows nothing. The containers themselves run.':
    '{0}（{1}）通过套接字向 Docker 查询有哪些容器。Docker 升级后拒绝了它所用的旧版 API，因此 {2} 一个容器也看不到：若是代理，则不转发任何请求；若是管理面板，则什么都不显示。容器本身仍在运行。',
  'wrong if `docker logs --since 1m {0}` holds no such line':
    '若 `docker logs --since 1m {0}` 中没有这样的行，则此结论不成立',
  'Update {0} to a version that speaks API {1}. Until then let the daemon take the old one.':
    '将 {0} 升级到支持 API {1} 的版本；在此之前，可让守护进程继续接受旧版 API。',
  '# set a newer image for {0} where it is written (compose file or stack), then bring it up':
    '# 在定义 {0} 的地方（compose 文件或 stack）换用更新的镜像，然后重新拉起',
  '# until then: systemctl edit docker, [Service] Environment=DOCKER_MIN_API_VERSION=1.24, systemctl restart docker':
    '# 在此之前：执行 systemctl edit docker，写入 [Service] Environment=DOCKER_MIN_API_VERSION=1.24，再执行 systemctl restart docker',
  'Restarting Docker ends all containers unless live-restore is on.':
    '若未启用 live-restore，重启 Docker 会终止所有容器。',
  // cgroup-driver-mismatch.ts
  'Docker is told to use a cgroup driver that does not exist': 'Docker 被配置为使用不存在的 cgroup 驱动',
  'there is no cgroup driver {0}': '不存在名为 {0} 的 cgroup 驱动',
  '{0} sets native.cgroupdriver={1}. Docker has `cgroupfs` and `systemd`. It said: {2}.':
    '{0} 中设置了 native.cgroupdriver={1}。Docker 只有 `cgroupfs` 和 `systemd` 两种。报错原文：{2}。',
  '{0} names systemd or cgroupfs': '配置文件 {0} 中写的是 systemd 或 cgroupfs',
  'Name `systemd` (what Kubernetes wants on a host with systemd) or `cgroupfs`.':
    '改为 `systemd`（在使用 systemd 的主机上，Kubernetes 要求用它）或 `cgroupfs`。',
  '# native.cgroupdriver=systemd in {0}': '# 在 {0} 中设置 native.cgroupdriver=systemd',
  // cgroups-incompatible.ts
  "The host's cgroups are not of the kind that this Docker knows":
    '主机的 cgroup 不是当前 Docker 所支持的类型',
  'the host has cgroup v2, which this Docker is too old for':
    '主机使用 cgroup v2，当前 Docker 版本过旧，不支持',
  'the host has no cgroups that Docker can use': '主机上没有 Docker 可用的 cgroup',
  'Docker counts and limits its containers by cgroups.': 'Docker 依靠 cgroup 统计和限制容器的资源。',
  '/sys/fs/cgroup is the unified version 2, which Docker understands from 20.10 on.':
    '/sys/fs/cgroup 是统一层级的 v2，Docker 从 20.10 起才支持。',
  'The controllers of version 1 are not mounted under /sys/fs/cgroup.':
    '/sys/fs/cgroup 下没有挂载 v1 的控制器。',
  'It said: {0}.': '报错原文：{0}。',
  '`grep devices /proc/self/cgroup` names a controller that is mounted, or Docker is 20.10 or later':
    '执行 `grep devices /proc/self/cgroup` 能看到已挂载的控制器，或 Docker 版本不低于 20.10',
  'Update Docker to 20.10 or later; or boot with the old hierarchy until then.':
    '将 Docker 升级到 20.10 或更高版本；在此之前，也可以用旧层级启动系统。',
  "# until then: systemd.unified_cgroup_hierarchy=0 on the kernel's command line, update-grub, reboot":
    '# 在此之前：在内核命令行中加入 systemd.unified_cgroup_hierarchy=0，执行 update-grub，再重启主机',
  'A reboot interrupts everything on the host.': '重启会中断主机上的所有业务。',
  'Mount the cgroup hierarchies, as systemd does it at boot.':
    '挂载 cgroup 层级，与 systemd 开机时的做法一致。',
  // client-cannot-connect.ts
  "Docker's client is pointed at a place where no daemon listens":
    'Docker 客户端指向了没有守护进程监听的地址',
  '`docker` does not work for people who log in: {0} points it at {1}:{2}, where nothing listens':
    '登录用户无法使用 `docker`：{0} 把它指向了 {1}:{2}，而那里没有任何监听',
  'Docker runs and listens on its socket. DOCKER_HOST in {0} sends every login\'s `docker` command to tcp://{1}:{2} instead, and nothing listens there, so it says "Is the docker daemon running?" although it does. Restarting Docker changes nothing.':
    'Docker 在运行，并监听着自己的套接字。但 {0} 中的 DOCKER_HOST 让每次登录后的 `docker` 命令都改连 tcp://{1}:{2}，而那里没有任何监听，于是提示「Is the docker daemon running?」，尽管守护进程确实在运行。重启 Docker 无济于事。',
  '(no listener)': '（无监听）',
  'wrong if `ss -lnt` shows a listener on {0}, or `env | grep DOCKER` shows no DOCKER_HOST after a new login':
    '若 `ss -lnt` 显示端口 {0} 有监听，或重新登录后 `env | grep DOCKER` 中没有 DOCKER_HOST，则此结论不成立',
  'Take the line out of {0}; new logins use the socket.': '从 {0} 中删除该行；重新登录后即使用套接字。',
  '# take DOCKER_HOST out of {0}': '# 从 {0} 中删除 DOCKER_HOST',
  'Opening port 2375 to make the variable right gives root to whoever reaches it.':
    '若为了迎合该变量而开放 2375 端口，任何能访问该端口的人都会获得 root 权限。',
  // containerd-or-runc-mismatch.ts
  "Docker's containerd or runc is missing, does not run or does not fit":
    'Docker 所需的 containerd 或 runc 缺失、未运行或版本不匹配',
  'it does not find {0}': '找不到 {0}',
  'it gets no answer from containerd': 'containerd 没有响应',
  'dockerd hands its containers to another program, {0}, and that is not in its search path: removed, or of another family of packages than this Docker. It said: {1}.':
    'dockerd 把容器交给另一个程序 {0} 来运行，而它不在搜索路径中：要么已被卸载，要么属于与当前 Docker 不同系列的软件包。报错原文：{1}。',
  'dockerd hands its containers to containerd, over a socket. Nobody answers there.':
    'dockerd 通过套接字把容器交给 containerd，而那里无人应答。',
  'dockerd hands its containers to containerd, over a socket. Nobody answers there; containerd\'s own journal says "{0}".':
    'dockerd 通过套接字把容器交给 containerd，而那里无人应答；containerd 自己的日志写着「{0}」。',
  'installed packages': '已安装的软件包',
  '`command -v {0}` finds it': '执行 `command -v {0}` 能找到它',
  '`systemctl is-active containerd` says active and `ctr version` answers':
    '执行 `systemctl is-active containerd` 显示 active，且 `ctr version` 有响应',
  'Install {0} from the same source as Docker.': '从与 Docker 相同的来源安装 {0}。',
  'Start containerd, or install the version that belongs to this Docker.':
    '启动 containerd，或安装与当前 Docker 配套的版本。',
  '# install containerd and runc from the source that Docker is from':
    '# 从 Docker 所用的同一来源安装 containerd 和 runc',
  // corrupt-overlay2.ts
  "Docker's layers on disk are damaged": '磁盘上的 Docker 存储层已损坏',
  'the containers could not be read': '无法读取容器信息',
  'The layers of {0} on disk are damaged': '磁盘上 {0} 的存储层已损坏',
  "overlay2 keeps each layer in a folder, with small files beside it that say how they lie above one another. One of these is empty or missing, so the container's file system cannot be put together. That comes from a power cut, from a disk that ran full, or from deleting under /var/lib/docker by hand. Volumes are not part of it.":
    'overlay2 把每一层存放在一个目录中，旁边有一些小文件记录各层的上下关系。其中某个文件为空或缺失，因此无法拼出容器的文件系统。成因不外乎断电、磁盘写满，或有人手动删除了 /var/lib/docker 下的内容。数据卷不受影响。',
  'wrong if the container starts': '若该容器能够启动，则此结论不成立',
  'Save what is only inside the container, then make the container anew from its image; where the image is what is damaged, remove that image and pull it again.':
    '先保存只存在于容器内的数据，再用镜像重建容器；若损坏的是镜像本身，则删除该镜像并重新拉取。',
  '# docker rm {0}, docker image rm and docker pull {1}, then run it again (docker compose up -d)':
    '# docker rm {0}，docker image rm 并 docker pull {1}，然后重新运行（docker compose up -d）',
  'What was written inside the container and not into a volume is lost with it. Do not delete under /var/lib/docker/overlay2 by hand.':
    '写在容器内而不在数据卷中的内容会随之丢失。不要手动删除 /var/lib/docker/overlay2 下的内容。',
  // custom-bridge-missing-after-reboot.ts
  'The bridge that Docker is told to use does not exist': '配置给 Docker 使用的网桥不存在',
  'the bridge {0} that it is told to use does not exist': '配置中指定的网桥 {0} 不存在',
  '{0} tells Docker to use the bridge {1} instead of docker0. Docker makes no bridge but docker0 itself, and {2} is not there: a bridge made with `ip` or `brctl` is gone after a reboot.':
    '{0} 要求 Docker 使用网桥 {1} 而不是 docker0。Docker 只会自行创建 docker0，而 {2} 并不存在：用 `ip` 或 `brctl` 创建的网桥重启后就会消失。',
  '`ip link show {0}` shows the bridge': '执行 `ip link show {0}` 能看到该网桥',
  'Let Docker make docker0 with an address of your choice ("bip") instead of "bridge"; or make {0} in the network configuration, so that it is there before Docker.':
    '让 Docker 用你选定的地址创建 docker0（「bip」），不再使用「bridge」；或者在系统网络配置中创建 {0}，使其先于 Docker 就绪。',
  '# replace "bridge": "{0}" in {1} by "bip": "<free address>/24"':
    '# 在 {1} 中，把 "bridge": "{0}" 换成 "bip": "<空闲地址>/24"',
  'With bip containers get addresses of another network. Making the bridge by hand once more only lasts until the next boot.':
    '改用 bip 后，容器会得到另一个网段的地址。再次手动创建网桥，也只能维持到下次重启。',
  // daemon-hung.ts
  "Docker's daemon runs and does not answer": 'Docker 守护进程在运行，但没有响应',
  "Docker's daemon is halted by a signal and answers nobody": 'Docker 守护进程被信号暂停，不响应任何请求',
  'The process is there and its API gives no answer ({0}).': '进程存在，但其 API 没有响应（{0}）。',
  'Its state is T: somebody (a debugger, `kill -STOP`) stopped it.':
    '其状态为 T：有人（调试器、`kill -STOP`）把它暂停了。',
  'The kernel reports that it waits for something that does not come.':
    '内核报告它一直在等待，而所等的对象迟迟没有就绪。',
  'Its state is D: it waits for a disk or the kernel.': '其状态为 D：在等待磁盘或内核。',
  'Containers that run go on without it; nothing can be started, stopped or looked at.':
    '正在运行的容器不依赖它，会继续运行；但无法启动、停止或查看任何容器。',
  'GET /containers/json on /var/run/docker.sock': '通过 /var/run/docker.sock 请求 GET /containers/json',
  'wrong if `timeout 5 docker ps` answers': '若 `timeout 5 docker ps` 有响应，则此结论不成立',
  'Let the process go on.': '让该进程继续运行。',
  'Write down where it hangs, then restart the daemon; where the kernel is what it waits for, only a reboot helps.':
    '先记录它卡在哪里，再重启守护进程；如果它等待的是内核，则只有重启主机才有用。',
  'kill -USR1 "$(cat /var/run/docker.pid)"   # dockerd writes its stacks to its data root':
    'kill -USR1 "$(cat /var/run/docker.pid)"   # dockerd 会把调用栈写入其数据目录',
  'None: it goes on where it was halted.': '无：从暂停处继续运行。',
  'A restart ends all containers unless live-restore is on.': '若未启用 live-restore，重启会终止所有容器。',
  // daemon-json-invalid.ts
  "Docker's configuration file is no valid JSON": 'Docker 的配置文件不是合法的 JSON',
  '{0} is broken; Docker will not start the next time': '{0} 已损坏，Docker 下次将无法启动',
  'Docker does not start: {0} is no valid configuration': 'Docker 无法启动：{0} 不是有效的配置',
  'Docker says: {0}.': 'Docker 报错：{0}。',
  'The daemon still runs with what it read before.': '守护进程仍在以之前读取的配置运行。',
  'systemd tried a few times and gave up.': 'systemd 尝试数次后放弃。',
  'wrong if `python3 -m json.tool {0}` accepts the file and `journalctl -u docker` does not name it':
    '若 `python3 -m json.tool {0}` 校验通过，且 `journalctl -u docker` 中没有提到它，则此结论不成立',
  'Correct {0}, check it, then start Docker.': '修正 {0}，检查无误后启动 Docker。',
  '# edit {0}': '# 编辑 {0}',
  'Docker is down already. Other mistakes may show once the JSON is valid: read the last journal line again.':
    'Docker 本来就已停止。JSON 修正后可能还会暴露其他错误：请再次查看日志的最后一行。',
  '{0} is empty, which is no JSON (an empty configuration is `{}`).':
    "{0} 为空，不是合法的 JSON（空配置应写作 `'{}'`）。",
  '{0} is no valid JSON (line {1}, column {2}: {3}).': '{0} 不是合法的 JSON（第 {1} 行第 {2} 列：{3}）。',
  '{0} is JSON, but a value in it has the wrong type.': '{0} 是 JSON，但其中某个值的类型不对。',
  '{0} is JSON, but a value in it cannot be right.': '{0} 是 JSON，但其中某个值有误。',
  '{0} is in order now; Docker was last started before it was corrected.':
    '{0} 现在已无问题；Docker 最近一次启动是在它被修正之前。',
  // daemon-json-unknown-key.ts
  "Docker's configuration holds a key that Docker does not know": 'Docker 的配置中有它不认识的键',
  '{0} holds {1}, which this Docker does not know': '{0} 中有当前 Docker 不认识的键：{1}',
  'Docker refuses its whole configuration for a single key that it does not know.':
    '只要有一个不认识的键，Docker 就会拒绝整个配置。',
  '`dockerd --validate --config-file {0}` (Docker 23 and later) accepts the file':
    '执行 `dockerd --validate --config-file {0}`（Docker 23 及以上）校验通过',
  'Take {0} out of {1}, or correct the name.': '从 {1} 中删除 {0}，或更正其名称。',
  '{0} holds {1}, which no Docker knows': '{0} 中有任何版本的 Docker 都不认识的键：{1}',
  'Docker refuses its whole configuration for a key that it does not know.':
    '遇到不认识的键，Docker 会拒绝整个配置。',
  '`dockerd --validate --config-file {0}` accepts the file':
    '执行 `dockerd --validate --config-file {0}` 校验通过',
  'Take {0} out of {1}.': '从 {1} 中删除 {0}。',
  '`{0}` is known from Docker {1} on, so this one is older.':
    '`{0}` 从 Docker {1} 起才支持，可见当前版本更旧。',
  'There is no setting `{0}`.': '没有 `{0}` 这个设置。',
  'There is no setting `{0}`; `{1}` may be meant.': '没有 `{0}` 这个设置，可能想写的是 `{1}`。',
  // data-root-not-mounted.ts
  "The disk that Docker's data belongs on is not mounted": '存放 Docker 数据的磁盘未挂载',
  'Docker is empty because the disk for {0} is not mounted; nothing is lost':
    'Docker 里空无一物，是因为应挂载到 {0} 的磁盘未挂载；数据并未丢失',
  'Docker keeps its data in {0}.': 'Docker 的数据存放在 {0}。',
  'A mount unit says that {0} belongs at {1}, and it is not mounted there, so Docker has made itself a new, empty data root in the bare folder.':
    '挂载单元规定 {0} 应挂载到 {1}，但它并未挂载，于是 Docker 在空目录中新建了一个空的数据目录。',
  '/etc/fstab says that {0} belongs at {1}, and it is not mounted there, so Docker has made itself a new, empty data root in the bare folder.':
    '/etc/fstab 规定 {0} 应挂载到 {1}，但它并未挂载，于是 Docker 在空目录中新建了一个空的数据目录。',
  'The old containers, images and volumes are on that disk. It looks like data loss and is none, as long as nobody formats the disk.':
    '原来的容器、镜像和数据卷都在那块磁盘上。看上去像数据丢失，其实不是，只要没有人格式化该磁盘。',
  '`nofail` in /etc/fstab let the host boot without it.':
    '/etc/fstab 中的 `nofail` 使主机在缺少该磁盘时也能启动。',
  '(nothing is mounted there)': '（未挂载任何设备）',
  'wrong if `findmnt {0}` shows {1}': '若 `findmnt {0}` 显示 {1}，则此结论不成立',
  'Stop Docker, mount the disk, start Docker again.': '停止 Docker，挂载磁盘，再启动 Docker。',
  "Whatever was made in the empty data root since is hidden below the mount, not deleted. Do not run `docker system prune`, do not format, and check the device's name with lsblk first: it may have another one here than {0}.":
    '此后在空数据目录中产生的内容会被挂载遮住，但不会被删除。不要执行 `docker system prune`，不要格式化，并先用 lsblk 核对设备名：在这台主机上它可能不叫 {0}。',
  // default-bridge-creation-failed.ts
  "Docker's default network cannot be made": 'Docker 的默认网络无法创建',
  'its default network cannot be made: {0}': '默认网络无法创建（{0}）',
  '{0} is also an address of {1}.': '{0} 同时也是 {1} 的地址。',
  'bip names a free address inside its network (192.168.64.1/24, not 192.168.64.0/24) and Docker still says this':
    '参数 bip 是其网段内的一个空闲地址（192.168.64.1/24，而不是 192.168.64.0/24），而 Docker 仍然这样报错',
  'Put the stored network state aside; Docker makes its networks anew.':
    '把已保存的网络状态移走，Docker 会重新创建网络。',
  'User-defined networks are gone until `docker compose up` or `docker network create` makes them again; their containers do not start before.':
    '自定义网络会消失，直到 `docker compose up` 或 `docker network create` 重新创建；在此之前，使用这些网络的容器无法启动。',
  "Correct the network settings: the bridge's own address with its mask.":
    '修正网络设置：应为网桥自身的地址并带掩码。',
  "Correct bip in {0}: the bridge's own address with its mask.":
    '修正 {0} 中的 bip：应为网桥自身的地址并带掩码。',
  '# for example {0} in {1}': '# 例如在 {1} 中写入 {0}',
  "bip is the bridge's own address with its mask, and `bridge` is not set":
    '参数 bip 是网桥自身的地址并带掩码，且未设置 `bridge`',
  'Correct bip in {0}.': '修正 {0} 中的 bip。',
  'bip {0} is not an address that the bridge can have': 'bip {0} 不是网桥可用的地址',
  'bip {0} has no mask': 'bip {0} 没有掩码',
  'both bip and bridge are set': '同时设置了 bip 和 bridge',
  'its stored state holds a second network for docker0': '保存的状态中 docker0 对应了两个网络',
  'bip is the address that the bridge itself gets, with the mask behind it. The one that is set is the address of a whole network (or taken), which no device can have; the bridge needs one inside it.':
    'bip 是网桥自身的地址，后面带掩码。当前设置的是网络地址（或已被占用），任何设备都不能使用；网桥需要的是网段内的一个地址。',
  'bip is the address that the bridge itself gets, with the mask behind it. {0} is the address of a whole network (or taken), which no device can have; the bridge needs one inside it.':
    'bip 是网桥自身的地址，后面带掩码。{0} 是网络地址（或已被占用），任何设备都不能使用；网桥需要的是网段内的一个地址。',
  'bip needs a mask behind the address, as in 192.168.64.1/24.':
    'bip 的地址后面必须带掩码，例如 192.168.64.1/24。',
  '`bridge` hands Docker a bridge that somebody else has made, `bip` asks it to make docker0 with that address. Only one of them can be.':
    '`bridge` 是让 Docker 使用别处创建好的网桥，`bip` 是让它用该地址创建 docker0，两者只能取其一。',
  'Docker keeps its networks in /var/lib/docker/network/files/local-kv.db, and finds two for docker0 there. That comes from a state file that was copied or damaged.':
    'Docker 把网络保存在 /var/lib/docker/network/files/local-kv.db 中，而其中有两个网络对应 docker0。原因是状态文件被复制过或已损坏。',
  'Docker makes docker0 when it starts, and ends where it cannot.':
    'Docker 启动时要创建 docker0，创建不了就会退出。',
  // devmapper-base-device.ts
  "Docker's devicemapper pool is not the one that its data belongs to":
    'Docker 的 devicemapper 存储池不是其数据所属的那一个',
  'its devicemapper pool does not fit the data that it wrote down': 'devicemapper 存储池与记录的数据不符',
  "Docker wrote down which base device its images were built on, and the pool that it is given now holds another one: {0}. That happens after an update that changed the pool's settings, or when the pool was made anew. The data root is what differs, so installing Docker again changes nothing.":
    'Docker 记录了构建镜像所基于的基础设备，而现在给它的存储池中是另一个：{0}。这种情况出现在更新改动了存储池设置之后，或存储池被重建时。不一致的是数据目录，因此重新安装 Docker 没有任何作用。',
  '`dmsetup status` and `lvs` show the pool that the data root was made with':
    '执行 `dmsetup status` 和 `lvs` 显示的正是创建该数据目录时所用的存储池',
  'Give Docker its old pool back. If nothing on it is needed, move the old data away and start with an empty data root on overlay2.':
    '把原来的存储池还给 Docker。若其中的数据都不再需要，则将旧数据移走，用 overlay2 和空的数据目录重新开始。',
  '# to start empty, keeping the old data: mv /var/lib/docker /var/lib/docker.old':
    '# 保留旧数据，从空目录开始：mv /var/lib/docker /var/lib/docker.old',
  'With an empty data root all images, containers and volumes are gone from view; volumes live in /var/lib/docker.old/volumes then. Never delete it before somebody has looked.':
    '使用空数据目录后，所有镜像、容器和数据卷都将看不到；数据卷此时位于 /var/lib/docker.old/volumes。在有人确认之前切勿删除。',
  // docker-data-disk-full.ts
  "The disk that Docker's data lies on is full": '存放 Docker 数据的磁盘已满',
  'the disk below its data is full': '其数据所在的磁盘已满',
  '{0} is full': '{0} 已满',
  'Docker and containerd write their state to the disk below its data when they start, and there is no room left.':
    'Docker 和 containerd 启动时要写入状态数据，而数据所在的磁盘已没有剩余空间。',
  'Docker and containerd write their state to {0} when they start, and there is no room left.':
    'Docker 和 containerd 启动时要写入状态数据，而 {0} 已没有剩余空间。',
  'That containerd "does not implement" something only means that its own database could not be opened for want of space.':
    'containerd 的「not implemented」只是表明它因空间不足而打不开自己的数据库。',
  '`df -P {0}` shows room': '执行 `df -P {0}` 显示仍有空间',
  'Make room without Docker: empty the largest container logs, then find out what else grew.':
    '不借助 Docker 腾出空间：先清空最大的容器日志，再查清还有什么在增长。',
  '# truncate -s 0 <the largest log>   (rm would not free it while a container runs)':
    '# truncate -s 0 <最大的日志文件>   （容器运行期间用 rm 不会释放空间）',
  'An emptied log is gone. Do not delete anything under overlay2 or volumes by hand, and do not prune what nobody has looked at.':
    '日志清空后无法恢复。不要手动删除 overlay2 或 volumes 下的任何内容，也不要对无人确认过的内容执行 prune。',
  // docker-data-inodes-full.ts
  "The disk that Docker's data lies on can hold no more files": '存放 Docker 数据的磁盘无法再容纳更多文件',
  '{0} can hold no more files': '{0} 无法再容纳更多文件',
  '"No space left" here is about the number of files: all {0} inodes of {1} are in use, while {2} KiB are free. It said: {3}.':
    '这里的「No space left」指的是文件数量：{1} 的 {0} 个 inode 已全部用完，而剩余空间还有 {2} KiB。报错原文：{3}。',
  '`df -i {0}` shows free inodes': '执行 `df -i {0}` 显示仍有空闲 inode',
  'Find the folder with the very many small files and empty it.': '找出存放大量小文件的目录并清空。',
  'Do not delete anything under overlay2 or volumes by hand.':
    '不要手动删除 overlay2 或 volumes 下的任何内容。',
  // docker-not-running.ts
  'Docker was stopped, or never started': 'Docker 被停止，或从未启动',
  'nobody has needed it.': '至今没有人用到它。',
  'somebody stopped it. Containers do not run without it.': '它是被人停止的。Docker 不运行，容器也就不运行。',
  'somebody stopped it, or it was never enabled on this host. Containers do not run without it.':
    '它是被人停止的，或在这台主机上从未启用过。Docker 不运行，容器也就不运行。',
  'Docker is installed, has no container and does not run': 'Docker 已安装，但没有容器，也没有运行',
  'Docker is stopped': 'Docker 已停止',
  'Docker is stopped and not enabled, so it does not start with the host either':
    'Docker 已停止，且未启用，因此也不会随主机启动',
  '{0} is {1} ({2}), {3}, and its last run did not fail: {4}':
    '{0} 当前为 {1}（{2}），开机启动设置：{3}；上一次运行并未失败：{4}',
  'with an unknown start setting': '未知',
  'docker.socket still listens, so the next `docker` command would start it; Ferryman did not touch it.':
    'docker.socket 仍在监听，因此下一条 `docker` 命令就会启动它；Ferryman 没有触碰它。',
  'wrong if `systemctl is-active {0}` says active':
    '若 `systemctl is-active {0}` 显示 active，则此结论不成立',
  'Start Docker.': '启动 Docker。',
  'Start Docker and let it start with the host.': '启动 Docker，并让它随主机启动。',
  'Containers with a restart policy start with it. If somebody stopped it for maintenance, ask first.':
    '设有重启策略的容器会随之启动。如果是有人为了维护而停止的，请先询问。',
  // docker-socket-activation-failed.ts
  'systemd does not hand Docker its socket': 'systemd 没有把套接字交给 Docker',
  'Docker does not start: docker.socket, which it needs, is masked':
    'Docker 无法启动：它所需的 docker.socket 已被屏蔽（masked）',
  'Docker does not start: systemd hands it no socket': 'Docker 无法启动：systemd 没有交给它套接字',
  'Docker expects that systemd opens /run/docker.sock (unit docker.socket) and hands it over.':
    'Docker 依赖 systemd 打开 /run/docker.sock（单元 docker.socket）并交给它。',
  '`{0} {1}` in {2} expects that systemd opens /run/docker.sock (unit docker.socket) and hands it over.':
    '{2} 中的 `{0} {1}` 依赖 systemd 打开 /run/docker.sock（单元 docker.socket）并交给它。',
  'docker.socket is not there.': 'docker.socket 不存在。',
  'docker.socket is masked, so systemd starts neither it nor what requires it.':
    'docker.socket 已被屏蔽（masked），因此 systemd 既不会启动它，也不会启动依赖它的单元。',
  'docker.socket is {0} ({1}).': 'docker.socket 处于 {0} 状态（{1}）。',
  'no start setting': '无开机启动设置',
  'wrong if `systemctl is-active docker.socket` says active and docker.service requires it':
    '若 `systemctl is-active docker.socket` 显示 active，且 docker.service 依赖它，则此结论不成立',
  'Let systemd open the socket: unmask and enable docker.socket. Or let Docker open it itself, with `-H unix:///var/run/docker.sock` instead of `-H fd://`.':
    '让 systemd 打开套接字：解除对 docker.socket 的屏蔽并启用。或让 Docker 自己打开：用 `-H unix:///var/run/docker.sock` 代替 `-H fd://`。',
  'Docker is down already. If somebody masked the socket to keep Docker off, ask first.':
    'Docker 本来就已停止。如果有人是为了不让 Docker 启动而屏蔽该套接字，请先询问。',
  // flag-and-file-duplicate.ts
  'A setting of Docker is given as a flag and in its configuration file':
    'Docker 的某项设置同时出现在命令行参数和配置文件中',
  "`dockerd --validate` with the unit's flags accepts the configuration":
    '带上该单元的参数执行 `dockerd --validate`，配置校验通过',
  '{0} is set twice, in {1} and by a flag': '{0} 被设置了两次：{1} 中一次，命令行参数一次',
  '{0} are set twice, in {1} and by a flag': '{0} 被设置了两次：{1} 中一次，命令行参数一次',
  '{0} is set twice, in {1} and in {2}': '{0} 被设置了两次：{1} 中一次，{2} 中一次',
  '{0} are set twice, in {1} and in {2}': '{0} 被设置了两次：{1} 中一次，{2} 中一次',
  'the flag or the key is not there any more': '该参数或该键已不存在',
  'Keep {0} in one place only: take it out of {1}, or the flag out of the unit.':
    '{0} 只在一处设置：从 {1} 中删除，或从 unit 文件中删除相应的参数。',
  'Keep {0} in one place only: take it out of {1}, or the flag out of {2}.':
    '{0} 只在一处设置：从 {1} 中删除，或从 {2} 中删除相应的参数。',
  '# take {0} out of {1}': '# 从 {1} 中删除 {0}',
  '# or, to keep `hosts` in the file: systemctl edit docker, with an empty ExecStart= and then ExecStart=/usr/bin/dockerd':
    '# 或者保留文件中的 `hosts`：systemctl edit docker，先写一行空的 ExecStart=，再写 ExecStart=/usr/bin/dockerd',
  '`{0}` is given as a flag and in {1}. Docker does not choose between two places, even where both say the same, and ends.':
    '`{0}` 既作为命令行参数给出，又写在 {1} 中。Docker 不会在两处之间做取舍，即使两处内容相同也会退出。',
  '`{0}` is given as the flag `{1}` in {2} and in {3}. Docker does not choose between two places, even where both say the same, and ends.':
    '`{0}` 既作为参数 `{1}` 写在 {2} 中，又写在 {3} 中。Docker 不会在两处之间做取舍，即使两处内容相同也会退出。',
  // iptables-unusable.ts
  'Docker cannot use iptables': 'Docker 无法使用 iptables',
  'it does not find the program iptables': '找不到 iptables 程序',
  'iptables does not work on this host': 'iptables 在这台主机上无法工作',
  'Docker publishes ports and separates networks by rules of iptables and ends where it cannot write them.':
    'Docker 用 iptables 规则发布端口、隔离网络，无法写入规则就会退出。',
  'The program is not in its search path.': '该程序不在搜索路径中。',
  'The program is not in its search path ({0}).': '该程序不在搜索路径中（{0}）。',
  'The program is there and the kernel refuses what it asks for: a missing module (a kernel that was updated and not booted), or the legacy variant on a host that uses nftables.':
    '程序存在，但内核拒绝其请求：缺少内核模块（内核已更新但未重启），或在使用 nftables 的主机上用了 legacy 版 iptables。',
  'It said: {0}': '报错原文：{0}',
  '`iptables -t nat -S` prints rules, for root and with the PATH that systemd gives to services':
    '执行 `iptables -t nat -S` 能以 root 身份、在 systemd 为服务设置的 PATH 下打印出规则',
  'Install iptables, or put it back into the search path.': '安装 iptables，或让它重新出现在搜索路径中。',
  'Make `iptables -t nat -S` work first.': '先让 `iptables -t nat -S` 能正常执行。',
  '`"iptables": false` makes Docker start as well, and no published port works then: it is no repair.':
    '设置 `"iptables": false` 也能让 Docker 启动，但所有发布的端口都将不通：这不是修复。',
  // kernel-updated-not-rebooted.ts
  'The modules of the running kernel are not on disk any more': '当前运行内核的模块已不在磁盘上',
  'the running kernel': '当前运行的内核',
  'The kernel was updated and not booted: {0} cannot load modules any more':
    '内核已更新但未重启：{0} 已无法加载新模块',
  'A module that Docker needs (for virtual network cards, bridges or overlay) is not loaded, and the files of {0} are gone from /lib/modules, where {1} stand now.':
    'Docker 需要的某个模块（虚拟网卡、网桥或 overlay）没有加载，而当前内核（{0}）的文件已从 /lib/modules 中消失，那里现在只有 {1}。',
  'A module that Docker needs (for virtual network cards, bridges or overlay) is not loaded, and the files of {0} are gone from /lib/modules.':
    'Docker 需要的某个模块（虚拟网卡、网桥或 overlay）没有加载，而当前内核（{0}）的文件已从 /lib/modules 中消失。',
  'What was loaded before goes on working, anything new does not.':
    '此前已加载的模块照常工作，新的则无法加载。',
  'wrong if `ls /lib/modules/$(uname -r)/kernel` lists modules, and `modprobe veth` works':
    '若 `ls /lib/modules/$(uname -r)/kernel` 列出了模块，且 `modprobe veth` 可以执行，则此结论不成立',
  'Reboot into the installed kernel.': '重启进入已安装的内核。',
  '# reboot when it suits': '# 在合适的时间重启主机',
  'A reboot interrupts everything on the host. Check that what has to start with it is enabled.':
    '重启会中断主机上的所有业务。请先确认需要随主机启动的服务都已启用。',
  // listen-ip-gone.ts
  'Docker is told to listen on an address that the host does not have':
    'Docker 被配置为监听主机上不存在的地址',
  'it is to listen on {0}:{1}, and the host does not have {2}': '配置要求监听 {0}:{1}，而主机上没有地址 {2}',
  '{0} tells Docker to offer its API on {1}:{2}.': '{0} 要求 Docker 在 {1}:{2} 上提供 API。',
  'No interface has that address (there are {0}): it is of the place that this server, or its disk, came from.':
    '没有任何网卡拥有该地址（现有 {0}）：它属于这台服务器或其磁盘原来所在的环境。',
  'No interface has that address: it is of the place that this server, or its disk, came from.':
    '没有任何网卡拥有该地址：它属于这台服务器或其磁盘原来所在的环境。',
  'Port 2375 is the API without any password: whoever reaches it is root on the host.':
    '2375 端口上的 API 没有任何密码：谁能访问它，谁就是这台主机的 root。',
  '`ip addr` shows {0}': '执行 `ip addr` 能看到 {0}',
  'Take tcp://{0}:{1} out of {2}; ssh reaches the API as well (DOCKER_HOST=ssh://…).':
    '从 {2} 中删除 tcp://{0}:{1}；通过 ssh 同样可以访问 API（DOCKER_HOST=ssh://…）。',
  '# take tcp://{0}:{1} out of {2}': '# 从 {2} 中删除 tcp://{0}:{1}',
  'Whoever used that port (a CI server, Portainer) has to be pointed elsewhere. Do not listen on 0.0.0.0:2375 instead: that gives root to anybody.':
    '使用该端口的一方（CI 服务器、Portainer）需要改用其他地址。不要改为监听 0.0.0.0:2375：那等于把 root 权限交给任何人。',
  // package-family-swap.ts
  'Settings of another family of Docker packages are left over': '残留了另一系列 Docker 软件包的设置',
  'its settings': 'Docker 的设置',
  'its settings hold `{0}` of another family of Docker packages':
    '设置中有属于另一系列 Docker 软件包的 `{0}`',
  '{0} holds `{1}` of another family of Docker packages': '{0} 中有属于另一系列 Docker 软件包的 `{1}`',
  "CentOS' own docker, docker-ce and Debian's docker.io read different settings, and installing one leaves those of the other in place. This Docker does not know `{0}`. It said: {1}.":
    'CentOS 自带的 docker、docker-ce 与 Debian 的 docker.io 读取的设置各不相同，安装其中一个时，另一个的设置会留在原处。当前 Docker 不认识 `{0}`。报错原文：{1}。',
  '`dockerd --help` lists {0}': '执行 `dockerd --help` 列出了 {0}',
  "Take the old family's settings out of {0}.": '从 {0} 中删除旧系列软件包的设置。',
  // prior-driver-left-over.ts
  "Docker's data root holds data of another storage driver": 'Docker 的数据目录中有另一种存储驱动的数据',
  'it finds data of the storage driver {0}, which does not work here any more':
    '发现了存储驱动 {0} 的数据，而该驱动在这里已无法使用',
  'its data root holds data of several storage drivers ({0})': '数据目录中有多种存储驱动的数据（{0}）',
  'its data root holds data of another storage driver ({0})': '数据目录中有另一种存储驱动的数据（{0}）',
  'The data root holds the folder of {0}, which is not the driver that Docker would take, and Docker does not choose between the two.':
    '数据目录中有 {0} 的目录，而 Docker 本会选用另一种驱动，它不会在两者之间自行选择。',
  'The configuration asks for {0}, and the data root holds the folder of {1}, and Docker does not choose between the two.':
    '配置要求使用 {0}，而数据目录中有 {1} 的目录，Docker 不会在两者之间自行选择。',
  'the data root holds no folder of {0}': '数据目录中没有 {0} 的目录',
  'The configuration asks for {0}, and the data root holds the folder of more than one driver ({1}), and Docker does not choose between them.':
    '配置要求使用 {0}，而数据目录中有多种驱动的目录（{1}），Docker 不会自行选择。',
  'The configuration asks for {0}, and the data root holds the folder of {1}, and that driver cannot be used.':
    '配置要求使用 {0}，而数据目录中有 {1} 的目录，该驱动无法使用。',
  'No storage driver is configured, so Docker goes by what it finds.':
    '未配置存储驱动，因此 Docker 以它找到的数据为准。',
  'The data root holds the folder of more than one driver ({0}), and Docker does not choose between them.':
    '数据目录中有多种驱动的目录（{0}），Docker 不会自行选择。',
  'The data root holds the folder of {0}, and that driver cannot be used.':
    '数据目录中有 {0} 的目录，而该驱动无法使用。',
  'Installing Docker again does not remove its data, so it does not help.':
    '重新安装 Docker 不会删除其数据，因此无济于事。',
  'ls -d of the data root': '数据目录的 ls -d',
  'the data root holds the folder of one storage driver only': '数据目录中只有一种存储驱动的目录',
  'Find out which folder holds the data that is in use, name that driver in daemon.json, and keep the other folder until nobody misses anything.':
    '先查清正在使用的数据在哪个目录，在 daemon.json 中写明该驱动，并保留另一个目录，直到确认什么都不缺。',
  '# put "storage-driver": "overlay2" (or the driver that is in use) into /etc/docker/daemon.json':
    '# 在 /etc/docker/daemon.json 中写入 "storage-driver": "overlay2"（或正在使用的驱动）',
  'Under another driver the images and containers of the old one are not seen; they are not lost while its folder stays. Never delete it to make Docker start.':
    '换用另一种驱动后，旧驱动的镜像和容器将看不到；只要其目录还在，就没有丢失。切勿为了让 Docker 启动而删除该目录。',
  // registry-options-invalid.ts
  "A registry in Docker's configuration is not written as Docker wants it":
    'Docker 配置中镜像仓库的写法不符合要求',
  'the registry mirror "{0}" is not written as Docker wants it':
    '镜像加速地址「{0}」的写法不符合 Docker 的要求',
  'the insecure registry "{0}" is not written as Docker wants it':
    '非安全仓库「{0}」的写法不符合 Docker 的要求',
  'A mirror is a URL with https:// (or http://) before the name and no path behind it.':
    '镜像加速地址（registry mirror）必须是 URL：主机名前带 https://（或 http://），后面不能有路径。',
  'An insecure registry is a name with a port, without http:// and without a path.':
    '非安全仓库（insecure registry）应写为主机名加端口，不带 http://，也不带路径。',
  '{0} does not hold "{1}" any more': '配置文件 {0} 中已没有「{1}」',
  'Correct it in {0}.': '在 {0} 中更正。',
  // selinux-overlay2-old-kernel.ts
  'Docker with SELinux needs a newer kernel than the one that runs':
    '启用 SELinux 的 Docker 需要比当前更新的内核',
  'SELinux with {0} needs a newer kernel than {1}': '在 {0} 上使用 SELinux 需要比 {1} 更新的内核',
  'Docker is started with SELinux support on {0}, which the kernel {1} cannot label; 3.10.0-693 was the first of CentOS 7 that can.':
    'Docker 启动时在 {0} 上启用了 SELinux 支持，而当前内核（{1}）无法为其设置标签；在 CentOS 7 中，3.10.0-693 是第一个支持的版本。',
  'Docker is started with SELinux support (--selinux-enabled in {0}) on {1}, which the kernel {2} cannot label; 3.10.0-693 was the first of CentOS 7 that can.':
    'Docker 启动时在 {1} 上启用了 SELinux 支持（{0} 中的 --selinux-enabled），而当前内核（{2}）无法为其设置标签；在 CentOS 7 中，3.10.0-693 是第一个支持的版本。',
  'Other kernels are installed ({0}) and not booted.': '已安装其他内核（{0}），但尚未用其启动。',
  '`uname -r` is 3.10.0-693 or newer': '执行 `uname -r` 显示 3.10.0-693 或更新的版本',
  'Boot the newer kernel. Where that has to wait, start Docker with --selinux-enabled=false.':
    '启动到更新的内核。若需推迟，则以 --selinux-enabled=false 启动 Docker。',
  'A reboot interrupts everything on the host. Without SELinux containers are less separated from it.':
    '重启会中断主机上的所有业务。没有 SELinux，容器与主机之间的隔离会变弱。',
  // shared-lib-skew.ts
  "Docker's program does not fit a shared library of the host": 'Docker 程序与主机的共享库不匹配',
  'its program does not fit a shared library': '程序与某个共享库不匹配',
  'its program does not fit the installed {0}': '程序与已安装的 {0} 不匹配',
  "The loader ended dockerd before it ran (exit code 127): {0}. Program and library come from different updates, so one of them has to be brought to the other's version.":
    '动态加载器在 dockerd 运行之前就将其终止（退出码 127）：{0}。程序和库来自不同批次的更新，因此必须让其中一方的版本与另一方一致。',
  '`ldd $(command -v dockerd)` finds every library and `dockerd --version` prints a version':
    '执行 `ldd $(command -v dockerd)` 能找到所有的库，且 `dockerd --version` 能打印版本号',
  'Bring {0} and Docker to versions that belong together.': '让 {0} 与 Docker 的版本相互匹配。',
  'Bring Docker and the library to versions that belong together.': '让该库与 Docker 的版本相互匹配。',
  '# update the package that owns a shared library': '# 更新提供该共享库的软件包',
  '# update the package that owns {0}': '# 更新提供 {0} 的软件包',
  // stale-pidfile.ts
  "Docker's pid file names another process that lives": 'Docker 的 pid 文件指向另一个正在运行的进程',
  'another dockerd runs already (process {0})': '已有另一个 dockerd 在运行（进程 {0}）',
  '{0} names the process and believes that it is Docker': '{0} 所指的进程被误当作 Docker',
  '{0} names the process {1} and believes that it is Docker': '{0} 所指的进程 {1} 被误当作 Docker',
  '{0} names the process {1} ({2}) and believes that it is Docker':
    '{0} 所指的进程 {1}（{2}）被误当作 Docker',
  'A dockerd that systemd does not know of runs as process {0}: somebody started it by hand. Two cannot share one data root.':
    '有一个 systemd 不知道的 dockerd 在运行，进程号为 {0}：是有人手动启动的。两个守护进程不能共用一个数据目录。',
  'Docker writes the number of its process into {0} and does not start while a process of that number lives.':
    'Docker 把自己的进程号写入 {0}，只要该进程号的进程存在，就不会启动。',
  'The one there now is another program: the file was left behind by a Docker that ended without tidying up, and the number has been given away since.':
    '现在占用该进程号的是另一个程序：该文件是 Docker 未经清理就退出时留下的，此后进程号被分配给了别的进程。',
  'The one there now is {0}: the file was left behind by a Docker that ended without tidying up, and the number has been given away since.':
    '现在占用该进程号的是 {0}：该文件是 Docker 未经清理就退出时留下的，此后进程号被分配给了别的进程。',
  '`cat /proc/$(cat {0})/comm` says dockerd, or there is no such process':
    '执行 `cat /proc/$(cat {0})/comm` 显示 dockerd，或不存在这样的进程',
  'End the daemon that was started by hand, then start the unit.': '先结束手动启动的守护进程，再启动该单元。',
  'Its containers end with it unless live-restore is on.': '若未启用 live-restore，其容器会随之终止。',
  'Remove {0}.': '删除 {0}。',
  'Only after the line above did not say dockerd. Do not kill that process: it is somebody else.':
    '只有在上一行命令没有显示 dockerd 时才可执行。不要杀掉那个进程：它是别的程序。',
  // start-failure.ts
  'Docker does not start: {0}': 'Docker 无法启动：{0}',
  'wrong if {0}': '若{0}，则此结论不成立',
  '`journalctl -u {0}` holds another last line before "exited" in the newest start':
    '在最近一次启动中，`journalctl -u {0}` 里「exited」之前的最后一行是别的内容',
  'Docker is down already. Another mistake may show once this one is gone: read the last journal line again.':
    'Docker 本来就已停止。此问题消除后可能还会暴露其他错误：请再次查看日志的最后一行。',
  'Docker will not start the next time: {0}': 'Docker 下次将无法启动：{0}',
  'Docker will not start either once its first fault is gone: {0}':
    '即使消除了当前的故障，Docker 仍将无法启动：{0}',
  'The daemon still runs with what it read when it was started.': '守护进程仍在以启动时读取的配置运行。',
  'The daemon has not come that far yet.': '守护进程尚未执行到这一步。',
  'Changes nothing until Docker is started again, which ends containers unless live-restore is on.':
    '在再次启动 Docker 之前不会有任何变化；若未启用 live-restore，再次启动会终止容器。',
  // start-limit-masks-error.ts
  'Docker failed to start, and its reason is not in the journal any more':
    'Docker 启动失败，原因已不在日志中',
  'Its last process ended with exit code {0}.': '其最后一个进程以退出码 {0} 结束。',
  'Its last process ended with signal {0}.': '其最后一个进程因信号 {0} 结束。',
  'Docker does not start, and why is not in its journal any more': 'Docker 无法启动，原因已不在其日志中',
  '{0} failed ({1}).': '{0} 失败（{1}）。',
  '{0} failed ({1}); systemd tried a few times and then refused to go on, which is what `systemctl status` shows.':
    '{0} 失败（{1}）；systemd 尝试数次后拒绝继续，`systemctl status` 显示的就是这个。',
  'What the daemon itself said before is not in the part of the journal that is left.':
    '守护进程自己在此之前的报错，已不在现存的日志中。',
  'One more start writes it down again.': '再启动一次，就会重新记录下来。',
  "wrong if `journalctl -u {0} --no-pager | grep -E 'level=(fatal|error)|failed to start daemon|unable to configure'` holds a line of the newest start":
    "若 `journalctl -u {0} --no-pager | grep -E 'level=(fatal|error)|failed to start daemon|unable to configure'` 中有最近一次启动的行，则此结论不成立",
  'Forget the count of failures, start once more and read the last line before "exited".':
    '清除失败计数，再启动一次，查看「exited」之前的最后一行。',
  'Starts Docker, with the containers that restart with it, if nothing hinders it any more.':
    '如果已没有任何阻碍，Docker 会启动，设有重启策略的容器也会随之启动。',
  // storage-driver-unsupported.ts
  'The storage driver that Docker is to use does not work here': 'Docker 要使用的存储驱动在这里无法工作',
  'no storage driver works on this host': '没有任何存储驱动能在这台主机上工作',
  'the storage driver {0} does not work on this host': '存储驱动 {0} 在这台主机上无法工作',
  'No storage driver is configured, and none that Docker tried works.':
    '未配置存储驱动，而 Docker 尝试过的驱动都无法工作。',
  '{0} asks for the storage driver {1}.': '{0} 要求使用存储驱动 {1}。',
  'The data root holds data of {0}.': '数据目录中有 {0} 的数据。',
  '`grep -w overlay /proc/filesystems` and `dockerd --version` show that this driver is supported here':
    '执行 `grep -w overlay /proc/filesystems` 和 `dockerd --version` 表明该驱动在这里受支持',
  'Name a driver that works here (overlay2), or none.': '指定一个在这里可用的驱动（overlay2），或不指定。',
  '# set storage-driver to overlay2, or take it out of {0}':
    '# 把 storage-driver 设为 overlay2，或从 {0} 中删除该项',
  'Images and containers of another driver stay on disk and are not seen until that driver is back: do not delete its folder.':
    '其他驱动的镜像和容器仍在磁盘上，在换回该驱动之前看不到：不要删除其目录。',
  'aufs is in no plain kernel, and Docker 24 and later do not have it at all.':
    '标准内核都不含 aufs，而 Docker 24 及以上版本已完全移除它。',
  'Docker 25 and later do not have {0}.': 'Docker 25 及以上版本没有 {0}。',
  '{0} works only where the data root lies on a {1} file system.':
    '只有数据目录位于 {1} 文件系统上时，{0} 才能工作。',
  'overlay2 needs a kernel with overlayfs, and a data root on ext4 or on xfs with d_type.':
    'overlay2 需要支持 overlayfs 的内核，且数据目录位于 ext4 或带 d_type 的 xfs 上。',
  'This Docker has no such driver.': '当前 Docker 没有这种驱动。',
  // storage-setup-dependency.ts
  'What prepares storage for Docker failed before it': 'Docker 之前的存储准备步骤失败',
  'Docker is not started: docker-storage-setup before it failed':
    'Docker 未启动：在它之前运行的 docker-storage-setup 失败了',
  'docker-storage-setup makes a thin pool for the devicemapper driver before Docker starts, and failed: {0}. Docker depends on it, so systemd never started it.':
    'docker-storage-setup 在 Docker 启动前为 devicemapper 驱动创建精简池，但失败了：{0}。Docker 依赖它，因此 systemd 根本没有启动 Docker。',
  'The volume group {0} is what it needs room in.': '它需要卷组 {0} 中有可用空间。',
  'wrong if `systemctl is-failed docker-storage-setup` says anything but failed':
    '若 `systemctl is-failed docker-storage-setup` 显示的不是 failed，则此结论不成立',
  'Use overlay2, which needs no pool; or give the volume group room.':
    '改用 overlay2，它不需要存储池；或为卷组腾出空间。',
  '# STORAGE_DRIVER=overlay2 in /etc/sysconfig/docker-storage-setup':
    '# 在 /etc/sysconfig/docker-storage-setup 中设置 STORAGE_DRIVER=overlay2',
  'Images of another storage driver are not seen under overlay2; they stay on disk.':
    '其他存储驱动的镜像在 overlay2 下看不到，但仍在磁盘上。',
  // thin-pool-full.ts
  "Docker's devicemapper pool is full": 'Docker 的 devicemapper 存储池已满',
  'With devicemapper all images and containers lie in one thin pool, which has a size of its own, whatever `df` says. {0}.':
    '使用 devicemapper 时，所有镜像和容器都在同一个精简池中，它有自己的容量，与 `df` 显示的无关。报错原文：{0}。',
  'wrong if `lvs -o lv_name,data_percent,metadata_percent` shows room in the pool':
    '若 `lvs -o lv_name,data_percent,metadata_percent` 显示池中仍有空间，则此结论不成立',
  'Extend the pool, or remove images that nobody uses.': '扩容存储池，或删除无人使用的镜像。',
  'Remove single images that somebody has looked at; a prune also takes stopped containers.':
    '只逐个删除有人确认过的镜像；prune 还会一并删除已停止的容器。',
  // unit-masked-or-overridden.ts
  "Docker's unit is masked, or its drop-in breaks it": 'Docker 的单元被屏蔽，或被其 drop-in 配置破坏',
  'The daemon still runs, started before that.': '守护进程仍在运行，它是在此之前启动的。',
  'wrong if `systemctl show docker -p LoadState` says loaded and the newest journal lines name another reason':
    '若 `systemctl show docker -p LoadState` 显示 loaded，且最近的日志行给出了其他原因，则此结论不成立',
  'Docker starts with all containers that restart with it. Where somebody masked it on purpose, ask first.':
    'Docker 会启动，设有重启策略的容器也会随之启动。如果是有人有意屏蔽的，请先询问。',
  '{0} is masked': '{0} 已被屏蔽（masked）',
  'Somebody masked {0}: its file is a link to /dev/null, and systemd starts it neither with the host nor by hand.':
    '有人屏蔽了 {0}：其文件是指向 /dev/null 的链接，它既不会随主机启动，也无法手动启动。',
  'Unmask it.': '解除屏蔽。',
  'the unit': 'unit 文件',
  '{0} makes the unit invalid': '{0} 使该单元无效',
  'systemd refuses the unit ({0}). A drop-in adds to a list: an ExecStart in it is a second one, which a service may not have, unless a line `ExecStart=` with nothing behind it stands before.':
    'systemd 拒绝该单元（{0}）。drop-in 是在列表后追加：其中的 ExecStart 会成为第二个，而服务不允许有两个，除非前面有一行内容为空的 `ExecStart=`。',
  'Put an empty `ExecStart=` before the new one in {0}.':
    '在 {0} 中新的 ExecStart 之前加一行空的 `ExecStart=`。',
  '# in the drop-in: first `ExecStart=`, then `ExecStart=/usr/bin/dockerd …`':
    '# 在 drop-in 中：先写 `ExecStart=`，再写 `ExecStart=/usr/bin/dockerd …`',
  'a program': '某个程序',
  '{0} starts {1}, which is not there': '{0} 要启动 {1}，而它不存在',
  "ExecStart in {0} names {1}, and there is no such program (Debian's docker.io has it in /usr/sbin, docker-ce in /usr/bin).":
    '{0} 中的 ExecStart 指向 {1}，而该程序不存在（Debian 的 docker.io 安装在 /usr/sbin，docker-ce 安装在 /usr/bin）。',
  'ExecStart in {0} names {1}, and there is no such program.':
    '{0} 中的 ExecStart 指向 {1}，而该程序不存在。',
  'Name the program where it is, or remove the drop-in.': '改为程序的实际路径，或删除该 drop-in。',
  '{0} gives it the flag {1}, which it does not know': '{0} 传入了它不认识的参数 {1}',
  'The command line that systemd starts holds {0}, written in {1}, and dockerd ends because it does not know that flag.':
    'systemd 启动的命令行中有 {0}，写在 {1} 中；dockerd 不认识该参数，因此退出。',
  // xfs-without-dtype.ts
  "The file system below Docker's data was made without d_type":
    'Docker 数据所在的文件系统创建时未启用 d_type',
  'the {0} file system below {1} was made without d_type, which {2} needs':
    '{1} 所在的 {0} 文件系统创建时未启用 d_type，而 {2} 需要它',
  '{0} has to know from a directory entry whether it is a file or a folder. This {1} was formatted without that (ftype=0, as CentOS 7.2 and older did it), and it cannot be switched on in place. Older Dockers only warned.':
    '{0} 需要从目录项得知它是文件还是目录。而这个 {1} 格式化时未启用该功能（ftype=0，CentOS 7.2 及更早版本如此），且无法就地开启。旧版 Docker 只会给出警告。',
  '`xfs_info {0}` says ftype=1': '执行 `xfs_info {0}` 显示 ftype=1',
  'Put the data root on a file system made with ftype=1: a new disk, or this one after its data was moved away.':
    '把数据目录放到以 ftype=1 创建的文件系统上：换一块新磁盘，或先移走数据再重新格式化这一块。',
  '# on a new, empty disk only: mkfs.xfs -n ftype=1 /dev/NEW, then move the data root there ("data-root")':
    '# 仅限全新的空磁盘：mkfs.xfs -n ftype=1 /dev/NEW，然后把数据目录移过去（"data-root"）',
  'mkfs wipes the disk that it is given. Images can be pulled again, volumes cannot: copy them first.':
    'mkfs 会清空所指定的磁盘。镜像可以重新拉取，数据卷不行：请先复制数据卷。',
  // docker-answers.ts
  'no answer': '无响应',
};
