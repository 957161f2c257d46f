import type { LabCase } from '../../case.ts';

import { image, serve, start } from '../../containers.ts';
import { drawHerring, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOutput, expectOutside } from '../../proof.ts';

export const limitCases: readonly LabCase[] = [
  {
    id: 'fd-exhausted',
    cause: 'fd-exhausted',
    title: 'a container has as many files open as it may',
    draw(random) {
      const vpc = drawVpc(random);
      const [port, other] = drawPorts(random);
      const [name, neighbour] = drawNames(random);
      const herring = drawHerring(random);
      const limit = random.int(16, 40);
      const says = random.chance();
      return {
        drawn: `${name} may open ${limit} files, ${says ? 'says so' : 'is silent'}, ${herring.what}`,
        boot: vpc,
        async arrange(host) {
          // tail keeps open all that it follows, beside its three; and says so where it gets no more.
          const files = '/etc/passwd '.repeat(says ? limit + 3 : limit - 3);
          const script = `httpd -p 5000 -h /www; exec tail -f ${files}`;
          const tag = await image(host, 'shop/sockets:2', {
            lines: [`CMD ${JSON.stringify(['sh', '-c', script])}`],
          });
          const extra = ['--ulimit', `nofile=${limit}:${limit}`];
          await start(host, { name, image: tag, publish: [`${port}:5000`], extra });
          await serve(host, { name: neighbour, listen: 8080, publish: [`${other}:8080`] });
          await herring.lay(host);
        },
        async prove(host) {
          await expectOutside(host, other, 'answers');
          const count = `ls /proc/$(docker inspect -f '{{.State.Pid}}' ${name})/fd | wc -l`;
          await expectOutput(host, ['sh', '-c', count], new RegExp(`^${limit}$`, 'm'));
          if (says) await expectOutput(host, ['docker', 'logs', name], /Too many open files/);
        },
        questions: [
          { verdict: 'faulty', cause: 'fd-exhausted', about: [name], mentions: [String(limit)] },
          { target: name, verdict: 'faulty', cause: 'fd-exhausted', about: [name] },
        ],
      };
    },
  },
  {
    id: 'pids-exhausted',
    cause: 'pids-exhausted',
    title: 'a container has as many processes as it may',
    draw(random) {
      const vpc = drawVpc(random);
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      const herring = drawHerring(random);
      const limit = random.int(6, 20);
      return {
        drawn: `${name} may have ${limit} processes, ${herring.what}`,
        boot: vpc,
        async arrange(host) {
          const script = `httpd -p 5000 -h /www; (i=0; while [ $i -lt 40 ]; do sleep 3600 & i=$((i+1)); done); while true; do sleep 2; done`;
          const tag = await image(host, 'shop/threads:2', {
            lines: [`CMD ${JSON.stringify(['sh', '-c', script])}`],
          });
          const extra = ['--pids-limit', String(limit), '--restart', 'no'];
          await start(host, { name, image: tag, publish: [`${port}:5000`], extra });
          await herring.lay(host);
        },
        async prove(host) {
          await expectOutput(host, ['docker', 'logs', name], /can't fork/);
        },
        questions: [
          { verdict: 'faulty', cause: 'pids-exhausted', about: [name], mentions: [String(limit)] },
          { target: name, verdict: 'faulty', cause: 'pids-exhausted', about: [name] },
        ],
      };
    },
  },
  {
    id: 'inotify-limit',
    cause: 'inotify-limit',
    title: 'an application gets no more watches of files',
    draw(random) {
      const vpc = drawVpc(random);
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      const herring = drawHerring(random);
      const said = random.pick([
        'System.IO.IOException: The configured user limit (128) on the number of inotify instances has been reached, or the per-process limit on the number of open file descriptors has been reached.',
        "Error: ENOSPC: System limit for number of file watchers reached, watch '/app/views'",
      ]);
      return {
        drawn: `${name} says "${said.slice(0, 40)}…", ${herring.what}`,
        boot: vpc,
        async arrange(host) {
          const script = `echo "Unhandled exception. ${said}" >&2; sleep 0.3; exit 1`;
          const tag = await image(host, 'shop/watcher:2', {
            lines: [`CMD ${JSON.stringify(['sh', '-c', script])}`],
          });
          await start(host, { name, image: tag, publish: [`${port}:5000`] });
          await herring.lay(host);
        },
        async prove(host) {
          await expectOutput(host, ['docker', 'ps', '-a'], new RegExp(`Exited .* ${name}`));
        },
        questions: [
          { verdict: 'faulty', cause: 'inotify-limit', about: [name] },
          { target: String(port), verdict: 'faulty', cause: 'inotify-limit', about: [name] },
        ],
      };
    },
  },
];
