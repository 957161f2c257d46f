import type { Catalogue } from '../catalogue.ts';

export const watchWords: Catalogue = {
  // words-common.ts
  'Which host, or which tag?': '哪台主机，或者哪个标签？',
  '{0} is no host and no tag.': '没有叫 {0} 的主机，也没有这个标签。',
  'Hosts and tags: {0} …': '主机和标签：{0} …',
  'Hosts and tags: {0}': '主机和标签：{0}',
  // words.ts
  'A watch takes {0} ports at most.': '一个监控项最多 {0} 个端口。',
  // words-clauses.ts
  '`every` needs a time.': '`every` 后面要写时间间隔。',
  '{0} is no time.': '{0} 不是有效的时长。',
  'A host is not looked at more often than every 30 seconds.': '对一台主机的检查间隔最短 30 秒。',
  'A host is looked at once a day at least.': '对一台主机的检查间隔最长一天。',
  '`in` needs a channel.': '`in` 后面要写频道。',
  '{0} is no channel.': '{0} 不是频道。',
  '{0} needs `in` before it.': '{0} 前面要加 `in`。',
  // words-unwatch.ts
  'Nothing is watched.': '目前没有监控项。',
  'Which host, which tag, or which watch?': '哪台主机、哪个标签，或者哪个监控项？',
  'That is more than one name: {0}.': '这里写了不止一个名称：{0}。',
  'The watch of {0} stands in ferryman.yaml.': '对 {0} 的监控写在 ferryman.yaml 里。',
  'Whoever runs Ferryman can take it out there, under watch.on.':
    '可由 Ferryman 的管理员在 ferryman.yaml 的 watch.on 下删除。',
  '{0} is watched because it has the tag {1}.': '{0} 被监控是因为它带有标签 {1}。',
  'To end that for all that have it, type {0}': '要对所有带该标签的主机取消，请输入 {0}',
  '{0} is not watched.': '{0} 未被监控。',
  // words-quiet.ts
  'For how long is {0} to be quiet?': '{0} 要静默多久？',
  'Nothing is kept quiet for more than 14 days at a time.': '一次静默最长 14 天。',
  'Why? Whoever wonders about the silence reads it.': '请写明原因：有人疑惑为何没有通知时，会看到它。',
  'A reason has {0} characters at most.': '原因最多 {0} 个字符。',
  'Nothing is kept quiet.': '目前没有静默项。',
  '{0} is quiet because it has the tag {1}.': '{0} 处于静默是因为它带有标签 {1}。',
  '{0} is not kept quiet.': '{0} 未处于静默。',
};
