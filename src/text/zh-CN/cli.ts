import type { Catalogue } from '../catalogue.ts';

export const cli: Catalogue = {
  // src/cli/find-container.ts
  '{0} is {1} containers. Type one of these:': '{0} 对应 {1} 个容器。请输入其中一条：',
  'See why with: ferryman doctor': '查看原因：ferryman doctor',
  // src/cli/follow-logs.ts
  '{0}; Ctrl-C ends it.': '{0}；按 Ctrl-C 结束。',
  '{0} for {1}.': '{0}，持续 {1}。',
};
