import type { LabCase, Question, Scene } from '../../case.ts';
import type { LabHost } from '../../lab.ts';
import type { Random } from '../../random.ts';

import { serve } from '../../containers.ts';
import { drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOutput, expectOutside } from '../../proof.ts';

/** One of several ways to bring a fault about. */
export interface Way {
  readonly what: string;
  /** What systemd or dockerd has to have said in the end. */
  readonly said: RegExp;
  /** Breaks it, before Docker is started again. */
  breakIt(host: LabHost): Promise<unknown>;
  /** Must stand in the first cause. */
  readonly mentions?: readonly (string | RegExp)[];
  /** Of docker.service in the end; `failed` where absent. */
  readonly ends?: RegExp;
}

interface StartFailureCase {
  readonly id: string;
  readonly cause?: string;
  readonly title: string;
  readonly boot?: Scene['boot'];
  /** While Docker still runs. */
  before?(host: LabHost): Promise<unknown>;
  ways(random: Random): readonly [Way, ...Way[]];
}

export const DAEMON_JSON = '/etc/docker/daemon.json';
export const DROP_IN = '/etc/systemd/system/docker.service.d/override.conf';

/** A container that is reached, and then Docker that cannot start again; an older failure in the journal may mislead. */
export function failsToStart(kind: StartFailureCase): LabCase {
  const { id, cause = kind.id, title } = kind;
  return {
    id,
    cause,
    title,
    draw(random) {
      const boot = { ...drawVpc(random), ...kind.boot };
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      const way = random.pick(kind.ways(random));
      const herring = random.herrings === 'any' ? random.chance() : random.herrings === 'some';
      const mentions = way.mentions === undefined ? {} : { mentions: way.mentions };
      const questions: [Question, ...Question[]] = [
        { verdict: 'faulty', cause, ...mentions },
        { target: String(port), verdict: 'faulty', cause },
      ];
      return {
        drawn: `${way.what}; ${name} on ${port}${herring ? '; an older failure was mended before' : ''}`,
        boot,
        async arrange(host) {
          await serve(host, { name, listen: 80, publish: [`${port}:80`], extra: ['--restart', 'always'] });
          if (herring) await failOnce(host);
          await expectOutside(host, port, 'answers');
          await kind.before?.(host);
          await host.run(['systemctl', 'stop', 'docker.socket', 'docker.service']);
          await way.breakIt(host);
          await host.must(['systemctl', 'daemon-reload']);
          // Three failed starts, as systemd tries them, so that "start request repeated too quickly" hides the reason.
          await host.run(['systemctl', 'start', 'docker.service'], { timeoutMs: 40_000 });
          await host.sh(
            'for i in $(seq 50); do systemctl is-active -q docker.service || systemctl is-failed -q docker.service && break; sleep 0.2; done',
          );
        },
        async prove(host) {
          await expectOutput(host, ['systemctl', 'is-active', 'docker.service'], way.ends ?? /failed/);
          await expectOutput(host, ['sh', '-c', SAID], way.said);
          await expectOutside(host, port, 'refused');
        },
        questions,
      };
    },
  };
}

/** Its own journal; what systemd says of a unit that it does not start at all stands in its state. */
const SAID =
  'journalctl -u docker -u docker.socket -u containerd -o cat --no-pager; systemctl show docker docker.socket -p Id,LoadState,UnitFileState';

/** A failure of another kind, corrected at once. */
async function failOnce(host: LabHost): Promise<void> {
  await host.write(DAEMON_JSON, '{ "registry-mirrors": ["mirror.example.com"] }\n');
  await host.run(['systemctl', 'restart', 'docker']);
  await host.sh(
    `rm ${DAEMON_JSON}; systemctl reset-failed docker.service docker.socket; systemctl start docker`,
  );
}

export function fileHolds(settings: object): (host: LabHost) => Promise<void> {
  return (host) => host.write(DAEMON_JSON, `${JSON.stringify(settings, undefined, 2)}\n`);
}

/** A drop-in that starts dockerd with other flags. */
export function startedWith(command: string, more = ''): string {
  return `[Service]\nExecStart=\nExecStart=${command}\n${more}`;
}
