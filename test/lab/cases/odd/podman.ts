import type { LabCase, Question } from '../../case.ts';
import type { LabHost } from '../../lab.ts';

import { drawPorts, drawVpc } from '../../draw.ts';
import { expectOutside } from '../../proof.ts';

/** A container of Podman's, on the host's own network: kernels without its packet filter modules run that too. */
async function serveWithPodman(host: LabHost, port: number): Promise<void> {
  await host.must(['mkdir', '-p', '/tmp/image']);
  await host.must(['tee', '/tmp/image/Containerfile'], { stdin: 'FROM scratch\n' });
  await host.write('/etc/containers/registries.conf', 'unqualified-search-registries = []\n');
  await host.must([
    'sh',
    '-c',
    'tar -C / -c bin/busybox usr/bin/busybox 2>/dev/null | podman import - localhost/bb:1',
  ]);
  await host.must([
    'podman',
    'run',
    '-d',
    '--name',
    'shop-web',
    '--network',
    'host',
    '--cgroups',
    'disabled',
    'localhost/bb:1',
    '/usr/bin/busybox',
    'httpd',
    '-f',
    '-p',
    String(port),
    '-h',
    '/',
  ]);
}

function podmanCase(
  id: string,
  title: string,
  questions: (port: number) => readonly [Question, ...Question[]],
): LabCase {
  return {
    id,
    cause: 'healthy',
    title,
    flavour: 'debian-12-podman',
    draw(random) {
      const vpc = drawVpc(random);
      const [port] = drawPorts(random);
      return {
        drawn: `Podman, a container on ${port}`,
        boot: { ...vpc, flavour: 'debian-12-podman' },
        arrange: (host) => serveWithPodman(host, port),
        prove: (host) => expectOutside(host, port, 'answers'),
        questions: questions(port),
      };
    },
  };
}

export const podman: readonly LabCase[] = [
  podmanCase('podman', 'a host with Podman and no Docker', (port) => [
    { verdict: 'healthy' },
    { target: String(port), verdict: 'healthy' },
  ]),
];
