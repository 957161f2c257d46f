import type { Views } from '../../model/views.ts';
import { say, sentences } from '../../text/say.ts';
import { attemptEvidence } from '../evidence.ts';
import { defineRule, type Finding } from '../rule.ts';
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
 * Seen: some clients, or all, time out while they connect; the process runs and its port is open.
 * Why: the kernel completes connections and keeps them in a queue until the program calls accept(). The queue is as long as
 * the program asked for (and net.core.somaxconn allows). The program does not keep up, the queue is full, and the kernel
 * drops every further SYN without a word. For a published port the queue is inside the container's namespace.
 * Not seen: why the program is slow. A flood of SYNs fills another queue. Whose process is stopped or paused has a cause of its own.
 */
export const listenBacklogOverflow = defineRule({
  id: 'listen-backlog-overflow',
  title: say`A full queue of connections that the program does not accept`,
  needs: ['containers', 'question', 'listeners', 'attempts'],
  wants: ['queues', 'sysctls'],
  evaluate: ({ queues, sysctls, ...views }) => {
    if (queues === undefined) return [];
    return waitingListeners({ ...views, queues })
      .filter(({ queue }) => isFull(queue))
      .filter((waiting) => isTheProgramsFault(waiting, queues))
      .map((waiting) => finding(waiting, views, sysctls?.['net.core.somaxconn']));
  },
});

function isTheProgramsFault({ container, holder }: Waiting, queues: Views['queues']): boolean {
  if (container?.inspect.state.paused === true) return false;
  return stillProcess(queues, [holder?.pid, container?.inspect.state.pid]) === undefined;
}

function finding(
  waiting: Waiting,
  { attempts }: Pick<Views, 'attempts'>,
  somaxconn: string | undefined,
): Finding {
  const { queue, container, holder, hostPorts, isAsked, isPublic } = waiting;
  const limit = queue.limit ?? 0;
  const capped = somaxconn !== undefined && container === undefined && limit >= Number(somaxconn);
  return {
    severity: isPublic || isAsked ? 'critical' : 'warning',
    certainty: 'proven',
    subject:
      container === undefined
        ? { kind: 'process', name: holder?.name ?? String(queue.port) }
        : { kind: 'container', name: container.name },
    title: say`${whoseFirst(waiting)} does not accept connections on port ${queue.port} fast enough: its queue is full, and further clients time out`,
    explanation: say`The kernel shakes hands with clients and lays their connections into a queue, from which the program takes them with accept(). The queue for port ${queue.port} of ${whose(waiting)} holds ${queue.second} and has room for ${limit + 1}; it was as full half a second before. While it is full the kernel drops what arrives, so that clients time out although the port is open and the process runs.`,
    evidence: [
      queueEvidence(waiting),
      ...hostPorts.map((port) => attemptEvidence(attempts.onPort(port), container)),
    ].filter(({ lines }) => lines.length > 0),
    falsifier: wrongIfQueue(waiting, say`a Recv-Q below its Send-Q a few times in a row`),
    fix: {
      summary: sentences(
        say`Find out what keeps the program from accepting (its own log, a database that it waits for, all of its threads busy); restart it if nobody knows.`,
        capped
          ? say`If it is just too slow for the load, run more of it and let it ask for a longer queue (the backlog of listen(), ${limit} now; net.core.somaxconn ${somaxconn} caps it).`
          : say`If it is just too slow for the load, run more of it and let it ask for a longer queue (the backlog of listen(), ${limit} now).`,
      ),
      commands: [
        ...(container === undefined
          ? [`cat /proc/${holder?.pid ?? '<pid>'}/stack; systemctl status ${holder?.pid ?? '<pid>'}`]
          : [`docker logs --tail 50 ${container.name}`, `docker restart ${container.name}`]),
        ...(capped ? [say`sysctl -w net.core.somaxconn=4096   # then restart the program`] : []),
      ],
      risk: say`A restart drops the connections that wait, and what the program holds in memory. A longer queue alone only hides a program that hangs.`,
    },
    explains: [
      ...hostPorts.map((port) => `port:${port}`),
      ...(container === undefined ? [] : [`container:${container.name}`]),
    ],
  };
}
