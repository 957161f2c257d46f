/** Times in the reader's own zone and language. */

const at = (seconds: number, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(undefined, options).format(seconds * 1000);

export const clockTime = (ts: string): string => at(Number(ts), { hour: '2-digit', minute: '2-digit' });

export const fullTime = (ts: string): string => at(Number(ts), { dateStyle: 'full', timeStyle: 'medium' });

const tokens: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { dateStyle: 'long' },
  date_short: { dateStyle: 'medium' },
  date_long: { dateStyle: 'full' },
  date_pretty: { dateStyle: 'long' },
  date_short_pretty: { dateStyle: 'medium' },
  date_long_pretty: { dateStyle: 'full' },
  time: { hour: '2-digit', minute: '2-digit' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
};

/** `{date_short} at {time}` and the like. */
export const dated = (seconds: number, format: string): string =>
  format.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const options = tokens[name];
    return options ? at(seconds, options) : whole;
  });
