import { say, type Sayable } from '../text/say.ts';
import { known, valueOr, type Known } from './known.ts';
import type { ParsedFacts } from './parsed-facts.ts';

/** Whether the daemon's API answered when it was asked. */
export type DockerAnswers =
  | {
      readonly kind: 'answers';
      /** Why it would not describe a container, in its own words. */ readonly refusal?: Sayable;
    }
  | { readonly kind: 'silent'; readonly because: Sayable; readonly processState?: string }
  /** There was nobody to ask, or it was not allowed. */
  | { readonly kind: 'not-asked' };

export function dockerAnswersOf(facts: ParsedFacts): Known<DockerAnswers> {
  const status = facts.status('docker-containers');
  if (status === 'ok') {
    const inspected = facts.get('docker-inspect');
    const refused = facts.status('docker-inspect') === 'unreadable' && inspected.kind === 'unknown';
    return known({ kind: 'answers', ...(refused && { refusal: inspected.because }) });
  }
  if (status !== 'timed-out') return known({ kind: 'not-asked' });
  const list = facts.get('docker-containers');
  const because = list.kind === 'unknown' ? list.because : say`no answer`;
  const processState = valueOr(facts.get('docker-data'), undefined)?.pidFile?.state;
  return known({ kind: 'silent', because, ...(processState !== undefined && { processState }) });
}
