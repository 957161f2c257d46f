import { cut, oneLine } from '../untrusted.ts';

/** Text from a host inside mrkdwn: escaped as Slack asks, so that it can neither ring `<!channel>` nor name a link. */
export function escaped(text: string, max: number): string {
  return cut(oneLine(text), max).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A user id that Slack gave; anything else is shown as text. */
export function mention(userId: string): string {
  return /^[UW][A-Z0-9]{2,20}$/.test(userId) ? `<@${userId}>` : escaped(userId, 30);
}

/** A time of today in the zone of whoever reads: `18:33:12`. @param at ISO 8601 */
export function slackClock(at: string): string {
  const seconds = Math.floor(Date.parse(at) / 1000);
  if (Number.isNaN(seconds)) return escaped(at, 40);
  return `<!date^${seconds}^{time_secs}|${new Date(seconds * 1000).toISOString().slice(11, 19)} UTC>`;
}

/** A time in the zone of whoever reads, as Slack draws it. @param at ISO 8601 */
export function slackDate(at: string): string {
  const seconds = Math.floor(Date.parse(at) / 1000);
  return Number.isNaN(seconds)
    ? escaped(at, 40)
    : `<!date^${seconds}^{date_short_pretty} {time}|${escaped(at, 40)}>`;
}
