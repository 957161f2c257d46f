import type { LabCase } from '../../case.ts';

import { image, serve } from '../../containers.ts';
import { drawHerringBeside, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOnHost, expectOutside } from '../../proof.ts';

export const exposedNotPublished: LabCase = {
  id: 'exposed-not-published',
  cause: 'exposed-not-published',
  title: 'EXPOSE stands in the image, and nobody published the port',
  draw(random) {
    const vpc = drawVpc(random);
    const [good] = drawPorts(random);
    const [name, other] = drawNames(random);
    const herring = drawHerringBeside(random, good);
    const port = random.pick([5000, 8080, 3000]);
    return {
      drawn: `${name} exposes ${port}; ${other} is published at ${good}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        const tag = await image(host, 'shop/topapi:2', { lines: [`EXPOSE ${port}`] });
        await serve(host, { name, image: tag, listen: port });
        await serve(host, { name: other, listen: 80, publish: [`${good}:80`] });
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, good, 'answers');
        await expectOutside(host, port, 'refused');
        await expectOnHost(host, port, 'refused');
      },
      questions: [
        { target: String(port), verdict: 'faulty', cause: 'exposed-not-published', about: [name] },
        { target: String(good), verdict: 'healthy' },
      ],
    };
  },
};
