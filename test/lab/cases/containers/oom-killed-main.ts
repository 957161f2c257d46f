import type { LabCase } from '../../case.ts';

import { image, start } from '../../containers.ts';
import { drawHerring, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOutput, expectOutside } from '../../proof.ts';

export const oomKilledMain: LabCase = {
  id: 'oom-killed-main',
  cause: 'oom-killed-main',
  title: 'the container’s main process went over its memory limit and was killed',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerring(random);
    const limit = random.pick(['16m', '24m', '32m']);
    const restart = random.pick(['no', 'on-failure:2']);
    return {
      drawn: `${name} with ${limit}, restart ${restart}, published at ${port}, ${herring.what}`,
      boot: vpc,
      restless: restart !== 'no',
      async arrange(host) {
        // tail keeps what it has read of a file without lines, so it grows without end.
        const tag = await image(host, 'shop/reports:4', { lines: ['CMD ["tail", "/dev/zero"]'] });
        const extra = ['-m', limit, '--restart', restart];
        await start(host, { name, image: tag, publish: [`${port}:8080`], extra });
        await herring.lay(host);
        await host.sh(
          `for i in $(seq 100); do [ "$(docker inspect -f '{{.State.Status}}' ${name})" = exited ] && break; sleep 0.2; done`,
        );
      },
      async prove(host) {
        await expectOutside(host, port, 'refused');
        const format = '{{.State.Status}} {{.State.OOMKilled}} {{.State.ExitCode}}';
        await expectOutput(host, ['docker', 'inspect', '-f', format, name], /^exited true 137$/m);
      },
      questions: [
        { verdict: 'faulty', cause: 'oom-killed-main', about: [name] },
        { target: name, verdict: 'faulty', cause: 'oom-killed-main', about: [name] },
        { target: String(port), verdict: 'faulty', cause: 'oom-killed-main', about: [name] },
      ],
    };
  },
};
