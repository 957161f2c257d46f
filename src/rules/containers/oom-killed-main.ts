import { say, sentences, type Sayable } from '../../text/say.ts';
import type { KernelLogLine } from '../../facts/kernel-log.ts';
import type { Container } from '../../model/containers.ts';
import type { RunEnd } from '../../model/runs.ts';
import type { Views } from '../../model/views.ts';
import { defineRule } from '../rule.ts';
import { failure, troubledContainers, type Trouble } from './trouble.ts';

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
  title: say`The kernel killed a container for using more memory than its limit`,
  needs: ['containers', 'question'],
  wants: ['kernelLog', 'bootTime'],
  evaluate: (views) =>
    troubledContainers(views)
      .filter((trouble) => wasKilled(trouble) && isTheEnd(trouble, views))
      .map((trouble) => {
        const { container, loops } = trouble;
        const { hostConfig, restartCount } = container.inspect;
        const limited = hostConfig.memory > 0;
        const limit = describeBytes(hostConfig.memory);
        const kernel = killsOf(container, views.kernelLog ?? []);
        return failure(trouble, {
          severity: 'critical',
          certainty: limited ? 'proven' : 'likely',
          title: limited
            ? say`${container.name} was killed: it needs more memory than its limit of ${limit}`
            : say`${container.name} was killed because the host had no memory left`,
          explanation: sentences(
            limited
              ? say`The main process of container ${container.name} used more memory than the container may (${limit}), so the kernel killed it (exit code 137, OOMKilled).`
              : say`Container ${container.name} has no memory limit of its own, and the memory of the host ran out, so the kernel killed it (exit code 137, OOMKilled).`,
            loops && say`It was started again ${restartCount} times and meets the same end.`,
          ),
          evidence: [
            {
              source: `docker inspect -f '{{.HostConfig.Memory}}' ${container.name}`,
              lines: [say`${hostConfig.memory} (${limit})`],
            },
            ...(kernel.length > 0
              ? [{ source: 'dmesg', lines: kernel.slice(-2).map(({ text }) => text) }]
              : []),
          ],
          falsifier: say`wrong if \`${`docker inspect -f '{{.State.OOMKilled}} {{.State.ExitCode}}' ${container.name}`}\` does not say true 137 after it ended`,
          fix: {
            summary: limited
              ? say`Raise the limit if the application really needs more, else mend what uses so much.`
              : say`Find out what uses up the memory of the host, and give each container a limit.`,
            commands: [
              `docker stats --no-stream ${container.name}`,
              limited
                ? say`docker update --memory <more> --memory-swap <more> ${container.name} && docker start ${container.name}`
                : `free -m; docker stats --no-stream; docker start ${container.name}`,
            ],
            risk: say`A higher limit takes memory from everything else on the host; check \`free -m\` first.`,
          },
          change: { compose: say`mem_limit: <more>`, run: say`-m <more>` },
        });
      }),
});

function wasKilled({ container, end }: Trouble): boolean {
  const killed = container.inspect.state.oomKilled || isOomEvent(container, end);
  return killed && end?.exitCode === 137;
}

/** Docker tells of the kill when it hears of it, which may be after the end. */
function isOomEvent({ events }: Container, end: RunEnd | undefined): boolean {
  return events.some(
    ({ action, at }) =>
      action === 'oom' &&
      at >= (end?.startedAt ?? Number.POSITIVE_INFINITY) &&
      at <= (end?.endedAt ?? 0) + 1000,
  );
}

/** A container whose child was killed long ago and that somebody stopped today has the flag and the code as well. */
function isTheEnd(
  { container, end }: Trouble,
  { kernelLog, bootTime }: Partial<Pick<Views, 'kernelLog' | 'bootTime'>>,
): boolean {
  if (kernelLog === undefined || bootTime === undefined) return true;
  const kills = killsOf(container, kernelLog).filter(({ seconds }) => seconds !== undefined);
  const ended = (end?.endedAt ?? Number.NaN) / 1000;
  if (kills.length === 0) return !reachesBackTo(ended - NEAR_SECONDS - bootTime, kernelLog);
  return kills.some(({ seconds = 0 }) => Math.abs(bootTime + seconds - ended) < NEAR_SECONDS);
}

/** The log keeps its newest lines only; one that begins later says nothing about that moment. */
function reachesBackTo(seconds: number, kernelLog: readonly KernelLogLine[]): boolean {
  const first = kernelLog.find((line) => line.seconds !== undefined)?.seconds;
  return first !== undefined && first < seconds;
}

function killsOf({ id }: Container, kernelLog: readonly KernelLogLine[]): readonly KernelLogLine[] {
  return kernelLog.filter(({ text }) => text.includes(id) && /oom-kill|Task in|Memory cgroup/.test(text));
}

function describeBytes(bytes: number): Sayable {
  if (bytes <= 0) return say`none`;
  return bytes >= 1 << 30 ? `${(bytes / (1 << 30)).toFixed(1)} GiB` : `${Math.round(bytes / (1 << 20))} MiB`;
}
