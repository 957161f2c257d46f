import { FerrymanError } from '../../errors.ts';
import { readGrep, type Grep } from '../../logs/grep.ts';
import type { LogQuery } from '../../report/logs.ts';
import { say } from '../../text/say.ts';

export type Pattern = Extract<Grep, { kind: 'grep' }>;

/** Throws a `FerrymanError` with the mistake in it. */
export function grepOf({ grep: pattern }: LogQuery): Pattern | undefined {
  if (pattern === undefined) return undefined;
  const grep = readGrep(pattern);
  if (grep.kind === 'grep') return grep;
  throw new FerrymanError(
    'bad-pattern',
    grep.sentence,
    say`Patterns are regular expressions as RE2 has them; a sign that means something stands for itself behind a backslash: error\\(40\\)`,
  );
}
