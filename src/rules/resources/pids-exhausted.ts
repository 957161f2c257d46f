import type { ContainerLimits } from '../../facts/container-limits.ts';
import type { Container } from '../../model/containers.ts';
import type { Views } from '../../model/views.ts';
import { say, sentences } from '../../text/say.ts';
import { logEvidence } from '../evidence.ts';
import { spokenNow, suffering, type Spoken } from '../log-signature.ts';
import { changeCommands, changeIn } from '../owner.ts';
import { defineRule, type Finding } from '../rule.ts';
import { limitsOf } from './limits-of.ts';

const SENTENCE =
  /fork: (?:retry: )?(?:resource temporarily unavailable|try again)|can't fork|cannot fork|can't create thread|unable to create (?:new )?native thread|pthread_create failed: (?:resource temporarily unavailable|\(?EAGAIN)|failed to create new OS thread|thread creation failed|can't start new thread|fork failed/i;

/**
 * Seen: "fork: Resource temporarily unavailable", "unable to create native thread"; health checks and `docker exec` fail, too.
 * Why: a container may have so many processes and threads (`--pids-limit`), a user so many (ulimit -u), the kernel so many (pid_max);
 * one of them is reached, by zombies that nobody collects, by threads without end, or because the limit is low.
 * Not seen: limits of systemd above the containers.
 */
export const pidsExhausted = defineRule({
  id: 'pids-exhausted',
  title: say`No more processes or threads may be started`,
  needs: ['containers', 'logs', 'question', 'symptoms'],
  wants: ['attempts', 'containerLimits', 'sysctls', 'pressure'],
  evaluate: (views) => {
    const heard = spokenNow(SENTENCE, views);
    const full = views.containers.filter((container) => isFull(limitsOf(container, views.containerLimits)));
    const silent = full.filter((container) => !heard.some((spoken) => spoken.container === container));
    return [
      ...hostFindings(views),
      ...heard
        .filter(({ container }) => !hasRoom(limitsOf(container, views.containerLimits)))
        .map((spoken) => finding(spoken.container, spoken, views)),
      ...silent.map((container) => finding(container, undefined, views)),
    ];
  },
});

function isFull(limits: ContainerLimits | undefined): boolean {
  const { now = 0, most, refused = 0 } = limits?.tasks ?? {};
  return most !== undefined && now >= most && refused > 0;
}

/** Nothing was ever refused to it, so that somebody else's limit was met. */
function hasRoom(limits: ContainerLimits | undefined): boolean {
  const { now = 0, most, refused } = limits?.tasks ?? {};
  return most !== undefined && refused === 0 && now < most / 2;
}

type Seen = Pick<Views, 'question'> & Partial<Pick<Views, 'attempts' | 'containerLimits'>>;

function finding(container: Container, spoken: Spoken | undefined, views: Seen): Finding {
  const { name, inspect } = container;
  const tasks = limitsOf(container, views.containerLimits)?.tasks;
  const most = tasks?.most ?? (inspect.hostConfig.pidsLimit || undefined);
  const limit = most === undefined ? say`a limit` : say`its limit of ${most}`;
  return {
    severity:
      spoken?.down === true || isFull(limitsOf(container, views.containerLimits)) ? 'critical' : 'warning',
    certainty: most === undefined ? 'likely' : 'proven',
    subject: { kind: 'container', name },
    title: say`${name} can start no more processes or threads: it has met ${limit}`,
    explanation: sentences(
      tasks === undefined
        ? say`${name} tried to start a process or a thread, and the kernel refused: it has met ${limit}.`
        : tasks.refused === undefined
          ? say`${name} tried to start a process or a thread, and the kernel refused: it has met ${limit} (${tasks.now} run now).`
          : say`${name} tried to start a process or a thread, and the kernel refused: it has met ${limit} (${tasks.now} run now, ${tasks.refused} were refused so far).`,
      say`Threads count as much as processes do. Memory is not the reason, whatever the message suggests.`,
    ),
    evidence: [
      ...(spoken === undefined ? [] : [logEvidence(container, spoken.lines)]),
      ...(tasks === undefined
        ? []
        : [
            {
              source: say`pids.current, pids.max, pids.events of ${name}`,
              lines: [
                say`${tasks.now} now, at most ${tasks.most ?? say`any number`}, refused ${tasks.refused ?? '-'}`,
              ],
            },
          ]),
      ...(inspect.hostConfig.pidsLimit
        ? [
            {
              source: `docker inspect -f '{{.HostConfig.PidsLimit}}' ${name}`,
              lines: [String(inspect.hostConfig.pidsLimit)],
            },
          ]
        : []),
    ],
    falsifier: say`wrong if \`docker stats --no-stream ${name}\` shows far fewer PIDS than the limit while it fails`,
    fix: {
      summary: say`Look what runs in ${name} (zombies want \`--init\`), then raise the limit if it really needs so many.`,
      commands: [
        `docker top ${name} -eLo pid,stat,comm | tail -n 20`,
        ...(most === undefined ? [] : [`docker update --pids-limit ${most * 4} ${name}`]),
        ...changeCommands(container, {
          compose: `pids_limit: ${(most ?? 256) * 4}, init: true`,
          run: `--pids-limit ${(most ?? 256) * 4} --init`,
        }),
      ],
      risk: sentences(
        say`\`docker update\` works at once and until the container is recreated.`,
        changeIn(container),
      ),
    },
    explains: suffering(container, views),
  };
}

/** All tasks of the host together. */
function hostFindings({ sysctls, pressure }: Partial<Pick<Views, 'sysctls' | 'pressure'>>): Finding[] {
  const tasks = pressure?.tasks ?? 0;
  const limits = ['kernel.pid_max', 'kernel.threads-max'].map((key) => ({
    key,
    most: Number(sysctls?.[key]),
  }));
  const met = limits.find(({ most }) => tasks >= most * 0.98);
  if (met === undefined) return [];
  return [
    {
      severity: 'critical',
      certainty: 'proven',
      subject: { kind: 'host', name: met.key },
      title: say`The host can start no more processes: ${tasks} of ${met.most} run`,
      explanation: say`The kernel has so many process numbers (${met.key}), and ${tasks} processes and threads run. Starting one more fails everywhere with "Resource temporarily unavailable", logins included.`,
      evidence: [
        { source: 'cat /proc/loadavg', lines: [say`${tasks} tasks`] },
        { source: `sysctl ${met.key}`, lines: [String(met.most)] },
      ],
      falsifier: say`wrong if the number behind the slash in /proc/loadavg is far below \`sysctl ${met.key}\``,
      fix: {
        summary: say`Find who starts so many, and raise the limit meanwhile.`,
        commands: ['ps -eLo comm= | sort | uniq -c | sort -n | tail', `sysctl -w ${met.key}=${met.most * 2}`],
        risk: say`Takes effect at once; write it to /etc/sysctl.d to keep it.`,
      },
      explains: [],
    },
  ];
}
