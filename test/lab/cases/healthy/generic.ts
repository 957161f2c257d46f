import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOutside } from '../../proof.ts';
import { hostProcess } from '../generic/host-process.ts';

/** Rules and routes that look alarming and stop nothing that anybody misses. */
const ownRules: LabCase = {
  id: 'healthy-own-rules-and-blackholes',
  cause: 'healthy',
  title:
    'blackhole routes for foreign ranges, a table of nftables that closes other ports, a port that is diverted on purpose',
  draw(random) {
    const vpc = drawVpc(random);
    const [port, diverted, closed] = drawPorts(random);
    const [name, other] = drawNames(random);
    const type = random.pick(['blackhole', 'unreachable', 'prohibit']);
    return {
      drawn: `${name} on ${port}, ${other} at ${diverted} by REDIRECT, ${closed} closed, ${type} 100.100.0.0/16`,
      boot: vpc,
      async arrange(host) {
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
        await serve(host, { name: other, listen: 3000, publish: [`${diverted + 1000}:3000`] });
        await hostProcess(host, closed);
        await host.sh(`ip route add ${type} 203.0.113.0/24
          ip route add blackhole 10.255.0.0/16 metric 200
          iptables -t nat -I PREROUTING -i eth0 -p tcp --dport ${diverted} -j REDIRECT --to-ports ${diverted + 1000}
          iptables -A INPUT -i eth0 -p tcp --dport ${closed} -j DROP
          nft add table inet edge
          nft 'add chain inet edge in { type filter hook input priority -10; policy accept; }'
          nft add rule inet edge in iifname eth0 tcp dport ${closed} drop`);
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        await expectOutside(host, closed, 'times out');
      },
      questions: [
        { verdict: 'healthy' },
        { target: String(port), verdict: 'healthy' },
        { target: name, verdict: 'healthy' },
      ],
    };
  },
};

export const healthyGeneric: readonly LabCase[] = [ownRules];
