import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { drawHerringBeside, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOnHost, expectOutside } from '../../proof.ts';

export const loopbackOnlyInsideContainer: LabCase = {
  id: 'loopback-only-inside-container',
  cause: 'loopback-only-inside-container',
  title: 'the application listens on 127.0.0.1 of its own container',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerringBeside(random, port);
    const inside = random.pick([5000, 8080, 3000]);
    const network = random.pick([undefined, 'vhnet']);
    return {
      drawn: `${name} listens on 127.0.0.1:${inside}, published at ${port}, ${network ?? 'docker0'}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        if (network) await host.must(['docker', 'network', 'create', network]);
        await serve(host, {
          name,
          listen: `127.0.0.1:${inside}`,
          publish: [`${port}:${inside}`],
          ...(network ? { network } : {}),
        });
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, port, 'refused');
        await expectOnHost(host, port, 'resets');
      },
      questions: [
        { target: String(port), verdict: 'faulty', cause: 'loopback-only-inside-container', about: [name] },
        { verdict: 'faulty', cause: 'loopback-only-inside-container', about: [name] },
      ],
    };
  },
};
