import { usePage } from './context.ts';

/** Times in the zone and the language of the person who reads. */

export interface Reader {
  readonly zone: string;
  readonly locale: string;
}

type Options = Intl.DateTimeFormatOptions;

const at = (seconds: number, { zone, locale }: Reader, options: Options): string =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }).format(seconds * 1000);

const tokens: Readonly<Record<string, Options>> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { dateStyle: 'long' },
  date_short: { dateStyle: 'medium' },
  date_long: { dateStyle: 'full' },
  date_pretty: { dateStyle: 'long' },
  date_short_pretty: { dateStyle: 'medium' },
  date_long_pretty: { dateStyle: 'full' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
};

/** `{date_short} at {time}` and the like. */
const dated = (seconds: number, format: string, reader: Reader): string =>
  format.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const options = tokens[name];
    return options ? at(seconds, reader, options) : whole;
  });

/** The day of a message, as people name it. */
function day(seconds: number, reader: Reader, now = Date.now() / 1000): string {
  const named = (moment: number) => at(moment, reader, { dateStyle: 'long' });
  const asked = named(seconds);
  if (asked === named(now)) return 'Today';
  return asked === named(now - 86_400) ? 'Yesterday' : asked;
}

export function useTimes() {
  const { me } = usePage();
  return {
    clock: (ts: string) => at(Number(ts), me, { hour: 'numeric', minute: '2-digit' }),
    seconds: (seconds: number) => at(seconds, me, { timeStyle: 'medium', hourCycle: 'h23' }),
    full: (ts: string) => at(Number(ts), me, { dateStyle: 'full', timeStyle: 'long' }),
    dated: (seconds: number, format: string) => dated(seconds, format, me),
    day: (ts: string) => day(Number(ts), me),
  };
}
