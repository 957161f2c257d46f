import type { Catalogue } from '../catalogue.ts';

export const commands: Catalogue = {
  // access.ts
  'Nobody may {0} yet.': '目前还没有人有权{0}。',
  "Whoever runs Ferryman says who may, under access: in ferryman.yaml. Your user id is {0}, this workspace's is {1}.":
    '请 Ferryman 的管理员在 ferryman.yaml 的 access: 下授权。你的用户 ID 是 {0}，本工作区的 ID 是 {1}。',
  'Slack did not say who you are, so this is refused.': '未能从 Slack 得知你的身份，因此拒绝执行。',
  'Try again in a minute.': '请一分钟后再试。',
  'use /diagnose': '使用 /diagnose',
  'use /logs': '使用 /logs',
  'use /fix-bridge': '使用 /fix-bridge',
  'use /watch': '使用 /watch',
  'use /quiet': '使用 /quiet',
  'use /status': '使用 /status',
  'approve a change': '批准变更',
  'Only people of this organisation may ask Ferryman.': '只有本组织的成员可以使用 Ferryman。',
  'Ask one of them to do it; you can follow the thread.':
    '请找一位本组织成员来执行；你可以在消息列里查看进展。',
  'Guests may not ask Ferryman.': '访客不能使用 Ferryman。',
  'Ask a member of this workspace to do it.': '请让本工作区的成员来执行。',
  'Only people may ask Ferryman.': '只有真人用户可以使用 Ferryman。',
  'Ask as yourself.': '请用你自己的账号来操作。',
  'You may not {0} in this channel.': '你不能在本频道{0}。',
  'Do it in one that ferryman.yaml names (access.{0}.channels), or have this one added: {1}.':
    '请到 ferryman.yaml 列出的频道（access.{0}.channels）操作，或请管理员把本频道加进去：{1}。',
  'You may not {0}.': '你没有权限{0}。',
  'Whoever runs Ferryman can add you under access.{0} in ferryman.yaml; your user id is {1}.':
    '请 Ferryman 的管理员在 ferryman.yaml 的 access.{0} 下添加你；你的用户 ID 是 {1}。',
  // ask.ts
  'Ferryman replies here.': 'Ferryman 会在这里回复。',
  'Ferryman replies in this thread.': 'Ferryman 会在本消息列回复。',
  'No worker serves {0} right now; the answer comes when one does, within the next {1} minutes.':
    '目前没有 worker 服务 {0}；{1} 分钟内有 worker 上线就会给出结果。',
  'hosts without a site': '未设置站点的主机',
  'Queued: {0}.': '已加入队列：{0}。',
  'The answer comes in the channel where it was asked first.': '结果会发到最先发起的频道。',
  // question.ts
  'Which host?': '哪台主机？',
  'That is more than a host and one target: {0}.': '只能写一台主机和一个目标，多余的内容：{0}。',
  '{0} names a port already.': '{0} 里已经写了端口。',
  '{0}: /diagnose {1} {2}': '{0}，例如：/diagnose {1} {2}',
  '{0} ({1}) cannot be used: {2}.': '{0}（{1}）不能使用：{2}。',
  'Write {0} into ferryman.yaml; an entry there takes precedence.':
    '请把 {0} 写进 ferryman.yaml，以那里的条目为准。',
  '{0} is not a host name: {1}.': '{0} 不是主机名：{1}。',
  '{0} is not in the inventory.': '主机清单里没有 {0}。',
  'Did you mean {0}?': '是不是想输入 {0}？',
  'Type /diagnose <host> [port | container | address:port | to <need>], for example /diagnose {0} 80':
    '请输入 /diagnose <主机> [端口 | 容器 | 地址:端口 | to <依赖>]，例如 /diagnose {0} 80',
  'There are no hosts yet: write them into ferryman.yaml.': '还没有任何主机：请写进 ferryman.yaml。',
  'The inventory has {0} and {1} more.': '现有 {0} 等，另有 {1} 台。',
  'The inventory has {0}.': '现有 {0}。',
  // src/report/asked.ts, src/hosts/inventory.ts
  '{0} is no port, container, address:port or "to" and a need.':
    '{0} 既不是端口、容器、地址:端口，也不是 to 加依赖名。',
  '{0} {1}, for example {2}.': '{0}{1}，例如 {2}。',
  'Name what does not answer': '请写明是什么没有响应',
  '{0} is no need of the inventory and no address:port.': '{0} 既不是主机清单里的依赖，也不是「地址:端口」。',
  'Name what the host must reach': '请写明主机必须能访问什么',
  '{0} is no port.': '{0} 不是有效的端口。',
  'Ports go from 1 to 65535': '端口范围是 1 到 65535',
  '{0} is no address and can be no name.': '{0} 不是地址，也不可能是域名。',
  'Write an IP address, or a name of at most 253 characters, each part of it at most 63':
    '请写 IP 地址，或总长不超过 253 个字符、每段不超过 63 个字符的域名',
  'a host name starts with a letter or digit and holds letters, digits, . _ -':
    '主机名以字母或数字开头，只含字母、数字和 . _ -',
  '{0} is no host name: {1}.': '{0} 不是主机名：{1}。',
  'All names: ferryman hosts': '查看全部主机名：ferryman hosts',
};
