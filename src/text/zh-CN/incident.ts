import type { Catalogue } from '../catalogue.ts';

export const incident: Catalogue = {
  // incident-content.ts
  Subject: '对象',
  Since: '开始时间',
  Until: '结束时间',
  'open, critical': '未恢复，严重',
  'open, a warning': '未恢复，警告',
  'comes and goes': '反复出现',
  'not watched any more': '已不再监视',
  resolved: '已恢复',
  'Watched until': '监视截止',
  'Resolved at': '恢复时间',
  Lasted: '持续了',
  Lasts: '已持续',
  Came: '出现次数',
  'once in {0}': '{0}内 1 次',
  '{0} times in {1}': '{1}内 {0} 次',
  'Nobody could look there, so nobody knows whether anything is wrong.':
    '无法登录检查，所以那里有没有故障目前不得而知。',
  'What a look finds there now is told separately.': '恢复检查后发现的情况会另行通知。',
  'It is not told again each time; it counts as over when it has stayed away for a while.':
    '不会每次都通知；一段时间不再出现才算恢复。',
  '{0} is not watched any more: how it is now is not known.': '{0} 已不再监视，现状未知。',
  '{0} hosts are not watched any more: how they are now is not known.': '{0} 台主机已不再监视，现状未知。',
  'Ask for a fix': '发起修复',
  'All about it': '完整诊断',
  // incident-headline.ts
  '{0} hosts': '{0} 台主机',
  '{0} of {1} hosts': '{1} 台主机中的 {0} 台',
  'Nobody could look at {0}': '此前无法检查 {0}',
  '{0} can be looked at again': '{0} 已可重新检查',
  'Nobody can look at {0}: {1}': '无法检查 {0}：{1}',
  'Nobody can look at {0}': '无法检查 {0}',
  // incident-members.ts
  'cannot be looked at': '无法检查',
  'still there': '仍存在',
  'can be looked at again': '已可重新检查',
  gone: '已消失',
  // incident-span.ts
  '{0} h': '{0} 小时',
  '{0} d': '{0} 天',
  '{0} d {1} h': '{0} 天 {1} 小时',
};
