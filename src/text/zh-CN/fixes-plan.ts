import type { Catalogue } from '../catalogue.ts';

/** Of what is planned, refused, warned of and proven. */
export const fixesPlan: Catalogue = {
  // assemble.ts
  'The rules that found the overlap of {0} ({1}) find none any more.':
    '此前发现 {0}（{1}）网段重叠的规则不再发现重叠。',
  "`ip route get` of each container's address on that bridge says dev {0}.":
    '对该网桥上每个容器的地址执行 `ip route get`，结果都是 dev {0}。',
  "`ip route get` of each container's address in that network names the network's own bridge.":
    '对该网络中每个容器的地址执行 `ip route get`，结果都是该网络自己的网桥。',
  'Port {0} answers, from outside too.': '端口 {0} 可连通，包括从外部。',
  'The container that runs now runs again, healthy where it was.':
    '当前运行的容器重新运行；原来健康的仍然健康。',
  'All {0} containers that run now run again, healthy where they were.':
    '当前运行的 {0} 个容器全部重新运行；原来健康的仍然健康。',
  'Every port that answers now answers then, from the same places, those of containers on that bridge aside: {0}.':
    '当前可连通的每个端口，变更后从相同的位置都仍可连通（该网桥上容器的端口除外）：{0}。',
  'Every port that answers now answers then, from the same places: {0}.':
    '当前可连通的每个端口，变更后从相同的位置都仍可连通：{0}。',
  'What is reached now is reached then, from the host and from containers, unless the old subnet covers it: {0}.':
    '主机和容器当前能访问的依赖，变更后仍能访问（被旧网段覆盖的除外）：{0}。',
  'What is reached now is reached then, from the host and from containers: {0}.':
    '主机和容器当前能访问的依赖，变更后仍能访问：{0}。',
  // bip-plan.ts, bridge-plan.ts
  "{0} has {1}, by the kernel's own word, and nothing in {2} any more.":
    '内核显示 {0} 的地址是 {1}，在 {2} 内不再有地址。',
  "{0} has {1} and Docker uses it; {2} is gone, and with it {3}, by the kernel's own word.":
    '内核显示 {0} 的地址是 {1}，且 Docker 使用它；{2} 及其网段 {3} 已不存在。',
  'There is no systemd here that would make the bridge again at every boot, before Docker starts.':
    '这台主机没有 systemd，无法在每次开机、Docker 启动之前重新创建网桥。',
  'Take the method bip: it changes the address of Docker’s own bridge, which Docker makes by itself.':
    '请改用 bip 方式：只改 Docker 自带网桥的地址，该网桥由 Docker 自行创建。',
  "Docker already uses a bridge of one's own, {0}; whatever makes it would make it again.":
    'Docker 已在使用自建网桥 {0}；创建它的程序会再次把它建出来。',
  'Give {0} another address where it is made, and restart Docker.':
    '请在创建 {0} 的地方改它的地址，然后重启 Docker。',
  'Have a unit make {0} with {1} at every boot before Docker starts, and start it':
    '用 systemd 单元在每次开机、Docker 启动前创建 {0}（{1}），并启动该单元',
  'Take {0} and its unit away, and what is left of iptables rules that name it':
    '移除 {0} 及其单元，并清除引用它的残留 iptables 规则',
  'Remove {0}, which Docker makes once more out of its memory': '删除 {0}（Docker 会按自己的记录再创建一次）',
  'firewalld may not know {0}: should containers answer only on the host itself, put it into the zone that docker0 is in.':
    'firewalld 可能不认识 {0}：如果只有在主机上才能访问容器，请把它加入 docker0 所在的 zone。',
  'systemd-networkd or NetworkManager leave {0} alone unless a configuration of theirs matches every device (Name=*).':
    'systemd-networkd 和 NetworkManager 不会改动 {0}，除非它们有配置匹配所有网卡（Name=*）。',
  // bound-units.ts
  '{0} stops with Docker (Requires=, BindsTo= or PartOf= of its unit): systemd starts it again with Docker, and where it does not the host does.':
    '{0} 会随 Docker 一起停止（其单元设有 Requires=、BindsTo= 或 PartOf=）：systemd 会随 Docker 重新启动它；若没有启动，则由主机上的脚本启动。',
  '{0} stop with Docker (Requires=, BindsTo= or PartOf= of their units): systemd starts them again with Docker, and where it does not the host does.':
    '{0} 会随 Docker 一起停止（其单元设有 Requires=、BindsTo= 或 PartOf=）：systemd 会随 Docker 重新启动它们；若没有启动，则由主机上的脚本启动。',
  '{0}, which stops with Docker, is active again.': '随 Docker 停止的 {0} 恢复为 active 状态。',
  '{0}, which stop with Docker, are active again.': '随 Docker 停止的 {0} 都恢复为 active 状态。',
  '{0} stops and starts with {1}, and what it runs then says "{2}" to Docker: containers would be deleted or made anew, which no undo brings back.':
    '{0} 随 {1} 停止和启动，届时它会对 Docker 执行 "{2}"：容器会被删除或重建，回滚也无法恢复。',
  'If its containers may go (what was written inside them goes with them), stop it yourself: systemctl stop {0}. Ask again, and start it when the change is over.':
    '如果它的容器可以删除（容器内写入的内容会一并丢失），请先手动停止它：systemctl stop {0}。然后重新发起，变更结束后再启动它。',
  'No restart policy starts {0} again, and nobody can tell whether one of them ends because its connections were cut: whatever ends after that is started again, even a job that was done.':
    '{0} 没有会让它再次启动的重启策略，而且无法判断它是否因连接断开而退出：断开之后退出的都会被重新启动，包括已执行完的任务。',
  // choose.ts, taken.ts
  'avoid={0} is no range of addresses.': 'avoid={0} 不是网段。',
  'Write ranges as 10.20.0.0/16, with commas between them.': '网段请写成 10.20.0.0/16，多个之间用逗号分隔。',
  'No private range is left that is wide enough for {0} containers and that nothing known to this host touches.':
    '没有剩余的私有网段既能容纳 {0} 个容器，又不与这台主机已知的任何网段重叠。',
  'Ask the owner of the network for a range, and say it: subnet=<range>':
    '请向网络负责人申请一个网段，再用 subnet=<网段> 指定',
  'Leave subnet= out, and Ferryman chooses one that is free; or name another.':
    '请去掉 subnet=，由 Ferryman 选一个空闲网段；或另外指定一个。',
  'subnet={0} is no range that a bridge can have: /8 to /29, IPv4.':
    'subnet={0} 不是网桥可用的网段：须为 IPv4，/8 到 /29。',
  '{0} is no private range (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16): somebody on the Internet may have it.':
    '{0} 不是私有网段（10.0.0.0/8、172.16.0.0/12、192.168.0.0/16）：互联网上可能有人在用。',
  '{0} has no room for {1} containers.': '{0} 容纳不下 {1} 个容器。',
  '{0} is taken: by {1} and {2} more.': '{0} 已被占用：{1}，另有 {2} 处。',
  '{0} is taken: by {1}.': '{0} 已被占用：{1}。',
  'the rule "{0}"': '策略路由规则「{0}」',
  'the neighbour {0} on {1}': '{1} 上的邻居 {0}',
  "Docker's address pool {0}": 'Docker 地址池 {0}',
  'the name server {0} of {1}': '{1} 的 DNS 服务器 {0}',
  "Ferryman's own address {0}": 'Ferryman 自身的地址 {0}',
  "Ferryman's own network {0}": 'Ferryman 所在的网段 {0}',
  'the client {0}': '客户端 {0}',
  'the IPsec policy for {0}': '{0} 的 IPsec 策略',
  '"reserved" in ferryman.yaml ({0})': 'ferryman.yaml 中的 reserved（{0}）',
  'the host {0} ({1})': '主机 {0}（{1}）',
  'None of the {0} addresses, {1} routes in {2} and {3} neighbours of this host touches {4}.':
    '这台主机的 {0} 个地址、{2}中的 {1} 条路由和 {3} 个邻居都不与 {4} 重叠。',
  "None of Docker's {0} does, nor an address pool.": 'Docker 的 {0}都不与之重叠，地址池也不重叠。',
  "None of Docker's {0} does.": 'Docker 的 {0}都不与之重叠。',
  'The inventory lists no services that this host must reach.': '主机清单没有列出这台主机必须访问的服务。',
  'No address is known of what this host must reach.': '这台主机必须访问的服务都没有解析出地址。',
  'Its name server is elsewhere.': '它的 DNS 服务器不在该网段内。',
  'Its {0} are elsewhere.': '它的 {0}不在该网段内。',
  'The 1 service that this host must reach (with the /24 around it) is elsewhere.':
    '这台主机必须访问的 1 个服务（连同所在的 /24）不在该网段内。',
  'The {0} that this host must reach (with the /24 around each) are elsewhere.':
    '这台主机必须访问的 {0}（连同各自所在的 /24）都不在该网段内。',
  'The {0} that this host must reach (with the /24 around each) and its {1} are elsewhere.':
    '这台主机必须访问的 {0}（连同所在的 /24）和它的 {1}都不在该网段内。',
  "Neither Ferryman's own network nor the ranges that clouds keep for themselves (100.64.0.0/10, 169.254.0.0/16) are near it.":
    'Ferryman 所在的网段和云厂商保留的网段（100.64.0.0/10、169.254.0.0/16）都不与之重叠。',
  '{0} of IPsec policies were kept clear of.': '已避开 IPsec 策略中的 {0}。',
  'ferryman.yaml reserves {0}, which it stays clear of.': '已避开 ferryman.yaml 保留的 {0}。',
  'It stays clear of {0}, as asked.': '已按要求避开 {0}。',
  'The inventory has no other hosts.': '主机清单里没有其他主机。',
  'the subnets of {0} were read, and none of them overlaps it': '{0} 台的网段已实际查看过，都不与之重叠',
  'of {0} only the address is known, and it is not in the /24 around that':
    '{0} 台只知道地址，所选网段不在该地址所在的 /24 内',
  'of {0} neither is known': '{0} 台的网段和地址都不知道',
  'Of the {0} in the inventory {1}.': '主机清单中的{0}：{1}。',
  '1 table': '1 张路由表',
  '{0} tables': '{0} 张路由表',
  '1 subnet': '1 个网段',
  '{0} subnets': '{0} 个网段',
  '1 service': '1 个服务',
  '{0} services': '{0} 个服务',
  '1 name server': '1 个 DNS 服务器',
  '{0} name servers': '{0} 个 DNS 服务器',
  '1 range': '1 个网段',
  '{0} ranges': '{0} 个网段',
  '1 other host': '另外 1 台主机',
  '{0} other hosts': '另外 {0} 台主机',
  // config-edit.ts
  'it is no UTF-8 text': '不是 UTF-8 文本',
  '{0} at line {1}, column {2}': '{0}（第 {1} 行第 {2} 列）',
  '{0} at line {1}, column {2} (JSON has no comments: line {3})':
    '{0}（第 {1} 行第 {2} 列；JSON 不允许注释：第 {3} 行）',
  'it has the key "{0}" twice, and which of them counts is unsure': '键 "{0}" 出现了两次，无法确定哪个生效',
  // config-plan.ts, restart-steps.ts
  'Keep {0} as it is': '原样备份 {0}',
  'Note that there is no {0}': '确认 {0} 不存在',
  'Let Docker check the new file': '让 Docker 检查新文件',
  'Set "{0}": "{1}"': '设置 "{0}": "{1}"',
  'Write the old address {0} into {1}, since Docker would remember the new one':
    '把旧地址 {0} 写入 {1}，否则 Docker 会记住新地址',
  'Put the old {0} back, byte for byte': '逐字节还原旧的 {0}',
  'Remove {0} again': '删除 {0}（变更前没有该文件）',
  'Docker has live-restore, which keeps a bridge as it is while a container runs: all containers are stopped first and started again.':
    'Docker 启用了 live-restore，只要有容器在运行，网桥就不会变：因此先停止全部容器，之后再启动。',
  'Docker {0} cannot check a configuration file before it starts with it; should it refuse the file, the host takes the change back by itself.':
    'Docker {0} 无法在启动前检查配置文件；如果它不接受新文件，主机会自行回滚。',
  '{0} is a link to {1}: the file there is changed, the link stays.':
    '{0} 是指向 {1} 的符号链接：修改目标文件，链接不变。',
  '{0} is empty, with which Docker before 23.0 does not start again; an undo leaves it empty, as it was.':
    '{0} 是空文件，23.0 之前的 Docker 用空文件无法再次启动；回滚后它和原来一样为空。',
  'Have the host itself undo it after {0} s, whatever happens to Ferryman':
    '设置主机在 {0} 秒后自行回滚，不依赖 Ferryman',
  'Stop the containers: live-restore would keep the bridge as it is':
    '停止容器：否则 live-restore 会使网桥保持不变',
  'Restart Docker': '重启 Docker',
  'Start those that Docker does not start again by itself': '启动 Docker 不会自动启动的容器',
  'Start what stopped with Docker and did not start with it': '启动随 Docker 停止、但没有随之启动的单元',
  'Connect anew and prove it': '重新建立连接并验证',
  'Disarm the undo': '解除自动回滚',
  // looked.ts
  'Podman runs the containers of this host, and its networks are not Docker’s.':
    '这台主机的容器由 Podman 运行，其网络不归 Docker 管。',
  'Change the network with podman: podman network inspect; podman network rm; podman network create --subnet':
    '请用 podman 修改网络：podman network inspect; podman network rm; podman network create --subnet',
  'There is no Docker on this host, so no Docker bridge is in the way.':
    '这台主机没有 Docker，因此不存在 Docker 网桥冲突。',
  'Docker does not run on this host, so that nobody can prove what a change does.':
    '这台主机上 Docker 没有运行，因此无法验证变更的效果。',
  'Find out why first: /diagnose {0}': '请先查明原因：/diagnose {0}',
  '{0} could not be read: {1}.': '无法读取 {0}：{1}。',
  '{0} could not be checked: {1}.': '无法检查 {0}：{1}。',
  'See what stands in the way: /diagnose {0}': '请查明原因：/diagnose {0}',
  // network-plan.ts, network-plan-steps.ts
  'Docker did not tell what the network {0} is made of.': 'Docker 没有给出网络 {0} 的配置。',
  'Plan again; if it stays so, `docker network inspect` tells why.':
    '请重新制定方案；如果仍是这样，可用 `docker network inspect` 查看原因。',
  "The network {0} is {1}, its bridge has {2} by the kernel's own word, and each of its {3} containers is in it under its names.":
    '网络 {0} 的网段是 {1}，内核显示其网桥地址是 {2}，它的 {3} 个容器都以各自的名称在该网络中。',
  'Let its containers leave it; they run on': '让容器断开该网络；容器继续运行',
  'Remove {0}': '删除 {0}',
  'Create it again with all that it had, on {0}': '按原有配置重建，网段为 {0}',
  'Let its containers join again under the same names': '让容器以原来的名称重新接入',
  'Note the network as it is': '记录网络现状',
  // network-plan-by-hand.ts
  'No compose project made the network {0}: whatever makes it the next time (a script, `docker network create`) has to say --subnet {1}, or Docker picks a range by itself again.':
    '网络 {0} 不是由 compose 项目创建的：下次无论用什么创建它（脚本、`docker network create`），都必须写明 --subnet {1}，否则 Docker 又会自选网段。',
  'Where {0} is made: {1} in place of {2}.': '在创建 {0} 的地方，把 {2} 改为 {1}。',
  'In Portainer, Stacks, {0}, Editor': 'Portainer 的 Stacks → {0} → Editor',
  'In {0} of project {1}': '项目 {1} 的 {0}',
  'the compose file': 'compose 文件',
  '{0}: services.{1}.networks.{2}.ipv4_address: {3} in place of {4}':
    '{0}：services.{1}.networks.{2}.ipv4_address: {3}（原为 {4}）',
  'Compose 2.30 and later then make the network anew once, with a short outage of its containers.':
    '改好后，Compose 2.30 及以上版本会重建一次该网络，其中的容器会短暂中断。',
  'Until then "Update the stack" leaves the network as it is, and a stack that is removed and deployed again gets the old range back.':
    '在此之前，点「Update the stack」不会动这个网络，而删除 stack 后重新部署会恢复旧网段。',
  'Until then `docker compose up` leaves the network as it is, and `docker compose down` with `up` brings the old range back.':
    '在此之前，`docker compose up` 不会动这个网络，而 `docker compose down` 后再 `up` 会恢复旧网段。',
  'docker network inspect {0}   # then create it again where it was made, with --subnet {1}':
    'docker network inspect {0}   # 然后在创建它的地方重新创建，加上 --subnet {1}',
  'then "Update the stack"': '然后点「Update the stack」',
  'docker network inspect {0}   # note its options and labels':
    'docker network inspect {0}   # 记下它的选项和标签',
  'docker network create --subnet {0} {1}   # with the options and labels that it had':
    'docker network create --subnet {0} {1}   # 加上原有的选项和标签',
  // network-plan-obstacles.ts
  'The network {0} is made by the driver {1}, whose ranges are part of a network outside of this host.':
    '网络 {0} 由驱动 {1} 创建，其网段属于这台主机之外的网络。',
  'The network {0} belongs to a swarm, which spans other hosts too.':
    '网络 {0} 属于 swarm，swarm 还跨越其他主机。',
  '{0} is only a configuration for other networks.': '{0} 只是供其他网络引用的配置。',
  'The network {0} gets its range from the configuration {1}.': '网络 {0} 的网段来自配置 {1}。',
  'The addresses of the network {0} are given out by {1}, which Ferryman does not know.':
    '网络 {0} 的地址由 {1} 分配，Ferryman 不支持它。',
  'The network {0} does not have exactly one IPv4 range.': '网络 {0} 没有 IPv4 网段，或者不止一个。',
  'The IPv6 range of the network {0} has parts that are set aside.': '网络 {0} 的 IPv6 网段有预留部分。',
  'There are several networks that are called {0}.': '有多个名为 {0} 的网络。',
  "The network's name, {0}, is none that `docker network create` takes.":
    '`docker network create` 不接受网络名 {0}。',
  'An option or a label of the network {0} looks like a secret, which Ferryman does not read, so it could not write it again.':
    '网络 {0} 的某个选项或标签疑似敏感信息，Ferryman 不读取其内容，因此无法重新写入。',
  'Move it by hand, when nobody needs its containers for some minutes.':
    '请在其容器可以停用几分钟时手动迁移。',
  'The container {0} was made for the network {1} by its id, which the network would lose.':
    '容器 {0} 创建时用 ID 指定网络 {1}，而重建后该网络的 ID 会变。',
  "Recreate {0} with the network's name, --network {1}, and plan again.":
    '请用网络名（--network {1}）重建容器 {0}，再重新制定方案。',
  'The container {0} is being restarted or removed just now.': '容器 {0} 正在重启或正在被删除。',
  'Wait until {0} runs or stands still, and plan again.': '请等 {0} 正常运行或停止后，再重新制定方案。',
  'The container {0} has a host port that Docker draws by itself, and would draw anew: whoever uses the old one would not find it.':
    '容器 {0} 的主机端口由 Docker 随机分配，届时会重新分配：仍用旧端口的访问方将连不上。',
  'Give {0} a host port of its own (ports: "8080:80"), or move the network by hand.':
    '请给 {0} 指定固定的主机端口（ports: "8080:80"），或手动迁移网络。',
  'The container {0} has a MAC address of its own, which `docker network connect` of Docker {1} cannot give it again.':
    '容器 {0} 指定了 MAC 地址，而 Docker {1} 的 `docker network connect` 无法再次指定它。',
  'Move the network by hand, with the containers recreated.': '请手动迁移网络，并重建容器。',
  'A name of the container {0} in the network {1} looks like a secret, which Ferryman does not read, so it could not write it again.':
    '容器 {0} 在网络 {1} 中的某个名称疑似敏感信息，Ferryman 不读取其内容，因此无法重新写入。',
  'Move the network by hand.': '请手动迁移网络。',
  'the reserved {0}': '预留的 {0}',
  '{0} ({1})': '{0}（{1}）',
  'the range for its containers ({0})': '分配给容器的地址范围（{0}）',
  '{0} has no place for {1}, at the distance from its start that it has now.':
    '{0} 中放不下 {1}（须保持它现在相对网段起点的偏移）。',
  '{0} has no place for {1}, at the distance from its start that they have now.':
    '{0} 中放不下 {1}（须保持它们现在相对网段起点的偏移）。',
  'Name a range as large as {0}: subnet=<address>/{1}.': '请指定与 {0} 同样大小的网段：subnet=<地址>/{1}。',
  // network-plan-warnings.ts
  'Connections that are open in this network end, and applications have to make them anew.':
    '该网络中已建立的连接会断开，应用必须重新连接。',
  'The old range is named by {0}.': '旧网段仍写在 {0} 中。',
  'Inside the containers the card has another name (eth1 in place of eth0, for example) until they are restarted.':
    '容器重启之前，容器内的网卡会换名（例如 eth0 变成 eth1）。',
  'No restart policy starts {0} again. Should one end meanwhile without an error (exit code 0), its work counts as done and it is not started again; after an error it is.':
    '{0} 没有会让它再次启动的重启策略。如果期间正常退出（退出码 0），则视为任务已完成，不再启动；如果出错退出，则会再次启动。',
  'A MAC address that somebody asked for (mac_address) cannot be told from one that Docker drew, and would be drawn anew.':
    '手动指定的 MAC 地址（mac_address）与 Docker 随机生成的无法区分，届时会重新生成。',
  "The bridge is called {0} after the network's id and would get another name, which {1} would not match.":
    '网桥以网络 ID 命名为 {0}，重建后会换名，{1} 将不再匹配。',
  'Move the network by hand, and these rules with it.': '请手动迁移网络，并一并修改这些规则。',
  "the firewall's {0}": '防火墙规则 {0}',
  // revert.ts
  'Write what is wanted by hand; the old file lies beside the record of the change on the host.':
    '请手动写入需要的内容；旧文件在主机上，与该变更的记录放在一起。',
  'The network {0} has {1} and not {2}, which change {3} gave it: somebody changed it since.':
    '网络 {0} 现在是 {1}，而不是变更 {3} 设置的 {2}：之后有人改过。',
  'no bridge': '没有网桥',
  '{0} is not what change {1} wrote any more, so that its backup does not fit.':
    '{0} 已不是变更 {1} 写入的内容，其备份不再适用。',
  "The bridge has {0} again, by the kernel's own word, and all containers run.":
    '内核显示网桥地址恢复为 {0}，且所有容器都在运行。',
  'The overlap that change {0} cured is there again afterwards.':
    '回滚后，变更 {0} 消除的网段重叠会重新出现。',
  'Write the old address, {0}, which Docker would not go back to by itself':
    '写入旧地址 {0}，Docker 不会自行改回',
  'There was no {0} before: remove it': '之前没有 {0}：删除它',
  'Put the file back that is there now': '放回当前的文件',
  // warnings.ts
  'This host is a recording: the plan shows what would be done, and cannot be applied.':
    '这台主机是快照：方案只展示会做什么，不能执行。',
  '{0} did not resolve on the host, so nobody knows whether the new subnet covers it.':
    '{0} 在主机上解析失败，无法得知新网段是否覆盖它的地址。',
  '{0} did not resolve on the host, so nobody knows whether the new subnet covers them.':
    '{0} 在主机上解析失败，无法得知新网段是否覆盖它们的地址。',
  '{0} (Docker network {1}, {2}) overlaps too. Afterwards: {3}':
    '{0}（Docker 网络 {1}，{2}）也有重叠。本次变更之后再执行：{3}',
  '{0} restarts over and over already; the change is not judged by it.':
    '{0} 本来就在反复重启，不据此判断变更是否成功。',
  '{0} restart over and over already; the change is not judged by them.':
    '{0} 本来就在反复重启，不据此判断变更是否成功。',
  '{0} gets a new address in the new subnet; whoever wrote an old one down (a proxy, a firewall, a monitor) has to change it.':
    '{0} 会在新网段得到新地址；凡是写死旧地址的地方（代理、防火墙、监控）都必须修改。',
  '{0} get new addresses in the new subnet; whoever wrote an old one down (a proxy, a firewall, a monitor) has to change it.':
    '{0} 会在新网段得到新地址；凡是写死旧地址的地方（代理、防火墙、监控）都必须修改。',
  '{0}: links (--link) are made anew as the containers start.': '{0}：容器启动时会重新建立 link（--link）。',
  '{0} has an address of the old subnet in extra_hosts, which will lead nowhere.':
    '{0} 的 extra_hosts 中有旧网段的地址，届时将失效。',
  '{0} have an address of the old subnet in extra_hosts, which will lead nowhere.':
    '{0} 的 extra_hosts 中有旧网段的地址，届时将失效。',
  '{0} firewall rule names an address of the old subnet and will match nothing: {1}':
    '有 {0} 条防火墙规则写有旧网段的地址，届时不再匹配：{1}',
  '{0} firewall rules name an address of the old subnet and will match nothing: {1}':
    '有 {0} 条防火墙规则写有旧网段的地址，届时不再匹配：{1}',
  // preconditions/config-file.ts
  '{0} is invalid, so that Docker would not start again: {1}.': '{0} 内容无效，Docker 将无法再次启动：{1}。',
  'Mend the file first; then ask again.': '请先修正该文件，再重新发起。',
  '{0} is managed by {1}, whose next run would take the change back.':
    '{0} 由 {1} 管理，{1} 下次运行时会把变更改回去。',
  'Make the change in {0}.': '请在 {0} 中修改。',
  '# {0} that writes {1}, beside the keys that are there:  "bip": "{2}"':
    '# {0}，{1} 由它写入；与已有的键并列加上：  "bip": "{2}"',
  'in the template or the variable (docker_daemon_options) of the Ansible role':
    'Ansible role 的模板或变量（docker_daemon_options）',
  'in the Puppet manifest (class docker, or the file resource)':
    'Puppet manifest（class docker，或 file 资源）',
  'in the Chef cookbook (docker_service, or the template resource)':
    'Chef cookbook（docker_service，或 template 资源）',
  'in the Salt state (file.managed or file.serialize)': 'Salt state（file.managed 或 file.serialize）',
  'in the CFEngine policy': 'CFEngine 策略',
  'in the Rudder directive': 'Rudder 指令',
  'in the Terraform module': 'Terraform 模块',
  'in the user data (write_files)': 'user data（write_files）',
  '# in {0}: {1}, "bip": "{2}"': '# 在 {0} 中：{1}；并加上 "bip": "{2}"',
  '{0} has "bridge": {1}: Docker uses a bridge that somebody else makes, and takes no "bip" beside it.':
    '{0} 中有 "bridge": {1}：Docker 使用别处创建的网桥，不能同时设置 "bip"。',
  'Give that bridge another address where it is made.': '请在创建该网桥的地方改它的地址。',
  '# where {0} is made (netplan, NetworkManager, ifcfg, interfaces): the address {1}':
    '# 在创建 {0} 的地方（netplan、NetworkManager、ifcfg、interfaces）：地址改为 {1}',
  '{0} has "fixed-cidr": {1}, which has to lie in the bridge\'s subnet; Docker would not start.':
    '{0} 中有 "fixed-cidr": {1}，它必须在网桥的网段内；Docker 将无法启动。',
  'Somebody chose that range for containers; decide which one takes its place.':
    '该容器网段是人为指定的；请决定用哪个网段代替。',
  '"fixed-cidr": a range in the new subnet, or none': '"fixed-cidr" 改为新网段内的一段，或去掉',
  '{0} has "default-gateway": {1}, which has to lie in the bridge\'s subnet.':
    '{0} 中有 "default-gateway": {1}，它必须在网桥的网段内。',
  'Decide which way the containers are to go out.': '请决定容器从哪里出网。',
  '"default-gateway": an address in the new subnet, or none':
    '"default-gateway" 改为新网段内的一个地址，或去掉',
  '"{0}" is set in {1} and as {2} in {3}, so that Docker would not start again.':
    '"{0}" 在 {1} 中设置过，又在 {3} 中以 {2} 设置，Docker 将无法再次启动。',
  'Take one of the two away and restart Docker in a quiet hour; then ask again.':
    '请去掉其中一处，在业务低峰重启 Docker，再重新发起。',
  // preconditions/daemon-flags.ts
  '`{0}` in {1}': '{1} 中的 `{0}`',
  "Docker gets the bridge's address from {0}; in its configuration file beside it Docker would not start.":
    'Docker 的网桥地址来自 {0}；如果在配置文件里也写一份，Docker 将无法启动。',
  'Change it in {0}.': '请在 {0} 中修改。',
  'Docker is started with {0}, which names a bridge that somebody else makes.':
    'Docker 启动时使用了 {0}，它指定的网桥由别处创建。',
  "Docker is started with {0}, which has to lie in the bridge's subnet.":
    'Docker 启动时使用了 {0}，它必须在网桥的网段内。',
  'Change it in {0}, or where that bridge is made.': '请在 {0} 中修改，或在创建该网桥的地方修改。',
  '# where {0} is made: the address {1}': '# 在创建 {0} 的地方：地址改为 {1}',
  '# in {0}: {1} in the new subnet, or none, and --bip={2}':
    '# 在 {0} 中：{1} 改到新网段内或去掉，并加上 --bip={2}',
  'Docker runs with {0}, and none of the files that its unit is known to read has it (flannel writes such a flag into /run/flannel/docker).':
    'Docker 运行时带有 {0}，但在其单元已知会读取的文件里都找不到它（flannel 会把这类参数写进 /run/flannel/docker）。',
  'Find what hands it over, and change the range there.': '请找出传入该参数的地方，在那里修改网段。',
  '# there: {0}': '# 在那里：{0}',
  // preconditions/host.ts
  'The change needs root, and sudo -n does not give it to the user of this connection: {0}.':
    '变更需要 root 权限，而当前连接的用户无法通过 sudo -n 获得：{0}。',
  'Let that user run sh without a password (in sudoers: NOPASSWD), or connect as root; then ask again.':
    '请允许该用户免密执行 sh（在 sudoers 中设置 NOPASSWD），或以 root 连接，再重新发起。',
  "The host is a member of a swarm ({0}): its bridges belong to the swarm's networks, and its tasks would be moved to other nodes meanwhile.":
    '这台主机是 swarm 成员（{0}）：它的网桥属于 swarm 的网络，变更期间任务会被迁到其他节点。',
  'Drain the node first (docker node update --availability drain <node>), change it by hand, and let it back in.':
    '请先排空节点（docker node update --availability drain <node>），手动修改后再让它重新接收任务。',
  "{0} runs here: what Docker's bridge is and which containers run is Kubernetes' business.":
    '这台主机运行着 {0}：Docker 网桥和容器由 Kubernetes 管理。',
  "{0} run here: what Docker's bridge is and which containers run is Kubernetes' business.":
    '这台主机运行着 {0}：Docker 网桥和容器由 Kubernetes 管理。',
  'Change the range in the cluster (flannel, the CNI plugin), node by node.':
    '请在集群中（flannel、CNI 插件）逐个节点修改网段。',
  'Docker runs rootless here: its bridge is in a network namespace of its own, where it cannot be in the way of the host.':
    '这里的 Docker 以 rootless 方式运行：网桥在独立的网络命名空间内，不会与主机冲突。',
  'Look at the host with /diagnose again.': '请用 /diagnose 重新诊断这台主机。',
  'The host did not say in time what a change has to know of it ({0}).':
    '主机没有及时给出变更所需的信息（{0}）。',
  'Ask again; if it stays so, the host is too busy to be changed now.':
    '请重新发起；如果仍是这样，说明主机当前过忙，不宜变更。',
  'docker (the client of the command line)': 'docker（命令行客户端）',
  '{0} is not installed, and without it the change cannot be taken back safely.':
    '没有安装 {0}，缺少它就无法安全地回滚变更。',
  'Install {0} (packages util-linux, coreutils, iproute2, docker); then ask again.':
    '请安装 {0}（软件包 util-linux、coreutils、iproute2、docker），再重新发起。',
  '{0} are not installed, and without them the change cannot be taken back safely.':
    '没有安装 {0}，缺少它们就无法安全地回滚变更。',
  'Install them (packages util-linux, coreutils, iproute2, docker); then ask again.':
    '请安装它们（软件包 util-linux、coreutils、iproute2、docker），再重新发起。',
  'Wait until it is confirmed or taken back; the host does that by itself.':
    '请等待它被确认或回滚；主机会自行完成。',
  'Another change of Ferryman ({0}) is not over here: {1}.':
    '这台主机上 Ferryman 的另一项变更（{0}）尚未结束：状态为 {1}。',
  'Another change of Ferryman ({0}) is not over here: {1} since {2}.':
    '这台主机上 Ferryman 的另一项变更（{0}）尚未结束：自 {2} 起状态为 {1}。',
  'Another change of Ferryman ({0} by {1}) is not over here: {2}.':
    '这台主机上 Ferryman 的另一项变更（{0}，{1}）尚未结束：状态为 {2}。',
  'Another change of Ferryman ({0} by {1}) is not over here: {2} since {3}.':
    '这台主机上 Ferryman 的另一项变更（{0}，{1}）尚未结束：自 {3} 起状态为 {2}。',
  'Only {0} MB are left for {1}, and a change that fills the disk half-way could not be taken back.':
    '{1} 只剩 {0} MB 空间，变更中途若写满磁盘将无法回滚。',
  'Make room (64 MB) on that file system: df -h {0}': '请在该文件系统上腾出空间（64 MB）：df -h {0}',
  'Only {0} inodes are left for {1}: no file could be written there.':
    '{1} 只剩 {0} 个 inode：那里无法写入文件。',
  'Remove files on that file system: df -i {0}': '请在该文件系统上删除文件：df -i {0}',
  // preconditions/restart.ts
  '{0} was started with --rm: when Docker stops, Docker deletes it, with everything inside.':
    '{0} 是用 --rm 启动的：Docker 停止时会删除它，连同其中的全部内容。',
  'Start it again without --rm, or stop it yourself; then ask again.':
    '请去掉 --rm 重新启动它，或手动停止它，再重新发起。',
  '{0} were started with --rm: when Docker stops, Docker deletes them, with everything inside.':
    '{0} 是用 --rm 启动的：Docker 停止时会删除它们，连同其中的全部内容。',
  'Start them again without --rm, or stop them yourself; then ask again.':
    '请去掉 --rm 重新启动它们，或手动停止它们，再重新发起。',
  '{0} is paused, and would not be so any more after a restart of Docker.':
    '{0} 处于暂停状态，重启 Docker 后将不再暂停。',
  '{0}, or stop it; then ask again.': '请执行 {0}，或停止它，再重新发起。',
  '{0} are paused, and would not be so any more after a restart of Docker.':
    '{0} 处于暂停状态，重启 Docker 后将不再暂停。',
  '{0}, or stop them; then ask again.': '请执行 {0}，或停止它们，再重新发起。',
  'A file of {0} was changed and systemd has not read it yet (NeedDaemonReload=yes): a restart now may or may not bring that change in.':
    '{0} 的文件改过，但 systemd 尚未重新读取（NeedDaemonReload=yes）：现在重启，该修改可能生效，也可能不生效。',
  'Look at it (systemctl cat {0}), then: systemctl daemon-reload; {1}, in a quiet hour.':
    '请先查看（systemctl cat {0}），再在业务低峰执行：systemctl daemon-reload; {1}',
  "{0} was changed at {1}, after Docker's last start at {2}: a restart would bring that change in too, and nobody knows whether Docker starts with it.":
    '{0} 在 {1} 改过，晚于 Docker 上次启动（{2}）：重启会让该修改一并生效，而无法得知 Docker 能否带着它启动。',
  'Put it back, or restart Docker in a quiet hour ({0}); then ask again.':
    '请改回去，或在业务低峰重启 Docker（{0}），再重新发起。',
  // preconditions/unusable-file.ts
  '{0} (a link to {1})': '{0}（指向 {1} 的符号链接）',
  '{0} is a link to {1}, which is not there.': '{0} 是指向 {1} 的符号链接，而目标不存在。',
  'Find out who makes that link and what it is to lead to; then ask again.':
    '请查明是谁创建了该链接、应指向哪里，再重新发起。',
  '{0} is no file.': '{0} 不是普通文件。',
  'Look at it: ls -la {0}': '请查看：ls -la {0}',
  '{0} is larger than 256 KiB.': '{0} 大于 256 KiB。',
  '{0} could not be read.': '无法读取 {0}。',
  'Look at it as root: cat {0}': '请以 root 查看：cat {0}',
  '{0} has the immutable bit: somebody made sure that nobody changes it.':
    '{0} 设有 immutable 属性：有人特意禁止修改它。',
  'Ask whoever set it; it goes with: chattr -i {0} {1}': '请先询问设置者；去掉该属性：chattr -i {0} {1}',
  'The file system that holds {0} is mounted to be read alone, so that the file cannot be changed.':
    '{0} 所在的文件系统以只读方式挂载，无法修改该文件。',
  'Change it where the image of this host is built, or mount it to be written to: mount -o remount,rw $(stat -c %m {0})':
    '请在构建这台主机系统镜像的地方修改，或重新挂载为可写：mount -o remount,rw $(stat -c %m {0})',
  // proofs
  'address of {0}': '{0} 的地址',
  'unknown: {0}: {1}': '未知：{0}：{1}',
  'ip route get for {0}': '到 {0} 的路由（ip route get）',
  'not on this bridge': '不在此网桥上',
  containers: '容器',
  known: '已知',
  'containers that run': '运行中的容器',
  'containers that are healthy': '健康检查正常的容器',
  '; {0} ended without an error meanwhile and was not started again': '；{0} 期间正常退出，没有再启动',
  '; {0} ended without an error meanwhile and were not started again': '；{0} 期间正常退出，没有再启动',
  '{0} is {1}': '{0} 的状态为 {1}',
  '{0}: {1} and {2} more': '{0}：{1}，另有 {2} 个',
  '{0} does not run ({1})': '{0} 没有运行（{1}）',
  '{0} from {1}': '从 {1} 访问 {0}',
  'was not tried': '未测试',
  '{0}, which comes with the old subnet': '{0}（恢复旧网段所致）',
  'overlaps of {0}': '网段重叠（{0}）',
  "Docker's bridge": 'Docker 网桥',
  'unknown: {0} could not be checked': '未知：{0} 未能检查',
  'port {0}': '端口 {0}',
  'port {0} ({1})': '端口 {0}（{1}）',
  "only Docker's proxy answers on the host": '在主机上只有 docker-proxy 应答',
  ' from outside': '（从外部）',
  ' on the host': '（在主机上）',
  " at the container's address": '（访问容器地址）',
  ' inside the container': '（在容器内）',
};
