import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { drawHerringBeside, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { nth } from '../../ipv4.ts';
import { expectOnHost, expectOutside } from '../../proof.ts';

/** A DNAT or REDIRECT of somebody's own that takes the packets of a published port before Docker's rule. */
export const blockedByNat: LabCase = {
  id: 'blocked-by-nat',
  cause: 'blocked-by-nat',
  title: "a NAT rule of somebody's own sends a published port elsewhere",
  draw(random) {
    const vpc = drawVpc(random);
    const [port, other] = drawPorts(random);
    const [name, neighbour] = drawNames(random);
    const herring = drawHerringBeside(random, port);
    const way = random.pick([
      { what: 'a machine that is gone', target: `DNAT --to-destination ${nth(vpc.subnet, 230)}:8080` },
      { what: 'the address of a container before', target: 'DNAT --to-destination 172.17.0.99:8080' },
      { what: 'a port of the host where nobody is', target: `REDIRECT --to-ports 3129` },
    ]);
    const seen = way.target.startsWith('REDIRECT') ? 'refused' : 'times out';
    return {
      drawn: `${port} of ${name} is sent to ${way.what}, ${neighbour} on ${other}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        await serve(host, { name: neighbour, listen: 3000, publish: [`${other}:3000`] });
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
        await expectOutside(host, port, 'answers');
        await herring.lay(host);
        await host.sh(
          `iptables -t nat -I PREROUTING -i eth0 -p tcp --dport ${port} -j ${way.target}
           iptables -I FORWARD -d ${nth(vpc.subnet, 230)} -j ACCEPT`,
        );
      },
      async prove(host) {
        await expectOutside(host, port, way.what.startsWith('a machine') ? 'unreachable' : seen).catch(() =>
          expectOutside(host, port, seen),
        );
        await expectOutside(host, other, 'answers');
        await expectOnHost(host, port, 'answers');
      },
      questions: [
        {
          target: String(port),
          verdict: 'faulty',
          cause: 'blocked-by-nat',
          about: [String(port)],
          mentions: [way.target],
        },
        { verdict: 'faulty', cause: 'blocked-by-nat' },
        { target: String(other), verdict: 'healthy' },
      ],
    };
  },
};
