import { say, sentences, type Text } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';
import { explainsOf, failure, stateEvidence, troubledContainers } from './trouble.ts';

/**
 * Seen: OOMKilled is true, and the container runs on, or ended with another code than 137; its log may say "Killed".
 * Why: the kernel killed a child process for the container's memory limit, and the main process went on without it.
 * Not seen: when. The flag stays for the container's life, so of one that runs well nothing is said until somebody asks.
 */
export const oomKilledChild = defineRule({
  id: 'oom-killed-child',
  title: say`The kernel killed a child process of a container for its memory limit`,
  needs: ['containers', 'question'],
  wants: ['logs', 'kernelLog'],
  evaluate: (views) => {
    const troubled = troubledContainers(views);
    return views.containers.flatMap((container): Finding[] => {
      const { name, id, inspect } = container;
      const { state, hostConfig } = inspect;
      const trouble = troubled.find((one) => one.container.id === id);
      // Some versions raise the flag only once the container has ended; the event comes at once.
      const since =
        trouble === undefined ? Date.parse(state.startedAt ?? '') : (trouble.end?.startedAt ?? Number.NaN);
      const happened = container.events.some(({ action, at }) => action === 'oom' && at >= since);
      if (!state.oomKilled && !happened) return [];
      const isAsked = views.question.asked.container === name;
      if (trouble === undefined && !(container.running && isAsked)) return [];
      if (trouble?.end?.exitCode === 137) return [];
      const kernel = (views.kernelLog ?? []).filter(
        ({ text }) => text.includes(id) && /oom-kill|Task in|Memory cgroup/.test(text),
      );
      // Without a limit of its own it is the host's memory that ran out, or that of a group above the container.
      const isLimited = hostConfig.memory > 0;
      const limit = isLimited ? `${Math.round(hostConfig.memory / (1 << 20))} MiB` : say`none of its own`;
      const told = {
        certainty: 'likely' as const,
        title: titleOf(name, isLimited, trouble === undefined),
        explanation: sentences(
          isLimited
            ? say`Container ${name} may use ${limit} of memory. One of its processes went over that and the kernel killed it.`
            : say`Container ${name} has no memory limit of its own. The host, or a group of processes that the container is in, ran out of memory, and the kernel killed one of its processes.`,
          trouble === undefined
            ? say`It was not the main process, which goes on.`
            : say`It was not the main process, which ended afterwards with exit code ${trouble.end?.exitCode ?? say`unknown`}.`,
          say`Docker's flag OOMKilled does not tell the two apart and stays set for the container's life.`,
        ),
        evidence: [
          {
            source: `docker inspect -f '{{.HostConfig.Memory}}' ${name}`,
            lines: [say`${hostConfig.memory} (${limit})`],
          },
          ...(kernel.length > 0
            ? [{ source: 'dmesg', lines: kernel.slice(-2).map(({ text }) => text) }]
            : []),
        ],
        falsifier: say`wrong if the kernel's log (\`dmesg | grep -i oom\`) names the container's main process`,
        fix: {
          summary: isLimited
            ? say`Raise the limit if the work really needs more, else make the child need less.`
            : say`Find out what uses up the memory of the host, and give each container a limit.`,
          commands: [`docker stats --no-stream ${name}`, `docker logs --tail 50 ${name}`],
          risk: isLimited
            ? say`A higher limit takes memory from everything else on the host; check \`free -m\` first.`
            : say`Started again it may meet the same end.`,
        },
        change: { compose: say`mem_limit: <more>`, run: say`-m <more>` },
      };
      if (trouble !== undefined) return [failure(trouble, { ...told, quoted: trouble.lines.slice(-5) })];
      const { change: _, ...notice } = told;
      return [
        {
          ...notice,
          severity: 'notice',
          subject: { kind: 'container', name },
          evidence: [...notice.evidence, ...stateEvidence({ container, end: undefined })],
          explains: explainsOf(container),
        },
      ];
    });
  },
});

function titleOf(name: string, isLimited: boolean, isRunning: boolean): Text {
  if (!isLimited) {
    return isRunning
      ? say`A child process of ${name} was killed for lack of memory; ${name} runs on`
      : say`${name} ended after one of its processes was killed for lack of memory`;
  }
  return isRunning
    ? say`A child process of ${name} was killed for its memory limit; ${name} runs on`
    : say`${name} ended after one of its processes was killed for its memory limit`;
}
