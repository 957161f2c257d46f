import type { Catalogue } from '../catalogue.ts';

export const rulesContainers: Catalogue = {
  // app-crash.ts
  'An application ended with an error': '应用因错误退出',
  'The application in container {0} (image {1}) ended by itself{2}.':
    '容器 {0}（镜像 {1}）中的应用自行退出{2}。',
  'Its log does not say why.': '其日志没有说明原因。',
  'The last lines of that run say why; they come from the application, not from Docker or the network.':
    '原因见该次运行的最后几行日志；它们来自应用本身，而非 Docker 或网络。',
  'The restart policy starts it again and it meets the same end.': '重启策略会再次启动它，结果依然相同。',
  'wrong if `{0}` is 0 after it ended, or if {1} is a job whose failure nobody minds':
    '若它退出后 `{0}` 显示 0，或 {1} 是失败也无妨的任务，则此结论不成立',
  'Hand these lines to whoever owns the application; they say what to mend.':
    '把这些日志交给应用负责人；需要修复什么，日志里已写明。',
  'docker start {0}   # once it is mended': 'docker start {0}   # 修复之后执行',
  'Reading is free of risk.': '只读操作，没有风险。',
  '{0} crashes over and over': '{0} 反复崩溃',
  '{0} crashed': '{0} 崩溃了',
  '{0} crashes over and over: {1}': '{0} 反复崩溃：{1}',
  '{0} crashed: {1}': '{0} 崩溃：{1}',
  // bind-source-missing.ts
  'What is mounted into a container is not on the host': '挂载进容器的内容在主机上不存在',
  '{0} mounts {1}, an empty directory that Docker made': '{0} 挂载了 {1}，那是 Docker 创建的空目录',
  'There was no {0} on the host when container {1} was created, so Docker made an empty directory there and mounted it to {2}. If the container is to find files there, they are missing: after a move of servers mostly because a data disk was not copied or is not mounted. If it is to write there, all is well.':
    '创建容器 {1} 时，主机上没有 {0}，于是 Docker 在那里创建了一个空目录，并挂载到 {2}。如果容器需要从中读取文件，那么这些文件缺失了：服务器迁移之后，多半是数据盘没有拷贝或没有挂载。如果容器只是往里写，则一切正常。',
  'wrong if {0} is meant to be empty': '若 {0} 本来就应当为空，则此结论不成立',
  'Mount the data disk, or copy {0} from the old host, then restart the container.':
    '挂载数据盘，或从旧主机拷贝 {0}，然后重启容器。',
  'Restarting the container interrupts it for a moment.': '重启容器会造成短暂中断。',
  'a path in the container': '容器内的某个路径',
  '{0} misses {1}: it is an empty directory on the host': '{0} 缺少 {1}：它在主机上是空目录',
  '{0} misses {1}: it is not on the host': '{0} 缺少 {1}：它在主机上不存在',
  'Container {0} mounts {1} of the host to {2}.': '容器 {0} 把主机的 {1} 挂载到 {2}。',
  "There was no such path when the container was created, so Docker made an empty directory of root's there, without a word; the application finds nothing at {0} and gives up.":
    '创建容器时该路径不存在，于是 Docker 在那里默默创建了一个属主为 root 的空目录；应用在 {0} 下什么也找不到，只能退出。',
  'There is no such path, so Docker mounts nothing useful.': '该路径不存在，因此 Docker 挂载的内容毫无用处。',
  'There is no such path, so Docker refuses to start the container.':
    '该路径不存在，因此 Docker 拒绝启动该容器。',
  'After a move of servers the usual reason is a data disk that was not copied or is not mounted.':
    '服务器迁移之后，常见原因是数据盘没有拷贝或没有挂载。',
  'wrong if `ls -la {0}` shows what the application looks for':
    '若 `ls -la {0}` 能列出应用要找的文件，则此结论不成立',
  'Mount the data disk, or copy {0} from the old host, then start the container. If the path itself is wrong: {1}':
    '挂载数据盘，或从旧主机拷贝 {0}，然后启动容器。如果路径本身写错了：{1}',
  'rmdir {0}   # removes it only while it is empty': 'rmdir {0}   # 只有目录为空时才会删除',
  '# restore {0}, then: docker restart {1}': '# 恢复 {0}，然后执行：docker restart {1}',
  'Do not let the application create its data anew in the empty directory: that hides the loss and gets in the way of the real data.':
    '不要让应用在空目录里重新生成数据：那会掩盖数据丢失，并妨碍恢复真正的数据。',
  // bind-source.ts
  missing: '不存在',
  'not to be seen by the SSH user': 'SSH 用户无权查看',
  'an empty directory, owner {0}, mode {1}': '空目录，属主 {0}，权限 {1}',
  'a directory, owner {0}, mode {1}': '目录，属主 {0}，权限 {1}',
  'a file, owner {0}, mode {1}': '文件，属主 {0}，权限 {1}',
  'neither a file nor a directory': '既不是文件也不是目录',
  // container-dead-state.ts
  'A container is neither there nor removed': '容器无法使用，也未被彻底删除',
  '{0} is dead: Docker began to remove it and could not finish':
    '{0} 处于 dead 状态：Docker 已开始删除它，但未能完成',
  'Docker has removed container {0} in part: it cannot be started any more, and its name stays taken, so that a new container of that name is refused. Its files could not be removed, mostly because a process outside of it still holds its mount.':
    'Docker 只删除了容器 {0} 的一部分：它再也无法启动，名称却仍被占用，因此同名的新容器会被拒绝。它的文件未能删除，多半是容器之外仍有进程占着它的挂载点。',
  'wrong if `{0}` does not say dead': '若 `{0}` 显示的不是 dead，则此结论不成立',
  'Find the process that holds its mount, restart that, then remove the container; create it anew.':
    '找出占用其挂载点的进程并重启该进程，然后删除容器，再重新创建。',
  'Only restart a process whose purpose you know. Volumes stay.': '只重启你清楚用途的进程。数据卷不受影响。',
  // crash-lines.ts
  '… {0} more lines …': '…… 省略 {0} 行 ……',
  // crashed-by-signal.ts
  'it came upon an instruction that this processor does not have; after a move to another machine type that is the first thing to think of':
    '执行了当前处理器不支持的指令；如果迁移到了另一种机型，首先应怀疑这一点',
  'it found itself in a state that must not be and aborted; its last words may say which':
    '程序发现自身处于不该出现的状态，于是主动中止；最后几行输出可能说明是什么状态',
  'it reached for memory behind the end of a mapped file, or for a disk that gave an error':
    '访问了映射文件末尾之后的内存，或读取的磁盘出错',
  'a calculation that has no result, such as a whole number divided by zero':
    '执行了没有结果的运算，例如整数除以零',
  'it reached for memory that is not its own: a mistake in native code, or a library that does not fit':
    '访问了不属于自己的内存，即原生代码有缺陷，或某个库不匹配',
  'A container’s main process was ended by the kernel for what it did': '容器的主进程因自身行为被内核终止',
  '{0} crashes over and over: its process was ended by {1}': '{0} 反复崩溃：进程被 {1} 终止',
  '{0} crashed: its process was ended by {1}': '{0} 崩溃：进程被 {1} 终止',
  'The main process of container {0} was ended by the kernel with signal {1}{2}: {3}. That happens inside the program or its native libraries, not in Docker or the network.':
    '容器 {0} 的主进程被内核以信号 {1} 终止{2}：{3}。问题出在程序或其原生库内部，与 Docker 和网络无关。',
  'wrong if `{0}` is not {1} after it ended': '若它退出后 `{0}` 显示的不是 {1}，则此结论不成立',
  'Compare the processor flags with those of the old machine; build for a plainer processor, or take a machine type that has them.':
    '与旧机器对比处理器特性（flags）；改为面向更通用的处理器编译，或换用具备这些特性的机型。',
  'Take a core dump to whoever owns the program; try the version that ran before.':
    '把 core dump 交给程序负责人；试试之前能运行的版本。',
  'A core dump holds whatever the process had in memory, secrets too.':
    'core dump 包含进程内存中的全部内容，也包括密码等机密。',
  // dotnet-dll-not-found.ts
  'The .NET host does not find the application that it is to run': '.NET 宿主找不到要运行的应用',
  '{0} does not find its application {1}': '{0} 找不到自己的应用 {1}',
  'Container {0} runs `{1}` in {2}.': '容器 {0} 在 {2} 中运行 `{1}`。',
  'There is no {0}, so the .NET host takes "{1}" for a command of the SDK and complains about a missing SDK{2}.':
    '{0} 不存在，因此 .NET 宿主把「{1}」当成了 SDK 命令，并报缺少 SDK{2}。',
  "No SDK is missing: the file's name (also upper and lower case), the working directory or the copy in the image is wrong.":
    '其实并不缺 SDK：出错的是文件名（包括大小写）、工作目录，或镜像中的拷贝步骤。',
  "No SDK is missing: the file's name (also upper and lower case), the working directory or the copy in the image is wrong; and {0} is covered by a mount of {1}, which hides what the image has there.":
    '其实并不缺 SDK：出错的是文件名（包括大小写）、工作目录，或镜像中的拷贝步骤；此外，{0} 被来自 {1} 的挂载覆盖，镜像中原有的内容因此不可见。',
  'wrong if `docker run --rm --entrypoint ls {0} -l {1}` lists it and no volume covers it':
    '若 `docker run --rm --entrypoint ls {0} -l {1}` 能列出该文件，且没有数据卷覆盖它，则此结论不成立',
  'Correct ENTRYPOINT or WORKDIR, or what COPY puts into {0}; do not install an SDK.':
    '修正 ENTRYPOINT、WORKDIR，或 COPY 放进 {0} 的内容；不要安装 SDK。',
  'Take the mount away from {0}, or put the published application into {1}; do not install an SDK.':
    '去掉 {0} 上的挂载，或把发布好的应用放进 {1}；不要安装 SDK。',
  'The container is recreated; it does not serve now, so nothing is interrupted.':
    '容器会重建；它目前并未提供服务，因此不会造成中断。',
  '(the right file at the end)': '（末尾写正确的文件）',
  // dotnet-framework-error.ts
  ' ({0}, as long as Docker Hub had it)': '（在 Docker Hub 下架之前名为 {0}）',
  // dotnet-framework-too-old-patch-or-band.ts
  'The image has a .NET application’s framework in another version than it needs':
    '镜像中的框架版本与 .NET 应用所需的不同',
  '{0} needs {1} {2}; its image has {3}': '{0} 需要 {1} {2}；其镜像中只有 {3}',
  'The application in container {0} was built against {1} {2}.': '容器 {0} 中的应用是基于 {1} {2} 构建的。',
  'Its image ({0}) has that framework in {1}, which is an older patch: .NET takes a newer patch for an older one and never the reverse, so its host gives up before the application starts{2}.':
    '其镜像（{0}）中该框架的版本是 {1}，补丁版本过旧：.NET 可以用较新的补丁代替较旧的，反之则不行，因此 .NET 宿主在应用启动之前就放弃了{2}。',
  'Its image ({0}) has that framework in {1}, which is another version: .NET takes a newer patch for an older one and never the reverse, so its host gives up before the application starts{2}.':
    '其镜像（{0}）中该框架的版本是 {1}，与所需版本不同：.NET 可以用较新的补丁代替较旧的，反之则不行，因此 .NET 宿主在应用启动之前就放弃了{2}。',
  'The base image was pulled long ago and is older than the SDK that built the application.':
    '基础镜像是很久以前拉取的，比构建该应用的 SDK 更旧。',
  'The tag of the base image is of another version than the project.':
    '基础镜像的标签与项目所用的版本不一致。',
  'What is installed on the host does not matter.': '主机上安装了什么并不影响结果。',
  'wrong if `docker run --rm --entrypoint dotnet {0} --list-runtimes` lists {1} {2} or a newer {3}':
    '若 `docker run --rm --entrypoint dotnet {0} --list-runtimes` 列出 {1} {2} 或更新的 {3} 版本，则此结论不成立',
  'Pull the base image again ({0}{1}) and rebuild; or leave the patch version out of the project file.':
    '重新拉取基础镜像 {0}{1} 并重新构建；或在项目文件中不指定补丁版本。',
  'Build on the base image of {0}: {1}{2}.': '改用 {0} 的基础镜像构建：{1}{2}。',
  '# Dockerfile, last stage:  FROM {0}': '# Dockerfile 最后一个阶段：FROM {0}',
  'The image is rebuilt and the container recreated; it does not serve now, so nothing is interrupted.':
    '镜像会重新构建，容器会重建；它目前并未提供服务，因此不会造成中断。',
  'image: <the new image>': 'image: <新镜像>',
  '(the new image)': '（新镜像）',
  // dotnet-icu-missing.ts
  'A .NET application misses the library ICU in its image': '.NET 应用的镜像中缺少 ICU 库',
  '{0} aborts at once: its image has no ICU library': '{0} 一启动就中止：其镜像中没有 ICU 库',
  'The .NET runtime in container {0} loads ICU, the library for languages, dates and sorting, before the application starts. The image ({1}) does not have it, so the runtime aborts itself{2}. Libraries of the host do not matter: a container sees only its own files.':
    '容器 {0} 中的 .NET 运行时在应用启动之前要加载 ICU（处理语言、日期和排序的库）。镜像（{1}）中没有它，因此运行时自行中止{2}。主机上的库不起作用：容器只能看到自己的文件。',
  "wrong if `docker run --rm --entrypoint sh {0} -c 'ls /usr/lib/*/libicuuc* /usr/lib/libicuuc*'` lists a library":
    "若 `docker run --rm --entrypoint sh {0} -c 'ls /usr/lib/*/libicuuc* /usr/lib/libicuuc*'` 能列出该库，则此结论不成立",
  'Install ICU in the image; or, if the application gets along without cultures, switch on the invariant mode (SqlClient and cultures do not work in it).':
    '在镜像中安装 ICU；如果应用不依赖区域设置，也可以启用不变模式（该模式下 SqlClient 和区域设置不可用）。',
  '# Dockerfile, alpine:  RUN apk add --no-cache icu-libs   and  ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false':
    '# Dockerfile（alpine）：RUN apk add --no-cache icu-libs 以及 ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false',
  '# Dockerfile, Debian:  RUN apt-get update && apt-get install -y libicu-dev':
    '# Dockerfile（Debian）：RUN apt-get update && apt-get install -y libicu-dev',
  'Invariant mode changes how texts are sorted, compared and formatted.':
    '不变模式会改变文本的排序、比较和格式化方式。',
  'image: <the new image>   # or environment: ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1"]':
    'image: <新镜像>   # 或 environment: ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1"]',
  '(the new image, or -e DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1)':
    '（新镜像，或 -e DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1）',
  // dotnet-libssl-missing.ts
  'A .NET application finds no OpenSSL that it knows in its image': '.NET 应用的镜像中没有它所支持的 OpenSSL',
  '{0} aborts: its image has no OpenSSL that its .NET version knows':
    '{0} 中止：其镜像中没有该 .NET 版本所支持的 OpenSSL',
  'The .NET runtime in container {0} needs OpenSSL for every TLS connection. Versions up to .NET 5 know OpenSSL 1.0 and 1.1 only; the image ({1}) has OpenSSL 3 or none, so the runtime aborts itself{2}. Libraries of the host do not matter: a container sees only its own files.':
    '容器 {0} 中的 .NET 运行时建立任何 TLS 连接都需要 OpenSSL。.NET 5 及更早版本只支持 OpenSSL 1.0 和 1.1；镜像（{1}）中是 OpenSSL 3，或根本没有 OpenSSL，因此运行时自行中止{2}。主机上的库不起作用：容器只能看到自己的文件。',
  'wrong if `docker run --rm --entrypoint sh {0} -c \'find / -name "libssl.so.1*"\'` finds a library':
    '若 `docker run --rm --entrypoint sh {0} -c \'find / -name "libssl.so.1*"\'` 能找到该库，则此结论不成立',
  'Move the application to .NET 6 or later, or build on an image that still has OpenSSL 1.1 (Debian 11, Ubuntu 20.04).':
    '把应用升级到 .NET 6 或更高版本，或改用仍带有 OpenSSL 1.1 的镜像构建（Debian 11、Ubuntu 20.04）。',
  'OpenSSL 1.1 gets no security updates any more: an old image is a stopgap.':
    'OpenSSL 1.1 已不再有安全更新：旧镜像只是权宜之计。',
  // dotnet-shared-framework-missing.ts
  'The image lacks the shared framework that a .NET application was built against':
    '镜像中缺少 .NET 应用构建时所依赖的共享框架',
  '{0} needs {1} {2}, which its image does not have': '{0} 需要 {1} {2}，而其镜像中没有',
  'The application in container {0} was built against the shared framework {1} {2}. Its image ({3}) does not contain that framework in any version, so the .NET host gives up before the application starts{4}. Installing a framework or an SDK on the host cannot help: a container sees only the files of its own image.':
    '容器 {0} 中的应用是基于共享框架 {1} {2} 构建的。其镜像（{3}）中没有该框架的任何版本，因此 .NET 宿主在应用启动之前就放弃了{4}。在主机上安装框架或 SDK 无济于事：容器只能看到自己镜像中的文件。',
  'wrong if `docker run --rm --entrypoint dotnet {0} --list-runtimes` lists {1} {2}':
    '若 `docker run --rm --entrypoint dotnet {0} --list-runtimes` 列出 {1} {2}，则此结论不成立',
  'This application targets Windows Desktop and cannot run on Linux: build it for net (not net-windows), or run it on Windows.':
    '该应用面向 Windows 桌面，无法在 Linux 上运行：改为面向 net（而非 net-windows）构建，或在 Windows 上运行。',
  '# project file: <TargetFramework> without -windows, no UseWPF/UseWindowsForms':
    '# 项目文件：<TargetFramework> 不带 -windows，去掉 UseWPF/UseWindowsForms',
  'A change of the application, not of the host.': '需要改的是应用，而不是主机。',
  'Build the image on {0}{1} and recreate the container.': '基础镜像改用 {0}{1} 重新构建，并重建容器。',
  // entrypoint-not-executable.ts
  'The program that a container is to run may not be executed': '容器要运行的程序没有执行权限',
  '{0} cannot start: {1} is a directory': '{0} 无法启动：{1} 是目录',
  '{0} cannot start: {1} may not be executed': '{0} 无法启动：{1} 不允许执行',
  'Container {0} is to run {1}. It is there, but a directory is no program.':
    '容器 {0} 要运行 {1}。它存在，但目录不是程序。',
  'Container {0} is to run {1}. It is there, but the kernel refuses to execute it: the file lacks the x bit, is a directory, or lies on a file system mounted with noexec.':
    '容器 {0} 要运行 {1}。它存在，但内核拒绝执行：文件没有 x 权限、是目录，或位于以 noexec 挂载的文件系统上。',
  'It comes from the image {0}; COPY keeps the mode that the file had where the image was built.':
    '它来自镜像 {0}；COPY 会保留构建镜像时文件的权限。',
  'It comes from {0} on the host, mounted to {1}.': '它来自主机上的 {0}，挂载到 {1}。',
  'Docker never started a process, so the log is empty.': 'Docker 从未启动过进程，因此日志为空。',
  'wrong if `{0}` shows a file with x for everybody':
    '若 `{0}` 显示这是一个所有人都有 x 权限的文件，则此结论不成立',
  'Set the x bit in the image and build it again.': '在镜像中加上 x 权限并重新构建。',
  'Set the x bit of the file on the host.': '给主机上的该文件加上 x 权限。',
  '# Dockerfile:  RUN chmod +x {0}   (or COPY --chmod=755)':
    '# Dockerfile：RUN chmod +x {0}（或 COPY --chmod=755）',
  'chmod +x {0}   # the file itself, then docker start {1}':
    'chmod +x {0}   # 针对文件本身，然后执行 docker start {1}',
  'It never ran, so nothing is interrupted.': '它从未运行过，因此不会造成中断。',
  // entrypoint-not-found.ts
  'The program that a container is to run is not in its image': '容器要运行的程序不在其镜像中',
  '{0} cannot start: there is no {1} in it': '{0} 无法启动：其中没有 {1}',
  'Container {0} is to run `{1}`, and its image ({2}) has no such program.':
    '容器 {0} 要运行 `{1}`，而其镜像（{2}）中没有这个程序。',
  'Container {0} is to run `{1}`, and its image ({2}) has no such program in its PATH.':
    '容器 {0} 要运行 `{1}`，而其镜像（{2}）的 PATH 中没有这个程序。',
  'Container {0} is to run `{1}`, and {2}, where that would be, is covered by a mount of {3}, so whatever the image has there cannot be seen.':
    '容器 {0} 要运行 `{1}`，而它本应所在的 {2} 被来自 {3} 的挂载覆盖，镜像中原有的内容因此不可见。',
  "Docker never got as far as starting a process, so that the log is empty; the reason stands in the container's state alone.":
    'Docker 还没走到启动进程这一步，因此日志为空；原因只记录在容器状态中。',
  'The name holds a space: a whole command line was given as one word.':
    '名称中含有空格：整条命令行被当成了一个词。',
  'wrong if `docker run --rm --entrypoint ls {0} -l {1}` lists it':
    '若 `docker run --rm --entrypoint ls {0} -l {1}` 能列出它，则此结论不成立',
  'Correct the command or entrypoint, or use an image that has the program.':
    '修正 command 或 entrypoint，或换用包含该程序的镜像。',
  'Mount to another place than {0}, or put the program into {1}.':
    '挂载到 {0} 以外的位置，或把程序放进 {1}。',
  'The container is recreated; it never ran, so nothing is interrupted.':
    '容器会重建；它从未运行过，因此不会造成中断。',
  'command: [<program>, <arguments>]': 'command: [<程序>, <参数>]',
  '(program and arguments at the end)': '（末尾写程序和参数）',
  // env-missing.ts
  'A container lacks a variable of its environment that its application needs': '容器缺少应用所需的环境变量',
  'a setting': '某项配置',
  '{0} gives up because a setting of its environment is missing': '{0} 因缺少某项环境配置而退出',
  '{0} gives up because its environment has no {1}': '{0} 因环境中没有 {1} 而退出',
  'The application in container {0} needs {1} and ends without it{2}.':
    '容器 {0} 中的应用需要 {1}，缺少它便会退出{2}。',
  'Settings like this one live in the stack file, an .env file beside it, or the command line of the old `docker run`; a container that is recreated by hand has only what it is given again.':
    '这类配置写在 stack 文件、同目录的 .env 文件，或当初的 `docker run` 命令行中；手动重新创建的容器，只会带上这次重新指定的配置。',
  '(none)': '（无）',
  'wrong if `{0}` lists {1}': '若 `{0}` 列出了 {1}，则此结论不成立',
  'every setting that the application names': '应用提到的每一项配置',
  'Give it {0} again, from the stack file or from `docker inspect` of the container that worked.':
    '重新为它提供 {0}，可从 stack 文件或正常容器的 `docker inspect` 中查到。',
  'Values may be secrets: put them into an env file that only root reads, not onto the command line.':
    '变量值可能是机密：写入只有 root 可读的 env 文件，不要写在命令行上。',
  'environment: ["{0}=<value>"]': 'environment: ["{0}=<值>"]',
  '--env-file <file with {0}>': '--env-file <含 {0} 的文件>',
  "The container's environment has no variables, and {0} is not among them.":
    '该容器没有任何环境变量，自然也没有 {0}。',
  "The container's environment has {0} variables, and {1} is not among them.":
    '该容器有 {0} 个环境变量，其中没有 {1}。',
  // exec-format-error.ts
  'A container’s program is not one that this processor can run': '容器的程序无法在当前处理器上运行',
  '{0} ends at once: {1} is no program for this processor':
    '{0} 一启动就退出：{1} 不是当前处理器能运行的程序',
  'Container {0} runs {1}, and the kernel cannot tell how to run it. Either the image was built for another processor (arm64 on an amd64 host, or the reverse: built on a laptop, run on a server), or the file is a script without #!/bin/sh in its first line, or it was cut short. The container ends before it has done anything{2}.':
    '容器 {0} 运行的是 {1}，而内核不知道如何执行它。要么镜像是为另一种处理器构建的（在 amd64 主机上用了 arm64 镜像，或反过来：在笔记本上构建，到服务器上运行）；要么该文件是脚本，首行却没有 #!/bin/sh；要么文件不完整。容器什么都没来得及做就退出了{2}。',
  "wrong if `{0}` is this host's (`uname -m`) and {1} begins with #! or ELF":
    '若 `{0}` 与这台主机一致（`uname -m`），且 {1} 以 #! 或 ELF 开头，则此结论不成立',
  'Get the image for this processor (docker pull --platform, docker buildx build --platform), or add the first line to the script.':
    '获取适合当前处理器的镜像（docker pull --platform、docker buildx build --platform），或给脚本补上首行。',
  'Reading is free of risk. The container is recreated; it never ran, so nothing is interrupted.':
    '只读操作，没有风险。容器会重建；它从未运行过，因此不会造成中断。',
  'platform: linux/<architecture>': 'platform: linux/<架构>',
  '--platform linux/<architecture>': '--platform linux/<架构>',
  // exit-137-not-oom.ts
  'A container was killed, and not for its memory limit': '容器被杀死，但不是因为超出内存上限',
  'Whoever stopped it may have had a reason.': '停止它的人可能有其理由。',
  'wrong if `{0}` does not say false 137': '若 `{0}` 显示的不是 false 137，则此结论不成立',
  '{0} was killed: the host had no memory left': '{0} 被杀死：主机内存已耗尽',
  'The kernel looked for a process to end because the memory of the whole host had run out, and took the main process of container {0} (exit code 137). Its own limit was not reached, so Docker shows OOMKilled false.':
    '整台主机的内存已耗尽，内核需要挑一个进程终止，选中了容器 {0} 的主进程（退出码 137）。容器自身的内存上限并未触及，因此 Docker 显示 OOMKilled false。',
  'Find out what uses up the memory of the host; give each container a limit.':
    '查明是什么耗尽了主机内存；给每个容器设置内存上限。',
  'Started again it may meet the same end.': '再次启动后，可能还是同样的结果。',
  '{0} does not run: somebody stopped it, and it had to be killed':
    '{0} 未运行：有人停止了它，且最终不得不强制杀死',
  '{0} does not run: somebody stopped it': '{0} 未运行：有人停止了它',
  'Container {0} was stopped by way of Docker (docker stop, or an update or a script that does the same). Exit code 137 does not mean a lack of memory here: Docker asks the main process to end with SIGTERM, and kills it when it has not ended {1} later. A program that runs as process 1 and does not handle SIGTERM always ends that way.':
    '容器 {0} 是通过 Docker 停止的（docker stop，或执行同样操作的更新或脚本）。这里的退出码 137 并不代表内存不足：Docker 先用 SIGTERM 通知主进程退出，等待 {1} 仍未退出便将其杀死。以 1 号进程运行且不处理 SIGTERM 的程序，总是这样结束。',
  'Start it again if it is to run. To let it end in order, handle SIGTERM in the program, or run it under an init (--init, init: true).':
    '如果需要它运行，就重新启动。要让它正常退出，请在程序中处理 SIGTERM，或用 init 来运行它（--init，init: true）。',
  '{0} does not run: somebody killed it by way of Docker': '{0} 未运行：有人通过 Docker 杀死了它',
  '{0} was killed by somebody on the host': '{0} 被主机上的人或程序杀死',
  "Somebody ran `docker kill` on container {0}, or a program did so by Docker's API: SIGKILL, exit code 137. It is no lack of memory, and its restart policy ({1}) does not start it again after that.":
    '有人对容器 {0} 执行了 `docker kill`，或某个程序通过 Docker API 做了同样的操作：SIGKILL，退出码 137。这不是内存不足，而且其重启策略（{1}）在此之后不会再启动它。',
  'The main process of container {0} was ended with SIGKILL (exit code 137), and neither its memory limit (OOMKilled false) nor, as far as its events go back, Docker did that. A person or a program on the host killed the process, or the memory of the whole host had run out.':
    '容器 {0} 的主进程被 SIGKILL 终止（退出码 137），既不是因为内存上限（OOMKilled false），在事件记录可追溯的范围内，也不是 Docker 所为。要么是主机上的人或程序杀死了该进程，要么是整台主机的内存曾经耗尽。',
  'Start it again if it is to run; find out who killed it.': '如果需要它运行，就重新启动；查明是谁杀死了它。',
  'Look who kills processes on the host (journal, cron, an out-of-memory daemon), then start it again.':
    '查看主机上是谁在杀进程（系统日志、cron、OOM 守护进程），然后重新启动它。',
  'some seconds (10, unless told otherwise)': '若干秒（默认 10 秒）',
  '10 s': '10 秒',
  // file-mounted-on-directory.ts
  'A directory is mounted onto a file of a container, or a file onto a directory':
    '目录被挂载到容器的文件上，或文件被挂载到目录上',
  '{0} cannot start: {1} and {2} are not both files or both directories':
    '{0} 无法启动：{1} 与 {2} 类型不一致，须同为文件或同为目录',
  'Container {0} mounts {1} of the host to {2}. One of them is a file and the other a directory, which cannot be mounted onto each other.':
    '容器 {0} 把主机的 {1} 挂载到 {2}。二者一个是文件，一个是目录，无法相互挂载。',
  'On the host {0} is {1}.': '主机上 {0} 的状态：{1}。',
  'If the file was missing when the container was created, Docker made an empty directory of that name, and goes on mounting that.':
    '如果创建容器时该文件不存在，Docker 就会创建一个同名的空目录，之后一直挂载它。',
  'wrong if `stat -c %F {0}` says the same kind as {1} is in the image':
    '若 `stat -c %F {0}` 显示的类型与镜像中的 {1} 相同，则此结论不成立',
  'Put the right file at {0} (from the old host or the repository), or mount a directory to a directory.':
    '把正确的文件放到 {0}（取自旧主机或代码仓库），或改为两边都用目录。',
  '# if it is an empty directory: rmdir {0}, put the file there, then docker start {1}':
    '# 如果是空目录：rmdir {0}，把文件放到该处，然后执行 docker start {1}',
  'rmdir removes an empty directory only. The container never ran, so nothing is interrupted.':
    'rmdir 只会删除空目录。该容器从未运行过，因此不会造成中断。',
  // glibc-version.ts
  'A program was built for a newer C library than its image has': '程序构建时所用的 C 库比镜像中的更新',
  '{0} ends at once: {1} needs {2}, which its image does not have':
    '{0} 一启动就退出：{1} 需要 {2}，而其镜像中没有',
  '{0} in container {1} was built on a distribution with a newer C library than the one in its image ({2}): it asks for {3}. The loader refuses before the program starts{4}. The library of the host does not matter: a container sees only its own files.':
    '容器 {1} 中的 {0} 构建时所在的发行版，其 C 库比镜像（{2}）中的新：它要求 {3}。加载器在程序启动之前就拒绝加载{4}。主机的库不起作用：容器只能看到自己的文件。',
  'wrong if `docker run --rm --entrypoint ldd {0} --version` prints {1} or newer':
    '若 `docker run --rm --entrypoint ldd {0} --version` 显示 {1} 或更新的版本，则此结论不成立',
  'Build the program on the distribution of its image, or take an image as new as the build.':
    '在与镜像相同的发行版上构建程序，或换用与构建环境同样新的镜像。',
  'The image is built again and the container recreated; it does not serve now.':
    '镜像会重新构建，容器会重建；它目前并未提供服务。',
  // healthcheck-failing.ts
  'The health check of a container fails': '容器的健康检查失败',
  '{0} counts as unhealthy because its health check cannot run': '{0} 被判为不健康，因为其健康检查无法执行',
  '{0} is unhealthy: its health check takes too long': '{0} 不健康：健康检查超时',
  '{0} is unhealthy: its health check fails': '{0} 不健康：健康检查失败',
  'Docker runs `{0}` inside container {1} again and again; it has failed {2} times in a row.':
    'Docker 在容器 {1} 内反复执行 `{0}`，已连续失败 {2} 次。',
  'the check of the image': '镜像自带的检查',
  'The command of the check is not in the image, so the check says nothing of the application: a false alarm, which keeps others from starting (depends_on) or has swarm replace the container all the same.':
    '镜像中没有健康检查所用的命令，因此检查结果说明不了应用的状况：这是误报，但仍会让其他服务无法启动（depends_on），或使 swarm 替换该容器。',
  'It is not done in the time that it is given: the application hangs or is too slow.':
    '检查没有在规定时间内完成：应用卡死或过慢。',
  'What it prints says what the application is missing.': '检查的输出说明了应用缺少什么。',
  'The published port itself takes connections, so the check asks for more than that, or for something else.':
    '发布的端口本身可以建立连接，因此检查要求得更多，或检查的是别的东西。',
  'wrong if `{0}` says healthy a minute later': '若一分钟后 `{0}` 显示 healthy，则此结论不成立',
  'Write the check with a program that the image has, or install one.':
    '改用镜像中已有的程序来写检查，或在镜像中安装所需程序。',
  'Run the check by hand and mend what it complains about, or the check where it asks for the wrong thing.':
    '手动执行一次检查，修复它报告的问题；如果检查的对象不对，则修正检查本身。',
  'To run the check once more is what Docker does anyhow. A change recreates the container.':
    '再执行一次检查，与 Docker 平时所做的无异。修改配置需要重建容器。',
  // image-tag-drift.ts
  'A container runs another image than its tag names by now': '容器运行的镜像已不是其标签当前指向的镜像',
  '{0} runs an older image than {1} is by now': '{0} 运行的镜像比 {1} 当前指向的镜像旧',
  'Container {0} was created from {1}. That tag has moved on to another image since: it was built or pulled again. Nothing happens until somebody recreates the container; then it is another program, perhaps another version.':
    '容器 {0} 是用 {1} 创建的。此后该标签已指向另一个镜像：重新构建或重新拉取过。在有人重建容器之前不会有任何变化；一旦重建，运行的就是另一个程序，可能也是另一个版本。',
  'wrong if `{0}` prints the image of the container': '若 `{0}` 显示的就是该容器的镜像，则此结论不成立',
  'Name images by a version or a digest, so that an update is a decision.':
    '用版本号或摘要来指定镜像，让升级成为明确的决定。',
  'Nothing changes until the container is recreated.': '在重建容器之前不会有任何变化。',
  // interpreter-or-loader-missing.ts
  'The interpreter or loader that a container’s program needs is not in its image':
    '容器程序所需的解释器或加载器不在其镜像中',
  '{0} ends at once: what {1} needs to run is not in its image':
    '{0} 一启动就退出：运行 {1} 所需的东西不在其镜像中',
  'Container {0} runs {1}. That file is there, or Docker would have refused earlier with another error; the kernel\'s "no such file or directory" is about the interpreter or loader that the file asks for.':
    '容器 {0} 运行的是 {1}。该文件存在，否则 Docker 早就以另一种错误拒绝了；内核所说的「no such file or directory」，指的是该文件所要求的解释器或加载器。',
  'A script: the program in its first line (#!…) does not exist in the image. With line ends of Windows that program is called "/bin/sh" plus a carriage return, which exists nowhere; #!/bin/bash needs bash, which alpine and other small images lack.':
    '这是脚本：其首行（#!…）指定的程序在镜像中不存在。若用的是 Windows 换行符，该程序名就成了「/bin/sh」加一个回车符，哪里都不会有；#!/bin/bash 需要 bash，而 alpine 等小型镜像没有。',
  'A program: the loader written into it does not exist in the image, as with a program built for glibc (Debian, Ubuntu) in an alpine image; a script without .sh may also name an interpreter that is not there, or have line ends of Windows.':
    '这是程序：其中写定的加载器在镜像中不存在，例如为 glibc（Debian、Ubuntu）构建的程序放进了 alpine 镜像；不带 .sh 后缀的脚本也可能指定了不存在的解释器，或用了 Windows 换行符。',
  'The container ends before it has done anything{0}.': '容器什么都没来得及做就退出了{0}。',
  'wrong if `docker cp {0}:{1} - | tar xO | head -c 64 | od -c` shows a first line without \\r whose interpreter is in {2}':
    '若 `docker cp {0}:{1} - | tar xO | head -c 64 | od -c` 显示首行没有 \\r，且其解释器在 {2} 中存在，则此结论不成立',
  'Look at the first bytes: \\r at the end of the first line means line ends of Windows (dos2unix, or .gitattributes with eol=lf); else install the interpreter in the image or name one that it has; a glibc program needs a glibc image.':
    '查看文件开头的字节：首行末尾有 \\r，说明是 Windows 换行符（用 dos2unix，或在 .gitattributes 中设置 eol=lf）；否则，在镜像中安装该解释器，或改用镜像已有的解释器；glibc 程序需要 glibc 镜像。',
  '# a program: docker cp {0}:{1} - | tar xO > /tmp/p; readelf -l /tmp/p | grep interpreter':
    '# 如果是程序：docker cp {0}:{1} - | tar xO > /tmp/p; readelf -l /tmp/p | grep interpreter',
  'Reading is free of risk. The image is built again; the container never ran, so nothing is interrupted.':
    '只读操作，没有风险。镜像会重新构建；该容器从未运行过，因此不会造成中断。',
  // killed-by-operator-attach.ts
  'Somebody attached to a container and ended it with Ctrl-C': '有人 attach 到容器，并用 Ctrl-C 终止了它',
  '{0} was ended by Ctrl-C': '{0} 被 Ctrl-C 终止',
  '{0} was ended by Ctrl-C, by somebody who had attached to it': '有人 attach 到 {0}，并用 Ctrl-C 终止了它',
  'The main process of container {0} was ended by an interrupt (exit code 130 is 128 plus SIGINT).':
    '容器 {0} 的主进程被中断信号终止（退出码 130 即 128 加 SIGINT）。',
  'The main process of container {0} was ended by an interrupt.': '容器 {0} 的主进程被中断信号终止。',
  'That is Ctrl-C in a terminal that is connected to it.': '也就是在与它相连的终端里按了 Ctrl-C。',
  'Somebody ran `docker attach {0}` before. That opens no shell of its own: it connects to the main process, and Ctrl-C goes there.':
    '此前有人执行过 `docker attach {0}`。它并不会另开一个 shell，而是直接连到主进程，按下的 Ctrl-C 也就发给了主进程。',
  'Docker takes that for an end that was wanted.': 'Docker 认为这是有意结束。',
  'wrong if `{0}` is neither 130 nor 0, or if it was meant to end':
    '若 `{0}` 显示的既不是 130 也不是 0，或它本来就该结束，则此结论不成立',
  'Start it again. To look around in a container use `docker exec`; leave an attached one with Ctrl-P Ctrl-Q.':
    '重新启动它。要进容器查看，请用 `docker exec`；已经 attach 的，用 Ctrl-P Ctrl-Q 退出。',
  'A start changes nothing else.': '启动不会改变其他任何东西。',
  // mount-leak-on-old-kernel.ts
  'A container cannot be removed because another process holds its mount':
    '容器无法删除，因为另有进程占用其挂载点',
  "docker-journal: Docker's journal could not be read, and a container is dead":
    'docker-journal: 无法读取 Docker 的系统日志，而有容器处于 dead 状态',
  '{0} cannot be removed: another process holds its mount': '{0} 无法删除：另有进程占用其挂载点',
  'Docker could not remove the files of container {0} because its file system is still mounted for another process, one with a mount namespace of its own (services with PrivateTmp=yes, such as ntpd or httpd, that were started while the container ran).':
    'Docker 无法删除容器 {0} 的文件，因为其文件系统仍挂载在另一个进程中，该进程有自己的挂载命名空间（设置了 PrivateTmp=yes 的服务，如 ntpd 或 httpd，且在该容器运行期间启动）。',
  'fs.may_detach_mounts is {0}; 1 lets the kernel remove it all the same.':
    'fs.may_detach_mounts 为 {0}；设为 1 时，内核仍可将其删除。',
  'It is dead meanwhile and its name stays taken.': '在此期间，它处于 dead 状态，名称仍被占用。',
  'wrong if `grep -l {0} /proc/*/mountinfo` names no process':
    '若 `grep -l {0} /proc/*/mountinfo` 没有列出任何进程，则此结论不成立',
  'Restart the service that holds the mount, then remove the container; set fs.may_detach_mounts=1 where the kernel has it (CentOS 7.4 and later).':
    '重启占用挂载点的服务，然后删除容器；如果内核支持（CentOS 7.4 及以上），设置 fs.may_detach_mounts=1。',
  'grep -l {0} /proc/*/mountinfo   # then: systemctl status <pid>':
    'grep -l {0} /proc/*/mountinfo   # 然后执行：systemctl status <pid>',
  'The service that holds the mount is interrupted for a moment. Never unmount or delete under /var/lib/docker by hand.':
    '占用挂载点的服务会短暂中断。切勿在 /var/lib/docker 下手动卸载或删除。',
  // name-conflict.ts
  'A container could not be created because its name is taken': '容器因名称被占用而无法创建',
  'A new container {0} was refused: the name is taken': '新容器 {0} 被拒绝：名称已被占用',
  'Somebody tried to create a container called {0}, and Docker refused because there is one of that name: {1}, which runs.':
    '有人试图创建名为 {0} 的容器，Docker 拒绝了，因为同名容器已经存在：{1}，正在运行。',
  'Somebody tried to create a container called {0}, and Docker refused because there is one of that name: {1}, which does not run.':
    '有人试图创建名为 {0} 的容器，Docker 拒绝了，因为同名容器已经存在：{1}，未在运行。',
  'It belongs to a project of its own, so two projects want the same name.':
    '它属于自己的项目，也就是有两个项目想用同一个名称。',
  'It was made by hand, so a stack does not take it for its own and cannot replace it.':
    '它是手动创建的，因此 stack 不会把它当成自己的，也无法替换它。',
  'wrong if `docker ps -a --no-trunc --filter name=^/{0}$` does not show {1}':
    '若 `docker ps -a --no-trunc --filter name=^/{0}$` 没有显示 {1}，则此结论不成立',
  'Rename the old container, bring up the new one, and remove the old one when the new one works.':
    '先给旧容器改名，再拉起新容器，确认新容器正常后删除旧容器。',
  'Its ports are free only once the old one is stopped: a short outage.':
    '旧容器停止后，其端口才会释放：会有短暂中断。',
  'Removing a container removes what was changed inside it; a compose container that is renamed still belongs to its project.':
    '删除容器会丢失在其中所做的改动；compose 的容器改名后仍属于原项目。',
  // network-gone.ts
  'The network that a container belongs to was removed': '容器所属的网络已被删除',
  '{0} cannot start: its network {1} is gone': '{0} 无法启动：其网络 {1} 已不存在',
  'Container {0} was created in network {1} and remembers that network by its id ({2}). No network has that id any more: it was removed, or removed and made again under the same name, which gives it another id.':
    '容器 {0} 是在网络 {1} 中创建的，并以 ID（{2}）记住该网络。现在已没有任何网络使用这个 ID：它被删除了，或是删除后又以同名重建，因而换了 ID。',
  'wrong if `docker network inspect {0}` finds it':
    '若 `docker network inspect {0}` 能找到它，则此结论不成立',
  'Recreate the container in a network that exists.': '在现有的网络中重建容器。',
  'Recreate the container in a network that exists; bringing up its project makes the network too.':
    '在现有的网络中重建容器；拉起其所属项目时，也会一并创建网络。',
  '# if it is missing: docker network create {0}': '# 如果网络不存在：docker network create {0}',
  'The container is recreated; it does not run, so nothing is interrupted. Data in volumes stays, changes inside the container go.':
    '容器会重建；它目前未在运行，因此不会造成中断。数据卷中的数据会保留，容器内的改动会丢失。',
  // no-foreground-process.ts
  'A container ends at once because its main process does not stay':
    '容器一启动就结束，因为主进程没有保持运行',
  '{0} restarts over and over: its main process does not stay in the foreground':
    '{0} 反复重启：主进程没有在前台保持运行',
  '{0} ended at once: its main process does not stay in the foreground':
    '{0} 一启动就结束：主进程没有在前台保持运行',
  'A container ends with its first process, and the restart policy starts it again ({0} times so far).':
    '容器随首个进程结束而结束，重启策略又会再次启动它（至今 {0} 次）。',
  'A container ends with its first process.': '容器随首个进程结束而结束。',
  'The process puts the server into the background or is a shell that has nothing to wait for.':
    '该进程要么把服务放到了后台，要么是一个没有任务可等的 shell。',
  'wrong if `{0}` is not 0 after it ended, or if {1} is a job that is meant to end':
    '若它退出后 `{0}` 显示的不是 0，或 {1} 本来就是会结束的任务，则此结论不成立',
  "Start the server in the foreground: change the image's or the service's command.":
    '让服务在前台运行：修改镜像或该服务的 command。',
  '# e.g. nginx -g "daemon off;", apachectl -D FOREGROUND, exec <server> as the last line of the start script':
    '# 例如 nginx -g "daemon off;"、apachectl -D FOREGROUND，或在启动脚本最后一行写 exec <服务程序>',
  'The container is recreated. Nothing served before, so nothing is interrupted.':
    '容器会重建。此前并未提供服务，因此不会造成中断。',
  'command: [<server>, <its option for the foreground>]': 'command: [<服务程序>, <前台运行选项>]',
  '(command at the end)': '（末尾写命令）',
  'The first process of container {0}, `{1}`, ended with exit code 0, without an error, {2} s after it started.':
    '容器 {0} 的首个进程 `{1}` 启动 {2} 秒后便以退出码 0 结束，没有报错。',
  'The first process of container {0}, `{1}`, ended with exit code 0, without an error, shortly after it started.':
    '容器 {0} 的首个进程 `{1}` 启动后不久便以退出码 0 结束，没有报错。',
  // not-restarted-after-boot.ts
  'A container was not started again after the host or Docker went down':
    '主机或 Docker 停止后，容器没有再次启动',
  '{0} was not started again after the host or Docker went down under it':
    '主机或 Docker 在 {0} 运行时停止，之后它没有再次启动',
  '{0} was not started again after Docker or the host was restarted': 'Docker 或主机重启后，{0} 没有再次启动',
  'Container {0} ended when the host or Docker went down (exit code 255, which is what Docker notes for a container that it finds dead when it starts), and its restart policy is "no", so nothing starts it again.':
    '容器 {0} 在主机或 Docker 停止时随之结束（退出码 255，即 Docker 启动时发现容器已死所记录的值），而其重启策略为「no」，因此不会自动启动。',
  'Container {0} ended when the host or Docker went down (exit code {1}), and its restart policy is "no", so nothing starts it again.':
    '容器 {0} 在主机或 Docker 停止时随之结束（退出码 {1}），而其重启策略为「no」，因此不会自动启动。',
  unknown: '未知',
  'The application did not fail.': '应用本身没有故障。',
  'Docker runs since {0}': 'Docker 自 {0} 起运行',
  'wrong if somebody stopped {0} on purpose before the restart':
    '若有人在重启之前有意停止了 {0}，则此结论不成立',
  'Start it, and give it a restart policy, so that it comes back by itself next time.':
    '启动它，并为它设置重启策略，使其下次能自动恢复。',
  'Whatever it depends on should be up; a start changes nothing else.':
    '它所依赖的服务应当已经就绪；启动不会改变其他任何东西。',
  // old-runtime-blocks-new-syscalls.ts
  'An old Docker forbids system calls that a newer image needs': '旧版 Docker 禁止了较新镜像所需的系统调用',
  "{0} ends at once: this host's Docker forbids what its newer image needs":
    '{0} 一启动就退出：这台主机的 Docker 禁止了其较新镜像所需的系统调用',
  'The programs in image {0} use system calls (clone3 and others) that are newer than the filter which Docker here puts around containers.':
    '镜像 {0} 中的程序使用的系统调用（clone3 等）比这台主机上 Docker 给容器加的过滤器更新。',
  'The programs in image {0} use system calls (clone3 and others) that are newer than the filter which Docker {1} puts around containers.':
    '镜像 {0} 中的程序使用的系统调用（clone3 等）比 Docker {1} 给容器加的过滤器更新。',
  'That filter answers "not permitted" where it should say "unknown call", and the C library gives up instead of taking the older call{0}. The same image runs on a newer Docker.':
    '该过滤器本应回答「未知调用」，却回答「不允许」，于是 C 库没有改用旧的调用，而是直接放弃{0}。同一镜像在较新的 Docker 上可以运行。',
  'wrong if `docker run --rm --security-opt seccomp=unconfined {0}` fails the same way':
    '若 `docker run --rm --security-opt seccomp=unconfined {0}` 同样失败，则此结论不成立',
  'Upgrade Docker to 20.10.10 or later, with containerd.io and libseccomp 2.4.4 or later.':
    '将 Docker 升级到 20.10.10 或更高版本，并配合 containerd.io 以及 libseccomp 2.4.4 或更高版本。',
  'The upgrade restarts Docker and with it every container. seccomp=unconfined works at once and takes a protection away: for a test only.':
    '升级会重启 Docker，所有容器也随之重启。seccomp=unconfined 可立即见效，但会失去一层防护：仅限测试。',
  // oom-killed-child.ts
  'The kernel killed a child process of a container for its memory limit': '内核因内存上限杀死了容器的子进程',
  'none of its own': '未单独设限',
  'A child process of {0} was killed for its memory limit; {1} runs on':
    '{0} 的一个子进程因内存上限被杀死；{1} 仍在运行',
  '{0} ended after one of its processes was killed for its memory limit':
    '{0} 的一个进程因内存上限被杀死，随后它也结束了',
  '{0} ended after one of its processes was killed for lack of memory':
    '{0} 的一个进程因内存不足被杀死，随后它也结束了',
  'A child process of {0} was killed for lack of memory; {1} runs on':
    '{0} 的一个子进程因内存不足被杀死；{1} 仍在运行',
  'Container {0} may use {1} of memory. One of its processes went over that and the kernel killed it.':
    '容器 {0} 的内存上限是 {1}。它的一个进程超出上限，被内核杀死。',
  'Container {0} has no memory limit of its own. The host, or a group of processes that the container is in, ran out of memory, and the kernel killed one of its processes.':
    '容器 {0} 没有单独的内存上限。主机（或容器所属的进程组）内存耗尽，内核杀死了它的一个进程。',
  'It was not the main process, which goes on.': '被杀的不是主进程，主进程仍在运行。',
  'It was not the main process, which ended afterwards with exit code {0}.':
    '被杀的不是主进程，主进程随后以退出码 {0} 结束。',
  "Docker's flag OOMKilled does not tell the two apart and stays set for the container's life.":
    'Docker 的 OOMKilled 标志不区分这两种情况，且在容器的整个生命周期内都会保留。',
  "wrong if the kernel's log (`dmesg | grep -i oom`) names the container's main process":
    '若内核日志（`dmesg | grep -i oom`）中写的是容器的主进程，则此结论不成立',
  'Raise the limit if the work really needs more, else make the child need less.':
    '如果业务确实需要更多内存，就调高上限；否则降低子进程的内存用量。',
  'A higher limit takes memory from everything else on the host; check `free -m` first.':
    '调高上限会挤占主机上其他程序的内存；请先用 `free -m` 确认。',
  'mem_limit: <more>': 'mem_limit: <更大的值>',
  '-m <more>': '-m <更大的值>',
  // oom-killed-main.ts
  'The kernel killed a container for using more memory than its limit': '内核因容器超出内存上限而将其杀死',
  '{0} was killed: it needs more memory than its limit of {1}': '{0} 被杀死：所需内存超过其上限 {1}',
  '{0} was killed because the host had no memory left': '{0} 被杀死，因为主机内存已耗尽',
  'The main process of container {0} used more memory than the container may ({1}), so the kernel killed it (exit code 137, OOMKilled).':
    '容器 {0} 的主进程使用的内存超出了容器的上限（{1}），因此被内核杀死（退出码 137，OOMKilled）。',
  'Container {0} has no memory limit of its own, and the memory of the host ran out, so the kernel killed it (exit code 137, OOMKilled).':
    '容器 {0} 自身没有内存上限，而主机内存已耗尽，因此被内核杀死（退出码 137，OOMKilled）。',
  'It was started again {0} times and meets the same end.': '它已被重新启动 {0} 次，每次结果都相同。',
  'wrong if `{0}` does not say true 137 after it ended':
    '若它退出后 `{0}` 显示的不是 true 137，则此结论不成立',
  'Raise the limit if the application really needs more, else mend what uses so much.':
    '如果应用确实需要更多内存，就调高上限；否则修复内存占用过高的问题。',
  'Find out what uses up the memory of the host, and give each container a limit.':
    '查明是什么耗尽了主机内存，并给每个容器设置内存上限。',
  'docker update --memory <more> --memory-swap <more> {0} && docker start {1}':
    'docker update --memory <更大的值> --memory-swap <更大的值> {0} && docker start {1}',
  none: '无',
  // read-only-fs.ts
  'An application writes where its container is read-only': '应用往容器的只读位置写入',
  'a file': '某个文件',
  '{0} wants to write {1}, and its file system is read-only': '{0} 要写入 {1}，而其文件系统是只读的',
  '{0} wants to write {1}, and {2} is mounted read-only': '{0} 要写入 {1}，而 {2} 是只读挂载',
  'Container {0} was created with --read-only (read_only: true): nothing in it can be written but what is mounted or a tmpfs. Its application wants to write {1} and gives up. The disk of the host is in order.':
    '容器 {0} 是以 --read-only（read_only: true）创建的：除了挂载的目录和 tmpfs，其中什么都不能写。它的应用要写入 {1}，写不进去便退出。主机磁盘正常。',
  '{0} of container {1} is mounted read-only (:ro) from {2}. Its application wants to write {3} and gives up. The disk of the host is in order.':
    '容器 {1} 的 {0} 是从 {2} 只读挂载（:ro）的。它的应用要写入 {3}，写不进去便退出。主机磁盘正常。',
  'wrong if `{0}` shows false, and the path on a mount with "RW":true':
    '若 `{0}` 显示 false，且该路径位于「"RW":true」的挂载上，则此结论不成立',
  'Give the place that it writes to a tmpfs or a volume; leave the rest read-only.':
    '为它要写入的位置提供 tmpfs 或数据卷；其余部分保持只读。',
  'Mount it writable, or have the application write elsewhere.': '改为可写挂载，或让应用写到别处。',
  'What a tmpfs holds is lost with the container.': 'tmpfs 中的内容会随容器一起丢失。',
  'tmpfs: ["<directory>"]': 'tmpfs: ["<目录>"]',
  '--tmpfs <directory>': '--tmpfs <目录>',
  // restart-loop.ts
  'A container restarts over and over': '容器反复重启',
  '{0} restarts over and over': '{0} 反复重启',
  '{0} restarts over and over: it ends with exit code {1} each time': '{0} 反复重启：每次都以退出码 {1} 结束',
  'The main process of container {0}, `{1}`, ends, and its restart policy ({2}) starts it again: {3} times so far, with a growing pause of up to a minute.':
    '容器 {0} 的主进程 `{1}` 退出后，重启策略（{2}）会再次启动它：至今 {3} 次，间隔逐渐加长，最长一分钟。',
  'The main process of container {0}, `{1}`, ends with exit code {2}, and its restart policy ({3}) starts it again: {4} times so far, with a growing pause of up to a minute.':
    '容器 {0} 的主进程 `{1}` 以退出码 {2} 结束后，重启策略（{3}）会再次启动它：至今 {4} 次，间隔逐渐加长，最长一分钟。',
  'It writes nothing before it ends.': '它在结束之前没有任何输出。',
  'The last lines before its end are below.': '结束之前的最后几行日志见下文。',
  'wrong if `{0}` shows the same count and "running" two minutes later':
    '若两分钟后 `{0}` 显示的次数不变，且状态为「running」，则此结论不成立',
  'Find out why the process ends; stop the restarts meanwhile, so that the log stays readable.':
    '查明进程为什么会结束；其间先停掉自动重启，以免日志被刷屏。',
  'Without a restart policy it stays down until somebody starts it; set the policy again afterwards.':
    '没有重启策略，它会一直停着，直到有人启动；之后请恢复该策略。',
  // trouble.ts
  ', again at every restart ({0} so far)': '，每次重启都是如此（至今 {0} 次）',
  ' (exit code {0}), again at every restart ({1} so far)': '（退出码 {0}），每次重启都是如此（至今 {1} 次）',
  ' (exit code {0})': '（退出码 {0}）',
  // user-not-found.ts
  'A container is to run as a user whom its image does not know': '容器要以镜像中不存在的用户运行',
  'USER of its image': '镜像的 USER',
  '{0} cannot start: its image has no group {1}': '{0} 无法启动：其镜像中没有组 {1}',
  '{0} cannot start: its image has no user {1}': '{0} 无法启动：其镜像中没有用户 {1}',
  'Container {0} is to run as group {1} ({2}).': '容器 {0} 要以组 {1} 运行（{2}）。',
  'Container {0} is to run as user {1} ({2}).': '容器 {0} 要以用户 {1} 运行（{2}）。',
  'Names are looked up in /etc/passwd and /etc/group of the image ({0}), not of the host, and there is no {1} in there. Docker never started a process, so the log is empty.':
    '名称是在镜像（{0}）而非主机的 /etc/passwd 和 /etc/group 中查找的，而其中没有 {1}。Docker 从未启动过进程，因此日志为空。',
  'wrong if `docker run --rm --user 0 --entrypoint cat {0} /etc/{1}` shows {2}':
    '若 `docker run --rm --user 0 --entrypoint cat {0} /etc/{1}` 显示 {2}，则此结论不成立',
  'Create the group in the image (RUN adduser …), or give its number, which needs no entry.':
    '在镜像中创建该组（RUN adduser …），或改用数字 ID，数字 ID 不需要条目。',
  'Create the user in the image (RUN adduser …), or give its number, which needs no entry.':
    '在镜像中创建该用户（RUN adduser …），或改用数字 ID，数字 ID 不需要条目。',
  'Another number means other rights on mounted files. The container never ran, so nothing is interrupted.':
    '换用其他 ID 意味着对挂载文件的权限不同。该容器从未运行过，因此不会造成中断。',
  // volume-permission-or-selinux.ts
  'A container may not read or write what is mounted into it': '容器对挂载进来的内容没有读写权限',
  'SELinux enforces on this host, and the directory carries a label ({0}) that containers may not touch':
    '这台主机启用了 SELinux 强制模式，而该目录的标签（{0}）不允许容器访问',
  'the process runs as {0}, and the directory does not let it': '进程以用户 {0} 运行，而该目录不允许它访问',
  'the process runs as {0}, and {1} ({2}) does not let it': '进程以用户 {0} 运行，而 {1}（{2}）不允许它访问',
  '{0} may not use {1}, which is volume {2} of the host': '{0} 无权使用 {1}，即主机的数据卷 {2}',
  '{0} may not use {1}, which is {2} of the host': '{0} 无权使用 {1}，即主机的 {2}',
  "Container {0} is refused at {1}: {2}. Numbers count, not names: the host's kernel compares the number of the process in the container with the owner on the host.":
    '容器 {0} 访问 {1} 被拒绝：{2}。起作用的是数字 ID 而不是名称：主机内核比较的是容器内进程的 ID 与主机上属主的 ID。',
  '{0}, label {1}': '{0}，标签 {1}',
  '(empty: root)': '（空：root）',
  'wrong if `ls -ldn {0}` shows that {1} may write there':
    '若 `ls -ldn {0}` 显示用户 {1} 可以写入，则此结论不成立',
  'wrong if `ls -ldn {0}` shows that {1} may write there and `ls -dZ` shows container_file_t':
    '若 `ls -ldn {0}` 显示用户 {1} 可以写入，且 `ls -dZ` 显示 container_file_t，则此结论不成立',
  "Run the container as the owner's number (or with its group).": '以属主的 ID（或其所属的组）运行该容器。',
  "Give {0} to the number that the container runs as, or run it as the owner's number (or with its group).":
    '把 {0} 的属主改为容器运行时所用的 ID，或以属主的 ID（或其所属的组）运行该容器。',
  'Have Docker relabel the directory (:Z for one container, :z for several).':
    '让 Docker 重新标记该目录（:Z 用于单个容器，:z 用于多个容器）。',
  '# a directory of the system keeps its owner: run the container as one who may use it':
    '# 系统目录的属主应保持不变：改用有权限的用户来运行容器',
  'Programs of the host that use the directory under its old owner lose it; never do this to a directory of the system.':
    '主机上以旧属主身份使用该目录的程序会失去访问权限；切勿对系统目录这样做。',
  'Relabelling a directory of the system (/etc, /home, /var) breaks the host.':
    '重新标记系统目录（/etc、/home、/var）会损坏主机。',
};
