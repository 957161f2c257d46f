import { localClock } from '../incidents/local-clock.ts';
import { escapedHtml } from '../render/html.ts';
import type { DigestChart, Span } from '../report/digest.ts';

/** For the font that `png.ts` brings; sizes in logical pixels. */
export const chartFont = 'Inter';

/** Narrow, since Slack makes pictures as small as a phone is. */
const width = 520;
const left = 152;
/** As wide as the name of a day that has just begun. */
const right = 44;
const top = 34;
const rowHeight = 30;
const siteHeight = 28;
const bottom = 12;
/** So that minutes are seen within a week. */
const thinnest = 4;
const longestName = 15;
const longestSite = 40;

/** Told apart by shape as well as by colour: full and solid, half and solid, full and hatched. */
const looks = {
  critical: { fill: '#c8102e', height: 18 },
  warning: { fill: '#e69500', height: 9 },
  unseen: { fill: 'url(#hatched)', height: 18 },
} as const satisfies Record<Span['state'], { fill: string; height: number }>;

interface Scale {
  readonly x: (at: number) => number;
  readonly end: number;
}

/**
 * One line for each host, a bar where it was not well, a dot behind it where it is so still. Names and numerals only, so that it is the same
 * in every language; what the bars mean is said beside it.
 */
export function chartSvg({ from, to, rows }: DigestChart, zone: string): string {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  const x = (at: number) => left + ((at - begin) / (end - begin)) * (width - left - right);
  const drawn: string[] = [];
  let y = top;
  let site: string | undefined;
  for (const row of rows) {
    if (row.site !== undefined && row.site !== site) {
      drawn.push(text(12, y + 20, short(row.site, longestSite), { size: 13, weight: 700, fill: '#57606a' }));
      y += siteHeight;
    }
    if (row.site === undefined && site !== undefined) y += rowHeight / 2;
    site = row.site;
    drawn.push(...hostRow(row, y, { x, end }));
    y += rowHeight;
  }
  const height = y + bottom;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${chartFont}">`,
    // Grey upon white lines, so that it is dark enough for itself and unlike the half bars.
    `<defs><pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#d0d7de"/><rect width="3" height="6" fill="#424a53"/></pattern></defs>`,
    // White in the dark theme too: transparent, one of both could not be read.
    `<rect width="${width}" height="${height}" rx="8" fill="#ffffff"/>`,
    ...midnights(begin, end, zone).flatMap(({ at, label }) => dayLine(x(at), label, height)),
    ...drawn,
    '</svg>',
  ].join('\n');
}

function hostRow({ host, spans }: DigestChart['rows'][number], y: number, { x, end }: Scale): string[] {
  const middle = y + rowHeight / 2;
  return [
    text(20, middle + 5, short(host, longestName), { size: 15, weight: 500, fill: '#1f2328' }),
    `<line x1="${left}" y1="${middle}" x2="${round(x(end))}" y2="${middle}" stroke="#afb8c1" stroke-width="1.5"/>`,
    ...spans.map((span) => bar(span, middle, x)),
    ...spans.filter(({ to }) => Date.parse(to) === end).map((span) => dot(span, middle, x(end) + 11)),
  ];
}

function bar({ from, to, state }: Span, middle: number, x: Scale['x']): string {
  const { fill, height } = looks[state];
  const wide = Math.max(thinnest, x(Date.parse(to)) - x(Date.parse(from)));
  const begin = Math.min(x(Date.parse(from)), width - right - wide);
  // Half bars stand on the line that full ones reach.
  const y = middle + 9 - height;
  return `<rect x="${round(begin)}" y="${y}" width="${round(wide)}" height="${height}" rx="2" fill="${fill}"/>`;
}

function dot({ state }: Span, middle: number, x: number): string {
  const fill = state === 'unseen' ? '#424a53' : looks[state].fill;
  return `<circle cx="${round(x)}" cy="${middle}" r="6" fill="${fill}"/>`;
}

function dayLine(x: number, label: string, height: number): string[] {
  return [
    `<line x1="${round(x)}" y1="${top - 6}" x2="${round(x)}" y2="${height - bottom / 2}" stroke="#d8dee4" stroke-width="1"/>`,
    text(x + 4, 22, label, { size: 13, weight: 500, fill: '#57606a' }),
  ];
}

/** When each day begins there, and its month and day: `11-23`. */
function midnights(begin: number, end: number, zone: string): { at: number; label: string }[] {
  const clock = localClock(zone);
  const dayMs = 86_400_000;
  const days: { at: number; label: string }[] = [];
  for (let wall = Math.ceil(clock.read(begin) / dayMs) * dayMs; ; wall += dayMs) {
    const [at] = clock.showing(wall);
    if (at === undefined || at >= end) return days;
    days.push({ at, label: new Date(wall).toISOString().slice(5, 10) });
  }
}

interface Lettering {
  readonly size: number;
  readonly weight: 500 | 700;
  readonly fill: string;
}

function text(x: number, y: number, content: string, { size, weight, fill }: Lettering): string {
  return `<text x="${round(x)}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(content)}</text>`;
}

function short(name: string, longest: number): string {
  return name.length > longest ? `${name.slice(0, longest - 1)}…` : name;
}

function round(n: number): number {
  return Math.round(n * 100) / 100;
}

function escaped(content: string): string {
  // XML knows no control characters, and a text with one is no XML.
  return escapedHtml(content.replaceAll(/\p{Cc}|[\uFFFE\uFFFF]|\p{Surrogate}/gu, ''));
}
