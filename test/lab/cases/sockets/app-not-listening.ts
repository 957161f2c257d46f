import type { LabCase } from '../../case.ts';

import { start } from '../../containers.ts';
import { drawHerringBeside, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOnHost, expectOutside } from '../../proof.ts';

export const appNotListening: LabCase = {
  id: 'app-not-listening',
  cause: 'app-not-listening',
  title: 'the container is up and nothing in it listens',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerringBeside(random, port);
    const command = random.pick([
      ['sleep', '86400'],
      ['tail', '-f', '/dev/null'],
      ['sh', '-c', 'echo "waiting for the configuration server"; sleep 86400'],
    ]);
    return {
      drawn: `${name} runs ${command.join(' ')}, published at ${port}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        await start(host, { name, publish: [`${port}:8080`], command });
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, port, 'refused');
        await expectOnHost(host, port, 'resets');
      },
      questions: [
        { target: String(port), verdict: 'faulty', cause: 'app-not-listening', about: [name] },
        { verdict: 'faulty', cause: 'app-not-listening', about: [name] },
      ],
    };
  },
};
