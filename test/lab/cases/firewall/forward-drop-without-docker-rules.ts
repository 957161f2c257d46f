import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { drawHerringBeside, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOnHost, expectOutside } from '../../proof.ts';

export const forwardDropWithoutDockerRules: LabCase = {
  id: 'forward-drop-without-docker-rules',
  cause: 'forward-drop-without-docker-rules',
  title: 'the filter table was cleared while its FORWARD policy stayed at DROP',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerringBeside(random, port);
    const way = random.pick([
      { what: 'iptables -F', script: 'iptables -F; iptables -P FORWARD DROP' },
      { what: 'iptables -F and -X', script: 'iptables -F; iptables -X; iptables -P FORWARD DROP' },
      { what: 'the FORWARD chain alone flushed', script: 'iptables -F FORWARD; iptables -P FORWARD DROP' },
    ]);
    return {
      drawn: `${way.what}, ${name} on ${port}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
        await expectOutside(host, port, 'answers');
        await host.sh(way.script);
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, port, 'times out');
        await expectOnHost(host, port, 'answers');
      },
      questions: [
        { target: String(port), verdict: 'faulty', cause: 'forward-drop-without-docker-rules' },
        { verdict: 'faulty', cause: 'forward-drop-without-docker-rules' },
      ],
    };
  },
};
