import type { Catalogue } from '../catalogue.ts';

/** What the desk says of watched hosts. */
export const desk: Catalogue = {
  // lost-channel.ts
  'Or end the watches that tell there ({0}), and have them tell elsewhere.':
    '或者取消发到那里的监控（{0}），改发到别的频道。',
  'Or name another channel in ferryman.yaml, under notify.destinations.{0}.':
    '或者在 ferryman.yaml 的 notify.destinations.{0} 下改用别的频道。',
  'Until then nobody hears of what would be told there alone.': '在此之前，只发到那里的通知没有人能收到。',
  'Until then what would be told there alone is told to {0}.': '在此之前，只发到那里的通知改发给 {0}。',
  'The channel is archived, so Ferryman cannot tell of incidents there any more.':
    '该频道已归档，Ferryman 无法再在那里通知故障。',
  'Unarchive it.': '请取消归档。',
  'Ferryman is no member of the channel any more, so it cannot tell of incidents there.':
    'Ferryman 已不在该频道中，无法再在那里通知故障。',
  'Type {0} there.': '请在那里输入 {0}。',
  'Slack does not show Ferryman the channel any more: it is deleted, or it is private and Ferryman was removed from it.':
    'Ferryman 在 Slack 中已看不到该频道：它已被删除，或者是私密频道且 Ferryman 已被移出。',
  'Where it still exists, type {0} there.': '如果它还在，请在那里输入 {0}。',
  'Slack does not let Ferryman write into the channel any more ({0}).':
    'Slack 不再允许 Ferryman 在该频道发消息（{0}）。',
  'Let Ferryman post there, in the settings of the channel.': '请在频道设置中允许 Ferryman 发消息。',
  // nobody-looks.ts
  'no worker looks at it any more': '已没有 worker 检查这台主机',
  'no worker of {0} looks at it any more': '{0} 已没有 worker 检查这台主机',
};
