import type { Catalogue } from '../catalogue.ts';

/** Of what the flows of `/logs` say, and Docker's part of it. */
export const flowsLogs: Catalogue = {
  // state.ts
  '1 restart': '重启 1 次',
  '{0} restarts': '重启 {0} 次',
  'last exit {0}': '最近一次退出码 {0}',
  'restarting over and over': '反复重启',
  'never came up at its last start: {0}': '上次启动失败：{0}',
  'paused: its processes are frozen until somebody unpauses it':
    '已暂停：在恢复（unpause）之前，其进程一直处于冻结状态',
  'created, and never started': '已创建，从未启动',
  'stopped by somebody': '由人工停止',
  exited: '已退出',
  'exited {0} ago': '{0}前退出',
  'exited with exit code {0}': '已退出，退出码 {0}',
  'exited {0} ago with exit code {1}': '{0}前退出，退出码 {1}',
  'unhealthy for {0} probes in a row': '健康检查连续 {0} 次失败（unhealthy）',
  'unhealthy for {0} probes in a row ({1})': '健康检查连续 {0} 次失败（unhealthy：{1}）',
  'one of its processes was once killed for lack of memory': '曾有进程因内存不足被杀死',
  healthy: '健康检查正常',
  starting: '健康检查尚在启动阶段',
  running: '运行中',
  'running for {0}': '已运行 {0}',
  '{0} h {1} min': '{0} 小时 {1} 分钟',
  // read-logs.ts, diagnose-container.ts, pattern.ts
  'the host was not read within {0} s': '{0} 秒内没有读完主机信息',
  'The log was not read to its end.': '日志没有读完。',
  'Ask again.': '请重试。',
  '{0} (at the time of the recording, {1})': '{0}（采集快照时的状态，{1}）',
  'The recording was made at {0} and holds nothing of the time since {1}. Ask for since {2}, or for the last lines: tail 50.':
    '快照采集于 {0}，不包含 {1} 之后的内容。请改用 since {2}，或只看最后几行：tail 50。',
  'No known cause explains it.': '已知原因都不能解释。',
  'Patterns are regular expressions as RE2 has them; a sign that means something stands for itself behind a backslash: error\\(40\\)':
    '匹配模式是 RE2 语法的正则表达式；有特殊含义的字符前加反斜杠即表示字符本身：error\\(40\\)',
  // open-container.ts, open-recorded.ts
  'Docker cannot be asked on {0}: {1}.': '无法查询 {0} 上的 Docker：{1}。',
  'Find out why: ferryman diagnose {0}': '查明原因：ferryman diagnose {0}',
  'its inspection is empty': 'inspect 结果为空',
  'the answer is no JSON': '返回的不是 JSON',
  'it cannot be read': '无法解析',
  'Docker on {0} does not show container {1}: {2}.': '{0} 上的 Docker 查不到容器 {1}：{2}。',
  'It may have been removed meanwhile: look for it again.': '容器可能已被删除：请重新查找。',
  'The recorded host {0} has no container {1}.': '快照中的主机 {0} 没有容器 {1}。',
  'Its containers are named under docker-inspect in the file.':
    '它有哪些容器，见快照文件中的 docker-inspect。',
  'the recording holds nothing of its log': '快照里没有它的日志',
  'its log could not be read when the host was recorded: {0}': '采集快照时未能读取它的日志：{0}',
  // find-container
  'It is not in the inventory.': '它不在主机清单里。',
  'It did not answer within {0} s.': '{0} 秒内没有响应。',
  'Ferryman is shutting down.': 'Ferryman 正在退出。',
  'the list of containers is no JSON': '容器列表不是 JSON',
  'the recording has no containers': '快照里没有容器信息',
  // src/docker/gate.ts
  'the host did not say in time whether Docker runs': '主机未及时答复 Docker 是否在运行',
  'dockerd runs without a socket at {0}': 'dockerd 在运行，但 {0} 处没有套接字',
  'dockerd runs only for the user with the id {0}, who has a socket of their own':
    '只有 ID 为 {0} 的用户运行着 dockerd，使用其自己的套接字',
  'no dockerd process runs on the host': '主机上没有运行 dockerd 进程',
  'no Docker engine is installed on the host': '主机上没有安装 Docker 引擎',
  // src/docker/log-stream.ts
  'the connection ended in the middle of the log': '日志读到一半时连接中断',
  'Docker cannot be reached any more': 'Docker 已连接不上',
  '{0}: it ends inside a line': '{0}：最后一行不完整',
  'Docker stopped reading the log: {0}': 'Docker 中止了日志读取：{0}',
  ', up to {0}': '（到 {0} 为止）',
  'ask for a later since, or for a tail': '请把 since 设晚一些，或使用 tail',
  'only the first {0} of what was asked for were read{1}; {2}': '所查内容只读取了前 {0}{1}；{2}',
  'only the first {0} lines of what was asked for are shown{1}; {2}': '所查内容只显示前 {0} 行{1}；{2}',
  'the log was followed for {0}, as long as was asked for': '已按要求跟踪日志 {0}',
  'Docker sent nothing of the log within {0}; it reads every line that it keeps to find where since begins: ask for a tail instead':
    'Docker 在 {0}内没有送来任何日志；它要逐行读完现存日志才能找到 since 的起点：请改用 tail',
  'the log was read for {0}, which is as long as a reading may take{1}; {2}':
    '日志读取了 {0}，已到读取时限{1}；{2}',
  'the reading was stopped': '读取已被停止',
  // src/docker/log-unreadable.ts
  'the container is not there any more, and its log went with it': '容器已不存在，日志也随之消失',
  'a syslog server': 'syslog 服务器',
  'give the container the log driver json-file or local and create it anew (docker compose up -d)':
    '把容器的日志驱动改为 json-file 或 local，并重建容器（docker compose up -d）',
  'Docker keeps no copy of its own that could be read, since it is older than 20.10 or has cache-disabled set':
    'Docker 自己没有保留可读的副本，因为版本低于 20.10 或设置了 cache-disabled',
  "the container's log driver is none: Docker throws away what the container writes. To have a log, {0}":
    '容器的日志驱动是 none：Docker 会丢弃容器的输出。要有日志，请{0}',
  "the container's log driver is journald, and this Docker was built without reading the journal. Read it on the host: journalctl CONTAINER_NAME=<name>":
    '容器的日志驱动是 journald，而这个 Docker 编译时没有带上读取 journal 的功能。请在主机上读取：journalctl CONTAINER_NAME=<name>',
  'somewhere else': '别处',
  "the container's log driver sends the lines to {0}, and {1}. Look there, or {2}":
    '容器的日志驱动把日志发往 {0}，而 {1}。请到那里查看，或者{2}',
  "the container's log driver is {0}, which sends the lines to {1}, and {2}. Look there, or {3}":
    '容器的日志驱动是 {0}，它把日志发往 {1}，而 {2}。请到那里查看，或者{3}',
};
