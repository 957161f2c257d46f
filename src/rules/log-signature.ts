import type { LogLine } from '../facts/docker-logs.ts';
import { failed } from '../model/attempts.ts';
import type { Container } from '../model/containers.ts';
import { isLooping, linesOfRun } from '../model/runs.ts';
import type { Views } from '../model/views.ts';
import { logEvidence } from './evidence.ts';
import { defineRule, type Finding, type Rank, type Rule, type Words } from './rule.ts';

/** A sentence of which it is known what it means, found in a container's log. */
export interface Spoken {
  readonly container: Container;
  readonly match: RegExpExecArray;
  /** The line that holds it, and what belongs to it. */
  readonly lines: readonly LogLine[];
  /** A few lines on either side: which client or library it was that spoke. */
  readonly around: string;
  /** It does not run, or restarts over and over. */
  readonly down: boolean;
}

type Heard = Pick<Views, 'containers' | 'logs' | 'question' | 'symptoms'> & Partial<Pick<Views, 'attempts'>>;

interface LogRule {
  readonly id: string;
  readonly title: Words;
  /** Default `specific`. */
  readonly rank?: Rank;
  /** On one line of the log. */
  readonly sentence: RegExp;
  /** Default `proven`: the program says itself what it suffers from. */
  readonly certainty?: Finding['certainty'];
  /** What it means for this container; nothing where it means nothing here. */
  readonly means: (
    spoken: Spoken,
  ) => Required<Pick<Finding, 'title' | 'explanation' | 'falsifier' | 'fix'>> | undefined;
}

/** A rule that is a sentence in the log of a container's present run, and what it means. */
export function defineLogRule({
  id,
  title,
  rank = 'specific',
  sentence,
  certainty = 'proven',
  means,
}: LogRule): Rule {
  return defineRule({
    id,
    title,
    rank,
    needs: ['containers', 'logs', 'question', 'symptoms'],
    wants: ['attempts'],
    evaluate: (views) =>
      spokenNow(sentence, views).flatMap((spoken): Finding[] => {
        const meaning = means(spoken);
        if (meaning === undefined) return [];
        const { container, lines } = spoken;
        return [
          {
            severity: spoken.down ? 'critical' : 'warning',
            certainty,
            subject: { kind: 'container', name: container.name },
            evidence: [logEvidence(container, lines)],
            explains: suffering(container, views),
            ...meaning,
          },
        ];
      }),
  });
}

/** A line of a container that runs and has said nothing else for so long is news no more. */
const FRESH_MS = 15 * 60_000;

/**
 * Containers whose log holds the sentence, and that suffer from it now. In the log of one that ended it has to stand in its
 * last run, and the end must not be what somebody wanted; in the log of one that runs it has to be fresh, and nothing may
 * have been said since that sounds as if all were well again: an old error is no fault.
 */
export function spokenNow(sentence: RegExp, views: Heard): readonly Spoken[] {
  const { containers, logs, question, symptoms } = views;
  return containers.flatMap((container): Spoken[] => {
    const { state } = container.inspect;
    const down = !container.running || isLooping(container, question.now);
    if (state.paused) return [];
    if (down && !symptoms.some(({ key }) => key === `container:${container.name}`)) return [];
    const lines = linesOfRun(container, logs[container.id] ?? [], question.now);
    const at = lines.findLastIndex(({ text }) => sentence.test(text));
    const line = lines[at];
    const match = line === undefined ? null : sentence.exec(line.text);
    if (line === undefined || match === null) return [];
    const after = lines.slice(at + 1);
    if (after.some(({ text }) => soundsWell(text))) return [];
    if (!down && line.at !== undefined && question.now - Date.parse(line.at) > FRESH_MS) return [];
    const around = lines
      .slice(Math.max(0, at - 4), at + 5)
      .map(({ text }) => text)
      .join('\n');
    return [{ container, match, lines: [line, ...after.slice(0, 2)], around, down }];
  });
}

const WELL =
  /\b(?:recovered|succe(?:ss|ssful|ssfully|eded)|reconnected|connected to|connection (?:established|restored|opened)|now serving|is back|back online|caught up|up and running|resumed)\b/i;
const UNWELL = /\b(?:not|no|cannot|can't|unable|fail|failed|failure|error|before|un\w+)\b/i;

function soundsWell(text: string): boolean {
  return WELL.test(text) && !UNWELL.test(text);
}

/** What people notice of a container that cannot do its work: itself, and its ports where nothing takes connections. */
export function suffering(
  container: Container,
  { attempts, question }: Pick<Views, 'question'> & Partial<Pick<Views, 'attempts'>>,
): readonly string[] {
  const down = !container.running || isLooping(container, question.now);
  const ports = container.published.filter(({ hostPort }) => {
    const outcomes = attempts?.onPort(hostPort);
    // Who asks about this port wants to know what goes wrong behind it, also where it takes connections.
    if (down || question.asked.port === hostPort) return true;
    if (outcomes === undefined) return false;
    const { outside, loopback, container: direct, inside } = outcomes;
    // Taken by the server, which then cannot go on.
    const dropped = [outside, loopback].some((outcome) => outcome?.kind === 'reset-after-accept');
    return dropped || direct?.kind === 'refused' || (failed(inside) && !failed(outside));
  });
  return [`container:${container.name}`, ...ports.map(({ hostPort }) => `port:${hostPort}`)];
}
