import type { Catalogue } from '../catalogue.ts';

export const watchCommands: Catalogue = {
  // help.ts
  'looks again and again, and tells once what breaks': '持续监控，出故障时只通知一次',
  'the same by a mention; in direct messages the name is not needed': '同上，通过 @ 提及；私信里不用写名字',
  'ends that; /watch list shows all that is watched': '取消监控；/watch list 列出所有监控项',
  'planned work: nothing new is announced meanwhile; /quiet list shows what is quiet':
    '计划内操作：期间不发新的故障通知；/quiet list 列出当前静默项',
  // answer-admitted.ts, channel-line.ts
  'That was not done: what Ferryman keeps could not be reached.':
    '未能执行：目前无法访问 Ferryman 的数据存储。',
  'The channel was not told.': '未能通知该频道。',
  // where-to-tell.ts
  '{0} is no destination of ferryman.yaml, and Slack does not say which channel that is.':
    'ferryman.yaml 里没有名为 {0} 的通知目标，Slack 也没有给出它对应哪个频道。',
  'Pick the channel from the list that opens behind #, or write `in here` in that channel.':
    '请输入 # 后从弹出的列表里选择频道，或者到该频道里写 `in here`。',
  // watch.ts
  '{0} is watched already, every {1}.': '{0} 已在监控中，每 {1}检查一次。',
  'Before, it was {0}, every {1}.': '此前为 {0}，每 {1}检查一次。',
  '{0} is watched from now on, every {1}.': '已开始监控 {0}，每 {1}检查一次。',
  'has {0} watched from now on, every {1}. What breaks is told here.':
    '开始监控 {0}，每 {1}检查一次。出现故障会发到这里。',
  'has {0} watched from now on, every {1}.': '开始监控 {0}，每 {1}检查一次。',
  'had {0} watched until now, every {1}.': '此前的监控设置是 {0}，每 {1}检查一次，现已被替换。',
  'What breaks is told in this channel.': '出现故障会发到本频道。',
  'What breaks is told in the channel that you named.': '出现故障会发到你指定的频道。',
  'What breaks is told to {0}.': '出现故障会发给 {0}。',
  'What breaks is told as ferryman.yaml says.': '出现故障会按 ferryman.yaml 的设置通知。',
  // unwatch.ts
  'has ended the watch of {0}.': '取消了对 {0} 的监控。',
  'The watch of {0} has ended.': '已取消对 {0} 的监控。',
  'Another one goes on covering some of it: {0}': '其中一部分仍被其他监控项覆盖：{0}',
  // quiet.ts, quiets.ts
  'has ended the silence of {0}.': '结束了 {0} 的静默。',
  '{0} is not quiet any more.': '{0} 的静默已结束。',
  'What is broken there is announced from now on.': '从现在起，故障会照常通知。',
  'keeps {0} quiet until': '将 {0} 静默至',
  '{0} is quiet until': '{0} 静默至',
  'Until then nothing new of it is announced; what was announced before goes on being brought up to date.':
    '静默期间不再发送它的新故障通知；已发出的通知仍会更新。',
  'To end that early, type {0}': '要提前结束，请输入 {0}',
  'What is kept quiet': '当前静默项',
  'and {0} more': '另有 {0} 项',
  // watches.ts
  '{0} (1 host)': '{0}（1 台主机）',
  '{0} ({1} hosts)': '{0}（{1} 台主机）',
  'What is watched': '当前监控项',
  'every {0}': '每 {0}',
  'told as ferryman.yaml says': '按 ferryman.yaml 的设置通知',
  'in direct messages': '发到私信',
};
