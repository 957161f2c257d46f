import type { LogLine } from '../../facts/docker-logs.ts';
import { isForgotten, isReplaced, type Container } from '../../model/containers.ts';
import { isLooping, lastEnd, linesOfRun, staysDown, type RunEnd } from '../../model/runs.ts';
import type { Views } from '../../model/views.ts';
import { say, sentences, type Sayable } from '../../text/say.ts';
import { logEvidence, type Quoted } from '../evidence.ts';
import { changeCommands, changeIn, type Change } from '../owner.ts';
import type { Evidence, Finding, Remedy, Words } from '../rule.ts';

/** A container that does not run, or restarts over and over, and that no other one has taken the place of. */
export interface Trouble {
  readonly container: Container;
  /** Of its last run; absent where it never ran. */
  readonly end: RunEnd | undefined;
  /** What it wrote in that run; empty where logs were not read. */
  readonly lines: readonly LogLine[];
  readonly loops: boolean;
  readonly isAsked: boolean;
  /** Somebody wants it to run: asked for it, published its ports, or gave it a restart policy. */
  readonly isMissed: boolean;
  /** It never ran, for longer than anybody would wait for it. */
  readonly isForgotten: boolean;
  /** Somebody ended it by way of Docker. */
  readonly isStopped: boolean;
}

export function troubledContainers({
  containers,
  question: { asked, now },
  logs = {},
}: Pick<Views, 'containers' | 'question'> & Partial<Pick<Views, 'logs'>>): readonly Trouble[] {
  return containers.flatMap((container) => {
    const loops = isLooping(container, now);
    const { state, hostConfig } = container.inspect;
    if ((container.running && !loops) || state.paused) return [];
    const byName = asked.container === container.name;
    if (!byName && isReplaced(container, containers)) return [];
    const isAsked = byName || container.published.some(({ hostPort }) => hostPort === asked.port);
    const policy = hostConfig.restartPolicy.name;
    // After a start that came to nothing the end before it explains nothing any more.
    const end = state.error === '' ? lastEnd(container, now) : undefined;
    return [
      {
        container,
        end,
        lines: end === undefined ? [] : linesOfRun(container, logs[container.id] ?? [], now),
        loops,
        isAsked,
        isMissed: isAsked || loops || container.published.length > 0 || policy !== 'no',
        isForgotten: !isAsked && isForgotten(container, now),
        isStopped:
          end !== undefined &&
          !loops &&
          (isEndedByHand(end) || staysDown(container) || wasHalted(container, end)),
      },
    ];
  });
}

/** Docker's events hold the signal that somebody had it send; they are lost with the daemon's restart. */
function isEndedByHand({ stopped, signal }: RunEnd): boolean {
  return stopped || signal === 9 || signal === 15 || signal === 2 || signal === 3;
}

/** A signal that only makes a program read its configuration again is noted just the same, so it must have ended like it. */
function wasHalted({ halted }: Container, { exitCode }: RunEnd): boolean {
  return halted === true && [0, 130, 137, 143].includes(exitCode ?? -1);
}

/** What a rule has to add of its own. */
export interface Told {
  readonly title: Words;
  readonly explanation: Words;
  readonly falsifier: Words;
  readonly certainty?: Finding['certainty'];
  /** Default: critical for what somebody misses, else a notice. Never more than that for what everybody has forgotten. */
  readonly severity?: Finding['severity'];
  /** Of its log. */
  readonly quoted?: readonly Quoted[];
  readonly evidence?: readonly Evidence[];
  readonly fix: Remedy;
  /** The change of its configuration, said in its owner's words after the fix. */
  readonly change?: Change;
}

/** A finding about why a container does not run: the same subject, symptoms and state for all of them. */
export function failure(trouble: Trouble, told: Told): Finding {
  const { container, isForgotten: forgotten, isMissed } = trouble;
  const { quoted = [], evidence = [], change, fix } = told;
  return {
    severity: forgotten ? 'notice' : (told.severity ?? (isMissed ? 'critical' : 'notice')),
    certainty: told.certainty ?? 'proven',
    subject: { kind: 'container', name: container.name },
    title: told.title,
    explanation: told.explanation,
    evidence: [
      ...(quoted.length > 0 ? [logEvidence(container, quoted)] : []),
      ...evidence,
      ...stateEvidence(trouble),
    ],
    falsifier: told.falsifier,
    fix:
      change === undefined
        ? fix
        : {
            ...fix,
            summary: sentences(fix.summary, changeIn(container)),
            commands: [...fix.commands, ...changeCommands(container, change)],
          },
    explains: explainsOf(container),
  };
}

export function explainsOf({ name, published }: Container): string[] {
  return [`container:${name}`, ...published.map(({ hostPort }) => `port:${hostPort}`)];
}

/** What Docker says of its state, and of the end of its last run where that is over already. */
export function stateEvidence({ container, end }: Pick<Trouble, 'container' | 'end'>): Evidence[] {
  const { state, restartCount } = container.inspect;
  const last = container.running ? end : undefined;
  return [
    {
      source: `docker inspect ${container.name}`,
      lines: [
        `Status ${state.status}, ExitCode ${state.exitCode}, OOMKilled ${state.oomKilled}, RestartCount ${restartCount}`,
        `StartedAt ${state.startedAt ?? '-'}, FinishedAt ${state.finishedAt ?? '-'}`,
        ...(state.error === '' ? [] : [`Error ${state.error}`]),
      ],
    },
    ...(last?.endedAt === undefined || last.exitCode === undefined
      ? []
      : [
          {
            source: `docker events --filter container=${container.name} --since 1h --until 0s`,
            lines: [`${new Date(last.endedAt).toISOString()} container die (exitCode=${last.exitCode})`],
          },
        ]),
  ];
}

/** " (exit code 139), again at every restart": for the end of a clause. */
export function describeEnd({ end, loops, container }: Trouble): Sayable {
  const { restartCount } = container.inspect;
  const code = end?.exitCode;
  if (code === undefined) return loops ? say`, again at every restart (${restartCount} so far)` : '';
  return loops
    ? say` (exit code ${code}), again at every restart (${restartCount} so far)`
    : say` (exit code ${code})`;
}
