import { connected } from '../../model/attempts.ts';
import { isOpenToOutside, outsideDevice, publishedPaths } from '../../model/paths.ts';
import type { Network } from '../../model/network.ts';
import type { AskedOf } from '../../model/views.ts';
import { list, say, sentences } from '../../text/say.ts';
import { attemptEvidence } from '../evidence.ts';
import { changeCommands, changeIn } from '../owner.ts';
import { defineRule } from '../rule.ts';

/**
 * Seen: the port is refused from outside and answers on the host.
 * Why: the mapping carries a host address: 127.0.0.1, or an address of the host by which the client does not come in.
 * Not seen: whether that is meant. An admin port behind a web server on the host is published that way on purpose, and one
 * on [::] for IPv6 clients, so that nothing is said of either until somebody asks for it.
 */
export const publishedOnLoopbackOrOtherHostIp = defineRule({
  id: 'published-on-loopback-or-other-host-ip',
  title: say`A port is published on an address of the host that clients do not use`,
  needs: ['containers', 'network', 'attempts', 'question'],
  evaluate: ({ containers, network, attempts, question }) => {
    const arrivingAt = addressesThatClientsUse(network, question);
    return publishedPaths(containers, attempts).flatMap(({ container, port, outcomes }) => {
      const { hostIp, hostPort } = port;
      const asked = question.asked.port === hostPort || question.asked.container === container.name;
      const loopback = !isOpenToOutside(port);
      if (hostIp === '' || arrivingAt.includes(hostIp) || connected(outcomes.outside)) return [];
      // Another mapping of the same port serves the outside.
      if (container.published.some((other) => other.hostPort === hostPort && other.hostIp === '')) return [];
      const ipv6Only = hostIp === '::';
      if ((loopback || ipv6Only) && !asked) return [];
      if (!ipv6Only && !network.addresses.some(({ address }) => address === hostIp)) return [];
      return [
        {
          severity: asked ? ('critical' as const) : ('notice' as const),
          certainty: 'proven' as const,
          subject: { kind: 'container', name: container.name },
          title: say`Port ${hostPort} is published on ${hostIp} only`,
          explanation: ipv6Only
            ? say`Container ${container.name} publishes ${hostPort} on [::] only: IPv6 clients reach it, and on the host's IPv4 addresses nothing listens on this port.`
            : loopback
              ? say`Container ${container.name} publishes ${hostPort} on ${hostIp}, the host's own loopback address. Programs on the host reach it; from anywhere else the host refuses.`
              : say`Container ${container.name} publishes ${hostPort} on ${hostIp} only, but Ferryman's connections come in at ${arrivingAt.length === 0 ? say`another address of the host` : list(arrivingAt, 'or')}, where nothing listens on this port.`,
          evidence: [
            {
              source: `docker port ${container.name}`,
              lines: [`${port.containerPort}/${port.protocol} -> ${hostIp}:${hostPort}`],
            },
            attemptEvidence(outcomes, container),
          ].filter(({ lines }) => lines.length > 0),
          falsifier: say`wrong if \`docker port ${container.name}\` shows 0.0.0.0:${hostPort}`,
          fix: {
            summary: sentences(
              say`If others are meant to reach it, recreate the container with -p ${hostPort}:${port.containerPort} (without ${hostIp}).`,
              changeIn(container),
            ),
            commands: changeCommands(container, {
              compose: say`ports: ["${hostPort}:${port.containerPort}"]   # instead of ${hostIp}:${hostPort}:${port.containerPort}`,
              run: `-p ${hostPort}:${port.containerPort}`,
            }),
            risk: say`Opens the service to everybody who reaches the host; it may have been closed on purpose. The container is recreated.`,
          },
          explains: [`port:${hostPort}`],
        },
      ];
    });
  },
});

/** sshd says at which address the worker came in; else the address that it connects to, else all of the outer card. */
function addressesThatClientsUse(network: Network, { server, address }: AskedOf): readonly string[] {
  const known = [server, address].find((one) => network.addresses.some((held) => held.address === one));
  if (known !== undefined) return [known];
  const device = outsideDevice(network);
  return network.hostSubnets.filter((subnet) => subnet.device === device).map((subnet) => subnet.address);
}
