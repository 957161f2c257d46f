import type { ContainerLimits } from '../../facts/container-limits.ts';
import type { Container } from '../../model/containers.ts';
import type { Views } from '../../model/views.ts';
import { say, sentences } from '../../text/say.ts';
import { logEvidence } from '../evidence.ts';
import { spokenNow, suffering, type Spoken } from '../log-signature.ts';
import { changeCommands, changeIn } from '../owner.ts';
import { defineRule, type Finding } from '../rule.ts';
import { limitsOf } from './limits-of.ts';

/**
 * Seen: the server stops taking connections, or fails in odd places; its log says "Too many open files".
 * Why: each open file and each connection takes a descriptor, and a process may have so many and no more (ulimit -n). Either the
 * limit is too low for the load, or the program does not close what it opens.
 * Not seen: which it is. What counts is the limit of the process; that of a shell on the host says nothing.
 */
export const fdExhausted = defineRule({
  id: 'fd-exhausted',
  title: say`A process may not open any more files`,
  needs: ['containers', 'logs', 'question', 'symptoms'],
  wants: ['attempts', 'containerLimits', 'sysctls'],
  evaluate: (views) => {
    const heard = spokenNow(/too many open files|\bEMFILE\b/i, views).filter(
      // The same words for watches of files, which have a limit of their own.
      ({ around }) => !/inotify|file watchers|fsnotify/i.test(around),
    );
    const atLimit = views.containers.filter((container) =>
      isAtLimit(limitsOf(container, views.containerLimits)),
    );
    const silent = atLimit.filter((container) => !heard.some((spoken) => spoken.container === container));
    return [
      ...hostFindings(views.sysctls),
      ...heard.map((spoken) => finding(spoken.container, spoken, views)),
      ...silent.map((container) => finding(container, undefined, views)),
    ];
  },
});

function isAtLimit(limits: ContainerLimits | undefined): boolean {
  const { busiest } = limits ?? {};
  return busiest !== undefined && busiest.mayOpen > 0 && busiest.openFiles >= busiest.mayOpen;
}

type Seen = Pick<Views, 'question'> & Partial<Pick<Views, 'attempts' | 'containerLimits'>>;

function finding(container: Container, spoken: Spoken | undefined, views: Seen): Finding {
  const { name } = container;
  const busiest = limitsOf(container, views.containerLimits)?.busiest;
  const full = isAtLimit(limitsOf(container, views.containerLimits));
  return {
    severity: spoken?.down === true || full ? 'critical' : 'warning',
    certainty: 'proven',
    subject: { kind: 'container', name },
    title:
      busiest === undefined
        ? say`${name} may not open any more files or connections`
        : say`${name} may not open any more files or connections (its limit is ${busiest.mayOpen})`,
    explanation: sentences(
      ...(busiest === undefined
        ? [
            say`Each open file and each connection takes a descriptor, and the process in ${name} may have a limited number of them at once.`,
          ]
        : [
            say`Each open file and each connection takes a descriptor, and the process in ${name} may have ${busiest.mayOpen} of them at once.`,
            say`Process ${busiest.pid} has ${busiest.openFiles} now.`,
          ]),
      say`Beyond that, opening a file and taking a connection fails. The limit is that of the process, set when the container was created; \`ulimit -n\` in a shell on the host says nothing about it.`,
    ),
    evidence: [
      ...(spoken === undefined ? [] : [logEvidence(container, spoken.lines)]),
      ...(busiest === undefined
        ? []
        : [
            {
              source: `ls /proc/${busiest.pid}/fd | wc -l; grep 'open files' /proc/${busiest.pid}/limits`,
              lines: [say`${busiest.openFiles} open, at most ${busiest.mayOpen}`],
            },
          ]),
    ],
    falsifier: say`wrong if \`ls /proc/<pid>/fd | wc -l\` stays far below "Max open files" in /proc/<pid>/limits while it fails`,
    fix: {
      summary: say`Give ${name} a higher limit, and find out whether it closes what it opens.`,
      commands: [
        `ls -l /proc/${busiest?.pid ?? '<pid>'}/fd | awk '{print $NF}' | sed 's/[0-9]\\{4,\\}//' | sort | uniq -c | sort -n | tail`,
        ...changeCommands(container, {
          compose: 'ulimits: {nofile: {soft: 65536, hard: 65536}}',
          run: '--ulimit nofile=65536:65536',
        }),
      ],
      risk: sentences(
        changeIn(container),
        say`A program that leaks descriptors meets the higher limit, too, only later.`,
      ),
    },
    explains: suffering(container, views),
  };
}

/** The kernel's own limit, for all processes together. */
function hostFindings(sysctls: Views['sysctls'] | undefined): Finding[] {
  const [open = Number.NaN] = (sysctls?.['fs.file-nr'] ?? '').split(/\s+/).map(Number);
  const most = Number(sysctls?.['fs.file-max']);
  if (!(open >= most * 0.98)) return [];
  return [
    {
      severity: 'critical',
      certainty: 'proven',
      subject: { kind: 'host', name: 'fs.file-max' },
      title: say`The host may not open any more files: ${open} of ${most} are open`,
      explanation: say`The kernel limits how many files all processes together may have open (fs.file-max). ${open} of ${most} are, so opening one more fails everywhere with "Too many open files in system".`,
      evidence: [
        { source: 'sysctl fs.file-nr fs.file-max', lines: [`fs.file-nr ${open}`, `fs.file-max ${most}`] },
      ],
      falsifier: say`wrong if \`sysctl fs.file-nr\` shows far less than \`sysctl fs.file-max\``,
      fix: {
        summary: say`Raise the limit, and find the process that holds so many.`,
        commands: [
          'for p in /proc/[0-9]*; do echo "$(ls $p/fd 2>/dev/null | wc -l) $p $(cat $p/comm)"; done | sort -n | tail',
          `sysctl -w fs.file-max=${most * 2}`,
        ],
        risk: say`Takes effect at once; write it to /etc/sysctl.d to keep it.`,
      },
      explains: [],
    },
  ];
}
