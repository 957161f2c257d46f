import type { JournalLine } from '../../facts/docker-journal.ts';
import { wordsOf } from '../../model/daemon-start.ts';
import type { Views } from '../../model/views.ts';
import type { Subject } from '../../report/report.ts';
import { say, type Sayable, sentences, type Text } from '../../text/say.ts';
import { defineRule, type Evidence, type Finding, type Rule } from '../rule.ts';
import { fallout } from './fallout.ts';

/** Used where they are known. */
const WANTED = [
  'daemonSetup',
  'daemonJson',
  'dockerData',
  'containerdJournal',
  'disks',
  'inodes',
  'kernel',
  'network',
  'symptoms',
] as const;

type Seen = Pick<Views, 'dockerService'> & Partial<Pick<Views, (typeof WANTED)[number]>>;

/** The daemon's own words, and what is known of the host beside them. */
export interface Telling extends Seen {
  /** The reason without its stamp: `failed to start daemon: …`. */
  readonly words: string;
  /** The groups of the pattern that fits. */
  readonly groups: readonly (string | undefined)[];
  readonly unit: string;
  /** All that the daemon complained of in that attempt. */
  readonly complaints: readonly string[];
}

export interface Told {
  /** Goes on after "Docker does not start: ". */
  readonly title: Text;
  readonly explanation: Text;
  readonly subject?: Subject;
  readonly evidence?: readonly Evidence[];
  /** Goes on after "wrong if ". */
  readonly falsifier?: Text;
  readonly fix: {
    readonly summary: Text;
    /** Before Docker is started again. */
    readonly commands: readonly Sayable[];
    readonly risk?: Text;
  };
}

/** A mistake that shows in the configuration, whether Docker has met it yet or not. */
export interface Foreseen {
  readonly title: Text;
  readonly explanation: Text;
  readonly evidence: readonly Evidence[];
  readonly falsifier: Text;
  readonly fix: { readonly summary: Text; readonly commands: readonly Sayable[] };
}

interface StartFailure {
  readonly id: string;
  /** What is ruled out where the rule stays silent. */
  readonly title: Text;
  /** Of the line that the daemon died with. */
  readonly says: readonly RegExp[];
  /** Of any complaint in the same attempt: where the last line is only what came of it. */
  readonly amid?: readonly RegExp[];
  /** Nothing where the words fit and the cause is another. */
  readonly tell: (telling: Telling) => Told | undefined;
  /** By the configuration alone. */
  readonly foresee?: (seen: Seen) => Foreseen | undefined;
}

/**
 * The shape of all causes that stop the daemon from starting: the last line of its last attempt names the cause. A mistake
 * in the configuration that it has not met yet, because it still runs or dies of something else before, is a notice.
 */
export function defineStartFailure(failure: StartFailure): Rule {
  const { id, title, says, amid = [], tell, foresee } = failure;
  return defineRule({
    id,
    title,
    needs: ['dockerService', 'daemonStart'],
    wants: WANTED,
    evaluate: ({ daemonStart, ...seen }): readonly Finding[] => {
      if (seen.dockerService.state === 'not-installed') return [];
      const spoken = daemonStart.kind === 'failed' ? spokenIn(daemonStart, says, amid) : undefined;
      const unit = seen.dockerService.unit?.id ?? 'docker.service';
      const told =
        spoken === undefined
          ? undefined
          : tell({
              ...seen,
              unit,
              words: wordsOf(spoken.line),
              groups: spoken.groups,
              complaints: daemonStart.kind === 'failed' ? daemonStart.complaints.map(wordsOf) : [],
            });
      if (told !== undefined && spoken !== undefined) return [toFinding(told, spoken.line, unit, seen)];
      const foreseen = foresee?.(seen);
      return foreseen === undefined ? [] : [toNotice(foreseen, seen)];
    },
  });
}

interface Spoken {
  readonly line: JournalLine;
  readonly groups: readonly (string | undefined)[];
}

interface Attempt {
  readonly complaints: readonly JournalLine[];
  readonly last?: JournalLine;
}

function spokenIn(
  { complaints, last }: Attempt,
  says: readonly RegExp[],
  amid: readonly RegExp[],
): Spoken | undefined {
  const lines = [
    ...(last === undefined ? [] : [{ line: last, patterns: says }]),
    ...complaints.toReversed().map((line) => ({ line, patterns: amid })),
  ];
  for (const { line, patterns } of lines) {
    for (const pattern of patterns) {
      const match = pattern.exec(wordsOf(line));
      if (match !== null) return { line, groups: match.slice(1) };
    }
  }
  return undefined;
}

function toFinding(told: Told, line: JournalLine, unit: string, seen: Seen): Finding {
  const { title, explanation, subject, evidence = [], falsifier, fix } = told;
  return {
    severity: 'critical',
    certainty: 'proven',
    subject: subject ?? { kind: 'service', name: 'docker' },
    title: say`Docker does not start: ${title}`,
    explanation,
    evidence: [{ source: `journalctl -u ${unit}`, lines: [line.text] }, ...evidence],
    falsifier: say`wrong if ${falsifier ?? say`\`journalctl -u ${unit}\` holds another last line before "exited" in the newest start`}`,
    fix: {
      summary: fix.summary,
      commands: [
        ...fix.commands,
        `systemctl reset-failed ${unit} docker.socket`,
        `systemctl start ${unit}`,
        `journalctl -u ${unit} -n 20 --no-pager`,
      ],
      risk:
        fix.risk ??
        say`Docker is down already. Another mistake may show once this one is gone: read the last journal line again.`,
    },
    explains: fallout(seen.symptoms ?? [], seen.dockerData),
  };
}

function toNotice({ title, explanation, evidence, falsifier, fix }: Foreseen, seen: Seen): Finding {
  const up = seen.dockerService.state === 'up';
  return {
    severity: 'notice',
    certainty: 'likely',
    subject: { kind: 'service', name: 'docker' },
    title: up
      ? say`Docker will not start the next time: ${title}`
      : say`Docker will not start either once its first fault is gone: ${title}`,
    explanation: sentences(
      explanation,
      up
        ? say`The daemon still runs with what it read when it was started.`
        : say`The daemon has not come that far yet.`,
    ),
    evidence,
    falsifier: say`wrong if ${falsifier}`,
    fix: {
      ...fix,
      commands: [...fix.commands],
      risk: say`Changes nothing until Docker is started again, which ends containers unless live-restore is on.`,
    },
    explains: [],
  };
}
