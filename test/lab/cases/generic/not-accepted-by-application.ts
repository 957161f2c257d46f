import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { drawHerringBeside, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOutside } from '../../proof.ts';
import { hostProcess } from './host-process.ts';

/** A port that somebody asks for: nothing listens there, or a process of the host that listens on another address. */
export const notAcceptedByApplication: LabCase = {
  id: 'not-accepted-by-application',
  cause: 'not-accepted-by-application',
  title: 'packets get to the host, and no process takes them',
  draw(random) {
    const vpc = drawVpc(random);
    const [port, asked] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerringBeside(random, port);
    const listen = random.pick([undefined, '127.0.0.1', '172.17.0.1']);
    const what = listen === undefined ? 'nothing listens' : `a process listens on ${listen} alone`;
    return {
      drawn: `${asked} is asked for and ${what}, ${name} on ${port}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
        if (listen !== undefined) await hostProcess(host, `${listen}:${asked}`);
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, asked, 'refused');
        await expectOutside(host, port, 'answers');
      },
      questions: [
        {
          target: String(asked),
          verdict: 'faulty',
          cause: 'not-accepted-by-application',
          about: [String(asked)],
          mentions: [
            listen === undefined
              ? `Nothing on this host listens on port ${asked}`
              : new RegExp(`busybox listens on ${listen}:${asked} alone`),
          ],
        },
        { verdict: 'healthy' },
      ],
    };
  },
};
