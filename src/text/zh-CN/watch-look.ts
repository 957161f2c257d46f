import type { Catalogue } from '../catalogue.ts';

export const watchLook: Catalogue = {
  // watch.ts
  'The look at {0}': '对 {0} 的检查',
};
