/**
 * A moment for whoever reads a message that cannot ask for the reader's own zone: `2026-11-23 12:05 UTC+08:00`.
 * @param at ISO 8601
 * @param zone IANA name
 */
export function tellMoment(at: string, zone = 'UTC'): string {
  const moment = Date.parse(at);
  if (Number.isNaN(moment)) return at;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'longOffset',
  });
  const part = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const get = (type: Intl.DateTimeFormatPartTypes): string => part.get(type) ?? '';
  const offset = get('timeZoneName').replace(/^GMT(\+00:00)?/, 'UTC');
  return `${get('year')}-${get('month')}-${get('day')} ${get('hour')}:${get('minute')} ${offset}`;
}
