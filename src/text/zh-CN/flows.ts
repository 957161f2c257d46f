import type { Catalogue } from '../catalogue.ts';

export const flows: Catalogue = {
  // snapshot-file.ts
  'The snapshot {0} cannot be read.': '无法读取快照 {0}。',
  'Check the path.': '请检查路径。',
  '{0} is no snapshot of the form ferryman.snapshot/1.': '{0} 不是 ferryman.snapshot/1 格式的快照。',
  'Write one with: ferryman snapshot <host> -o FILE': '可以这样生成：ferryman snapshot <host> -o FILE',
  'The snapshot cannot be written to {0}.': '无法把快照写入 {0}。',
  'Name a file in a folder that exists and that you may write to.':
    '请指定一个文件，其所在目录必须存在且可写。',
  // untried.ts
  'it was not tried when the host was read; read it again with this target':
    '读取主机时没有测试它；请带上这个目标重新读取',
  'the inventory names no port of it that could be tried': '主机清单没有写它的端口，无法测试',
};
