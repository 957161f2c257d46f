import type { Container } from '../../model/containers.ts';
import type { Network } from '../../model/network.ts';
import { list, say, sentences } from '../../text/say.ts';
import { attemptEvidence } from '../evidence.ts';
import { changeCommands, changeIn } from '../owner.ts';
import { defineRule, type Finding } from '../rule.ts';
import { missed, refusalEvidence, refusedPorts } from './refused-ports.ts';

/**
 * Seen: after a move to another region or a new address, one container does not start ("cannot assign requested address"),
 * or it runs and its port answers nobody.
 * Why: its port is published on one address of the host by name, and the host does not have that address any more.
 * Not seen: whether the address comes back. With net.ipv4.ip_nonlocal_bind=1 (a floating address that two hosts share)
 * Docker binds it all the same; then nothing is accused until somebody asks.
 */
export const publishedOnStaleHostIp = defineRule({
  id: 'published-on-stale-host-ip',
  title: say`A port is published on an address that the host does not have`,
  needs: ['containers', 'network', 'question', 'attempts'],
  wants: ['sysctls'],
  evaluate: ({ containers, network, question, attempts, sysctls }) => {
    const refused = refusedPorts(containers, question)
      .filter(({ reason }) => reason === 'no-such-address')
      .map((one): Finding => {
        const there = holds(network, one.hostIp);
        return {
          ...words(one.container, one.hostIp, one.hostPort, network),
          severity: one.forgotten && question.asked.container !== one.container.name ? 'notice' : 'critical',
          certainty: there ? 'likely' : 'proven',
          explanation: sentences(
            there
              ? say`Container ${one.container.name} is to take connections on ${one.hostIp}:${one.hostPort}, and Docker could not open that: the host did not have the address ${one.hostIp} when the container was started. It has it now, so that a new start may succeed.`
              : say`Container ${one.container.name} is to take connections on ${one.hostIp}:${one.hostPort}, and Docker could not open that: no network card of this host has the address ${one.hostIp}. It is that of another host, or the one that this host had before it was moved.`,
            say`Docker does not start a container whose port it cannot open.`,
          ),
          evidence: [refusalEvidence(one), addressEvidence(network)],
          explains: missed(one),
        };
      });
    const floating = sysctls?.['net.ipv4.ip_nonlocal_bind'] === '1';
    const running = containers.flatMap((container) =>
      !container.running
        ? []
        : container.published
            .filter(
              ({ bound, hostIp }) => bound && hostIp !== '' && hostIp !== '::' && !holds(network, hostIp),
            )
            .map((port): Finding => {
              const asked =
                question.asked.port === port.hostPort || question.asked.container === container.name;
              return {
                ...words(container, port.hostIp, port.hostPort, network),
                severity: floating && !asked ? 'notice' : 'critical',
                certainty: 'proven',
                explanation: sentences(
                  say`Container ${container.name} runs and takes connections on ${port.hostIp}:${port.hostPort} only, but no network card of this host has that address (any more), so that no packet for it ever arrives here.`,
                  floating && say`Docker could bind it all the same because net.ipv4.ip_nonlocal_bind is 1.`,
                ),
                evidence: [
                  {
                    source: `docker port ${container.name}`,
                    lines: [`${port.containerPort}/${port.protocol} -> ${port.hostIp}:${port.hostPort}`],
                  },
                  addressEvidence(network),
                  attemptEvidence(attempts.onPort(port.hostPort), container),
                ].filter(({ lines }) => lines.length > 0),
                explains: [`port:${port.hostPort}`],
              };
            }),
    );
    return [...refused, ...running];
  },
});

function holds({ addresses }: Network, hostIp: string): boolean {
  // All of 127.0.0.0/8 is the host's own.
  return hostIp.startsWith('127.') || addresses.some(({ address }) => address === hostIp);
}

function addressEvidence({ addresses }: Network) {
  return {
    source: 'ip -br addr',
    lines: addresses
      .filter(({ scope, family }) => scope === 'global' && family === 4)
      .slice(0, 12)
      .map(({ device, address, prefixLength }) => `${device} ${address}/${prefixLength}`),
  };
}

function words(
  container: Container,
  hostIp: string,
  hostPort: number,
  { hostSubnets }: Network,
): Pick<Finding, 'subject' | 'title' | 'falsifier' | 'fix'> {
  const port = container.published.find((one) => one.hostPort === hostPort);
  const inner = port?.containerPort ?? hostPort;
  const byHand = container.inspect.hostConfig.portBindings.some((binding) => binding.hostIp === hostIp);
  const own = [...new Set(hostSubnets.map(({ address }) => address))];
  return {
    subject: { kind: 'container', name: container.name },
    title: say`${container.name} publishes port ${hostPort} on ${hostIp}, an address that this host does not have`,
    falsifier: say`wrong if \`ip -br addr\` lists ${hostIp}`,
    fix: byHand
      ? {
          summary: sentences(
            own.length > 0
              ? say`Publish the port without an address, or on one that the host has (${list(own)}).`
              : say`Publish the port without an address, or on one that the host has.`,
            changeIn(container),
          ),
          commands: changeCommands(container, {
            compose: `ports: ["${hostPort}:${inner}"]`,
            run: `-p ${hostPort}:${inner}`,
          }),
          risk: say`Without an address the port is open to everybody who reaches the host. Look for the old address elsewhere too (other containers, configuration files): it was carried along.`,
        }
      : {
          summary: say`The container does not name ${hostIp} itself: it is Docker's default for published ports. Take "ip" out of /etc/docker/daemon.json (or --ip off dockerd's options), restart Docker and start the container.`,
          commands: [
            'grep -n \'"ip"\' /etc/docker/daemon.json; systemctl cat docker | grep -e --ip',
            'systemctl restart docker',
            `docker start ${container.name}`,
          ],
          risk: say`Restarting Docker restarts every container. Ports without an address are then open to everybody who reaches the host.`,
        },
  };
}
