import type { Catalogue } from '../catalogue.ts';

/** /status and the dashboard. */
export const status: Catalogue = {
  // status-content.ts
  '1 host: {0}': '1 台主机：{0}',
  '{0} hosts: {1}': '{0} 台主机：{1}',
  'no worker': '没有 worker',
  '1 worker': '1 个 worker',
  '{0} workers': '{0} 个 worker',
  'Ferryman is changing it just now': 'Ferryman 正在变更这台主机',
  'the last look saw nothing: {0}': '最近一次检查未成功：{0}',
  'before that: {0}': '此前：{0}',
  // status-troubles.ts
  'No worker serves hosts without a site: nobody looks at them, and what is asked of them waits.':
    '没有 worker 负责未设站点的主机：无人检查它们，对它们的请求都在排队。',
  'No worker serves {0}: nobody looks at its hosts, and what is asked of them waits.':
    '没有 worker 负责 {0}：无人检查那里的主机，对它们的请求都在排队。',
  'For {0} nobody has been told what watches find: no worker does it.':
    '已有 {0}没有发出监控结果的通知：没有 worker 在做这件事。',
  '{0}: {1} waiting, the first for {2}.': '{0}：{1} 项在排队，最早的已等待 {2}。',
  '1 look is late: {0}.': '1 项检查已延误：{0}。',
  '{0} looks are late: {1} …': '{0} 项检查已延误：{1} …',
  '{0} looks are late: {1}.': '{0} 项检查已延误：{1}。',
  // status-words.ts
  critical: '严重',
  'a warning': '警告',
  'no fault': '无故障',
  'not looked at yet': '尚未检查',
  'not watched': '未监控',
  '{0} critical': '{0} 台严重',
  '1 with a warning': '1 台有警告',
  '{0} with warnings': '{0} 台有警告',
  '{0} cannot be looked at': '{0} 台无法检查',
  '{0} not looked at yet': '{0} 台尚未检查',
  '{0} healthy': '{0} 台正常',
  '{0} not watched': '{0} 台未监控',
  diagnoses: '诊断',
  logs: '日志',
  'followed logs': '日志跟踪',
  'plans of fixes': '修复方案',
  changes: '变更',
  'looks after a change': '变更后的检查',
  'searches for containers': '容器查找',
  'looks of watches': '监控检查',
  'telling of incidents': '故障通知',
  digests: '日报',
  'without a site': '未设站点',
  // slack/status.ts, commands/status.ts, help.ts
  'Ferryman itself': 'Ferryman 自身',
  'Open incidents': '未恢复的故障',
  '{0} (waits)': '{0}（排队中）',
  since: '自',
  'Waiting for a worker': '等待 worker',
  'No incident is open.': '没有未恢复的故障。',
  'As of': '截至',
  'By site': '按站点',
  'its look is late': '检查已延误',
  'quiet until': '静默至',
  '{0} is no host, no tag and no site.': '{0} 不是主机、标签，也不是站点。',
  'Type /status alone to see all.': '只输入 /status 可查看全部。',
  'Did you mean {0}? Type {1}': '是不是 {0}？请输入 {1}',
  'all hosts, open incidents and what runs; a host, tag or site behind it':
    '所有主机、未恢复的故障和正在执行的任务；后面可跟主机、标签或站点',
};
