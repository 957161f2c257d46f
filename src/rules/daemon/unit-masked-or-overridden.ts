import type { Evidence } from '../../report/report.ts';
import { wordsOf } from '../../model/daemon-start.ts';
import type { Views } from '../../model/views.ts';
import { defineRule } from '../rule.ts';
import { fallout, storedContainers } from './fallout.ts';

type Seen = Pick<Views, 'dockerService' | 'daemonStart'> & Partial<Pick<Views, 'daemonSetup' | 'dockerData'>>;

interface Broken {
  readonly title: string;
  readonly explanation: string;
  readonly evidence: readonly Evidence[];
  readonly summary: string;
  readonly commands: readonly string[];
}

/**
 * Seen: `systemctl start docker` says that the unit is masked or has a bad setting, or a program that it names is not there.
 * Why: the unit was masked and nobody unmasked it; a drop-in adds a second ExecStart without an empty one before it, names a
 * program that does not exist, or gives a flag that dockerd does not know.
 * Not seen: a unit that was masked on a host without a container: Docker is put away there, on purpose.
 */
export const unitMaskedOrOverridden = defineRule({
  id: 'unit-masked-or-overridden',
  title: "Docker's unit is masked, or its drop-in breaks it",
  needs: ['dockerService', 'daemonStart'],
  wants: ['daemonSetup', 'dockerData', 'symptoms'],
  evaluate: ({ symptoms = [], ...seen }) => {
    const { dockerService, dockerData } = seen;
    const broken = brokenBy(seen);
    if (broken === undefined) return [];
    const up = dockerService.state === 'up';
    const unused = storedContainers(dockerData)?.length === 0 && dockerService.unit?.loadState === 'masked';
    const { title, explanation, evidence, summary, commands } = broken;
    return [
      {
        severity: up || unused ? ('notice' as const) : ('critical' as const),
        certainty: 'proven' as const,
        subject: { kind: 'service', name: 'docker' },
        title: up ? `Docker will not start the next time: ${title}` : `Docker does not start: ${title}`,
        explanation: `${explanation}${up ? ' The daemon still runs, started before that.' : ''}`,
        evidence,
        falsifier:
          'wrong if `systemctl show docker -p LoadState` says loaded and the newest journal lines name another reason',
        fix: {
          summary,
          commands: [
            ...commands,
            'systemctl daemon-reload',
            'systemctl reset-failed docker.service docker.socket',
            'systemctl start docker.service',
          ],
          risk: 'Docker starts with all containers that restart with it. Where somebody masked it on purpose, ask first.',
        },
        explains: up ? [] : fallout(symptoms, dockerData),
      },
    ];
  },
});

function brokenBy({ dockerService, daemonStart, daemonSetup }: Seen): Broken | undefined {
  const { unit, state } = dockerService;
  if (unit === undefined) return undefined;
  const shown = {
    source: `systemctl show ${unit.id}`,
    lines: [
      `LoadState=${unit.loadState} ActiveState=${unit.activeState} UnitFileState=${unit.unitFileState}`,
    ],
  };
  if (unit.loadState === 'masked' || (unit.unitFileState.startsWith('masked') && state === 'down')) {
    return {
      title: `${unit.id} is masked`,
      explanation: `Somebody masked ${unit.id}: its file is a link to /dev/null, and systemd starts it neither with the host nor by hand.`,
      evidence: [shown],
      summary: 'Unmask it.',
      commands: [`systemctl unmask ${unit.id} docker.socket`],
    };
  }
  const dropIns =
    unit.dropInPaths.length > 0 ? unit.dropInPaths.join(', ') : (unit.fragmentPath ?? 'the unit');
  if (unit.loadState === 'bad-setting' || unit.loadState === 'error') {
    const said =
      daemonStart.kind === 'failed'
        ? daemonStart.lines.findLast(({ message }) => /ExecStart|[Rr]efusing/.test(message))
        : undefined;
    return {
      title: `${dropIns} makes the unit invalid`,
      explanation: `systemd refuses the unit (${unit.loadState}). A drop-in adds to a list: an ExecStart in it is a second one, which a service may not have, unless a line \`ExecStart=\` with nothing behind it stands before.`,
      evidence: [
        shown,
        ...(said === undefined ? [] : [{ source: 'journalctl -u docker', lines: [said.text] }]),
      ],
      summary: `Put an empty \`ExecStart=\` before the new one in ${dropIns}.`,
      commands: [
        'systemctl cat docker.service',
        '# in the drop-in: first `ExecStart=`, then `ExecStart=/usr/bin/dockerd …`',
      ],
    };
  }
  if (daemonStart.kind !== 'failed' || daemonStart.last === undefined) return undefined;
  const words = wordsOf(daemonStart.last);
  const journal = { source: 'journalctl -u docker', lines: [daemonStart.last.text] };
  const program = daemonSetup?.program;
  if (/Failed to locate executable|Failed at step EXEC|Failed to execute/.test(words)) {
    const place = program?.writtenIn ?? dropIns;
    return {
      title: `${place} starts ${program?.path ?? 'a program'}, which is not there`,
      explanation: `ExecStart in ${place} names ${program?.path ?? 'a program'}, and there is no such program${program?.path === '/usr/bin/dockerd' ? " (Debian's docker.io has it in /usr/sbin, docker-ce in /usr/bin)" : ''}. It said: ${words}.`,
      evidence: [journal, { source: `cat ${place}`, lines: [`ExecStart=${program?.path ?? ''} …`] }],
      summary: 'Name the program where it is, or remove the drop-in.',
      commands: ['command -v dockerd', 'systemctl cat docker.service'],
    };
  }
  const flag = /unknown (?:shorthand )?flag:? (?:'\w' in )?(-{1,2}[\w-]+)/.exec(words)?.[1];
  const found = daemonSetup?.flags.find(({ written }) => written === flag);
  const place = found?.writtenIn ?? daemonSetup?.flags.at(-1)?.writtenIn ?? dropIns;
  if (flag === undefined || place.startsWith('/etc/sysconfig/')) return undefined;
  return {
    title: `${place} gives it the flag ${flag}, which it does not know`,
    explanation: `The command line that systemd starts holds ${flag}, written in ${place}, and dockerd ends because it does not know that flag.`,
    evidence: [journal, { source: `cat ${place}`, lines: [flag] }],
    summary: `Take ${flag} out of ${place}.`,
    commands: ['systemctl cat docker.service', `dockerd --help | grep -- ${flag}`],
  };
}
