/** The id of a channel of Slack's: open, private (G, the old ones) or direct messages (D). Names of channels have no capitals. */
export const CHANNEL_ID = /^[CGD][A-Z0-9]{2,}$/;

export function isChannelId(name: string | undefined): name is string {
  return name !== undefined && CHANNEL_ID.test(name);
}
