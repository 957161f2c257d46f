import { say, sentences } from '../../text/say.ts';
import { cutOff, stopRule } from './stop-rule.ts';

/**
 * Seen: the host reaches a container, a neighbour in the same Docker network does not.
 * Why: with net.bridge.bridge-nf-call-iptables=1 (which Docker and Kubernetes set) frames between two containers of one
 * bridge pass iptables' FORWARD as well, and something there drops what comes from a bridge and goes back into it.
 * Not seen: networks that forbid it on purpose (`enable_icc=false`) are not tried.
 */
export const bridgeNfCall = stopRule({
  id: 'bridge-nf-call',
  title: say`The firewall drops packets between containers of one network`,
  cause: 'bridge-nf-call',
  tell: (stops) => {
    const [{ by, hop, way }] = stops;
    const bridge = hop.packet.iif ?? '';
    const network = way.key.replace('network:', '');
    return {
      subject: { kind: 'network', name: network },
      title: say`Containers of network ${network} cannot reach each other: the firewall drops what stays within the bridge`,
      explanation: sentences(
        say`net.bridge.bridge-nf-call-iptables is 1, so that even packets between two containers on one bridge pass the chain FORWARD.`,
        say`There "${by.text}" stops ${cutOff(stops)}: the rule that lets ${bridge} talk to itself is missing or comes too late.`,
        say`The host itself reaches the container, since its packets are not forwarded.`,
      ),
      evidence: [
        {
          source: 'sysctl net.bridge.bridge-nf-call-iptables',
          lines: ['net.bridge.bridge-nf-call-iptables = 1'],
        },
      ],
      falsifier: say`wrong if \`sysctl net.bridge.bridge-nf-call-iptables\` says 0`,
      fix: {
        summary: say`Let the bridge talk to itself; restarting Docker writes its own rules for that anew.`,
        commands: [
          `iptables -I FORWARD -i ${bridge} -o ${bridge} -j ACCEPT`,
          say`systemctl restart docker   # instead: Docker writes all its rules anew`,
        ],
        risk: say`Do not set bridge-nf-call-iptables to 0 on a host with Kubernetes or with isolated networks: both rely on it. Restarting Docker restarts containers.`,
      },
    };
  },
});
