import { cutOff, stopRule } from './stop-rule.ts';

/**
 * Seen: published ports time out (or are refused) from some places and answer on the host itself; or containers reach nothing.
 * Why: Docker leaves the chain DOCKER-USER to the administrator and asks it before its own rules. A rule there drops what
 * somebody needs: a whitelist that lost, or never had, the address of the one who asks, often after a move.
 * Not seen: whether it is meant so. A rule that stops strangers and lets this asker through is no fault and is not told.
 */
export const dockerUserDrop = stopRule({
  id: 'docker-user-drop',
  title: "A rule in Docker's chain for administrators drops the packets",
  cause: 'docker-user-drop',
  tell: (stops, { question }) => {
    const [{ by, kind, way }] = stops;
    const source = way.kind === 'published' ? (question.client ?? 'the asker') : 'the containers';
    return {
      title: `A rule in DOCKER-USER ${kind === 'drop' ? 'drops' : 'rejects'} the packets of ${source}`,
      explanation: `The chain DOCKER-USER is asked about everything that is forwarded to or from containers, before Docker's own rules. Its line "${by.text}" ${kind === 'drop' ? 'drops' : 'rejects'} ${cutOff(stops)}. On the host itself a published port answers all the same, because there Docker's proxy serves it. Such a rule is often a whitelist: then ${source} is missing in it.`,
      falsifier: `wrong if \`iptables -nvxL DOCKER-USER\` shows no growing packet counter at that rule while somebody tries`,
      fix: {
        summary: `Ask who wrote the rule. If ${source} is to get through, put an exception above it.`,
        commands: [
          `iptables -nvL DOCKER-USER --line-numbers`,
          way.kind === 'published' && question.client !== undefined
            ? `iptables -I DOCKER-USER -s ${question.client} -j RETURN`
            : `iptables -I DOCKER-USER -i ${stops[0].hop.packet.iif ?? 'docker0'} -j RETURN`,
          '# and the same where the rules come from: iptables-persistent, /etc/sysconfig/iptables, a start script',
        ],
        risk: 'Opens all published ports to that address. Do not flush the chain: it may be the only thing that keeps strangers out.',
      },
    };
  },
});
