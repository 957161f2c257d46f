import type { KernelLogLine } from '../../facts/kernel-log.ts';
import { isLooping, isReplaced, type Container } from '../../model/containers.ts';
import type { Views } from '../../model/views.ts';
import { defineRule } from '../rule.ts';

/** The kernel's clock since boot and Docker's differ by the time that the container's end takes to be noticed. */
const NEAR_SECONDS = 30;

/**
 * Seen: the container ends with exit code 137, or restarts over and over; its log just stops.
 * Why: it used more memory than its limit and the kernel killed its main process.
 * Not seen: a child that was killed while the main process went on (the flag OOMKilled stays set for the container's life),
 * which is why exit code 137 is asked for, and the kernel's own line near that moment where its log can be read.
 */
export const oomKilledMain = defineRule({
  id: 'oom-killed-main',
  title: 'The kernel killed a container for using more memory than its limit',
  needs: ['containers', 'question'],
  wants: ['kernelLog', 'bootTime'],
  evaluate: (views) =>
    views.containers
      .filter((container) => wasKilled(container) && !isReplaced(container, views.containers))
      .filter((container) => isTheEnd(container, views))
      .map((container) => {
        const { state, hostConfig, restartCount } = container.inspect;
        const limited = hostConfig.memory > 0;
        const limit = describeBytes(hostConfig.memory);
        const kernel = killsOf(container, views.kernelLog ?? []);
        return {
          severity: 'critical' as const,
          certainty: limited ? ('proven' as const) : ('likely' as const),
          subject: { kind: 'container', name: container.name },
          title: limited
            ? `${container.name} was killed: it needs more memory than its limit of ${limit}`
            : `${container.name} was killed because the host had no memory left`,
          explanation: `${limited ? `The main process of container ${container.name} used more memory than the container may (${limit})` : `Container ${container.name} has no memory limit of its own, and the memory of the host ran out`}, so the kernel killed it (exit code 137, OOMKilled).${isLooping(container, views.question.now) ? ` It was started again ${restartCount} times and meets the same end.` : ''}`,
          evidence: [
            {
              source: `docker inspect ${container.name}`,
              lines: [
                `OOMKilled ${state.oomKilled}, ExitCode ${state.exitCode}, FinishedAt ${state.finishedAt ?? '-'}, RestartCount ${restartCount}`,
                `Memory limit ${limit}`,
              ],
            },
            ...(kernel.length > 0
              ? [{ source: 'dmesg', lines: kernel.slice(-2).map(({ text }) => text) }]
              : []),
          ],
          falsifier: `wrong if \`docker inspect -f '{{.State.OOMKilled}} {{.State.ExitCode}}' ${container.name}\` does not say true 137`,
          fix: {
            summary: limited
              ? 'Raise the limit if the application really needs more, else mend what uses so much.'
              : 'Find out what uses up the memory of the host, and give each container a limit.',
            commands: [
              `docker stats --no-stream ${container.name}`,
              limited
                ? `docker update --memory <more> --memory-swap <more> ${container.name} && docker start ${container.name}`
                : `free -m; docker stats --no-stream; docker start ${container.name}`,
            ],
            risk: 'A higher limit takes memory from everything else on the host; check `free -m` first. Write the limit into the compose file too, or the next update undoes it.',
          },
          explains: [
            `container:${container.name}`,
            ...container.published.map(({ hostPort }) => `port:${hostPort}`),
          ],
        };
      }),
});

function wasKilled({ inspect: { state } }: Container): boolean {
  return (
    state.oomKilled &&
    state.exitCode === 137 &&
    !state.paused &&
    (state.status === 'exited' || state.restarting || state.dead)
  );
}

/** A container whose child was killed long ago and that somebody stopped today has the flag and the code as well. */
function isTheEnd(
  container: Container,
  { kernelLog, bootTime }: Partial<Pick<Views, 'kernelLog' | 'bootTime'>>,
): boolean {
  if (kernelLog === undefined || bootTime === undefined) return true;
  const kills = killsOf(container, kernelLog).filter(({ seconds }) => seconds !== undefined);
  const end = Date.parse(container.inspect.state.finishedAt ?? '') / 1000;
  if (kills.length === 0) return !reachesBackTo(end - NEAR_SECONDS - bootTime, kernelLog);
  return kills.some(({ seconds = 0 }) => Math.abs(bootTime + seconds - end) < NEAR_SECONDS);
}

/** The log keeps its newest lines only; one that begins later says nothing about that moment. */
function reachesBackTo(seconds: number, kernelLog: readonly KernelLogLine[]): boolean {
  const first = kernelLog.find((line) => line.seconds !== undefined)?.seconds;
  return first !== undefined && first < seconds;
}

function killsOf({ id }: Container, kernelLog: readonly KernelLogLine[]): readonly KernelLogLine[] {
  return kernelLog.filter(({ text }) => text.includes(id) && /oom-kill|Task in|Memory cgroup/.test(text));
}

function describeBytes(bytes: number): string {
  if (bytes <= 0) return 'none';
  return bytes >= 1 << 30 ? `${(bytes / (1 << 30)).toFixed(1)} GiB` : `${Math.round(bytes / (1 << 20))} MiB`;
}
