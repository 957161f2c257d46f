import type { Catalogue } from '../catalogue.ts';

export const cli: Catalogue = {
  // src/cli/fix-words.ts
  '{0} is a recording: nothing can be changed on it.': '{0} 是录制的快照：无法变更。',
  'For the plan: ferryman fix-bridge {0} --plan': '查看计划：ferryman fix-bridge {0} --plan',
  'That was not {0}.': '输入的不是 {0}。',
  'The plan has expired while nobody answered.': '无人应答，计划已过期。',
  'Nobody is here to type the name of the host.': '没有人可以输入主机名。',
  'It is over meanwhile.': '变更在此期间已结束。',
  'Stopped by hand.': '已手动停止。',
  // src/cli/find-container.ts
  '{0} is {1} containers. Type one of these:': '{0} 对应 {1} 个容器。请输入其中一条：',
  'See why with: ferryman doctor': '查看原因：ferryman doctor',
  // src/cli/follow-logs.ts
  '{0}; Ctrl-C ends it.': '{0}；按 Ctrl-C 结束。',
  '{0} for {1}.': '{0}，持续 {1}。',
};
