import { z } from 'zod';
import type { InEveryLanguage, Language } from '../text/language.ts';
import { Asked, type Report, Verdict } from './report.ts';

/** What the home tab tells of a host: how its last diagnosis ended. Small, masked as the report is, and good for weeks. */
export const LastVerdict = z.object({
  schema: z.literal('ferryman.last-verdict/1'),
  host: z.string(),
  asked: Asked.optional(),
  verdict: Verdict,
  /** `incomplete`: nothing is wrong, and not everything could be seen. */
  unexplained: z.boolean(),
  /** Of the gravest cause; in the words of whoever asked. */
  title: z.string().optional(),
  /** The same by language, for whoever reads it; older records have none. */
  titles: z.record(z.string(), z.string()).optional(),
  severity: z.enum(['critical', 'warning', 'notice']).optional(),
  /** ISO 8601, the moment of the snapshot. */
  at: z.string(),
  /** The message that is the card. */
  card: z.object({ channelId: z.string(), ts: z.string() }),
});
export type LastVerdict = z.infer<typeof LastVerdict>;

/** The title for a reader: as whoever asked read it where it is not known in the reader's language. */
export function titleFor({ title, titles }: Pick<LastVerdict, 'title' | 'titles'>, language: Language) {
  return titles?.[language] ?? title;
}

const longestTitle = 250;

export function lastVerdictOf(
  { report, titles }: { readonly report: Report; readonly titles?: InEveryLanguage },
  card: LastVerdict['card'],
): LastVerdict {
  const { host, asked, verdict, at, causes, symptoms } = report;
  const [first] = causes;
  const worst = causes.some(({ severity }) => severity === 'critical') ? 'critical' : first?.severity;
  return {
    schema: 'ferryman.last-verdict/1',
    host,
    ...(asked === undefined ? {} : { asked }),
    verdict,
    unexplained: symptoms.some(({ explainedBy }) => explainedBy.length === 0),
    ...(first === undefined ? {} : { title: short(first.title) }),
    ...(first === undefined || titles === undefined
      ? {}
      : {
          titles: Object.fromEntries(
            Object.entries(titles).map(([language, title]) => [language, short(title)]),
          ),
        }),
    ...(worst === undefined ? {} : { severity: worst }),
    at,
    card,
  };
}

function short(title: string): string {
  return title.slice(0, longestTitle).replace(/[\uD800-\uDBFF]$/, '');
}

/** Where it is kept. */
export function lastVerdictKey(host: string): string {
  return `verdict:${host}`;
}
