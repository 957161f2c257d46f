import type { PodmanContainer } from '../../facts/podman-containers.ts';
import { failed, type PortOutcomes } from '../../model/attempts.ts';
import { publisherOf } from '../../model/containers.ts';
import { attemptEvidence } from '../evidence.ts';
import { say, sentences } from '../../text/say.ts';
import type { Evidence, Finding } from '../rule.ts';
import { shellWord } from '../shell-word.ts';
import type { TraceViews } from './traced-failures.ts';

const STANDS_STILL = ['created', 'initialized', 'exited', 'stopped'];

/**
 * Containers of Podman's that somebody asks for, by name or by a port that nothing serves, and that do not run. Podman has no
 * daemon: nothing starts them after a boot unless a systemd unit (Quadlet, `podman generate systemd`) or podman-restart.service
 * does. Why one ended is not known, for its log is not read, nor are containers of other users than the one who logs in.
 * One that nobody asks for may have been stopped on purpose.
 */
export function stoppedInPodman({
  question: { asked },
  podman = [],
  containers = [],
  attempts,
}: TraceViews): readonly Finding[] {
  const { port } = asked;
  const isMissed =
    port !== undefined && publisherOf(containers, port) === undefined && isOutOfReach(attempts.onPort(port));
  return podman
    .filter(({ state }) => STANDS_STILL.includes(state))
    .filter(
      ({ name, ports }) =>
        (name === asked.container && !containers.some((one) => one.name === name)) ||
        (isMissed && ports.some(({ hostPort }) => hostPort === port)),
    )
    .map((container): Finding => {
      const lost = container.ports
        .map(({ hostPort }) => hostPort)
        .filter((hostPort) => isOutOfReach(attempts.onPort(hostPort)));
      const [tried] = lost;
      return {
        ...findingFor(container),
        evidence: [
          listed(container),
          ...(tried === undefined ? [] : [attemptEvidence(attempts.onPort(tried))]),
        ],
        explains: [`container:${container.name}`, ...lost.map((hostPort) => `port:${hostPort}`)],
      };
    });
}

const isOutOfReach = ({ outside, loopback }: PortOutcomes): boolean => failed(outside ?? loopback);

const published = ({ ports }: PodmanContainer): string =>
  ports
    .slice(0, 5)
    .map(
      ({ hostIp, hostPort, containerPort, protocol }) =>
        `${hostIp || '0.0.0.0'}:${hostPort}->${containerPort}/${protocol}`,
    )
    .join(', ');

function listed(container: PodmanContainer): Evidence {
  const { name, state, status } = container;
  return {
    source: `podman ps --all --filter name=${shellWord(name)} --format '{{.Names}}  {{.Status}}  {{.Ports}}'`,
    lines: [[name, status || state, published(container)].filter(Boolean).join('  ')],
  };
}

function findingFor(container: PodmanContainer): Omit<Finding, 'evidence' | 'explains'> {
  const { name, state, exitCode } = container;
  const publishes = published(container);
  const ended =
    state === 'created' || state === 'initialized'
      ? say`It was made and never started.`
      : say`It has ended (exit code ${exitCode}).`;
  return {
    severity: 'critical',
    certainty: 'proven',
    subject: { kind: 'container', name },
    title: say`${name}, a container of Podman's, does not run`,
    explanation: sentences(
      publishes === ''
        ? say`${name} is a container of Podman's, which \`docker ps\` does not list.`
        : say`${name} is a container of Podman's, which \`docker ps\` does not list, and publishes ${publishes}.`,
      ended,
      say`While it stands still nobody listens on its ports, and the kernel refuses every connection to them.`,
    ),
    falsifier: say`wrong if \`podman ps\` lists ${name}`,
    fix: {
      summary: say`Look at its last words, then start it. Podman has no daemon: to have it back after a boot, let systemd start it (a Quadlet unit, or podman-restart.service and --restart=always).`,
      commands: [`podman logs --tail 50 ${shellWord(name)}`, `podman start ${shellWord(name)}`],
      risk: say`Whoever stopped it may have had a reason.`,
    },
  };
}
