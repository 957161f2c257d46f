import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { drawHerringBeside, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { connects, expectOnHost, expectOutside } from '../../proof.ts';

const TYPES = ['blackhole', 'unreachable', 'prohibit'] as const;

/** A route of somebody's own to the very address of a container: longer than the bridge's, so it wins. */
export const blockedByRouteToContainer: LabCase = {
  id: 'blocked-by-route',
  cause: 'blocked-by-route',
  title: 'a route that refuses packets covers the address of one container',
  draw(random) {
    const vpc = drawVpc(random);
    const [port, other] = drawPorts(random);
    const [name, neighbour] = drawNames(random);
    const type = random.pick(TYPES);
    const herring = drawHerringBeside(random, port);
    const length = random.pick([31, 32]);
    return {
      drawn: `ip route add ${type} over /${length} of ${name} on ${port}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        await serve(host, { name: neighbour, listen: 3000, publish: [`${other}:3000`] });
        await host.sh('docker network create --subnet 172.28.7.0/24 shop_default');
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`], network: 'shop_default' });
        await expectOutside(host, port, 'answers');
        await herring.lay(host);
        await host.sh(`ip route add ${type} 172.28.7.2/${length}`);
      },
      async prove(host) {
        await expectOutside(host, other, 'answers');
        await expectOutside(host, port, type === 'blackhole' ? 'times out' : 'unreachable');
        await expectOnHost(host, port, 'resets');
      },
      questions: [
        {
          target: String(port),
          verdict: 'faulty',
          cause: 'blocked-by-route',
          about: [String(port)],
          mentions: [`${type} 172.28.7.2`],
        },
        { verdict: 'faulty', cause: 'blocked-by-route' },
        { target: String(other), verdict: 'healthy' },
      ],
    };
  },
};

export const blockedByRouteToNeed: LabCase = {
  id: 'blocked-by-route-to-need',
  cause: 'blocked-by-route',
  title: 'a route that refuses packets covers the database',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const type = random.pick(TYPES);
    const far = { address: '10.251.7.9', subnet: '10.251.7.0/24', port: random.pick([1433, 3306, 389]) };
    const covered = random.pick([far.address, far.subnet, '10.251.0.0/16']);
    const need = random.pick(['rds', 'ldap', 'erp']);
    return {
      drawn: `ip route add ${type} ${covered} over ${need} ${far.address}:${far.port}, ${name} on ${port}`,
      boot: vpc,
      needs: [{ name: need, address: far.address, port: far.port }],
      async arrange(host) {
        await host.cloud.database(far);
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
        if (!(await connects(host, far.address, far.port)))
          throw new Error('the database cannot be reached to begin with');
        await host.sh(`ip route add ${type} ${covered}`);
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        if (await connects(host, far.address, far.port)) throw new Error('the database answers all the same');
      },
      questions: [
        { verdict: 'faulty', cause: 'blocked-by-route', mentions: [`${type} ${covered}`] },
        { target: `to ${need}`, verdict: 'faulty', cause: 'blocked-by-route' },
        { target: String(port), verdict: 'healthy' },
      ],
    };
  },
};
