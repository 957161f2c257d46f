import type { Catalogue } from '../catalogue.ts';

export const commandsWays: Catalogue = {
  // src/render/slack/help.ts
  'What you can do here': '你在这里可以这样用',
  '“{0}” is not a command that Ferryman knows. What you can do here:':
    '「{0}」的开头不是 Ferryman 认识的命令。你在这里可以这样用：',
  'You can ask Ferryman for nothing here.': '你在这里不能使用 Ferryman。',
  'looks at the whole host: finds out what is wrong with it, and proves it':
    '检查整台主机：查出故障原因并给出证据',
  '<host>': '<主机>',
  '<port>': '<端口>',
  '<container>': '<容器>',
  "why a port does not answer; a container's name or address:port works as well":
    '查明端口为何没有响应；也可以写容器名或「地址:端口」',
  'a form with all hosts': '打开表单，从全部主机里选择',
  'the same in a thread, answered there': '在消息列里这样写，结果就发在该消息列',
  '⋯ → Diagnose here': '⋯ → Diagnose here（快捷方式）',
  'in the menu of any message: finds the host in it and in its thread':
    '在任意消息的菜单里：从这条消息及其消息列里找出主机',
  'mention the support group and a host: Ferryman offers to look':
    '提及支持用户组并写上主机名：Ferryman 会给出诊断按钮',
  'finds a container, reads its log and says what is wrong': '查找容器，读取日志并指出问题',
  'plans how to move a Docker bridge; nothing changes before somebody approves':
    '制定迁移 Docker 网桥的方案；批准之前不做任何变更',
  Approve: '批准',
  'on the card of such a plan: you may approve it': '在这类方案的卡片上：你有权批准',
  // form.ts, src/render/slack/form.ts
  'The form did not open ({0}).': '表单未能打开（{0}）。',
  'Try again, or type it: {0}': '请重试，或直接输入命令：{0}',
  Diagnose: '诊断',
  Cancel: '取消',
  Host: '主机',
  'Type part of a name, a site or a tag': '输入主机名、站点或标签的一部分',
  'What of it': '诊断对象',
  'A port, a container, address:port, or “to” and a need of the host. Empty: everything.':
    '端口、容器、地址:端口，或 to 加该主机的依赖名。留空：诊断整台主机。',
  'One moment …': '请稍候…',
  'No host of the inventory stands in this message or its thread.':
    '这条消息及其消息列里没有主机清单中的主机。',
  'Found in this message and its thread: {0}': '在这条消息及其消息列里找到：{0}',
  // src/render/slack/offer.ts
  'Ferryman can look at {0} right away. It only reads, and answers in this thread.':
    'Ferryman 可以马上检查 {0}：只读取信息，不做变更，结果发在本消息列。',
  'Diagnose {0}': '诊断 {0}',
  // ../unknown.ts
  '{0} is not known to this Ferryman.': '这个 Ferryman 没有 {0} 命令。',
  'What there is: {0}': '可用的命令：{0}',
};
