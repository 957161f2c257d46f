import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { drawNames, drawPorts } from '../../draw.ts';
import { nth } from '../../ipv4.ts';
import { connects, expectOutput, expectOutside } from '../../proof.ts';

export const bridgeSubnetShadowsRemoteService: LabCase = {
  id: 'bridge-subnet-shadows-remote-service',
  cause: 'bridge-subnet-shadows-remote-service',
  title: 'a compose network took the range in which the database lives',
  draw(random) {
    const range = `172.${random.int(18, 31)}.0.0/16`;
    const database = nth(range, random.int(2, 200) * 256 + random.int(20, 200));
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const service = random.pick(['rds', 'ldap', 'erp-database']);
    return {
      drawn: `network shop_default ${range} shadows ${service} ${database}:1433, ${name} on ${port}`,
      boot: { subnet: '192.168.7.0/24', address: '192.168.7.31' },
      needs: [{ name: service, address: database, port: 1433 }],
      async arrange(host) {
        const subnet = `${nth(`${database}/24`, 0)}/24`;
        await host.cloud.database({ address: database, subnet, port: 1433 });
        if (!(await connects(host, database, 1433)))
          throw new Error('the database cannot be reached to begin with');
        await host.must(['docker', 'network', 'create', '--subnet', range, 'shop_default']);
        await serve(host, { name, listen: 5000, publish: [`${port}:5000`], network: 'shop_default' });
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        await expectOutput(host, ['ip', 'route', 'get', database], /dev br-/);
        if (await connects(host, database, 1433)) throw new Error('the database answers all the same');
      },
      questions: [
        {
          verdict: 'faulty',
          cause: 'bridge-subnet-shadows-remote-service',
          mentions: [database, 'shop_default', service],
        },
        {
          target: `${database}:1433`,
          verdict: 'faulty',
          cause: 'bridge-subnet-shadows-remote-service',
          mentions: [database],
        },
      ],
    };
  },
};
