import type { Catalogue } from '../catalogue.ts';

/** What the desk says of watched hosts. */
export const desk: Catalogue = {
  // nobody-looks.ts
  'no worker looks at it any more': '已没有工作进程检查这台主机',
  'no worker of {0} looks at it any more': '{0} 已没有工作进程检查这台主机',
};
