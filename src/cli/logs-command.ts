import type { LogsAsked } from '../report/log-query.ts';
import { quoteWord } from '../ssh/quote.ts';

/** What a command line says besides the question. */
interface Around {
  readonly json: boolean;
  readonly snapshot?: string | undefined;
}

/** The line to paste into a shell for the same question about another container. */
export function logsCommand(
  { query, followMs, followsOn }: LogsAsked,
  { json, snapshot }: Around,
  { container, host }: { readonly container: string; readonly host: string },
): string {
  const { since, until, grep, tail, onlyErrors, sinceRestart, sinceDeploy } = query;
  const event = sinceRestart === true ? 'restart' : sinceDeploy === true ? 'deploy' : undefined;
  const valued = Object.entries({ since: event ?? since, until, grep, tail, snapshot }).flatMap(
    ([name, value]) => (value === undefined ? [] : [`--${name}`, String(value)]),
  );
  const follow = followMs === undefined ? [] : followsOn === true ? ['-f'] : ['-f', `${followMs / 1_000}s`];
  return [
    'ferryman',
    'logs',
    container,
    // A recording is one host.
    ...(snapshot === undefined ? ['on', host] : []),
    ...valued,
    ...(onlyErrors === true ? ['--errors'] : []),
    ...follow,
    ...(json ? ['--json'] : []),
  ]
    .map((word) => (/^[\w./:@%+=,-]+$/.test(word) ? word : quoteWord(word)))
    .join(' ');
}
