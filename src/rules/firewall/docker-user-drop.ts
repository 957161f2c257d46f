import { say, sentences, type Said } from '../../text/say.ts';
import { cutOff, stopRule } from './stop-rule.ts';
import type { Way } from './ways.ts';

/**
 * Seen: published ports time out (or are refused) from some places and answer on the host itself; or containers reach nothing.
 * Why: Docker leaves the chain DOCKER-USER to the administrator and asks it before its own rules. A rule there drops what
 * somebody needs: a whitelist that lost, or never had, the address of the one who asks, often after a move.
 * Not seen: whether it is meant so. A rule that stops strangers and lets this asker through is no fault and is not told.
 */
export const dockerUserDrop = stopRule({
  id: 'docker-user-drop',
  title: say`A rule in Docker's chain for administrators drops the packets`,
  cause: 'docker-user-drop',
  tell: (stops, { question }) => {
    const [{ by, kind, way }] = stops;
    const source = sourceOf(way, question.client);
    return {
      title:
        kind === 'drop'
          ? say`A rule in DOCKER-USER drops ${source.packets}`
          : say`A rule in DOCKER-USER rejects ${source.packets}`,
      explanation: sentences(
        say`The chain DOCKER-USER is asked about everything that is forwarded to or from containers, before Docker's own rules.`,
        kind === 'drop'
          ? say`Its line "${by.text}" drops ${cutOff(stops)}.`
          : say`Its line "${by.text}" rejects ${cutOff(stops)}.`,
        say`On the host itself a published port answers all the same, because there Docker's proxy serves it.`,
        source.whitelist,
      ),
      falsifier: say`wrong if \`iptables -nvxL DOCKER-USER\` shows no growing packet counter at that rule while somebody tries`,
      fix: {
        summary: sentences(say`Ask who wrote the rule.`, source.exception),
        commands: [
          `iptables -nvL DOCKER-USER --line-numbers`,
          way.kind === 'published' && question.client !== undefined
            ? `iptables -I DOCKER-USER -s ${question.client} -j RETURN`
            : `iptables -I DOCKER-USER -i ${stops[0].hop.packet.iif ?? 'docker0'} -j RETURN`,
          say`# and the same where the rules come from: iptables-persistent, /etc/sysconfig/iptables, a start script`,
        ],
        risk: say`Opens all published ports to that address. Do not flush the chain: it may be the only thing that keeps strangers out.`,
      },
    };
  },
});

/** Whose packets they are, in the three sentences that name them. */
function sourceOf(
  { kind }: Way,
  client: string | undefined,
): Record<'packets' | 'whitelist' | 'exception', Said> {
  if (kind !== 'published') {
    return {
      packets: say`the packets of the containers`,
      whitelist: say`Such a rule is often a whitelist: then the containers are missing in it.`,
      exception: say`If the containers are to get through, put an exception above it.`,
    };
  }
  if (client === undefined) {
    return {
      packets: say`the packets of the asker`,
      whitelist: say`Such a rule is often a whitelist: then the asker is missing in it.`,
      exception: say`If the asker is to get through, put an exception above it.`,
    };
  }
  return {
    packets: say`the packets of ${client}`,
    whitelist: say`Such a rule is often a whitelist: then ${client} is missing in it.`,
    exception: say`If ${client} is to get through, put an exception above it.`,
  };
}
