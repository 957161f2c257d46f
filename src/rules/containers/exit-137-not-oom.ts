import { say, type Said } from '../../text/say.ts';
import type { KernelLogLine } from '../../facts/kernel-log.ts';
import { defineRule, type Finding } from '../rule.ts';
import { missingBind } from './bind-source.ts';
import { diedWithDaemon } from './died-with-daemon.ts';
import { failure, troubledContainers, type Told, type Trouble } from './trouble.ts';

/**
 * Seen: "Exited (137)", and OOMKilled is false.
 * Why: SIGKILL from somewhere else than the container's memory limit: `docker stop` on a program that does not end when it is
 * asked to, `docker kill`, the host's own lack of memory, or somebody on the host.
 * Not seen: after a restart of the daemon its events are gone and nobody knows who it was. What somebody stopped is no fault
 * unless somebody else asks for it.
 */
export const exit137NotOom = defineRule({
  id: 'exit-137-not-oom',
  title: say`A container was killed, and not for its memory limit`,
  needs: ['containers', 'question'],
  wants: ['logs', 'kernelLog', 'bootTime', 'dockerService', 'dockerJournal'],
  evaluate: (views) =>
    troubledContainers(views).flatMap((trouble): Finding[] => {
      const { container, end, lines } = trouble;
      if (end?.exitCode !== 137 || container.inspect.state.oomKilled) return [];
      // What cannot be started any more has that for its reason.
      if (missingBind(container) !== undefined) return [];
      // Docker kills what does not end in time when it goes down itself.
      if (diedWithDaemon(trouble, views) !== undefined) return [];
      if (lines.some(({ text }) => /Failed to create CoreCLR/.test(text))) return [];
      const told = whoKilled(trouble, hostKill(trouble, views.kernelLog ?? [], views.bootTime));
      return told === undefined ? [] : [failure(trouble, told)];
    }),
});

function whoKilled(trouble: Trouble, kernel: KernelLogLine | undefined): Told | undefined {
  const { container, end, isAsked, isStopped, isMissed } = trouble;
  const { name, inspect } = container;
  const start = { commands: [`docker start ${name}`], risk: say`Whoever stopped it may have had a reason.` };
  const falsifier = say`wrong if \`${`docker inspect -f '{{.State.OOMKilled}} {{.State.ExitCode}}' ${name}`}\` does not say false 137`;
  if (kernel !== undefined) {
    return {
      title: say`${name} was killed: the host had no memory left`,
      explanation: say`The kernel looked for a process to end because the memory of the whole host had run out, and took the main process of container ${name} (exit code 137). Its own limit was not reached, so Docker shows OOMKilled false.`,
      evidence: [{ source: 'dmesg', lines: [kernel.text] }],
      falsifier,
      fix: {
        summary: say`Find out what uses up the memory of the host; give each container a limit.`,
        commands: ['free -m; docker stats --no-stream', `docker start ${name}`],
        risk: say`Started again it may meet the same end.`,
      },
    };
  }
  if (end?.stopped === true || (isStopped && end?.signal !== 9)) {
    // Stopped on purpose, until somebody asks for it.
    if (!isAsked) return undefined;
    const slow = end?.stopped === true && end.signal === 9;
    return {
      severity: 'critical',
      certainty: end?.stopped === true ? 'proven' : 'likely',
      title: slow
        ? say`${name} does not run: somebody stopped it, and it had to be killed`
        : say`${name} does not run: somebody stopped it`,
      explanation: say`Container ${name} was stopped by way of Docker (docker stop, or an update or a script that does the same). Exit code 137 does not mean a lack of memory here: Docker asks the main process to end with SIGTERM, and kills it when it has not ended ${describeGrace(trouble)} later. A program that runs as process 1 and does not handle SIGTERM always ends that way.`,
      evidence: eventsOf(trouble),
      falsifier,
      fix: {
        summary: say`Start it again if it is to run. To let it end in order, handle SIGTERM in the program, or run it under an init (--init, init: true).`,
        ...start,
      },
    };
  }
  const byDocker = end?.signal === 9;
  if (!byDocker && !isMissed) return undefined;
  return {
    ...(byDocker && { severity: isAsked ? ('critical' as const) : ('notice' as const) }),
    certainty: byDocker ? 'proven' : 'likely',
    title: byDocker
      ? say`${name} does not run: somebody killed it by way of Docker`
      : say`${name} was killed by somebody on the host`,
    explanation: byDocker
      ? say`Somebody ran \`docker kill\` on container ${name}, or a program did so by Docker's API: SIGKILL, exit code 137. It is no lack of memory, and its restart policy (${inspect.hostConfig.restartPolicy.name}) does not start it again after that.`
      : say`The main process of container ${name} was ended with SIGKILL (exit code 137), and neither its memory limit (OOMKilled false) nor, as far as its events go back, Docker did that. A person or a program on the host killed the process, or the memory of the whole host had run out.`,
    evidence: eventsOf(trouble),
    falsifier,
    fix: {
      summary: byDocker
        ? say`Start it again if it is to run; find out who killed it.`
        : say`Look who kills processes on the host (journal, cron, an out-of-memory daemon), then start it again.`,
      commands: [...(byDocker ? [] : ["journalctl -k | grep -iE 'killed process|oom'"]), ...start.commands],
      risk: start.risk,
    },
  };
}

function describeGrace({ end }: Trouble): Said {
  return end?.signal === 9 ? say`some seconds (10, unless told otherwise)` : say`10 s`;
}

function eventsOf({ container }: Trouble) {
  const told = container.events
    .filter(({ action }) => ['kill', 'die', 'stop', 'oom'].includes(action))
    .slice(-4);
  if (told.length === 0) return [];
  return [
    {
      source: `docker events --filter container=${container.name} --since 24h --until 0s`,
      lines: told.map(({ at, action, exitCode, signal }) =>
        [
          new Date(at).toISOString(),
          action,
          ...(exitCode === undefined ? [] : [`exitCode=${exitCode}`]),
          ...(signal === undefined ? [] : [`signal=${signal}`]),
        ].join(' '),
      ),
    },
  ];
}

/** The host's own lack of memory names no container; the moment does. */
function hostKill({ end }: Trouble, kernelLog: readonly KernelLogLine[], bootTime: number | undefined) {
  if (end?.endedAt === undefined || bootTime === undefined || end.stopped || end.signal !== undefined)
    return undefined;
  const ended = end.endedAt / 1000;
  return kernelLog.findLast(
    ({ text, seconds }) =>
      /Out of memory: Kill|constraint=CONSTRAINT_NONE/.test(text) &&
      seconds !== undefined &&
      Math.abs(bootTime + seconds - ended) < 5,
  );
}
