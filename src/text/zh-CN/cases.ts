import type { Catalogue } from '../catalogue.ts';

export const cases: Catalogue = {
  // record-case.ts
  'The case cannot be written to {0}.': '无法把案例写入 {0}。',
  'Whoever runs Ferryman can make that folder writable, or name another one under cases: in ferryman.yaml.':
    '请 Ferryman 的管理员放开该目录的写权限，或在 ferryman.yaml 的 cases: 下指定其他目录。',
};
