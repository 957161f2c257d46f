import type { Catalogue } from '../catalogue.ts';

export const renderOperation: Catalogue = {
  // operation-words.ts
  'Show evidence': '查看证据',
  'Snapshot file': '快照文件',
  'Hand off': '转交支持',
  'This is wrong': '结论有误',
  Cancel: '取消',
  'being stopped for {0}': '正在应 {0} 的要求停止',
  '{0}: diagnosis cancelled': '{0}：诊断已取消',
  'Cancelled by {0} after {1}.': '由 {0} 在 {1} 后取消。',
  'Nothing was changed on {0}.': '{0} 上没有任何改动。',
  '{0} has not confirmed yet that the commands of this diagnosis have ended; each has a time limit there.':
    '{0} 尚未确认本次诊断的命令已全部结束；每条命令在主机上都有时限。',
  'Only what changed since {0}': '只列出 {0} 以来的变化',
  'the earlier diagnosis': '上一次诊断',
  Fixed: '已修复',
  New: '新出现',
  'Still there': '仍然存在',
  'Lost sight of': '无法再确认',
  'Nothing has changed since then.': '自那以后没有变化。',
  'Since then: {0} fixed, {1} new, {2} still there, {3} lost sight of.':
    '自那以后：已修复 {0} 项，新出现 {1} 项，仍然存在 {2} 项，无法再确认 {3} 项。',
  '{0} (the host cannot be reached)': '{0}（主机无法连接）',
  '{0} (could not be checked: {1})': '{0}（未能检查：{1}）',
  '{0} (another cause explains it now, or nobody looks for it any more)':
    '{0}（现已由另一个原因解释，或不再检查此项）',
};
