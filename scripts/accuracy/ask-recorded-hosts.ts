import { diagnoseSnapshot } from '../../src/flows/diagnose.ts';
import { readAsked } from '../../src/report/asked.ts';
import { largeHosts, recordedHosts } from '../../test/support/recorded-hosts.ts';
import { namedIn } from './answer.ts';

export interface RecordedAnswers {
  readonly hosts: number;
  readonly questions: number;
  /** A line for each wrong answer. */
  readonly wrong: readonly string[];
}

export function askRecordedHosts(): RecordedAnswers {
  const hosts = [...recordedHosts(), ...largeHosts()];
  const answers = hosts.flatMap(({ name, snapshot, questions }) =>
    questions.map(({ target, verdict, cause }) => {
      const read = target === undefined ? undefined : readAsked(target);
      const report = diagnoseSnapshot(snapshot, read?.kind === 'asked' ? read.asked : undefined);
      const named = namedIn(report);
      const isRight = report.verdict === verdict && (cause === undefined || named === cause);
      const asked = [name, target ?? ''].join(' ').trim();
      return isRight ? [] : [`${asked}: ${report.verdict}, ${named ?? 'no cause'}; not ${cause ?? verdict}`];
    }),
  );
  return { hosts: hosts.length, questions: answers.length, wrong: answers.flat() };
}
