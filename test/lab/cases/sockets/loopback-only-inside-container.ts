import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { drawHerring, drawHerringBeside, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOnHost, expectOutside } from '../../proof.ts';

/** Without a published port: 127.0.0.1 is the host's own. */
export const loopbackOnlyOnHost: LabCase = {
  id: 'loopback-only-on-host',
  cause: 'loopback-only-inside-container',
  title: "a process of the host, or a container on its network, listens on the host's 127.0.0.1",
  draw(random) {
    const vpc = drawVpc(random);
    const [port, good] = drawPorts(random);
    const [name, other] = drawNames(random);
    const herring = drawHerring(random);
    const ofHost = random.chance();
    return {
      drawn: `${ofHost ? 'busybox on the host' : name} listens on 127.0.0.1:${port}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        await serve(host, { name: other, listen: 8080, publish: [`${good}:8080`] });
        const listen = `127.0.0.1:${port}`;
        if (ofHost)
          await host.must([
            'systemd-run',
            '-q',
            '--unit=api',
            'busybox',
            'httpd',
            '-f',
            '-p',
            listen,
            '-h',
            '/etc',
          ]);
        else await serve(host, { name, listen, network: 'host' });
        await herring.lay(host);
      },
      async prove(host) {
        await expectOnHost(host, port, 'answers');
        await expectOutside(host, port, 'refused');
      },
      questions: [
        {
          target: String(port),
          verdict: 'faulty',
          cause: 'loopback-only-inside-container',
          about: [ofHost ? 'busybox' : name],
        },
        { target: String(good), verdict: 'healthy' },
        { verdict: 'healthy' },
      ],
    };
  },
};

export const loopbackOnlyInsideContainer: LabCase = {
  id: 'loopback-only-inside-container',
  cause: 'loopback-only-inside-container',
  title: 'the application listens on 127.0.0.1 of its own container',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerringBeside(random, port);
    const inside = random.pick([5000, 8080, 3000]);
    const network = random.pick([undefined, 'vhnet']);
    return {
      drawn: `${name} listens on 127.0.0.1:${inside}, published at ${port}, ${network ?? 'docker0'}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        if (network) await host.must(['docker', 'network', 'create', network]);
        await serve(host, {
          name,
          listen: `127.0.0.1:${inside}`,
          publish: [`${port}:${inside}`],
          ...(network ? { network } : {}),
        });
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, port, 'refused');
        await expectOnHost(host, port, 'resets');
      },
      questions: [
        { target: String(port), verdict: 'faulty', cause: 'loopback-only-inside-container', about: [name] },
        { verdict: 'faulty', cause: 'loopback-only-inside-container', about: [name] },
      ],
    };
  },
};
