import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { drawHerringBeside, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOnHost, expectOutside } from '../../proof.ts';

export const wrongContainerPort: LabCase = {
  id: 'wrong-container-port',
  cause: 'wrong-container-port',
  title: 'the right half of -p is not the port that the application listens on',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerringBeside(random, port);
    const listens = random.pick([5000, 9000, 8080]);
    return {
      drawn: `${name} listens on ${listens}, published ${port}:80, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        await serve(host, { name, listen: listens, publish: [`${port}:80`] });
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, port, 'refused');
        await expectOnHost(host, port, 'resets');
      },
      questions: [
        {
          target: String(port),
          verdict: 'faulty',
          cause: 'wrong-container-port',
          about: [name],
          mentions: [String(listens), '80'],
        },
        { target: name, verdict: 'faulty', cause: 'wrong-container-port', about: [name] },
      ],
    };
  },
};
