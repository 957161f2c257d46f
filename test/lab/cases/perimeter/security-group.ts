import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { drawHerringBeside, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOnHost, expectOutside } from '../../proof.ts';

export const securityGroup: LabCase = {
  id: 'security-group',
  cause: 'security-group-not-bound-or-no-rule',
  title: 'the cloud lets nothing through to the port; the host is fine',
  draw(random) {
    const vpc = drawVpc(random);
    const [open, closed] = drawPorts(random);
    const [name, other] = drawNames(random);
    const herring = drawHerringBeside(random, closed);
    const bound = random.chance();
    return {
      drawn: `${bound ? `a group that opens ${open}` : 'no group bound'}, ${name} on ${closed}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        await serve(host, { name, listen: 8080, publish: [`${closed}:8080`] });
        await serve(host, { name: other, listen: 3000, publish: [`${open}:3000`] });
        await expectOutside(host, closed, 'answers');
        await herring.lay(host);
        await host.cloud.securityGroup(host.address, [{ port: 22 }, ...(bound ? [{ port: open }] : [])]);
      },
      async prove(host) {
        await expectOutside(host, closed, 'times out');
        await expectOutside(host, open, bound ? 'answers' : 'times out');
        await expectOnHost(host, closed, 'answers');
      },
      questions: [
        {
          target: String(closed),
          verdict: 'faulty',
          cause: 'security-group-not-bound-or-no-rule',
          mentions: [String(closed)],
        },
        ...(bound ? [{ target: String(open), verdict: 'healthy' as const }] : []),
      ],
    };
  },
};
