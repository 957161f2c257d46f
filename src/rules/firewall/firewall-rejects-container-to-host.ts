import { say, sentences } from '../../text/say.ts';
import { cutOff, stopRule } from './stop-rule.ts';

/**
 * Seen: a container that calls the host's own address (a port published there, a database on the host) gets "No route to
 * host" at once or a time-out, while everybody outside and the host itself get through.
 * Why: packets from a container's bridge to an address of the host are incoming traffic of the host, chain INPUT, and not
 * forwarded. A firewall that lets in SSH and rejects the rest (the stock rules of CentOS 7) rejects them.
 * Not seen: containers that call the host without the inventory saying so; a tight INPUT that nobody runs into is no fault.
 */
export const firewallRejectsContainerToHost = stopRule({
  id: 'firewall-rejects-container-to-host',
  title: say`The host's firewall stops containers that call the host itself`,
  cause: 'firewall-rejects-container-to-host',
  tell: (stops) => {
    const [{ by, kind, hop }] = stops;
    const bridge = hop.packet.iif ?? 'docker0';
    return {
      title:
        kind === 'drop'
          ? say`The host's own firewall drops what containers send to the host`
          : say`The host's own firewall rejects what containers send to the host`,
      explanation: sentences(
        say`What a container sends to an address of its own host is not forwarded: it comes in at the bridge ${bridge} and has to pass the chain INPUT, like anybody who logs in.`,
        say`There "${by.text}" stops ${cutOff(stops)}. Callers from outside go another way and are not affected.`,
      ),
      falsifier: say`wrong if \`iptables -nvxL INPUT\` shows no growing packet counter at that rule while the container tries`,
      fix: {
        summary: say`Let in what comes from the bridge, or let the containers talk to each other by name in a network of their own.`,
        commands: [
          `iptables -I INPUT -i ${bridge} -j ACCEPT`,
          say`firewall-cmd --permanent --zone=trusted --add-interface=${bridge} && firewall-cmd --reload   # instead, where firewalld runs; then systemctl restart docker`,
        ],
        risk: say`Every container of that bridge reaches every port of the host then; name the port (-p tcp --dport …) where that is too much.`,
      },
    };
  },
});
