import type { StillProcess } from '../../facts/listen-queues.ts';
import type { Container } from '../../model/containers.ts';
import type { Views } from '../../model/views.ts';
import { say, sentences, type Said } from '../../text/say.ts';
import { attemptEvidence } from '../evidence.ts';
import { defineRule, type Evidence, type Finding } from '../rule.ts';
import {
  isFull,
  queueEvidence,
  stillProcess,
  waitingListeners,
  whose,
  whoseFirst,
  wrongIfQueue,
  type Waiting,
} from './waiting.ts';

/**
 * Seen: clients connect and get no byte, even on the host itself; later they time out.
 * Why: the kernel takes connections on the program's behalf, and the program does not run: the container is paused, the process
 * was stopped by a signal or a debugger, it waits in the kernel for a disk that does not answer, or it is deadlocked.
 * How a deadlock is told: Ferryman's own connections, which it had closed again, still lie untaken half a second later.
 * Not seen: a program that accepts and then does not answer; nothing is ever sent to it.
 */
export const processHungOrPaused = defineRule({
  id: 'process-hung-or-paused',
  title: say`A program that takes no connections because it is paused, stopped or hangs`,
  needs: ['containers', 'question', 'attempts', 'listeners'],
  wants: ['queues'],
  evaluate: (views) => {
    const { containers, queues } = views;
    const paused = containers
      .filter(({ inspect }) => inspect.state.paused)
      .map((one) => ofPaused(one, views));
    if (queues === undefined) return paused;
    const waiting = waitingListeners({ ...views, queues }).filter(({ container }) => !isPaused(container));
    const hung = waiting.flatMap((one) => ofWaiting(one, stillOf(one, queues), views));
    const told = new Set(waiting.map(({ container }) => container?.id));
    const stopped = containers
      .filter((one) => one.running && !isPaused(one) && !told.has(one.id))
      .flatMap((one) => ofStopped(one, stillProcess(queues, [one.inspect.state.pid]), views));
    return [...paused, ...hung, ...stopped];
  },
});

type Seen = Pick<Views, 'question' | 'attempts'>;

const isPaused = (container: Container | undefined): boolean => container?.inspect.state.paused === true;

function isAsked({ name, published }: Container, { question: { asked } }: Seen): boolean {
  return asked.container === name || published.some(({ hostPort }) => hostPort === asked.port);
}

function portsOf({ published }: Container): readonly number[] {
  return published
    .filter(({ bound, protocol }) => bound && protocol === 'tcp')
    .map(({ hostPort }) => hostPort);
}

function explainsOf(container: Container): string[] {
  return [`container:${container.name}`, ...portsOf(container).map((port) => `port:${port}`)];
}

function attemptsOn(container: Container, { attempts }: Seen): Evidence[] {
  return portsOf(container)
    .slice(0, 3)
    .map((port) => attemptEvidence(attempts.onPort(port), container))
    .filter(({ lines }) => lines.length > 0);
}

function ofPaused(container: Container, views: Seen): Finding {
  const { name } = container;
  const missed = portsOf(container).length > 0 || isAsked(container, views);
  return {
    severity: missed ? 'critical' : 'notice',
    certainty: 'proven',
    subject: { kind: 'container', name },
    title: say`Container ${name} is paused`,
    explanation: say`Somebody (or a backup) ran \`docker pause\`: all processes of container ${name} are frozen where they stood. The kernel goes on completing connections to its ports until a queue is full, so that clients connect and wait for an answer that does not come.`,
    evidence: [
      {
        source: `docker inspect -f '{{.State.Status}}' ${name}`,
        lines: [container.inspect.state.status || 'paused'],
      },
      ...attemptsOn(container, views),
    ],
    falsifier: say`wrong if \`${`docker inspect -f '{{.State.Paused}}' ${name}`}\` says false`,
    fix: {
      summary: say`Let it run on, unless a backup is reading its files just now.`,
      commands: [`docker unpause ${name}`],
      risk: say`None for the container: it goes on where it stood. Clients that waited too long have given up.`,
    },
    explains: explainsOf(container),
  };
}

function stillOf({ container, holder }: Waiting, queues: Views['queues']): StillProcess | undefined {
  return stillProcess(queues, [holder?.pid, container?.inspect.state.pid]);
}

