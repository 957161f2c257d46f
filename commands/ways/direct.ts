/** Whether only the bot and one person read there: ids of such channels of Slack's begin with D. */
export function isDirect(channelId: string): boolean {
  return channelId.startsWith('D');
}
