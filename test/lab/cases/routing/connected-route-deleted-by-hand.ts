import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { nth } from '../../ipv4.ts';
import { connects, expectOutput, expectOutside } from '../../proof.ts';

export const connectedRouteDeletedByHand: LabCase = {
  id: 'connected-route-deleted-by-hand',
  cause: 'connected-route-deleted-by-hand',
  title: 'somebody deleted the network card’s own route; its neighbours are out of reach',
  draw(random) {
    const vpc = drawVpc(random);
    const database = nth(vpc.subnet, 220);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    return {
      drawn: `${vpc.address} lost the route to ${vpc.subnet}, database ${database}:1433, ${name} on ${port}`,
      boot: vpc,
      needs: [{ name: 'rds', address: database, port: 1433 }],
      async arrange(host) {
        await host.cloud.database({ address: database, subnet: vpc.subnet, port: 1433 });
        if (!(await connects(host, database, 1433)))
          throw new Error('the database cannot be reached to begin with');
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
        await host.must(['ip', 'route', 'del', vpc.subnet, 'dev', 'eth0']);
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        await expectOutput(host, ['ip', 'route', 'get', database], /via .* dev eth0/);
        if (await connects(host, database, 1433)) throw new Error('the database answers all the same');
      },
      questions: [
        { verdict: 'faulty', cause: 'connected-route-deleted-by-hand', mentions: [vpc.subnet] },
        { target: `${database}:1433`, verdict: 'faulty', cause: 'connected-route-deleted-by-hand' },
      ],
    };
  },
};
