import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { drawHerringBeside, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOnHost, expectOutside } from '../../proof.ts';

export const ipForwardOff: LabCase = {
  id: 'ip-forward-off',
  cause: 'ip-forward-off',
  title: 'forwarding was switched off after Docker had started',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerringBeside(random, port);
    const setting = random.pick([
      'net.ipv4.ip_forward',
      'net.ipv4.conf.eth0.forwarding',
      'net.ipv4.conf.docker0.forwarding',
    ]);
    return {
      drawn: `${setting}=0, ${name} on ${port}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
        await expectOutside(host, port, 'answers');
        await herring.lay(host);
        await host.must(['sysctl', '-w', `${setting}=0`]);
      },
      async prove(host) {
        await expectOutside(host, port, 'times out');
        await expectOnHost(host, port, 'answers');
      },
      questions: [
        { target: String(port), verdict: 'faulty', cause: 'ip-forward-off', mentions: [setting] },
        { verdict: 'faulty', cause: 'ip-forward-off' },
      ],
    };
  },
};
