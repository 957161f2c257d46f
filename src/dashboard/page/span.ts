/** How long something lasts in its largest unit, as a glance takes it in: `48 sec`, `12 min`, `3 hr`, `2 days`. @param ms below 0 counts as 0 */
export function spanText(ms: number, language: string): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return inUnit(seconds, 'second', language);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return inUnit(minutes, 'minute', language);
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return inUnit(hours, 'hour', language);
  return inUnit(Math.floor(hours / 24), 'day', language);
}

function inUnit(count: number, unit: string, language: string): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(count);
}

/** A time of today alone, else with its day. @param at ISO 8601 */
export function momentText(at: string, now: number, language: string): string {
  const date = new Date(at);
  const isToday = date.toDateString() === new Date(now).toDateString();
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat(
    language,
    isToday ? time : { month: 'short', day: 'numeric', ...time },
  ).format(date);
}
