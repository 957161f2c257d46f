import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { drawPorts, drawVpc } from '../../draw.ts';
import { expectOutside } from '../../proof.ts';

/** As on a CentOS 6 that nobody touched: ifconfig, route and netstat, and nothing newer. */
export const netToolsOnly: LabCase = {
  id: 'net-tools-only',
  cause: 'healthy',
  title: 'a host with net-tools, without iproute2 and nft',
  flavour: 'debian-12-net-tools',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    return {
      drawn: `net-tools alone, a container on ${port}`,
      boot: { ...vpc, flavour: 'debian-12-net-tools' },
      async arrange(host) {
        await serve(host, { name: 'shop-web', listen: 8080, publish: [`${port}:8080`] });
        await host.sh(
          'rm -f /usr/bin/ip /usr/sbin/ip /bin/ip /sbin/ip /usr/bin/ss /bin/ss /usr/sbin/nft /sbin/nft',
        );
      },
      prove: (host) => expectOutside(host, port, 'answers'),
      questions: [{ verdict: 'healthy' }, { target: String(port), verdict: 'healthy' }],
    };
  },
};
