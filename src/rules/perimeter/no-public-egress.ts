import { connected, type Attempts } from '../../model/attempts.ts';
import { list, say, sentences } from '../../text/say.ts';
import { defineRule } from '../rule.ts';
import { BEYOND_NEEDS, BEYOND_WANTS, isPublic, lostBeyond } from './beyond.ts';
import type { ResolvedNeed } from '../../model/views.ts';

/**
 * Seen: image pulls, package updates and calls to public services time out; machines of the same cloud network answer.
 * Why: the new server has neither a public address of its own nor a NAT gateway behind its default route.
 * Not seen: the cloud's configuration. The host's default route is right and its gateway takes the packets; no public address
 * that was tried answers.
 */
export const noPublicEgress = defineRule({
  id: 'no-public-egress',
  title: say`The host has no way out to public addresses`,
  needs: BEYOND_NEEDS,
  wants: BEYOND_WANTS,
  evaluate: (views) => {
    const lost = lostBeyond(views).filter(
      ({ place, outcome, alive }) => place === 'public' && !alive && outcome.kind !== 'reset-after-accept',
    );
    const [first] = lost;
    if (first === undefined || views.question.needs.some((need) => isReached(need, views.attempts)))
      return [];
    const names = list(
      lost.map(({ need, address }) => say`${need.name} (${address}:${need.port})`),
      'and',
    );
    return [
      {
        severity: 'critical',
        certainty: 'likely',
        subject: { kind: 'need', name: first.need.name },
        title: say`This host has no way out to the Internet`,
        explanation: sentences(
          lost.length > 1
            ? say`${names} do not answer, and no public address that was tried does.`
            : say`${names} does not answer, and no public address that was tried does.`,
          say`The host does its part: its default route leads to ${first.nextHop.address}, which takes the packets, and nothing in its firewall stops them.`,
          say`In a cloud a server reaches the Internet only with a public address of its own (an EIP) or through a NAT gateway; a new server has neither until somebody binds one.`,
          say`Machines of the same cloud network are reached without.`,
        ),
        evidence: first.evidence,
        falsifier: say`wrong if \`curl -m 3 -sI http://www.gnu.org\` (or any other public address) gets an answer on this host`,
        fix: {
          summary: say`Bind a public address (EIP) to this server, or put a NAT gateway behind the default route of its subnet.`,
          commands: [
            say`# in the console of the cloud: bind an EIP, or create an SNAT entry for this subnet`,
            `nc -vz -w 3 ${first.address} ${first.need.port}`,
          ],
          risk: say`With a public address the server can also be reached from the Internet: look at its security group first.`,
        },
        explains: lost.flatMap(({ keys }) => keys),
      },
    ];
  },
});

function isReached({ name, resolved }: ResolvedNeed, attempts: Attempts): boolean {
  const outcome = attempts.toNeed(name);
  return isPublic(resolved[0] ?? '::') && (connected(outcome) || outcome?.kind === 'refused');
}
