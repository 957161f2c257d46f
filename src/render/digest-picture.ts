import type { DigestFacts, Span } from '../report/digest.ts';
import type { Reader } from '../text/reader.ts';
import { list, sentences } from '../text/say.ts';
import { tellSpan } from './incident-span.ts';
import { cut, oneLine } from './untrusted.ts';

/** Slack takes 1,000 characters for a file, twice that for a block. */
const longestAlt = 950;

/** What the picture of a digest shows, for whoever does not see it, and what its bars mean. */
export function digestPicture(
  { chart }: DigestFacts,
  reader: Reader,
): { readonly alt: string; readonly legend: string } {
  const { t, tell } = reader;
  const told = chart.rows.map(({ host, spans }) => {
    const states = (['critical', 'warning', 'unseen'] as const).flatMap((state) =>
      stateLine(spans, state, chart.to, reader),
    );
    return t`${cut(oneLine(host), 60)}: ${tell(list(states, 'phrases'))}`;
  });
  const more = chart.more > 0 && t`${chart.more} more hosts had something and are not drawn.`;
  const alt = tell(
    sentences(t`The last 7 days of the hosts that had anything.`, t`${tell(list(told, 'clauses'))}.`, more),
  );
  const key = [t`█ critical`, t`▄ a warning`, t`▨ could not be looked at`, t`● still so`];
  const legend = tell(sentences(t`The last 7 days: ${key.join(' · ')}.`, more));
  return { alt: cut(alt, longestAlt), legend };
}

/** `critical for 3 h 5 min in all, 2 times, still so`. */
function stateLine(all: readonly Span[], state: Span['state'], end: string, reader: Reader): string[] {
  const { t, tell } = reader;
  const spans = all.filter((span) => span.state === state);
  if (spans.length === 0) return [];
  const ms = spans.reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0);
  const name = { critical: t`critical`, warning: t`a warning`, unseen: t`could not be looked at` }[state];
  const lasting = tellSpan(ms, reader);
  return [
    tell(
      list(
        [
          spans.length === 1
            ? t`${name} for ${lasting}`
            : t`${name} ${spans.length} times, ${lasting} in all`,
          ...(spans.some(({ to }) => to === end) ? [t`still so`] : []),
        ],
        'phrases',
      ),
    ),
  ];
}
