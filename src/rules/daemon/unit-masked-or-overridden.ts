import { wordsOf } from '../../model/daemon-start.ts';
import type { Views } from '../../model/views.ts';
import { list, say, type Sayable, sentences, type Text, together } from '../../text/say.ts';
import { defineRule, type Evidence } from '../rule.ts';
import { fallout, storedContainers } from './fallout.ts';

type Seen = Pick<Views, 'dockerService' | 'daemonStart'> & Partial<Pick<Views, 'daemonSetup' | 'dockerData'>>;

interface Broken {
  readonly title: Text;
  readonly explanation: Text;
  readonly evidence: readonly Evidence[];
  readonly summary: Text;
  readonly commands: readonly Sayable[];
}

/**
 * Seen: `systemctl start docker` says that the unit is masked or has a bad setting, or a program that it names is not there.
 * Why: the unit was masked and nobody unmasked it; a drop-in adds a second ExecStart without an empty one before it, names a
 * program that does not exist, or gives a flag that dockerd does not know.
 * Not seen: a unit that was masked on a host without a container: Docker is put away there, on purpose.
 */
export const unitMaskedOrOverridden = defineRule({
  id: 'unit-masked-or-overridden',
  title: say`Docker's unit is masked, or its drop-in breaks it`,
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
        title: up ? say`Docker will not start the next time: ${title}` : say`Docker does not start: ${title}`,
        explanation: sentences(explanation, up && say`The daemon still runs, started before that.`),
        evidence,
        falsifier: say`wrong if \`systemctl show docker -p LoadState\` says loaded and the newest journal lines name another reason`,
        fix: {
          summary,
          commands: [
            ...commands,
            'systemctl daemon-reload',
            'systemctl reset-failed docker.service docker.socket',
            'systemctl start docker.service',
          ],
          risk: say`Docker starts with all containers that restart with it. Where somebody masked it on purpose, ask first.`,
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
      title: say`${unit.id} is masked`,
      explanation: say`Somebody masked ${unit.id}: its file is a link to /dev/null, and systemd starts it neither with the host nor by hand.`,
      evidence: [shown],
      summary: say`Unmask it.`,
      commands: [`systemctl unmask ${unit.id} docker.socket`],
    };
  }
  const dropIns = unit.dropInPaths.length > 0 ? list(unit.dropInPaths) : (unit.fragmentPath ?? say`the unit`);
  if (unit.loadState === 'bad-setting' || unit.loadState === 'error') {
    const said =
      daemonStart.kind === 'failed'
        ? daemonStart.lines.findLast(({ message }) => /ExecStart|[Rr]efusing/.test(message))
        : undefined;
    return {
      title: say`${dropIns} makes the unit invalid`,
      explanation: say`systemd refuses the unit (${unit.loadState}). A drop-in adds to a list: an ExecStart in it is a second one, which a service may not have, unless a line \`ExecStart=\` with nothing behind it stands before.`,
      evidence: [
        shown,
        ...(said === undefined ? [] : [{ source: 'journalctl -u docker', lines: [said.text] }]),
      ],
      summary: say`Put an empty \`ExecStart=\` before the new one in ${dropIns}.`,
      commands: [
        'systemctl cat docker.service',
        say`# in the drop-in: first \`ExecStart=\`, then \`ExecStart=/usr/bin/dockerd …\``,
      ],
    };
  }
  if (daemonStart.kind !== 'failed' || daemonStart.last === undefined) return undefined;
  const words = wordsOf(daemonStart.last);
  const journal = { source: 'journalctl -u docker', lines: [daemonStart.last.text] };
  const program = daemonSetup?.program;
  if (/Failed to locate executable|Failed at step EXEC|Failed to execute/.test(words)) {
    const place = program?.writtenIn ?? dropIns;
    const path = program?.path ?? say`a program`;
    return {
      title: say`${place} starts ${path}, which is not there`,
      explanation: sentences(
        path === '/usr/bin/dockerd'
          ? say`ExecStart in ${place} names ${path}, and there is no such program (Debian's docker.io has it in /usr/sbin, docker-ce in /usr/bin).`
          : say`ExecStart in ${place} names ${path}, and there is no such program.`,
        say`It said: ${words}.`,
      ),
      evidence: [journal, { source: together('cat ', place), lines: [`ExecStart=${program?.path ?? ''} …`] }],
      summary: say`Name the program where it is, or remove the drop-in.`,
      commands: ['command -v dockerd', 'systemctl cat docker.service'],
    };
  }
  const flag = /unknown (?:shorthand )?flag:? (?:'\w' in )?(-{1,2}[\w-]+)/.exec(words)?.[1];
  const found = daemonSetup?.flags.find(({ written }) => written === flag);
  const place = found?.writtenIn ?? daemonSetup?.flags.at(-1)?.writtenIn ?? dropIns;
  if (flag === undefined || (typeof place === 'string' && place.startsWith('/etc/sysconfig/')))
    return undefined;
  return {
    title: say`${place} gives it the flag ${flag}, which it does not know`,
    explanation: say`The command line that systemd starts holds ${flag}, written in ${place}, and dockerd ends because it does not know that flag.`,
    evidence: [journal, { source: together('cat ', place), lines: [flag] }],
    summary: say`Take ${flag} out of ${place}.`,
    commands: ['systemctl cat docker.service', `dockerd --help | grep -- ${flag}`],
  };
}
