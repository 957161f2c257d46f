import type { Catalogue } from '../catalogue.ts';

export const errors: Catalogue = {
  // src/notify/failure.ts
  'Slack takes no more messages for {0} s.': 'Slack 在 {0} 秒内不再接收消息。',
  'Try again later.': '请稍后再试。',
  'The bot may not write there ({0}).': 'bot 不能在那里发消息（{0}）。',
  'Type /invite @ferryman in that channel and ask again.': '请在该频道输入 /invite @ferryman，然后重试。',
  'Slack refused a message ({0}).': 'Slack 拒绝了一条消息（{0}）。',
  'ferryman doctor checks the tokens and scopes.': '请用 ferryman doctor 检查 token 和权限范围（scope）。',
  'Slack did not answer ({0}).': 'Slack 没有响应（{0}）。',
  'See that this machine reaches Slack: ferryman doctor':
    '请确认 Ferryman 所在机器能连上 Slack：ferryman doctor',
  // src/notify/upload.ts
  'Slack did not take a file ({0}).': 'Slack 没有接收文件（{0}）。',
  // src/queue/bull-queue.ts
  'The queue does not answer, so nothing may come of this request.': '队列没有响应，这次请求可能不会有结果。',
  'Try again in a minute; asking twice runs it once.': '请一分钟后再试；重复发起只会执行一次。',
  'The queue does not answer.': '队列没有响应。',
  // src/audit/audit.ts
  'The record of changes {0} cannot be written: {1}.': '无法写入变更记录 {0}：{1}。',
  'Make room, or name a file that this user may write under audit.file in ferryman.yaml. Without a record nothing is changed.':
    '请腾出磁盘空间，或把 ferryman.yaml 的 audit.file 改为当前用户可写的文件。没有变更记录就不做任何变更。',
};
