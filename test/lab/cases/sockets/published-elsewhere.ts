import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { drawHerring, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { nth } from '../../ipv4.ts';
import { expectOnHost, expectOutside } from '../../proof.ts';

export const publishedElsewhere: LabCase = {
  id: 'published-elsewhere',
  cause: 'published-on-loopback-or-other-host-ip',
  title: 'the port is published on an address that requests from outside do not arrive at',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerring(random);
    const second = nth(vpc.subnet, 210);
    const address = random.pick(['127.0.0.1', second, '172.17.0.1', '[::]']);
    return {
      drawn: `${name} published on ${address}:${port}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        if (address === second) await host.must(['ip', 'addr', 'add', `${second}/32`, 'dev', 'eth0']);
        await serve(host, { name, listen: 8080, publish: [`${address}:${port}:8080`] });
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, port, 'refused');
        await expectOnHost(host, port, 'answers', address === '[::]' ? '[::1]' : address);
      },
      questions: [
        {
          target: String(port),
          verdict: 'faulty',
          cause: 'published-on-loopback-or-other-host-ip',
          about: [name],
          mentions: [address],
        },
      ],
    };
  },
};
