import type { KernelLogLine } from '../../facts/kernel-log.ts';
import type { Container } from '../../model/containers.ts';
import { say, sentences } from '../../text/say.ts';
import { suffering } from '../log-signature.ts';
import { defineRule, type CouldNotLook, type Finding } from '../rule.ts';

/** `Out of memory: Killed process 812 (java) total-vm:…`; a container's own limit reads "Memory cgroup out of memory". */
const KILL = /^(?!.*Memory cgroup).*Out of memory:? (?:Kill|Killed) process (\d+) \(([^)]*)\)/i;

/** A kill that is older, and from which everything has recovered, is history. */
const RECENT_SECONDS = 15 * 60;

/**
 * Seen: processes and containers end without a word, often the database; everything is slow before that.
 * Why: the memory of the whole host ran out, and the kernel killed the process that used most. No container's own limit was met.
 * Not seen: kills that the kernel's log has forgotten; who used the memory that the victim did not.
 */
export const hostOom = defineRule({
  id: 'host-oom',
  title: say`The host ran out of memory and the kernel killed a process`,
  needs: ['bootTime', 'question'],
  wants: ['kernelLog', 'containers', 'memory', 'attempts', 'symptoms'],
  evaluate: ({ kernelLog, bootTime, question, containers = [], memory, attempts, symptoms = [] }) => {
    const views = { question, ...(attempts && { attempts }) };
    if (kernelLog === undefined) return unlessKilled(containers, symptoms);
    const kills = kernelLog.flatMap((line, index) => {
      const [, pid = '', name = ''] = KILL.exec(line.text) ?? [];
      if (pid === '') return [];
      const at = line.seconds === undefined ? undefined : (bootTime + line.seconds) * 1000;
      const victim = containers.find((one) =>
        isVictim(one, at, kernelLog.slice(Math.max(0, index - 60), index + 1)),
      );
      return [{ line, pid, name, at, victim }];
    });
    const down = (one: Container | undefined) =>
      one !== undefined && symptoms.some(({ key }) => key === `container:${one.name}`);
    const kill = kills.findLast(
      ({ at, victim }) => down(victim) || (at !== undefined && question.now - at < RECENT_SECONDS * 1000),
    );
    if (kill === undefined) return [];
    const { victim, name, pid, line } = kill;
    const who = victim === undefined ? say`process ${name} (${pid})` : say`${victim.name} (process ${name})`;
    const finding: Finding = {
      severity: down(victim) ? 'critical' : 'warning',
      certainty: 'proven',
      subject:
        victim === undefined
          ? { kind: 'host', name: question.host }
          : { kind: 'container', name: victim.name },
      title: say`The host ran out of memory, and the kernel killed ${who}`,
      explanation: sentences(
        say`All memory of the host was in use, so the kernel chose a process with much memory and killed it: ${who}. It is not necessarily the one that grew. No limit of a container was met: this is about the host as a whole.`,
        memory !== undefined &&
          (memory.swapTotal === 0
            ? say`The host has ${Math.round(memory.total / 1024)} MiB, and no swap.`
            : say`The host has ${Math.round(memory.total / 1024)} MiB, and ${Math.round(memory.swapTotal / 1024)} MiB of swap.`),
      ),
      evidence: [
        { source: 'dmesg', lines: [line.text] },
        ...(memory === undefined
          ? []
          : [
              {
                source: 'free -m',
                lines: [
                  say`total ${Math.round(memory.total / 1024)} MiB, available ${memory.available === undefined ? '-' : Math.round(memory.available / 1024)} MiB, swap free ${Math.round(memory.swapFree / 1024)} MiB`,
                ],
              },
            ]),
      ],
      falsifier: say`wrong if \`dmesg | grep -i "out of memory"\` shows memory cgroup kills only`,
      fix: {
        summary: say`Find out who uses the memory, give each container a limit, or give the host more.`,
        commands: [
          'ps -eo rss,pid,comm --sort=-rss | head',
          'docker stats --no-stream',
          ...(victim === undefined ? [] : [`docker start ${victim.name}`]),
        ],
        risk: say`Starting the victim again without more room may kill the next one.`,
      },
      explains: victim === undefined ? [] : suffering(victim, views),
    };
    return [finding];
  },
});

/** Without the kernel's log it is an open question only where something was killed. */
function unlessKilled(
  containers: readonly Container[],
  symptoms: readonly { readonly key: string }[],
): readonly Finding[] | CouldNotLook {
  const killed = containers.find(
    ({ name, inspect }) =>
      inspect.state.exitCode === 137 && symptoms.some(({ key }) => key === `container:${name}`),
  );
  if (killed === undefined) return [];
  return {
    kind: 'could-not-look',
    because: say`${killed.name} was killed, and the kernel's log could not be read`,
  };
}

/** The kernel's report names the cgroup, which holds the container's id; else it ended at that very moment by SIGKILL. */
function isVictim(
  { id, inspect }: Container,
  at: number | undefined,
  report: readonly KernelLogLine[],
): boolean {
  if (report.some(({ text }) => /oom-kill:|task_memcg/.test(text) && text.includes(id))) return true;
  const end = Date.parse(inspect.state.finishedAt ?? '');
  return (
    inspect.state.exitCode === 137 && !inspect.state.running && at !== undefined && Math.abs(end - at) < 5000
  );
}
