import type { Catalogue } from '../catalogue.ts';

export const digest: Catalogue = {
  // digest-content.ts
  'Open incidents': '未恢复的故障',
  'Resolved incidents': '已恢复的故障',
  'Hosts that cannot be looked at': '无法检查的主机',
  'Changes made from Slack': '通过 Slack 完成的变更',
  'Digest of {0}: {1}': '{0} 日报：{1}',
  'It comes late: it was to be sent at {0} ({1}), and could not be before.':
    '本日报晚发：原定 {0}（{1}）发送，此前未能发出。',
  'Digest of {0}: nothing happened, and no host is watched.': '{0} 日报：无事发生，也没有主机受监控。',
  'Digest of {0}: nothing happened. The one watched host is well.':
    '{0} 日报：无事发生，唯一受监控的主机正常。',
  'Digest of {0}: nothing happened. All {1} watched hosts are well.':
    '{0} 日报：无事发生，受监控的 {1} 台主机全部正常。',
  'Digest of {0}: nothing happened. {1} of {2} watched hosts are well.':
    '{0} 日报：无事发生，受监控的 {2} 台主机中 {1} 台正常。',
  '{0} open': '{0} 个未恢复',
  '{0} resolved': '{0} 个已恢复',
  '{0} of {1} hosts well': '{1} 台主机中 {0} 台正常',
  '{0} with a warning': '{0} 台有警告',
  '{0} of {1} well': '{1} 台中 {0} 台正常',
  'no site': '未分站点',
  'for {0}': '已持续{0}',
  'began outside working hours': '始于工作时间之外',
  'not watched any more, lasted at least {0}': '已不再监控，至少持续{0}',
  'lasted {0}': '持续{0}',
  'cause told after {0}': '{0}后告知原因',
  '✅ {0}: an earlier change was taken back, and proven': '✅ {0}：此前的变更已回滚并验证',
  '✅ {0}: changed, and proven': '✅ {0}：变更完成并验证',
  '↩️ {0}: changed, and taken back': '↩️ {0}：变更后已回滚',
  '➖ {0}: approved, and not begun': '➖ {0}：已批准，未执行',
  '🔴 {0}: changed, and could not be taken back': '🔴 {0}：变更后回滚失败',
  '🟡 {0}: changed, and nobody knows yet what came of it': '🟡 {0}：已变更，结果尚不清楚',
  'Questions to Ferryman instead of to support': '由 Ferryman 代替技术支持回答的问题',
  '{0} or more answered': '至少回答了 {0} 个',
  '{0} answered': '回答了 {0} 个',
  '{0} with a cause, half of them within {1} (median from the question to the cause)':
    '{0} 个给出了原因，半数在{1}内（从提问到给出原因的中位数）',
  '{0} with nothing found wrong': '{0} 个未发现故障',
  // digest-picture.ts
  '{0} more hosts had something and are not drawn.': '另有 {0} 台主机出过故障，图中未画出。',
  'The last 7 days of the hosts that had anything.': '最近 7 天出过故障的主机。',
  '█ critical': '█ 严重',
  '▄ a warning': '▄ 警告',
  '▨ could not be looked at': '▨ 无法检查',
  '● still so': '● 仍未恢复',
  'The last 7 days: {0}.': '最近 7 天：{0}。',
  'could not be looked at': '无法检查',
  '{0} for {1}': '{0}，持续{1}',
  '{0} {1} times, {2} in all': '{0} {1} 次，共{2}',
  'still so': '仍未恢复',
};
