import type { LabCase } from '../../case.ts';

import { image, start } from '../../containers.ts';
import { drawHerring, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOutput, expectOutside } from '../../proof.ts';
import { exitCodeIs } from './failing.ts';

export const noForegroundProcess: LabCase = {
  id: 'no-foreground-process',
  cause: 'no-foreground-process',
  title: 'process 1 of the container ends at once and without error',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerring(random);
    const restart = random.pick(['no', 'always', 'unless-stopped']);
    const command = random.pick([
      '["sh"]',
      // A daemon that sends itself to the background takes process 1 with it.
      '["sh", "-c", "httpd -p 8080 -h /www"]',
    ]);
    return {
      drawn: `${name} with CMD ${command}, restart ${restart}, published at ${port}, ${herring.what}`,
      boot: vpc,
      restless: restart !== 'no',
      async arrange(host) {
        const tag = await image(host, 'shop/web:5', { lines: [`CMD ${command}`] });
        await start(host, { name, image: tag, publish: [`${port}:8080`], extra: ['--restart', restart] });
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, port, 'refused');
        await expectOutput(host, ...exitCodeIs(name, 0));
      },
      questions: [
        { verdict: 'faulty', cause: 'no-foreground-process', about: [name] },
        { target: String(port), verdict: 'faulty', cause: 'no-foreground-process', about: [name] },
        { target: name, verdict: 'faulty', cause: 'no-foreground-process', about: [name] },
      ],
    };
  },
};
