import { deviceSysctl } from '../../facts/sysctls.ts';
import { connected, containerNeedKeys } from '../../model/attempts.ts';
import { isOpenToOutside, outsideDevice, publishedPaths, type PublishedPath } from '../../model/paths.ts';
import type { Views } from '../../model/views.ts';
import { list, say, sentences, type Text } from '../../text/say.ts';
import { attemptEvidence } from '../evidence.ts';
import { defineRule, type Finding } from '../rule.ts';

/**
 * Seen: published ports time out from outside, answer on the host itself, and containers reach nothing.
 * Why: the kernel does not forward: `net.ipv4.ip_forward` is 0, or forwarding of the card by which packets come in is 0
 * while the global switch is on, which is easily missed. A hardening script or `sysctl -p` set it after Docker started.
 * Not seen: who set it. Containers on the host's own network need no forwarding, nor does a host without containers.
 */
export const ipForwardOff = defineRule({
  id: 'ip-forward-off',
  title: say`The kernel does not forward packets to containers`,
  needs: ['sysctls', 'network', 'containers', 'question'],
  wants: ['attempts'],
  evaluate: ({ sysctls, network, containers, question, attempts }) => {
    const bridged = containers.filter(
      ({ running, attachments }) =>
        running && attachments.some(({ bridge, internal }) => bridge !== undefined && !internal),
    );
    if (bridged.length === 0) return [];
    return switchesOff(sysctls, network, bridged, question?.server).flatMap((off) => {
      const behind = bridged.filter(({ attachments }) =>
        off.bridge ? attachments.some(({ bridge }) => bridge === off.device) : true,
      );
      const paths = publishedPaths(behind, attempts).filter(({ port }) => isOpenToOutside(port));
      // The kernel's own word: packets come through all the same (a proxy, another card).
      if (paths.some(({ outcomes }) => connected(outcomes.outside))) return [];
      return [findingFor(off, { behind, paths, sysctls, question, attempts })];
    });
  },
});

interface Harm {
  readonly behind: Views['containers'];
  readonly paths: readonly PublishedPath[];
  readonly sysctls: Views['sysctls'];
  readonly question: Views['question'] | undefined;
  readonly attempts: Views['attempts'] | undefined;
}

function findingFor(off: Switch, { behind, paths, sysctls, question, attempts }: Harm): Finding {
  const ports = paths.map(({ port }) => port.hostPort);
  const names = behind.map(({ name }) => name);
  const wide = off.device === undefined;
  const needs = (question?.needs ?? []).flatMap(({ name }) =>
    attempts === undefined
      ? []
      : containerNeedKeys(attempts, name).filter((key) => names.some((one) => key.endsWith(`:${one}`))),
  );
  return {
    // Published on loopback alone, or not at all, and nothing is missed: that works without forwarding.
    severity: ports.length > 0 || needs.length > 0 ? 'critical' : 'notice',
    certainty: 'proven',
    subject: { kind: 'sysctl', name: off.key },
    title: wide
      ? say`The kernel does not forward packets`
      : say`The kernel does not forward packets that come in by ${off.device}`,
    explanation: sentences(
      wide ? say`${off.key} is 0.` : say`${off.key} is 0 although net.ipv4.ip_forward is 1.`,
      explainHarm(off, ports, names),
      say`On the host itself the ports answer, because there Docker's proxy serves them.`,
    ),
    evidence: [
      {
        source: `sysctl net.ipv4.ip_forward ${off.key}`.replace(/^(sysctl (\S+)) \2$/, '$1'),
        lines: shownSwitches(sysctls, off.key),
      },
      ...paths
        .slice(0, 2)
        .map(({ outcomes, container }) => attemptEvidence(outcomes, container))
        .filter(({ lines }) => lines.length > 0),
    ],
    falsifier: say`wrong if \`sysctl ${off.key}\` says 1`,
    fix: {
      summary: say`Switch forwarding on, now and for the next boot.`,
      commands: [
        `sysctl -w ${off.key}=1`,
        `echo '${off.key} = 1' > /etc/sysctl.d/99-docker-forward.conf`,
        say`${`grep -rn '${wide ? 'ip_forward' : 'forwarding'}' /etc/sysctl.conf /etc/sysctl.d`}   # remove the line that sets it to 0`,
      ],
      risk: wide
        ? say`None for running containers. Writing ip_forward resets the forwarding switch of every device to the same value.`
        : say`None for running containers.`,
    },
    explains: [...ports.map((port) => `port:${port}`), ...needs],
  };
}

function explainHarm(off: Switch, ports: readonly number[], names: readonly string[]): Text {
  const forward = off.bridge
    ? say`Packets for a published port have to be forwarded from the network card into Docker's bridge, and the answers back`
    : say`Packets for a published port have to be forwarded from the network card into Docker's bridge`;
  const whom = list(names.slice(0, 4), 'and');
  if (ports.length === 0) return say`${forward}, and containers (${whom}) reach nothing beyond the host.`;
  return ports.length === 1
    ? say`${forward}, so ${list(ports)} is dead from outside, and containers (${whom}) reach nothing beyond the host.`
    : say`${forward}, so ${list(ports, 'and')} are dead from outside, and containers (${whom}) reach nothing beyond the host.`;
}

interface Switch {
  readonly key: string;
  readonly device?: string;
  /** Of a bridge: it stops its own containers alone. */
  readonly bridge: boolean;
}

/** The forwarding switch that counts is that of the device by which a packet comes in: the card's, and the bridge's for answers. */
function switchesOff(
  sysctls: Views['sysctls'],
  network: Views['network'],
  bridged: Views['containers'],
  server: string | undefined,
): readonly Switch[] {
  if (sysctls['net.ipv4.ip_forward'] === '0') return [{ key: 'net.ipv4.ip_forward', bridge: false }];
  const card =
    network.hostSubnets.find(({ address }) => address === server)?.device ?? outsideDevice(network);
  const bridges = bridged.flatMap(({ attachments }) => attachments.map(({ bridge }) => bridge));
  return [...new Set([card, ...bridges])].flatMap((device) => {
    if (device === undefined) return [];
    const key = deviceSysctl(device, 'forwarding');
    return sysctls[key] === '0' ? [{ key, device, bridge: device !== card }] : [];
  });
}

function shownSwitches(sysctls: Views['sysctls'], key: string): string[] {
  return [...new Set(['net.ipv4.ip_forward', key])].map((name) => `${name} = ${sysctls[name] ?? '?'}`);
}
