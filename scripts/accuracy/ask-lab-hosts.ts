import { readEnvironment } from '../../src/config/environment.ts';
import { loadConfig } from '../../src/config/config.ts';
import { shellPool } from '../../src/cli/shell-pool.ts';
import { diagnose } from '../../src/flows/diagnose.ts';
import { findHost } from '../../src/hosts/inventory.ts';
import { readAsked } from '../../src/report/asked.ts';
import type { LabCase, Question } from '../../test/lab/case.ts';
import { labGroups } from '../../test/lab/cases/index.ts';
import { gradeReport } from '../../test/lab/grade.ts';
import { openLab, type Lab } from '../../test/lab/lab.ts';
import { stage, type Staged } from '../../test/lab/play.ts';
import { randomFrom } from '../../test/lab/random.ts';
import { namedIn, type GradedAnswer } from './answer.ts';
import { slowestAttemptMs } from './slowest-attempt.ts';

export interface LabRun {
  readonly variants: number;
  readonly seed?: number;
  readonly only?: RegExp;
  /** Hosts at once. */
  readonly jobs: number;
  readonly onAnswer: (line: string) => void;
}

export interface LabAnswers {
  readonly seed: number;
  readonly hosts: number;
  readonly answers: readonly GradedAnswer[];
  /** Hosts that could not be made, a line each; they count as nothing. */
  readonly failures: readonly string[];
}

interface Play {
  readonly group: string;
  readonly labCase: LabCase;
  readonly variant: number;
}

/** Every case in every variant; even ones without a red herring, odd ones with one. */
export async function askLabHosts(run: LabRun): Promise<LabAnswers> {
  const plays = Object.entries(labGroups).flatMap(([group, cases]) =>
    cases
      .filter(({ id }) => run.only === undefined || run.only.test(id))
      .flatMap((labCase) =>
        Array.from({ length: run.variants }, (_, variant): Play => ({ group, labCase, variant })),
      ),
  );
  const lab = await openLab(run.seed === undefined ? {} : { seed: run.seed });
  run.onAnswer(`Drawn from seed ${lab.seed}; again with --seed ${lab.seed}. ${plays.length} hosts.`);
  const answers: GradedAnswer[] = [];
  const failures: string[] = [];
  const waiting = [...plays];
  async function work(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const title = `${next.labCase.id} (variant ${next.variant + 1})`;
      try {
        const graded = await play(lab, next);
        answers.push(...graded);
        const wrong = graded.flatMap((one) => one.wrong.map((line) => `${one.asked}: ${line}`));
        run.onAnswer(`${wrong.length === 0 ? 'right' : 'WRONG'} ${title} ${wrong.join('; ')}`);
      } catch (error) {
        failures.push(`${title}: ${error instanceof Error ? error.message : String(error)}`);
        run.onAnswer(`NOT MADE ${failures.at(-1)}`);
      }
    }
  }
  try {
    await Promise.all(Array.from({ length: run.jobs }, work));
  } finally {
    await lab.close();
  }
  return { seed: lab.seed, hosts: plays.length - failures.length, answers, failures };
}

async function play(lab: Lab, { group, labCase, variant }: Play): Promise<readonly GradedAnswer[]> {
  const random = randomFrom(lab.seed, variant % 2 === 0 ? 'none' : 'some').branch(`${labCase.id} ${variant}`);
  const staged = await stage(lab, labCase, random);
  try {
    const answers: GradedAnswer[] = [];
    for (const question of staged.scene.questions) answers.push(await ask(staged, question, group, labCase));
    return answers;
  } finally {
    await staged.host.close();
  }
}

async function ask(
  { host, scene, config: file }: Staged,
  question: Question,
  group: string,
  labCase: LabCase,
): Promise<GradedAnswer> {
  const config = await loadConfig({ ...readEnvironment(), file });
  const read = question.target === undefined ? undefined : readAsked(question.target);
  const shells = await shellPool(config.ssh);
  try {
    const { report, snapshot } = await diagnose(
      { host: findHost(config, host.name), ...(read?.kind === 'asked' && { asked: read.asked }) },
      { shells },
    );
    const named = namedIn(report);
    return {
      group: labCase.cause === 'healthy' && group !== 'odd' ? 'healthy' : group,
      host: labCase.id,
      asked: [host.name, question.target ?? ''].join(' ').trim(),
      drawn: scene.drawn,
      expected: { verdict: question.verdict, ...(question.cause !== undefined && { cause: question.cause }) },
      verdict: report.verdict,
      ...(named !== undefined && { named }),
      ms: report.durationMs,
      slowestAttemptMs: snapshot === undefined ? 0 : slowestAttemptMs(snapshot),
      wrong: gradeReport(question, report),
    };
  } finally {
    await shells.dispose();
  }
}
