import { isLooping, isReplaced, type Container } from '../../model/containers.ts';
import type { AskedOf } from '../../model/views.ts';
import { logEvidence } from '../evidence.ts';
import { defineRule, type Finding } from '../rule.ts';

/** A service that is done so soon after its start has not served anybody. */
const SHORT_LIFE_MS = 10_000;

/**
 * Seen: the container is "Exited (0)" right after its start, or restarts over and over with exit code 0; no error anywhere.
 * Why: a container lives as long as its first process. That one started the server in the background, or is a shell
 * without a terminal, and ended well.
 * Not seen: whether a container without ports and restart policy was meant to stay. One-shot jobs end with 0 and are
 * fine, as is a container that somebody stopped.
 */
export const noForegroundProcess = defineRule({
  id: 'no-foreground-process',
  title: 'A container ends at once because its main process does not stay',
  needs: ['containers', 'question'],
  wants: ['logs'],
  evaluate: ({ containers, question, logs }) =>
    containers
      .filter((container) => endedWell(container) && !isReplaced(container, containers))
      .flatMap((container): Finding[] => {
        const certainty = meantToStay(container, question);
        if (certainty === undefined) return [];
        const { state, path, args, restartCount } = container.inspect;
        const command = [path, ...args].join(' ');
        const loops = isLooping(container, question.now);
        const log = logs?.[container.id]?.slice(-5) ?? [];
        return [
          {
            severity: 'critical',
            certainty,
            subject: { kind: 'container', name: container.name },
            title: `${container.name} ${loops ? 'restarts over and over' : 'ended at once'}: its main process does not stay in the foreground`,
            explanation: `The first process of container ${container.name}, \`${command}\`, ended with exit code 0, without an error, ${describeLife(container)} after it started. A container ends with its first process${loops ? `, and the restart policy starts it again (${restartCount} times so far)` : ''}. The process puts the server into the background or is a shell that has nothing to wait for.`,
            evidence: [
              {
                source: `docker inspect ${container.name}`,
                lines: [
                  `Status ${state.status}, ExitCode ${state.exitCode}, OOMKilled ${state.oomKilled}, RestartCount ${restartCount}`,
                  `StartedAt ${state.startedAt ?? '-'}, FinishedAt ${state.finishedAt ?? '-'}`,
                  `Path ${path}, Args ${JSON.stringify(args)}`,
                ],
              },
              ...(log.length > 0 ? [logEvidence(container, log)] : []),
            ],
            falsifier: `wrong if \`docker inspect -f '{{.State.ExitCode}}' ${container.name}\` is not 0, or if ${container.name} is a job that is meant to end`,
            fix: {
              summary:
                "Start the server in the foreground: change the image's or the compose file's command.",
              commands: [
                `docker inspect -f '{{.Config.Entrypoint}} {{.Config.Cmd}}' ${container.name}`,
                '# e.g. nginx -g "daemon off;", apachectl -D FOREGROUND, exec <server> as the last line of the start script',
              ],
              risk: 'The container is recreated. Nothing served before, so nothing is interrupted.',
            },
            explains: [
              `container:${container.name}`,
              ...container.published.map(({ hostPort }) => `port:${hostPort}`),
            ],
          },
        ];
      }),
});

function endedWell({ inspect: { state } }: Container): boolean {
  const ended = state.restarting || state.status === 'exited';
  return ended && state.exitCode === 0 && state.error === '' && !state.oomKilled;
}

/** How surely somebody wants it to run; undefined for a job that is done. */
function meantToStay(container: Container, { asked, now }: AskedOf): Finding['certainty'] | undefined {
  const { hostConfig, restartCount } = container.inspect;
  const policy = hostConfig.restartPolicy.name;
  // A job that works for a while, ends and is started again does what it is meant to do.
  const keepsRunning = policy === 'always' || policy === 'unless-stopped';
  if (isLooping(container, now) && lifeMs(container) >= SHORT_LIFE_MS) return undefined;
  if (isLooping(container, now)) return keepsRunning ? 'proven' : undefined;
  // `docker stop` ends it under a policy that would otherwise have started it again.
  if (keepsRunning || lifeMs(container) >= SHORT_LIFE_MS) return undefined;
  const isAsked =
    asked.container === container.name || container.published.some(({ hostPort }) => hostPort === asked.port);
  const service = container.published.length > 0 || restartCount > 0;
  if (service || (isAsked && isBareShell(container))) return 'proven';
  // Nobody asks for a job that ended well, unless it was to be a server.
  return isAsked ? 'likely' : undefined;
}

function isBareShell({ inspect: { path, args, config } }: Container): boolean {
  return /(^|\/)(sh|ash|dash|bash|zsh)$/.test(path) && args.length === 0 && !config.tty;
}

function lifeMs({ inspect: { state } }: Container): number {
  return Date.parse(state.finishedAt ?? '') - Date.parse(state.startedAt ?? '');
}

function describeLife(container: Container): string {
  const ms = lifeMs(container);
  return Number.isFinite(ms) && ms >= 0 ? `${(ms / 1000).toFixed(1)} s` : 'shortly';
}
