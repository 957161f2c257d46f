import { say, sentences } from '../../text/say.ts';
import { cutOff, stopRule } from './stop-rule.ts';

/**
 * Seen: after `ufw enable` or `ufw reload` published ports time out from outside and containers reach nothing.
 * Why: ufw sets the policy of FORWARD to DROP (DEFAULT_FORWARD_POLICY in /etc/default/ufw) or denies in a chain of its own,
 * and Docker's rules that would let the packets through are missing or come later.
 * Not seen: the other half of the name. `ufw deny 8080` does not close a published port, since its packets never meet INPUT;
 * that is a surprise of security, and nothing fails.
 */
export const ufwForwardDrop = stopRule({
  id: 'ufw-bypass-or-ufw-forward-drop',
  title: say`ufw drops what is forwarded to containers`,
  cause: 'ufw-bypass-or-ufw-forward-drop',
  tell: (stops) => {
    const [{ by }] = stops;
    const byPolicy = by.rule === undefined;
    return {
      title: byPolicy
        ? say`ufw drops everything that is forwarded to or from containers`
        : say`A rule of ufw stops what is forwarded to or from containers`,
      explanation: sentences(
        byPolicy
          ? say`ufw manages this host's firewall. It set the policy "${by.text}", and no rule before it lets through ${cutOff(stops)}.`
          : say`ufw manages this host's firewall. Its line "${by.text}" stops ${cutOff(stops)}.`,
        say`Published ports are forwarded, so \`ufw allow\` for the port changes nothing: that is about packets to the host itself.`,
      ),
      falsifier: say`wrong if \`iptables -S FORWARD\` does not show "${by.text}", or jumps to Docker's chains before it`,
      fix: {
        summary: byPolicy
          ? say`Let Docker write its rules anew; keep them by telling ufw to forward, or by rules of ufw's own (ufw route allow).`
          : say`Take the rule back, or allow the way with \`ufw route allow\` above it.`,
        commands: byPolicy
          ? [
              'systemctl restart docker',
              say`sed -i 's/^DEFAULT_FORWARD_POLICY=.*/DEFAULT_FORWARD_POLICY="ACCEPT"/' /etc/default/ufw   # only where no other machine routes through this host`,
              'ufw reload && iptables -S FORWARD',
            ]
          : ['ufw status numbered', say`# ufw delete <number>`],
        risk: say`Restarting Docker restarts all containers (unless live-restore is on). A FORWARD policy of ACCEPT forwards for everybody who can route through this host.`,
      },
    };
  },
});
