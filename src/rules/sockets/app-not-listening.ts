import type { Views } from '../../model/views.ts';
import { say, sentences, type Said } from '../../text/say.ts';
import { attemptEvidence, listenerEvidence, logEvidence } from '../evidence.ts';
import { behindPorts, isStarting, orUnseen, severityOf } from './container-listeners.ts';
import { askedOnHost } from './host-listeners.ts';
import { defineRule, type Finding } from '../rule.ts';

const MAY_BE_STARTING = say`It may still be starting: ask again in half a minute.`;
const READ_ITS_LOG = say`Read the container's log and correct its command or what it waits for.`;
const RISK = say`Reading is free of risk; a restart loses what the process holds in memory.`;

/**
 * Seen: the container is up, its published port is refused from outside and reset on the host.
 * Why: nothing inside listens: the application is still starting, it hangs before listen(), or the command is another one.
 * Not seen: UDP services, which never show a listener, so only TCP ports count.
 */
export const appNotListening = defineRule({
  id: 'app-not-listening',
  title: say`A container runs and nothing in it listens on its published port`,
  needs: ['containers', 'attempts', 'question'],
  wants: ['logs', 'listeners'],
  evaluate: (views) => {
    const all = behindPorts(views);
    const findings = all.flatMap((behind): Finding[] => {
      if (behind.kind !== 'nothing') return [];
      const { path } = behind;
      const { container, port } = path;
      const { state, path: program, args } = container.inspect;
      const upMs = views.question.now - Date.parse(state.startedAt ?? '');
      const starting = isStarting(container, views.question.now);
      const log = views.logs?.[container.id]?.slice(-5) ?? [];
      return [
        {
          severity: starting ? ('warning' as const) : severityOf(path, all, views.question.asked.port),
          certainty: starting ? ('likely' as const) : ('proven' as const),
          subject: { kind: 'container', name: container.name },
          title: say`${container.name} runs, and nothing in it listens on port ${port.containerPort}`,
          explanation: sentences(
            say`Port ${port.hostPort} of the host leads to port ${port.containerPort} of container ${container.name}. The container has been up for ${describeSeconds(upMs)} and its process \`${[program, ...args].join(' ')}\` has not opened that port, so every connection is refused.`,
            starting
              ? MAY_BE_STARTING
              : say`Its log says what it is waiting for, or its command is not the server.`,
          ),
          evidence: [
            listenerEvidence(container),
            attemptEvidence(path.outcomes, container),
            ...(log.length > 0 ? [logEvidence(container, log)] : []),
          ],
          falsifier: say`wrong if \`nsenter -t ${state.pid} -n ss -lnt\` shows a listener on port ${port.containerPort}`,
          fix: {
            summary: starting ? say`Wait, then ask again.` : READ_ITS_LOG,
            commands: [
              `docker logs --tail 50 ${container.name}`,
              `docker inspect -f '{{.Path}} {{.Args}}' ${container.name}`,
            ],
            risk: RISK,
          },
          explains: [`port:${port.hostPort}`],
        },
      ];
    });
    return orUnseen([...findings, ...onHostNetwork(views)], all);
  },
});

/** A container on the host's network whose image names the asked port, and nothing on the host has it. */
function onHostNetwork({
  listeners,
  ...views
}: Pick<Views, 'containers' | 'attempts' | 'question'> &
  Partial<Pick<Views, 'logs' | 'listeners'>>): Finding[] {
  if (listeners === undefined) return [];
  return askedOnHost({ ...views, listeners }).flatMap(({ port, sockets, container }): Finding[] => {
    if (container === undefined || sockets.length > 0) return [];
    const { path: program, args } = container.inspect;
    const log = views.logs?.[container.id]?.slice(-5) ?? [];
    const outcomes = attemptEvidence(views.attempts.onPort(port), container);
    return [
      {
        severity: 'critical',
        certainty: 'likely',
        subject: { kind: 'container', name: container.name },
        title: say`${container.name} runs on the host's network, and nothing listens on port ${port}`,
        explanation: sentences(
          say`Container ${container.name} uses the host's own network, and its image names port ${port}. Its process \`${[program, ...args].join(' ')}\` has not opened that port, so every connection is refused.`,
          isStarting(container, views.question.now) && MAY_BE_STARTING,
        ),
        evidence: [
          { source: `ss -lnt 'sport = :${port}'`, lines: [say`no listener`] },
          ...(outcomes.lines.length > 0 ? [outcomes] : []),
          ...(log.length > 0 ? [logEvidence(container, log)] : []),
        ],
        falsifier: say`wrong if \`ss -lnt 'sport = :${port}'\` shows a listener`,
        fix: {
          summary: READ_ITS_LOG,
          commands: [`docker logs --tail 50 ${container.name}`],
          risk: RISK,
        },
        explains: [`port:${port}`],
      },
    ];
  });
}

function describeSeconds(ms: number): Said | string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (!Number.isFinite(seconds)) return say`an unknown time`;
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
