import { formatPrefix } from '../../model/prefix.ts';
import { list, say, sentences, type Text } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';
import { iptablesSwitchedOff } from './docker-firewall.ts';
import { EGRESS_NEEDS, EGRESS_WANTS, egressOf, hasNatJump, natLines, type Egress } from './egress.ts';

/**
 * Seen: the host reaches a database, containers of one network do not; the database sees nothing, or an address like 172.18.0.3.
 * Why: packets of containers get the host's address on their way out by a MASQUERADE rule for their subnet. It is missing (the
 * network was made without it, somebody deleted it), or gives an address that the host no longer has (a SNAT rule that came
 * along with the disk image).
 * Not seen: networks whose ranges the surroundings route back on purpose; there containers reach what was tried.
 */
export const masqueradeMissingOrWrong = defineRule({
  id: 'masquerade-missing-or-wrong',
  title: say`Packets of containers leave with a source address that nobody can answer`,
  needs: EGRESS_NEEDS,
  wants: EGRESS_WANTS,
  evaluate: (views) => {
    if (iptablesSwitchedOff(views)) return [];
    const all = egressOf(views);
    // Every network at once, and the jumps too: the whole table was flushed.
    if (!hasNatJump(views) && all.every(({ source }) => source === 'none')) return [];
    return all
      .filter((one) => (one.source === 'none' || one.source === 'wrong') && !one.works && isMissed(one))
      .map((one): Finding => {
        const { bridge, given, cut } = one;
        const subnet = subnetOf(one);
        const onPurpose = bridge.masquerade === false;
        return {
          severity: cut.length > 0 ? 'critical' : 'warning',
          certainty: 'proven',
          subject: { kind: 'network', name: bridge.network },
          title:
            given === undefined
              ? say`What containers of network ${bridge.network} send leaves with their private addresses`
              : say`What containers of network ${bridge.network} send leaves with ${given.address}, which is not this host's`,
          explanation: explain(one),
          evidence: [
            natLines(views, ['POSTROUTING']),
            ...(onPurpose ? [optionEvidence(one)] : []),
            ...one.evidence,
          ],
          falsifier: say`wrong if \`tcpdump -ni any net ${subnet}\` shows no packets with a source of ${subnet} on the network card while a container sends`,
          fix:
            given === undefined
              ? {
                  summary: onPurpose
                    ? say`Create the network anew with masquerading, or have the surroundings route ${subnet} to this host.`
                    : say`Restart Docker: it writes its rules anew. At once, without a restart: the rule by hand.`,
                  commands: [
                    `iptables -t nat -A POSTROUTING -s ${subnet} ! -o ${bridge.device} -j MASQUERADE`,
                    ...(onPurpose
                      ? [
                          `docker network inspect ${bridge.network} --format '{{json .Options}}'`,
                          say`# and without enable_ip_masquerade=false (or "ip-masq": false in daemon.json) where the network is created`,
                        ]
                      : ['systemctl restart docker']),
                  ],
                  risk: say`A rule by hand is gone after the next boot. Restarting Docker restarts all containers (unless live-restore is on); a network can only be created anew without containers in it.`,
                }
              : {
                  summary: say`Replace the fixed address by masquerading, which takes whatever address the card has.`,
                  commands: [
                    `iptables -t nat ${given.rule.replace(/^-A/, '-D')}`,
                    `iptables -t nat -A POSTROUTING -s ${subnet} ! -o ${bridge.device} -j MASQUERADE`,
                    `grep -rn '${given.address}' /etc/sysconfig/iptables /etc/iptables /etc/ufw /etc/rc.local 2>/dev/null`,
                  ],
                  risk: say`None for connections that work: there are none by this rule.`,
                },
          explains: cut,
        };
      });
  },
});

function explain(one: Egress): Text {
  const { bridge, containers, given } = one;
  const names = list(
    containers.slice(0, 4).map(({ name }) => name),
    'and',
  );
  if (given !== undefined) {
    return sentences(
      say`On the way out of the host packets of a container have to get the host's address, or nobody can answer them.`,
      say`"${given.rule}" gives those of network ${bridge.network} (${names}) the address ${given.address}, which no card of this host holds: answers go elsewhere.`,
      say`Rules with a fixed address often come along with a disk image.`,
    );
  }
  return sentences(
    say`On the way out of the host packets of a container have to get the host's address (masquerading), or nobody can answer them.`,
    bridge.masquerade === false
      ? say`For network ${bridge.network} (${subnetOf(one)}) no rule does that: the network was created without masquerading.`
      : say`For network ${bridge.network} (${subnetOf(one)}) no rule does that.`,
    containers.length > 1
      ? say`So ${names} reach the services of the host, and nothing beyond it; the host itself is not affected.`
      : say`So ${names} reaches the services of the host, and nothing beyond it; the host itself is not affected.`,
  );
}

/** A network that was made without masquerading may be routed; whether it is, an attempt has to tell. */
function isMissed({ bridge, source, cut }: Egress): boolean {
  return cut.length > 0 || (source === 'none' && bridge.masquerade !== false);
}

function subnetOf({ bridge: { prefix } }: Egress): string {
  return formatPrefix(prefix);
}

function optionEvidence({ bridge }: Egress) {
  return {
    source: `docker network inspect ${bridge.network}`,
    lines: [
      bridge.routed === true
        ? '"com.docker.network.bridge.gateway_mode_ipv4": "routed"'
        : '"com.docker.network.bridge.enable_ip_masquerade": "false"',
    ],
  };
}
