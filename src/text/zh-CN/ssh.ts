import type { Catalogue } from '../catalogue.ts';

export const ssh: Catalogue = {
  // channel.ts
  'the host closed the session without an exit code': '主机关闭了会话，没有返回退出码',
  '{0} let us log in but gives no session: {1}.': '{0} 允许登录，但无法打开会话：{1}。',
  'Look at MaxSessions and ForceCommand in the sshd_config of the host.':
    '请检查主机 sshd_config 中的 MaxSessions 和 ForceCommand。',
  // connect-error.ts
  '{0} closed the connection before anybody could log in ({1}).': '{0} 在登录之前就关闭了连接（{1}）。',
  'Look at sshd on the host: MaxStartups, hosts.deny, fail2ban; journalctl -u ssh -u sshd':
    '请在主机上检查 sshd：MaxStartups、hosts.deny、fail2ban，以及 journalctl -u ssh -u sshd',
  '{0} cannot be found: the name {1} has no address here ({2}).':
    '找不到 {0}：在 Ferryman 所在机器上，域名 {1} 解析不出地址（{2}）。',
  'Correct the address of the host, or look at the name service: getent hosts {0}':
    '请更正主机地址，或检查域名解析：getent hosts {0}',
  '{0} refuses connections to port {1}: no sshd listens there, or a firewall rejects it.':
    '{0} 拒绝了对端口 {1} 的连接：该端口没有 sshd 监听，或被防火墙拒绝。',
  'Look on the host: systemctl status sshd, ss -ltn; set `port` where sshd listens elsewhere.':
    '请在主机上检查：systemctl status sshd、ss -ltn；如果 sshd 监听在其他端口，请设置 `port`。',
  '{0} cannot be reached from here ({1}).': '从 Ferryman 所在机器无法到达 {0}（{1}）。',
  'Look at the route and the firewall of this machine: ip route get {0}':
    '请检查 Ferryman 所在机器的路由和防火墙：ip route get {0}',
  '{0} did not answer on port {1} within {2} s.': '{0} 的端口 {1} 在 {2} 秒内没有响应。',
  'Look whether the host is up, and whether its security group and firewall let this machine in on port {0}.':
    '请确认主机是否已开机，以及它的安全组和防火墙是否放行了 Ferryman 所在机器对端口 {0} 的访问。',
  '{0} accepted none of the keys offered: {1}; not offered: {2}.':
    '{0} 没有接受所提供的任何密钥：{1}；未提供：{2}。',
  '{0} accepted none of the keys offered: {1}.': '{0} 没有接受所提供的任何密钥：{1}。',
  'Put the public key into ~{0}/.ssh/authorized_keys on the host (ssh-copy-id), or name another identityFile or user.':
    '请把公钥加入主机的 ~{0}/.ssh/authorized_keys（ssh-copy-id），或改用其他 identityFile 或 user。',
  '{0} accepted the connection but did not finish the SSH handshake within {1} s.':
    '{0} 接受了连接，但没有在 {1} 秒内完成 SSH 握手。',
  "Look whether port {0} is sshd's and whether the host is overloaded: nc {1} {2}":
    '请确认端口 {0} 是否属于 sshd，以及主机是否过载：nc {1} {2}',
  '{0} and Ferryman have no SSH algorithm in common: {1}.': '{0} 与 Ferryman 没有共同支持的 SSH 算法：{1}。',
  'See what the host offers: ssh -vv -p {0} {1}': '查看主机支持哪些算法：ssh -vv -p {0} {1}',
  '{0} does not speak SSH with us: {1}.': '无法与 {0} 建立 SSH 会话：{1}。',
  'Compare with: ssh -v -p {0} {1}@{2}': '请对照：ssh -v -p {0} {1}@{2}',
  // connect.ts
  'no host key was presented': '主机没有出示主机密钥',
  'The connection to {0} was lost.': '与 {0} 的连接已断开。',
  'The connection to {0} was lost: {1}.': '与 {0} 的连接已断开：{1}。',
  'Ask again; if it is lost again, look at the load of the host and at the log of its sshd.':
    '请重试；如果再次断开，请检查主机负载和 sshd 日志。',
  // credentials.ts
  '{0} (no such file)': '{0}（没有这个文件）',
  '{0} (a public key, not the private one)': '{0}（是公钥，不是私钥）',
  empty: '为空',
  'encrypted, and no passphrase is given': '已加密，且没有提供口令',
  'its passphrase is wrong': '口令不正确',
  'the agent ({0}, holds no key)': 'ssh-agent（{0}，其中没有密钥）',
  'the agent (1 key)': 'ssh-agent（1 个密钥）',
  'the agent ({0} keys)': 'ssh-agent（{0} 个密钥）',
  'the agent ({0}, does not answer)': 'ssh-agent（{0}，没有响应）',
  'No key can be offered to {0}: {1}.': '没有可用于登录 {0} 的密钥：{1}。',
  "Add the key to an agent (ssh-add {0}), or give its passphrase in Ferryman's environment.":
    '请把密钥加入 ssh-agent（ssh-add {0}），或在 Ferryman 的环境变量中提供它的口令。',
  'No key can be offered to {0}: no agent, and none of {1}.':
    '没有可用于登录 {0} 的密钥：没有 ssh-agent，{1} 也不存在。',
  'Start an agent and add the key with ssh-add, or name the file of the key as identityFile.':
    '请启动 ssh-agent 并用 ssh-add 加入密钥，或用 identityFile 指定密钥文件。',
  // host-key.ts
  '{0} cannot be read, so no host key can be verified: {1}.': '无法读取 {0}，因此不能校验主机密钥：{1}。',
  'Make it readable: ls -l {0}': '请改为可读，先查看权限：ls -l {0}',
  'If that is expected: ferryman hosts trust {0}': '如果符合预期：ferryman hosts trust {0}',
  '{0} presented the host key {1}, but known is {2}. The host was set up anew, or somebody is in between.':
    '{0} 出示的主机密钥是 {1}，而已知的是 {2}。要么主机重装过，要么连接被中间人截获。',
  '{0} presented the host key {1}, which {2} revokes.': '{0} 出示的主机密钥 {1} 已被 {2} 吊销。',
  'Give the host new keys: ssh-keygen -A after removing /etc/ssh/ssh_host_*_key on it.':
    '请给主机换新密钥：在主机上删除 /etc/ssh/ssh_host_*_key 后执行 ssh-keygen -A。',
  '{0} is known by a certificate authority only, which Ferryman cannot check; it presented the host key {1}.':
    'known_hosts 只通过证书颁发机构（CA）认可 {0}，而 Ferryman 无法校验证书；它出示的主机密钥是 {1}。',
  '{0} presented a host key that no known_hosts file holds: {1}.':
    '{0} 出示的主机密钥不在任何 known_hosts 文件中：{1}。',
  'Compare the fingerprint.': '请核对指纹。',
  '{0} presented its known host key.': '{0} 出示的主机密钥与已知的一致。',
  'Nothing is to be done.': '无需处理。',
  // kill-remotely.ts
  'the host did not answer when a command was to be stopped': '停止命令时，主机没有响应',
  // local-shell.ts
  '{0} on this machine cannot be connected to: {1}.': '无法连接 Ferryman 所在机器上的 {0}：{1}。',
  'Look whether it exists and who may open it: ls -l {0}': '请检查它是否存在、谁有权打开：ls -l {0}',
  // open-socket.ts
  '{0} cannot connect further to {1}: {2}.': '跳板机 {0} 无法继续连接 {1}：{2}。',
  'Look on the jump host: nc -vz {0} {1}; AllowTcpForwarding in its sshd_config.':
    '请在跳板机上检查：nc -vz {0} {1}，以及 sshd_config 中的 AllowTcpForwarding。',
  // pipe-through.ts
  'The command ended with code {0}.': '命令已退出，退出码 {0}。',
  'The command ended with {0}.': '命令被信号 {0} 终止。',
  'Run the same command on the host by hand.': '请在主机上手动执行同一条命令。',
  // pool.ts
  'the host did not answer to a good-bye': '断开连接时，主机没有响应',
  '{0} is not connected to any more: Ferryman is shutting down.': '不再连接 {0}：Ferryman 正在退出。',
  'Ask again when it is back.': '请等 Ferryman 恢复后重试。',
  'The shell on {0} was used after it was closed.': '{0} 上的 shell 在关闭后仍被使用。',
  'This is a mistake in Ferryman, please report it.': '这是 Ferryman 的缺陷，请反馈。',
  // quote.ts
  'An argument holds a NUL character, which no program can be given: {0}.':
    '参数中有 NUL 字符，无法传给任何程序：{0}。',
  'Leave the NUL character out.': '请去掉 NUL 字符。',
  // recording.ts
  'This is no recording of a shell: {0}': '这不是 shell 的录制文件：{0}',
  'Record the host again.': '请重新录制该主机。',
  // remote-command.ts
  'it ended with code {0}': '命令已退出，退出码 {0}',
  '{0} let us log in but runs no commands: {1}': '{0} 允许登录，但不执行命令：{1}',
  'Give the user a login shell (usermod -s /bin/sh), and look for command= in its authorized_keys and ForceCommand in sshd_config.':
    '请给该用户设置登录 shell（usermod -s /bin/sh），并检查其 authorized_keys 中的 command= 和 sshd_config 中的 ForceCommand。',
  // replay-shell.ts
  'The recording of {0} holds no answer to: {1}': '{0} 的录制文件中没有这条命令的结果：{1}',
  'Record the host again with this command.': '请带上这条命令重新录制该主机。',
  'A recording of {0} has no sockets, so {1} cannot be connected to.':
    '{0} 是录制的主机，没有套接字，因此无法连接 {1}。',
  'Ask the host itself.': '请直接连接真实主机。',
  // script.ts
  'The marker {0} is not eight or more letters and digits.': '标记 {0} 不符合要求：须为至少 8 个字母或数字。',
  'Two sections of one script have the same id.': '同一个脚本中有两段的 id 相同。',
  'Section {0} has no command.': '脚本段 {0} 没有命令。',
  // ssh-shell.ts
  'no answer within {0} s': '{0} 秒内没有响应',
  '{0} does not connect us to {1}: {2}.': '无法通过 {0} 连接 {1}：{2}。',
  'Look whether it exists and who may open it (ls -l {0}), and at AllowStreamLocalForwarding in sshd_config.':
    '请检查它是否存在、谁有权打开（ls -l {0}），以及 sshd_config 中的 AllowStreamLocalForwarding。',
};
