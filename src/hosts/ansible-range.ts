/** Above this a range is a slip of the pen. */
const most = 10_000;

const range = /^(?<head>[^[]*)\[(?<body>[^\]]*)\](?<tail>.*)$/;

/** `web[01:12:2].example.com` → every name it stands for; a sentence where the range makes no sense. */
export function expandRange(pattern: string): string[] | string {
  const groups = range.exec(pattern)?.groups;
  if (!groups) return [pattern];
  const { head = '', body = '', tail = '' } = groups;
  const members = expandBody(body);
  if (typeof members === 'string') return `the range [${body}] ${members}`;
  const names: string[] = [];
  for (const member of members) {
    const rest = expandRange(head + member + tail);
    if (typeof rest === 'string') return rest;
    names.push(...rest);
    if (names.length > most) return `the range [${body}] names more than ${most} hosts`;
  }
  return names;
}

function expandBody(body: string): string[] | string {
  const [from = '', to = '', step = '1', ...more] = body.split(':');
  if (more.length > 0 || !/^[1-9]\d*$/.test(step) || to === '')
    return 'is not written as first:last or first:last:step';
  if (/^[a-zA-Z]$/.test(from) && /^[a-zA-Z]$/.test(to)) return letters(from, to, Number(step));
  if (!/^\d*$/.test(from) || !/^\d+$/.test(to)) return 'holds neither two numbers nor two letters';
  const padded = from.length > 1 && from.startsWith('0');
  if (padded && from.length !== to.length) return 'pads its ends with zeros to different lengths';
  const [first, last] = [Number(from), Number(to)];
  if ((last - first) / Number(step) > most) return `names more than ${most} hosts`;
  const names: string[] = [];
  for (let n = first; n <= last; n += Number(step))
    names.push(String(n).padStart(padded ? from.length : 0, '0'));
  return names;
}

const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

function letters(from: string, to: string, step: number): string[] | string {
  const [first, last] = [alphabet.indexOf(from), alphabet.indexOf(to)];
  if (first > last) return 'runs backwards';
  return alphabet
    .slice(first, last + 1)
    .split('')
    .filter((_, index) => index % step === 0);
}

/** `name:2222` and `[2001:db8::1]:2222`, the port apart. */
export function splitPort(pattern: string): { name: string; port?: string } {
  const bracketed = /^\[(?<name>.+)\]:(?<port>\d+)$/.exec(pattern)?.groups;
  const plain = /^(?<name>(?:[^:[\]]|\[[^\]]*\])*):(?<port>\d+)$/.exec(pattern)?.groups;
  const { name = pattern, port } = bracketed ?? plain ?? {};
  return port === undefined ? { name } : { name, port };
}
