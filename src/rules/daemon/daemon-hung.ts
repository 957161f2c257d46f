import { say, sentences } from '../../text/say.ts';
import { defineRule } from '../rule.ts';

const KERNEL =
  /unregister_netdevice: waiting for \S+ to become free|task (?:docker|dockerd|containerd|runc)\S*:\d+ blocked for more than \d+ seconds/;

/** Per cent of the time in which some task waited for a processor: beyond it a healthy daemon may take seconds to answer. */
const OVERLOADED = 60;

/**
 * Seen: `docker ps` hangs. Containers go on, published ports still answer.
 * Why: dockerd runs and its API does not answer: stopped by a signal, or waiting for the kernel (a network namespace that is
 * never released, a disk that does not answer), or for containerd.
 * Not seen: a daemon that answers one question and hangs on another; and on a host whose processors are overloaded, whether
 * the daemon hangs or only waits for its turn.
 */
export const daemonHung = defineRule({
  id: 'daemon-hung',
  title: say`Docker's daemon runs and does not answer`,
  needs: ['dockerService', 'dockerAnswers'],
  wants: ['kernelLog', 'symptoms', 'pressure'],
  evaluate: ({ dockerService, dockerAnswers, kernelLog = [], symptoms = [], pressure }) => {
    if (dockerService.state !== 'up' || dockerAnswers.kind !== 'silent') return [];
    const { because, processState } = dockerAnswers;
    const blocked = kernelLog.filter(({ text }) => KERNEL.test(text)).slice(-3);
    const stopped = processState === 'T';
    const shown = stopped || processState === 'D' || blocked.length > 0;
    if (!shown && (pressure?.cpuSome ?? 0) > OVERLOADED) return [];
    return [
      {
        severity: 'critical' as const,
        certainty: stopped || blocked.length > 0 ? ('proven' as const) : ('likely' as const),
        subject: { kind: 'service', name: 'docker' },
        title: stopped
          ? say`Docker's daemon is halted by a signal and answers nobody`
          : say`Docker's daemon runs and does not answer`,
        explanation: sentences(
          say`The process is there and its API gives no answer (${because}).`,
          stopped
            ? say`Its state is T: somebody (a debugger, \`kill -STOP\`) stopped it.`
            : blocked.length > 0
              ? say`The kernel reports that it waits for something that does not come.`
              : processState === 'D' && say`Its state is D: it waits for a disk or the kernel.`,
          say`Containers that run go on without it; nothing can be started, stopped or looked at.`,
        ),
        evidence: [
          { source: say`GET /containers/json on /var/run/docker.sock`, lines: [because] },
          ...(processState === undefined
            ? []
            : [{ source: 'ps -o stat= -C dockerd', lines: [processState] }]),
          ...(blocked.length > 0 ? [{ source: 'dmesg', lines: blocked.map(({ text }) => text) }] : []),
        ],
        falsifier: say`wrong if \`timeout 5 docker ps\` answers`,
        fix: {
          summary: stopped
            ? say`Let the process go on.`
            : say`Write down where it hangs, then restart the daemon; where the kernel is what it waits for, only a reboot helps.`,
          commands: stopped
            ? ['kill -CONT "$(cat /var/run/docker.pid)"', 'timeout 5 docker ps']
            : [
                say`kill -USR1 "$(cat /var/run/docker.pid)"   # dockerd writes its stacks to its data root`,
                'dmesg | tail -n 50',
                'systemctl restart docker',
              ],
          risk: stopped
            ? say`None: it goes on where it was halted.`
            : say`A restart ends all containers unless live-restore is on.`,
        },
        explains: symptoms.map(({ key }) => key).filter((key) => key === 'docker'),
      },
    ];
  },
});
