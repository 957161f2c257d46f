import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOutput, expectOutside } from '../../proof.ts';

export const dockerNotRunning: LabCase = {
  id: 'docker-not-running',
  cause: 'docker-not-running',
  title: 'Docker was stopped, or never enabled, and nothing is wrong with it',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const way = random.pick([
      { what: 'stopped', script: 'systemctl stop docker.socket docker.service' },
      {
        what: 'stopped and disabled',
        script:
          'systemctl stop docker.socket docker.service; systemctl -q disable docker.socket docker.service',
      },
    ]);
    return {
      drawn: `${way.what}; ${name} on ${port}`,
      boot: vpc,
      async arrange(host) {
        await serve(host, { name, listen: 80, publish: [`${port}:80`], extra: ['--restart', 'always'] });
        await expectOutside(host, port, 'answers');
        await host.sh(way.script);
      },
      async prove(host) {
        await expectOutput(host, ['systemctl', 'is-active', 'docker.service'], /inactive/);
        await expectOutside(host, port, 'refused');
      },
      questions: [
        { verdict: 'faulty', cause: 'docker-not-running' },
        { target: String(port), verdict: 'faulty', cause: 'docker-not-running' },
      ],
    };
  },
};
