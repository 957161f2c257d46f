import { say, type Said, sentences } from '../../text/say.ts';
import type { Container } from '../../model/containers.ts';
import type { AskedOf } from '../../model/views.ts';
import { defineRule, type Finding } from '../rule.ts';
import { failure, troubledContainers, type Trouble } from './trouble.ts';

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
  title: say`A container ends at once because its main process does not stay`,
  needs: ['containers', 'question'],
  wants: ['logs'],
  evaluate: (views) =>
    troubledContainers(views).flatMap((trouble): Finding[] => {
      const { container, loops } = trouble;
      const certainty = endedWell(trouble) ? meantToStay(trouble, views.question) : undefined;
      if (certainty === undefined) return [];
      const { path, args, restartCount } = container.inspect;
      return [
        failure(trouble, {
          severity: 'critical',
          certainty,
          title: loops
            ? say`${container.name} restarts over and over: its main process does not stay in the foreground`
            : say`${container.name} ended at once: its main process does not stay in the foreground`,
          explanation: sentences(
            describeLife(trouble),
            loops
              ? say`A container ends with its first process, and the restart policy starts it again (${restartCount} times so far).`
              : say`A container ends with its first process.`,
            say`The process puts the server into the background or is a shell that has nothing to wait for.`,
          ),
          quoted: trouble.lines.slice(-5),
          evidence: [
            {
              source: `docker inspect -f '{{.Path}} {{.Args}}' ${container.name}`,
              lines: [`${path} ${JSON.stringify(args)}`],
            },
          ],
          falsifier: say`wrong if \`${`docker inspect -f '{{.State.ExitCode}}' ${container.name}`}\` is not 0 after it ended, or if ${container.name} is a job that is meant to end`,
          fix: {
            summary: say`Start the server in the foreground: change the image's or the service's command.`,
            commands: [
              `docker inspect -f '{{.Config.Entrypoint}} {{.Config.Cmd}}' ${container.name}`,
              say`# e.g. nginx -g "daemon off;", apachectl -D FOREGROUND, exec <server> as the last line of the start script`,
            ],
            risk: say`The container is recreated. Nothing served before, so nothing is interrupted.`,
          },
          change: {
            compose: say`command: [<server>, <its option for the foreground>]`,
            run: say`(command at the end)`,
          },
        }),
      ];
    }),
});

function endedWell({ end, container, isStopped, loops }: Trouble): boolean {
  const { state } = container.inspect;
  return end?.exitCode === 0 && state.error === '' && !state.oomKilled && (loops || !isStopped);
}

/** How surely somebody wants it to run; undefined for a job that is done. */
function meantToStay(trouble: Trouble, { asked }: AskedOf): Finding['certainty'] | undefined {
  const { container, loops, isAsked } = trouble;
  const { hostConfig, restartCount } = container.inspect;
  const policy = hostConfig.restartPolicy.name;
  const keepsRunning = policy === 'always' || policy === 'unless-stopped';
  // A job that works for a while, ends and is started again does what it is meant to do.
  if (lifeMs(trouble) >= SHORT_LIFE_MS) return undefined;
  if (loops) return keepsRunning ? 'proven' : undefined;
  const service = container.published.length > 0 || restartCount > 0;
  if (service || (asked.container === container.name && isBareShell(container))) return 'proven';
  // Nobody asks for a job that ended well, unless it was to be a server.
  return isAsked ? 'likely' : undefined;
}

function isBareShell({ inspect: { path, args, config } }: Container): boolean {
  return /(^|\/)(sh|ash|dash|bash|zsh)$/.test(path) && args.length === 0 && !config.tty;
}

function lifeMs({ end }: Trouble): number {
  return (end?.endedAt ?? Number.NaN) - (end?.startedAt ?? Number.NaN);
}

function describeLife(trouble: Trouble): Said {
  const { name, inspect } = trouble.container;
  const command = [inspect.path, ...inspect.args].join(' ');
  const ms = lifeMs(trouble);
  return ms >= 0
    ? say`The first process of container ${name}, \`${command}\`, ended with exit code 0, without an error, ${(ms / 1000).toFixed(1)} s after it started.`
    : say`The first process of container ${name}, \`${command}\`, ended with exit code 0, without an error, shortly after it started.`;
}
