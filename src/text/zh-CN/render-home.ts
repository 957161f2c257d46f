import type { Catalogue } from '../catalogue.ts';

export const renderHome: Catalogue = {
  // slack/home.ts
  'Diagnose…': '诊断…',
  'Search hosts and findings': '搜索主机和诊断结果',
  'A name, a site, a tag, words of a finding; Enter searches': '主机名、站点、标签或结果中的文字；按回车搜索',
  'Waiting for your approval': '等待你批准',
  'Running now': '正在执行',
  'Found lately': '最近的发现',
  Hosts: '主机',
  'No host is called anything like “{0}”.': '没有与「{0}」相近的主机。',
  '1 more host: search for it above.': '还有 1 台主机：请在上面搜索。',
  '{0} more hosts: search for them above.': '还有 {0} 台主机：请在上面搜索。',
  'not diagnosed lately': '近期没有诊断过',
  'Reading the log of {0}': '正在读取 {0} 的日志',
  'Planning a fix of {0}': '正在为 {0} 制定修复方案',
  'Changing {0}': '正在变更 {0}',
  'good until {0}': '有效期至 {0}',
  'A change of {0}': '对 {0} 的变更',
  'Watch…': '监控…',
  'Keep quiet…': '静默…',
  // slack/home-watched.ts
  Watched: '监控',
  'last look {0}': '上次检查 {0}',
  'no host has this name or tag any more': '已没有这个名称或标签的主机',
  'End the watch of {0}': '取消对 {0} 的监控',
  'End this watch?': '取消这个监控项？',
  '{0}: nobody is told any more of what breaks there.': '{0}：此后出现故障不再通知。',
  'Quiet: planned work': '静默：计划内操作',
  'End the silence of {0}': '结束 {0} 的静默',
  'End this silence?': '结束静默？',
  '{0}: what is broken there is announced from now on.': '{0}：从现在起，故障会照常通知。',
  End: '结束',
  'and {0} more: {1}': '另有 {0} 条：{1}',
  // slack/watch-form.ts
  Ports: '端口',
  'Up to 20, with spaces between them. Empty: the host as a whole.':
    '最多 20 个，以空格分隔。留空则检查整台主机。',
  'How often': '检查间隔',
  'Where to tell': '通知到',
  'A channel that Ferryman is in. Empty: as ferryman.yaml says.':
    'Ferryman 所在的频道。留空则按 ferryman.yaml 的设置通知。',
  'A channel that Ferryman is in. Empty: in your direct messages with Ferryman.':
    'Ferryman 所在的频道。留空则发到你和 Ferryman 的私信。',
  'Keep quiet': '静默',
  'For how long': '时长',
  'Whoever wonders about the silence reads it.': '别人想知道为何没有通知时会看到它。',
  'Host or tag': '主机或标签',
};
