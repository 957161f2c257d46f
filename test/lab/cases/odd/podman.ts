import type { LabCase, Question } from '../../case.ts';
import type { LabHost } from '../../lab.ts';

import { drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOnHost, expectOutput, expectOutside } from '../../proof.ts';

/** Podman's overlay does not stack on the lab's. */
const STORAGE = `[storage]
driver = "vfs"
runroot = "/run/containers/storage"
graphroot = "/var/lib/containers/storage"
`;

/** In the cgroup of a unit, since whoever enters the host brings none; one that stays, since the container ends with it. */
async function podman(host: LabHost, unit: string, script: string): Promise<void> {
  const stays = ['--property=Type=oneshot', '--property=RemainAfterExit=yes'];
  await host.must(['systemd-run', '--quiet', ...stays, `--unit=${unit}`, 'sh', '-ec', script]);
}

function serve(host: LabHost, name: string, port: number): Promise<void> {
  return podman(
    host,
    `start-${name}`,
    `mkdir -p /tmp/image/bin /tmp/image/www
    cp /bin/busybox /tmp/image/bin/busybox
    echo 'it works' >/tmp/image/www/index.html
    tar -C /tmp/image -c . | podman import --quiet - localhost/shop/base:1
    podman run -d --name ${name} -p ${port}:8080 localhost/shop/base:1 /bin/busybox httpd -f -p 8080 -h /www`,
  );
}

interface Kind {
  readonly id: string;
  readonly cause: string;
  readonly title: string;
  readonly arrange?: (host: LabHost, name: string, port: number) => Promise<void>;
  readonly prove: (host: LabHost, name: string, port: number) => Promise<void>;
  readonly questions: (name: string, port: number) => readonly [Question, ...Question[]];
}

function podmanCase({ id, cause, title, arrange, prove, questions }: Kind): LabCase {
  return {
    id,
    cause,
    title,
    flavour: 'debian-12-podman',
    draw(random) {
      const vpc = drawVpc(random);
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      return {
        drawn: `Podman without Docker, ${name} on ${port}`,
        boot: {
          ...vpc,
          flavour: 'debian-12-podman',
          files: { '/etc/containers/storage.conf': STORAGE },
        },
        async arrange(host) {
          await serve(host, name, port);
          await expectOutside(host, port, 'answers');
          await arrange?.(host, name, port);
        },
        prove: (host) => prove(host, name, port),
        questions: questions(name, port),
      };
    },
  };
}

const HEALTHY = { verdict: 'healthy' } as const;

export const podmanCases: readonly LabCase[] = [
  podmanCase({
    id: 'podman-healthy',
    cause: 'healthy',
    title: 'a host with Podman and no Docker',
    prove: (host, _name, port) => expectOnHost(host, port, 'answers'),
    questions: (name, port) => [
      HEALTHY,
      { target: String(port), ...HEALTHY },
      // What is inside is not looked at, and nobody is told that there is no such container.
      { target: name, verdict: 'unknown' },
    ],
  }),
  podmanCase({
    id: 'podman-container-stopped',
    cause: 'not-accepted-by-application',
    title: 'a container of Podman’s that somebody stopped, and that somebody asks for',
    arrange: (host, name) => podman(host, `stop-${name}`, `podman stop -t 1 ${name}`),
    async prove(host, name, port) {
      await expectOutside(host, port, 'refused');
      await expectOutput(host, ['podman', 'inspect', '-f', '{{.State.Status}}', name], /^exited$/m);
    },
    questions(name, port) {
      const right = { verdict: 'faulty', cause: 'not-accepted-by-application', about: [name] } as const;
      return [
        { target: String(port), ...right, mentions: [`podman start ${name}`] },
        { target: name, ...right },
        // Nobody misses what was stopped on purpose.
        HEALTHY,
      ];
    },
  }),
  podmanCase({
    id: 'podman-forward-drop',
    cause: 'blocked-by-filter',
    title: 'Podman behind a rule that drops what is forwarded',
    arrange: (host) => host.sh('iptables -I FORWARD -i eth0 -p tcp -j DROP').then(() => undefined),
    prove: (host, _name, port) => expectOutside(host, port, 'times out'),
    questions: (_name, port) => [
      { target: String(port), verdict: 'faulty', cause: 'blocked-by-filter', mentions: ['FORWARD', 'DROP'] },
    ],
  }),
];