/** Its listener has a queue that does not get shorter. */
function ofWaiting(waiting: Waiting, still: StillProcess | undefined, views: Seen): Finding[] {
  const { queue, container, hostPorts, holder, isAsked: asked, isPublic } = waiting;
  // Untaken connections that are in no hurry to go: a server under load is between two accept()s for much less.
  const stuck = queue.untaken > 0 && queue.second >= queue.first;
  if (still === undefined && (!stuck || isFull(queue))) return [];
  const pid = still?.pid ?? holder?.pid;
  return [
    {
      severity: isPublic || asked ? 'critical' : 'notice',
      certainty: still === undefined ? 'likely' : 'proven',
      subject:
        container === undefined
          ? { kind: 'process', name: holder?.name ?? String(queue.port) }
          : { kind: 'container', name: container.name },
      title:
        still === undefined
          ? say`${whoseFirst(waiting)} hangs: it takes none of the connections to its port ${queue.port}`
          : say`${whoseFirst(waiting)} ${stateWords(still)}, so it takes none of the connections to its port ${queue.port}`,
      explanation: sentences(
        say`Connections to port ${queue.port} of ${whose(waiting)} come about, since the kernel completes them on the program's behalf, and then nothing answers: ${queue.second} of them lie in the queue and no process has taken them.`,
        still === undefined
          ? say`The process is neither stopped nor waiting for a disk, so it is busy with something else or waits for something that does not come (a deadlock, a database, all of its threads).`
          : say`Process ${still.pid} (${still.name}) ${stateWords(still)}.`,
      ),
      evidence: [
        queueEvidence(waiting),
        ...(still === undefined ? [] : [stateEvidence(still)]),
        ...hostPorts.map((port) => attemptEvidence(views.attempts.onPort(port), container)),
      ].filter(({ lines }) => lines.length > 0),
      falsifier:
        still === undefined
          ? wrongIfQueue(waiting, say`a Recv-Q of 0 while nobody restarts it`)
          : wrongIfRuns(still),
      fix: fixOf(still, pid, container),
      explains: container === undefined ? [`port:${queue.port}`] : explainsOf(container),
    },
  ];
}

/** Nobody has connected to it; its main process stands still all the same. */
function ofStopped(container: Container, still: StillProcess | undefined, views: Seen): Finding[] {
  // `D` alone, without anybody waiting, may be a disk that is slow for a moment.
  if (still === undefined || still.state === 'D') return [];
  const { name } = container;
  const missed = portsOf(container).length > 0 || isAsked(container, views);
  return [
    {
      severity: missed ? 'critical' : 'notice',
      certainty: 'proven',
      subject: { kind: 'container', name },
      title: say`The process of container ${name} ${stateWords(still)}`,
      explanation: say`Process ${still.pid} (${still.name}), the main process of container ${name}, ${stateWords(still)}. Docker shows the container as running; it does nothing until it is let go.`,
      evidence: [stateEvidence(still), ...attemptsOn(container, views)],
      falsifier: wrongIfRuns(still),
      fix: fixOf(still, still.pid, container),
      explains: explainsOf(container),
    },
  ];
}

function wrongIfRuns({ pid }: StillProcess): Said {
  return say`wrong if \`grep State /proc/${pid}/status\` says R or S`;
}

function stateWords({ state }: StillProcess): Said {
  switch (state) {
    case 'T':
      return say`was stopped by a signal (SIGSTOP)`;
    case 't':
      return say`is held by a debugger`;
    case 'D':
      return say`waits in the kernel for a device that does not answer`;
  }
  return state satisfies never;
}

function stateEvidence({ pid, name, state }: StillProcess): Evidence {
  return {
    source: `grep -E '^(Name|State)' /proc/${pid}/status`,
    lines: [`Name: ${name}`, `State: ${state}`],
  };
}

function fixOf(
  still: StillProcess | undefined,
  pid: number | undefined,
  container: Container | undefined,
): NonNullable<Finding['fix']> {
  if (still?.state === 'T') {
    return {
      summary: say`Let it run on.`,
      commands: [`kill -CONT ${still.pid}`],
      risk: say`None: it goes on where it stood. Find out who stopped it.`,
    };
  }
  if (still?.state === 't') {
    return {
      summary: say`End the debugger, or let it continue the process.`,
      commands: [`grep TracerPid /proc/${still.pid}/status`],
      risk: say`Somebody may be looking at it just now.`,
    };
  }
  return {
    summary: say`Keep what tells why it hangs (a thread dump, its stack), then restart it.`,
    commands: [
      `cat /proc/${pid ?? '<pid>'}/stack; ls /proc/${pid ?? '<pid>'}/task | wc -l`,
      container === undefined ? `systemctl status ${pid ?? '<pid>'}` : `docker restart ${container.name}`,
    ],
    risk: say`A restart loses what the program holds in memory, and the evidence of why it hangs (jstack, dotnet-dump, py-spy first).`,
  };
}
