import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOnHost, expectOutside } from '../../proof.ts';
import { hostProcess } from './host-process.ts';

/** A table of nftables of somebody's own, beside Docker's, in front of a process of the host. */
export const blockedByFilter: LabCase = {
  id: 'blocked-by-filter',
  cause: 'blocked-by-filter',
  title: "a table of nftables keeps packets from a process of the host's own",
  draw(random) {
    const vpc = drawVpc(random);
    const [port, closed] = drawPorts(random);
    const [name] = drawNames(random);
    const table = random.pick(['guard', 'edge', 'hardening']);
    const way = random.pick([
      {
        what: 'a rule that drops',
        seen: 'times out' as const,
        text: `iifname "eth0" tcp dport ${closed} drop`,
      },
      {
        what: 'a rule with a set that drops',
        seen: 'times out' as const,
        text: `tcp dport { 9, ${closed} } iifname != "lo" drop`,
      },
      {
        what: 'a rule that rejects',
        seen: 'refused' as const,
        text: `iifname "eth0" tcp dport ${closed} reject with tcp reset`,
      },
    ]);
    const hook = random.pick(['input priority 0', 'input priority -10', 'prerouting priority -50']);
    return {
      drawn: `${way.what} in inet ${table} at ${hook}, a process on ${closed}, ${name} on ${port}`,
      boot: vpc,
      async arrange(host) {
        await hostProcess(host, closed);
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
        await expectOutside(host, closed, 'answers');
        await host.write(
          '/root/rules.nft',
          `table inet ${table} {\n chain in {\n type filter hook ${hook.replace('prerouting', way.seen === 'refused' ? 'input' : 'prerouting')}; policy accept;\n ${way.text}\n }\n}\n`,
        );
        await host.sh('nft -f /root/rules.nft');
      },
      async prove(host) {
        await expectOutside(host, closed, way.seen);
        await expectOnHost(host, closed, 'answers');
        await expectOutside(host, port, 'answers');
      },
      questions: [
        {
          target: String(closed),
          verdict: 'faulty',
          cause: 'blocked-by-filter',
          mentions: [`inet ${table}`, String(closed)],
        },
        { target: String(port), verdict: 'healthy' },
      ],
    };
  },
};
