import type { Catalogue } from '../catalogue.ts';

export const model: Catalogue = {
  // parsed-facts.ts, read-model.ts
  'it was not read': '未读取',
  'absent: {0}': '不存在：{0}',
  'denied: {0}': '权限不足：{0}',
  'timed-out: {0}': '超时：{0}',
  'unreadable: {0}': '无法读取：{0}',
  '{0} may not be read': '无权读取 {0}',
  // attempts.ts
  answers: '可连通',
  'is refused': '被拒绝',
  'times out': '超时',
  'is accepted and dropped at once': '被接受后立即断开',
  'is unreachable ({0})': '不可达（{0}）',
  'was not tried ({0})': '未尝试（{0}）',
  // symptoms.ts
  'Docker is installed and does not run.': 'Docker 已安装，但没有运行。',
  'Docker is installed and does not run; its last words: {0}.':
    'Docker 已安装，但没有运行；它最后的输出：{0}。',
  '{0} ({1}) cannot be found by name from the host.': '{0}（{1}）在主机上无法解析。',
  '{0}, where {1} connects to,': '{0}（{1} 要连接的目标）',
  '{0} {1} from the host.': '从主机访问 {0} {1}。',
  '{0} {1} from the host and inside containers.': '从主机和容器内访问 {0} 均{1}。',
  '{0} {1} from inside {2}, and answers the host.': '从容器 {2} 内访问 {0} {1}，而从主机可连通。',
  '{0} {1} from inside {2}.': '从容器 {2} 内访问 {0} {1}。',
  '{0} ({1}:{2}) {3} from inside {4}, its neighbour in network {5}.':
    '从容器 {4} 内访问 {0}（{1}:{2}）{3}，两者同在网络 {5} 中。',
  'it lists none': '其中一个也没有',
  'it lists {0}': '其中有 {0}',
  'The inventory lists no need called {0} for this host; {1}.':
    '主机清单中，这台主机没有名为 {0} 的依赖；{1}。',
  'there is none at all': '这里一个容器也没有',
  'there are {0}': '现有 {0}',
  "Docker has no container called {0} on this host; {1}. Podman's containers could not be read: {2}.":
    '这台主机的 Docker 中没有名为 {0} 的容器；{1}。Podman 的容器无法读取：{2}。',
  'No container on this host is called {0}; {1}.': '这台主机上没有名为 {0} 的容器；{1}。',
  "{0} is a container of Podman's, and does not run ({1}).": '{0} 是 Podman 的容器，没有运行（{1}）。',
  "{0} is a container of Podman's, and runs; Ferryman does not look into those.":
    '{0} 是 Podman 的容器，正在运行；Ferryman 不检查 Podman 容器的内部。',
  'Ask for a port that it publishes: {0}.': '请查询它发布的端口：{0}。',
  '{0} {1}.': '端口 {0}：{1}。',
  '{0} from outside': '从外部访问{0}',
  '{0} on the host itself': '在主机上访问{0}',
  "{0} at the container's address": '访问容器地址{0}',
  '{0} inside the container': '在容器内访问{0}',
  "hangs on the host itself (Docker's proxy accepts and gets no answer)":
    '在主机上访问挂起（docker-proxy 接受了连接，但得不到应答）',
  '{0} restarts over and over ({1} times).': '{0} 反复重启（{1} 次）。',
  '{0} runs and is unhealthy.': '{0} 在运行，但健康检查不通过（unhealthy）。',
  '{0} could not be started: {1}': '{0} 无法启动：{1}',
  '{0} was killed (exit code 137).': '{0} 被杀死（退出码 137）。',
  '{0} does not run (exit code {1}).': '{0} 没有运行（退出码 {1}）。',
  '{0} ended with exit code {1}.': '{0} 已退出，退出码 {1}。',
  // exit-meaning.ts
  'SIGILL: an instruction that this processor does not have': 'SIGILL，执行了当前处理器不支持的指令',
  'SIGABRT: it aborted itself; its last words may say why': 'SIGABRT，程序自行中止；最后几行输出可能说明原因',
  'SIGBUS: memory behind the end of a mapped file, or a disk error':
    'SIGBUS，访问了映射文件末尾之后的内存，或磁盘出错',
  'SIGFPE: a calculation that has no result': 'SIGFPE，执行了没有结果的运算',
  'SIGSEGV: it reached for memory that is not its own': 'SIGSEGV，访问了不属于自己的内存',
  'SIGPIPE: nobody read what it wrote': 'SIGPIPE，写出的内容无人读取',
  '.NET finds no hostfxr library in the image': '.NET 在镜像中找不到 hostfxr 库',
  '.NET cannot resolve the files that the application’s deps.json names':
    '.NET 无法解析应用的 deps.json 中列出的文件',
  '.NET does not find the application’s dll': '.NET 找不到应用的 dll',
  '.NET cannot read the application’s runtimeconfig.json': '.NET 无法读取应用的 runtimeconfig.json',
  '.NET finds no framework in the image that fits the application': '.NET 在镜像中找不到适合该应用的框架',
  'Docker could not start it': 'Docker 无法启动它',
  'its main process finished without an error': '主进程正常结束，没有出错',
  'Docker itself failed to run it': 'Docker 自身未能运行它',
  'its command is there and cannot be executed': '命令存在，但无法执行',
  'its command was not found in the image': '镜像中找不到该命令',
  'Docker could not set up its network, ports or user': 'Docker 无法配置其网络、端口或用户',
  'it ended on SIGTERM, as whoever stopped it wanted': '应停止请求，收到 SIGTERM 后结束',
  'it was ended by SIGTERM, which somebody had Docker send':
    '被 SIGTERM 终止，该信号是有人通过 Docker 发送的',
  'it was ended by SIGTERM': '被 SIGTERM 终止',
  'an error without a better number, or an end together with the daemon or the host':
    '没有更具体退出码的错误，或是随守护进程或主机一同结束',
  'the kernel killed it: it used more memory than its limit of {0}': '被内核杀死：内存用量超过了上限 {0}',
  'the kernel killed it for lack of memory': '因内存不足被内核杀死',
  'somebody stopped it, and it was killed because it did not end in time; no lack of memory':
    '有人停止它，它没有及时退出，于是被杀死；并非内存不足',
  'somebody had Docker kill it; no lack of memory': '有人通过 Docker 杀死了它；并非内存不足',
  'it was killed (SIGKILL); Docker knows of no memory limit that was reached':
    '被杀死（SIGKILL）；据 Docker 记录，没有触及内存上限',
  'it was ended by {0}': '被信号终止：{0}',
};
