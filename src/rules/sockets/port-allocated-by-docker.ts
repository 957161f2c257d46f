import type { Socket } from '../../facts/sockets.ts';
import { isReplaced, type Container } from '../../model/containers.ts';
import { say, sentences, type Text } from '../../text/say.ts';
import { changeCommands, changeIn, describeOwner } from '../owner.ts';
import { defineRule, type Finding } from '../rule.ts';
import { holdersOf, missed, refusalEvidence, refusedPorts, type RefusedPort } from './refused-ports.ts';

/**
 * Seen: a container stays "created" (exit code 128), or does not come back: "port is already allocated".
 * Why: another container publishes the same port of the host. Without such a container Docker itself remembers a port that
 * nobody holds, which happens where its daemon was killed.
 * Not seen: which of the two is meant to have the port. A container whose port a newer one serves was replaced, and is
 * told as a notice only.
 */
export const portAllocatedByDocker = defineRule({
  id: 'port-allocated-by-docker',
  title: say`A container does not start because another container has its port`,
  needs: ['containers', 'question'],
  wants: ['listeners'],
  evaluate: ({ containers, question, listeners = [] }) =>
    refusedPorts(containers, question).flatMap((refused): Finding[] => {
      const { container, hostPort, reason } = refused;
      const sockets = holdersOf(refused, listeners);
      const proxied = sockets.some((socket) => isProxy(socket));
      const holder = containers.find(
        (other) => other.running && other.published.some((port) => port.bound && port.hostPort === hostPort),
      );
      // A port of one address and the same port of all: Docker does not see the clash itself, its proxy does.
      const clash = reason === 'in-use' && holder !== undefined && proxied;
      if (reason !== 'allocated' && !clash) return [];
      const asked = question.asked.container === container.name;
      const { created } = container.inspect;
      const replaced =
        holder !== undefined && isReplaced(container, containers) && created < holder.inspect.created;
      return [
        {
          severity: (replaced || refused.forgotten) && !asked ? 'notice' : 'critical',
          certainty: holder === undefined ? 'likely' : 'proven',
          subject: { kind: 'container', name: container.name },
          title:
            holder === undefined
              ? say`${container.name} does not start: Docker takes port ${hostPort} for allocated, and no container has it`
              : say`${container.name} does not start: container ${holder.name} has port ${hostPort} already`,
          explanation: explain(refused, holder, proxied, replaced),
          evidence: [refusalEvidence(refused), evidenceOf(hostPort, holder, sockets)],
          falsifier:
            holder === undefined
              ? say`wrong if \`docker ps -a --filter publish=${hostPort}\` shows another container, or \`docker start ${container.name}\` succeeds`
              : say`wrong if \`docker port ${holder.name}\` does not show ${hostPort}`,
          fix: fixOf(refused, holder),
          explains: missed(refused),
        },
      ];
    }),
});

const isProxy = ({ processes = [] }: Socket): boolean =>
  processes.some(({ name }) => name === 'docker-proxy');

function explain(
  { container, hostPort }: RefusedPort,
  holder: Container | undefined,
  proxied: boolean,
  replaced: boolean,
): Text {
  if (holder === undefined) {
    return sentences(
      say`Docker refused to start container ${container.name} because port ${hostPort} is allocated to another one, but no running container publishes it now.`,
      proxied
        ? say`A docker-proxy process still listens there: it was left behind by a container that is gone.`
        : say`Either that container has been stopped since, or Docker still remembers the port of one that is gone.`,
    );
  }
  return sentences(
    say`A port of the host can lead to one container only.`,
    replaced
      ? say`${hostPort} leads to ${describeOwner(holder)}; ${describeOwner(container)} wants it too and is refused. ${holder.name} was made later, so that it looks as if it had taken its place.`
      : say`${hostPort} leads to ${describeOwner(holder)}; ${describeOwner(container)} wants it too and is refused, so it does not run.`,
  );
}

function evidenceOf(hostPort: number, holder: Container | undefined, sockets: readonly Socket[]) {
  if (holder !== undefined) {
    const ports = holder.published.filter((port) => port.hostPort === hostPort);
    return {
      source: `docker ps --filter publish=${hostPort} --format '{{.Names}} {{.Ports}}'`,
      lines: [
        `${holder.name} ${ports.map((port) => `${port.hostIp || '0.0.0.0'}:${hostPort}->${port.containerPort}/${port.protocol}`).join(', ')}`,
      ],
    };
  }
  return {
    source: `docker ps --filter publish=${hostPort}; ss -lntp 'sport = :${hostPort}'`,
    lines: sockets.length > 0 ? sockets.map(({ text }) => text) : [say`no container, no listener`],
  };
}

function fixOf(
  { container, hostPort }: RefusedPort,
  holder: Container | undefined,
): NonNullable<Finding['fix']> {
  const inner = container.published.find((port) => port.hostPort === hostPort)?.containerPort ?? hostPort;
  if (holder === undefined) {
    return {
      summary: say`Start ${container.name} again; if Docker still refuses, restart Docker, which forgets the port.`,
      commands: [
        `docker start ${container.name}`,
        `systemctl restart docker && docker start ${container.name}`,
      ],
      risk: say`Restarting Docker restarts every container on the host.`,
    };
  }
  return {
    summary: say`Decide which of the two is to have port ${hostPort}. Either give ${container.name} another port (${changeIn(container)}) or stop ${holder.name} and start ${container.name}.`,
    commands: [
      ...changeCommands(container, {
        compose: say`ports: ["<another port>:${inner}"]`,
        run: say`-p <another port>:${inner}`,
      }),
      say`# or:  docker stop ${holder.name} && docker start ${container.name}`,
    ],
    risk: say`Stopping ${holder.name} takes away what it serves on ${hostPort} now.`,
  };
}
