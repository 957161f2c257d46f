import type { Catalogue } from '../catalogue.ts';

export const flows: Catalogue = {
  // untried.ts
  'it was not tried when the host was read; read it again with this target':
    '读取主机时没有测试它；请带上这个目标重新读取',
  'the inventory names no port of it that could be tried': '主机清单没有写它的端口，无法测试',
};
