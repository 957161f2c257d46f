import type { Catalogue } from '../catalogue.ts';

export const renderOperation: Catalogue = {
  // operation-words.ts
  'Show evidence': '查看证据',
  'Snapshot file': '快照文件',
  'Hand off': '转交支持',
  "The snapshot file is in this card's thread already.": '快照文件已在这张卡片的消息列中。',
  "The hand-off is in this card's thread already.": '转交内容已在这张卡片的消息列中。',
  'as recorded on {0}': '快照录制于 {0}',
  'This is wrong': '结论有误',
  Watch: '监控',
  'Snapshot of {0}': '{0} 的快照',
  '{0}, secrets masked. To diagnose it again: {1}': '{0}，敏感信息已脱敏。重新诊断：{1}',
  'All that is known of {0}': '{0} 的全部诊断信息',
  'Asked about: {0}. Read at {1}.': '诊断对象：{0}。读取时间：{1}。',
  '{0} hands off {1}.': '{0} 把 {1} 转交支持。',
  'Asked by {0}, {1}': '发起人 {0}，{1}',
  'the card': '原卡片',
  Found: '发现的原因',
  'Ruled out': '已排除',
  '1 cause; the file names it.': '1 种原因，见文件。',
  '{0} causes; the file lists them.': '{0} 种原因，见文件。',
  'All evidence, and what the host said (secrets masked), are in this thread as files.':
    '全部证据和主机的原始输出（敏感信息已脱敏）见本消息列中的文件。',
  'All evidence is in this thread as a file.': '全部证据见本消息列中的文件。',
  'What is wrong, and what is it instead?': '哪里不对？实际情况是什么？',
  'Your words are kept with the snapshot, so that whoever looks after the rules can replay it. Secrets in them are masked.':
    '你写的内容会和快照一起保存，供规则的维护者重新诊断。其中的敏感信息会脱敏。',
  Record: '记录',
  Back: '返回',
  '{0} says that the verdict on {1} is wrong.': '{0} 认为对 {1} 的结论有误。',
  "Recorded on the bot's machine in `{0}`.": '已记录在 bot 所在机器的 `{0}`。',
  'To diagnose it again: `{0}`': '重新诊断：`{0}`',
  'The host could not be read, so there is nothing to diagnose again.':
    '未能读取主机信息，因此没有可重新诊断的内容。',
  Cancel: '取消',
  'worker {0}': '由 worker {0} 执行',
  'waited {0} in line': '排队 {0}',
  'being stopped for {0}': '正在应 {0} 的要求停止',
  'queued: no worker serves hosts without a site right now; it is done if one comes before {0}':
    '排队中：目前没有 worker 服务未设置站点的主机；{0} 之前有 worker 上线就会执行',
  'queued: no worker serves {0} right now; it is done if one comes before {1}':
    '排队中：目前没有 worker 服务 {0}；{1} 之前有 worker 上线就会执行',
  'queued, next in line': '排队中，下一个执行',
  'queued, next in line for {0}': '在 {0} 的队列中，下一个执行',
  'queued, number {0} in line': '排队中，第 {0} 位',
  'queued, number {0} in line for {1}': '在 {1} 的队列中排第 {0} 位',
  found: '已找到',
  'log read': '已读取日志',
  'looked for the cause': '已查找原因',
  'cannot be cancelled any more: what is not proven in the end the host takes back by itself':
    '不能再取消：最终未通过验证的变更，主机会自行回滚',
  '{0}: diagnosis cancelled': '{0}：诊断已取消',
  '{0}: reading of the log cancelled': '{0}：日志读取已取消',
  '{0}: planning cancelled': '{0}：方案制定已取消',
  'Cancelled by {0} after {1}.': '由 {0} 在 {1} 后取消。',
  'Cancelled by {0} after {1}, while it waited in line.': '由 {0} 在 {1} 后取消，当时还在排队。',
  'No host was contacted.': '没有连接任何主机。',
  'Nothing was changed.': '未做任何变更。',
  'Not every host has confirmed yet that its commands have ended; each has a time limit there.':
    '尚有主机未确认其命令已全部结束；每条命令在主机上都有时限。',
  'Nothing was changed on {0}.': '{0} 上未做任何变更。',
  '{0} has not confirmed yet that all commands there have ended; each has a time limit.':
    '{0} 尚未确认其上的命令已全部结束；每条命令都有时限。',
  'Only what changed since {0}': '只列出 {0} 以来的变化',
  'the earlier diagnosis': '上一次诊断',
  Fixed: '已修复',
  New: '新出现',
  'Still there': '仍然存在',
  'Lost sight of': '无法再确认',
  'Nothing has changed since then.': '此后没有变化。',
  'Since then: {0} fixed, {1} new, {2} still there, {3} lost sight of.':
    '此后：已修复 {0} 项，新出现 {1} 项，仍然存在 {2} 项，无法再确认 {3} 项。',
  '{0} (the host cannot be reached)': '{0}（无法连接主机）',
  '{0} (could not be checked: {1})': '{0}（未能检查：{1}）',
  '{0} (another cause explains it now, or nobody looks for it any more)':
    '{0}（现由另一个原因解释，或已不再检查此项）',
};
