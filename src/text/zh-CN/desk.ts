/** What the desk says of watched hosts. */
export const desk: Record<string, string> = {
  // nobody-looks.ts
  'no worker looks at it any more': '已没有工作进程检查这台主机',
  'no worker of {0} looks at it any more': '{0} 已没有工作进程检查这台主机',
  // destinations/slack.ts
  'This is only a test: Ferryman would tell of incidents here.':
    '这只是一条测试消息：Ferryman 会在这里通报故障。',
};
