import { say, sentences } from '../../text/say.ts';
import { cutOff, stopRule } from './stop-rule.ts';

/**
 * Seen: a port times out, and `iptables -S` and `iptables -t nat -S` look perfect; the counter of the port's DNAT rule stays
 * where it is although packets come.
 * Why: the tables raw and mangle are asked before nat and filter, and hardly anybody lists them. A rule there drops.
 * Not seen: who put it there. Docker 28 has drops of its own in raw, for packets straight to a container's address or to
 * ports published on loopback; those never meet a packet for a published port.
 */
export const dropInRawOrMangle = stopRule({
  id: 'drop-in-raw-or-mangle',
  title: say`A rule in the raw or mangle table drops the packets`,
  cause: 'drop-in-raw-or-mangle',
  tell: (stops) => {
    const [{ by, kind }] = stops;
    const remove =
      by.rule === undefined
        ? `iptables -t ${by.table} -P ${by.chain} ACCEPT`
        : `iptables -t ${by.table} ${by.rule.text.replace(/^-A/, '-D')}`;
    return {
      subject: { kind: 'firewall', name: `${by.table} ${by.chain}` },
      title:
        kind === 'drop'
          ? say`A rule in the table ${by.table} drops the packets, where hardly anybody looks`
          : say`A rule in the table ${by.table} rejects the packets, where hardly anybody looks`,
      explanation: sentences(
        say`Before the tables nat and filter, which \`iptables -S\` and most guides show, the kernel asks the tables raw and mangle.`,
        say`In ${by.table}, chain ${by.chain}, the line "${by.text}" stops ${cutOff(stops)}. So they never reach the rules that would let them through.`,
      ),
      falsifier: say`wrong if \`iptables -t ${by.table} -nvxL ${by.chain}\` shows no growing packet counter at that rule while somebody tries`,
      fix: {
        summary: say`Find out who set the rule (a hardening script, an anti-DDoS tool), then delete it.`,
        commands: [`iptables -t ${by.table} -nvL ${by.chain} --line-numbers`, remove],
        risk: say`Lets in what the rule kept out. It comes back at the next boot if it is saved somewhere (iptables-persistent, /etc/sysconfig/iptables).`,
      },
    };
  },
});
