import type { Catalogue } from '../catalogue.ts';

export const commandsOperation: Catalogue = {
  // operation/click.ts
  'Nothing is kept of this diagnosis any more; that is so after seven days.':
    '这次诊断的记录已清除（只保留七天）。',
  'Run it again.': '请再运行一次。',
  // operation/wrong.ts
  'The form did not open.': '表单未能打开。',
  'Click again.': '请再点一次。',
  // cancel.ts
  'This button is not one that Ferryman put here.': '这个按钮不是由 Ferryman 放在这里的。',
  'It is over already; there is nothing left to cancel.': '已经结束，没有可取消的操作。',
  '{0} is not in the inventory any more, so it is not known here whether this still runs.':
    '{0} 已不在主机清单中，因此无法得知该操作是否仍在运行。',
  'Wait: it ends by itself within a minute or two.': '请稍候：一两分钟内会自行结束。',
  'Only who asked for this, and who may approve changes, can cancel it.':
    '只有发起人和有审批权限的人可以取消。',
  'Ask one of them, or wait: it ends by itself within a minute or two.':
    '请找他们取消，或稍等：一两分钟内会自行结束。',
};
