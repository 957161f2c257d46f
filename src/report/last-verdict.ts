import { z } from 'zod';
import type { InEveryLanguage, Language } from '../text/language.ts';
import { Asked, type Report, Verdict } from './report.ts';

/** What the home tab tells of a host: how the last diagnosis of all of it, or of one target, ended. Small, masked as the report is, and good for weeks. */
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

/**
 * Of these of one host, those that no later one has replaced, the newest first. A question about one target says nothing about another;
 * one about the whole host speaks of all of them. A host that was not reached disproves nothing, and any later answer shows that it is
 * there again.
 */
export function standing(verdicts: readonly LastVerdict[]): LastVerdict[] {
  const kept: LastVerdict[] = [];
  for (const one of newestFirst(verdicts)) if (!kept.some((later) => replaces(later, one))) kept.push(one);
  return kept;
}

/** Of those that stand: what a host that has one line is told by; of equals the newest. */
export function gravest(verdicts: readonly LastVerdict[]): LastVerdict | undefined {
  return newestFirst(verdicts).toSorted((a, b) => gravity(b) - gravity(a))[0];
}

function newestFirst(verdicts: readonly LastVerdict[]): LastVerdict[] {
  return verdicts.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

function replaces(later: LastVerdict, one: LastVerdict): boolean {
  if (one.verdict === 'unreachable') return true;
  if (later.verdict === 'unreachable') return false;
  const target = targetOf(later);
  return target === wholeHost || target === targetOf(one);
}

function targetOf({ asked: { port, container, to } = {} }: LastVerdict): string {
  return JSON.stringify([port ?? null, container ?? null, to ?? null]);
}

const wholeHost = JSON.stringify([null, null, null]);

function gravity({ verdict, severity = 'critical', unexplained }: LastVerdict): number {
  switch (verdict) {
    case 'unreachable':
      return 6;
    case 'faulty':
      return { critical: 5, warning: 4, notice: 3 }[severity];
    case 'unknown':
      return unexplained ? 2 : 1;
    case 'healthy':
      return 0;
    default:
      return verdict satisfies never;
  }
}

/** Where those of a host are kept. */
export function lastVerdictKey(host: string): string {
  return `verdict:${host}`;
}
