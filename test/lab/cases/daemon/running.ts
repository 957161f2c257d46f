import type { LabCase } from '../../case.ts';
import type { LabHost } from '../../lab.ts';

import { image, serve, start } from '../../containers.ts';
import { drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOutput, expectOutside } from '../../proof.ts';

/** Docker runs, and something is wrong with it all the same. */
export const runningCases: readonly LabCase[] = [
  {
    id: 'data-root-not-mounted',
    cause: 'data-root-not-mounted',
    title: 'the disk with all of Docker on it is not mounted, so Docker is empty',
    draw(random) {
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      const place = random.pick(['/data', '/mnt/disk1', '/srv']);
      const device = random.pick([
        '/dev/vdb1',
        'UUID=0c7d1fa2-98b1-4f83-a0d1-2ab0b3d4f0aa',
        '/dev/mapper/vg0-docker',
      ]);
      return {
        drawn: `${device} for ${place}, with ${name} on ${port}`,
        boot: drawVpc(random),
        async arrange(host) {
          // The disk is a file system in memory here; what matters is that it is mounted and then is not.
          await host.sh(
            `mkdir -p ${place}; mount -t tmpfs -o size=600m disk1 ${place}; mkdir ${place}/docker`,
          );
          await host.write('/etc/docker/daemon.json', JSON.stringify({ 'data-root': `${place}/docker` }));
          await host.must(['systemctl', 'restart', 'docker']);
          await serve(host, { name, listen: 80, publish: [`${port}:80`], extra: ['--restart', 'always'] });
          await expectOutside(host, port, 'answers');
          await host.sh(`
            systemctl stop docker.socket docker.service
            umount -l ${place}
            echo '${device} ${place} ext4 defaults,nofail 0 2' >>/etc/fstab
            systemctl start docker.service`);
        },
        async prove(host) {
          await expectOutput(host, ['docker', 'info', '-f', '{{.Containers}} {{.Images}}'], /^0 0$/m);
          await expectOutside(host, port, 'refused');
        },
        questions: [
          { verdict: 'faulty', cause: 'data-root-not-mounted', about: [place], mentions: [device, 'prune'] },
          { target: String(port), verdict: 'faulty', cause: 'data-root-not-mounted' },
        ],
      };
    },
  },
  {
    id: 'corrupt-overlay2',
    cause: 'corrupt-overlay2',
    title: 'a layer of overlay2 is damaged, so that a container does not start',
    draw(random) {
      const [port] = drawPorts(random);
      const [name, other] = drawNames(random);
      const way = random.pick([
        {
          what: 'a layer was deleted by hand',
          script: 'mv "$(dirname "$(readlink -f /var/lib/docker/overlay2/$lower)")" /root/tidied-up',
        },
        { what: 'a link to a layer is gone', script: 'rm /var/lib/docker/overlay2/$lower' },
      ]);
      return {
        drawn: `${way.what}; ${name} on ${port}, beside ${other}`,
        boot: drawVpc(random),
        async arrange(host) {
          await serve(host, { name, listen: 80, publish: [`${port}:80`] });
          await serve(host, { name: other, listen: 80 });
          await expectOutside(host, port, 'answers');
          const upper = (
            await host.must(['docker', 'inspect', '-f', '{{.GraphDriver.Data.UpperDir}}', name])
          ).trim();
          await host.sh(`
            docker stop -t 1 ${name}
            lower=$(cut -d: -f2 ${upper}/../lower)
            ${way.script}
            docker start ${name} || true`);
        },
        async prove(host) {
          await expectOutput(host, ['docker', 'start', name], /error creating overlay mount to/);
          await expectOutside(host, port, 'refused');
        },
        questions: [
          { verdict: 'faulty', cause: 'corrupt-overlay2', mentions: ['overlay2'] },
          { target: String(port), verdict: 'faulty', cause: 'corrupt-overlay2' },
        ],
      };
    },
  },
  {
    id: 'daemon-hung',
    cause: 'daemon-hung',
    title: 'dockerd runs and answers nobody',
    draw(random) {
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      return {
        drawn: `halted by a signal; ${name} on ${port} goes on`,
        boot: drawVpc(random),
        async arrange(host) {
          await serve(host, { name, listen: 80, publish: [`${port}:80`] });
          await expectOutside(host, port, 'answers');
          await host.sh('kill -STOP "$(cat /run/docker.pid)"');
        },
        async prove(host) {
          await expectOutput(host, ['sh', '-c', 'timeout 1 docker ps; echo ended with $?'], /ended with 124/);
          await expectOutside(host, port, 'answers');
        },
        questions: [{ verdict: 'faulty', cause: 'daemon-hung', mentions: ['kill -CONT'] }],
      };
    },
  },
  {
    id: 'client-cannot-connect',
    cause: 'client-cannot-connect',
    title: "everybody's docker command is pointed at a place where nothing listens",
    draw(random) {
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      const file = random.pick(['/etc/environment', '/etc/profile.d/docker.sh']);
      const tcp = random.int(2375, 2390);
      return {
        drawn: `DOCKER_HOST in ${file}, port ${tcp}; ${name} on ${port} answers`,
        boot: drawVpc(random),
        async arrange(host) {
          await serve(host, { name, listen: 80, publish: [`${port}:80`] });
          await host.sh(
            `echo '${file.includes('profile') ? 'export ' : ''}DOCKER_HOST=tcp://127.0.0.1:${tcp}' >>${file}`,
          );
        },
        async prove(host) {
          await expectOutside(host, port, 'answers');
          await expectOutput(
            host,
            ['sh', '-c', `. ${file}; export DOCKER_HOST; docker ps`],
            /Is the docker daemon running/,
          );
        },
        questions: [{ verdict: 'faulty', cause: 'client-cannot-connect', mentions: [file] }],
      };
    },
  },
  {
    id: 'api-too-old',
    cause: 'api-too-old',
    title: "a proxy speaks a version of Docker's API that the updated daemon does not take",
    draw(random) {
      const [port] = drawPorts(random);
      const { name, prefix } = random.pick([
        {
          name: 'traefik',
          prefix: 'ERR Failed to retrieve information of the docker client and server host error=',
        },
        { name: 'watchtower', prefix: 'time="2026-11-22T10:00:00Z" level=error msg=' },
        { name: 'portainer', prefix: 'ERR unable to create docker snapshot | error=' },
      ]);
      const line = `${prefix}"Error response from daemon: client version 1.24 is too old. Minimum supported API version is 1.44, please upgrade your client to a newer version"`;
      return {
        drawn: `${name} on ${port}`,
        boot: drawVpc(random),
        async arrange(host) {
          await serveSaying(host, name, port, line);
        },
        async prove(host) {
          await expectOutput(host, ['docker', 'logs', name], /client version 1\.24 is too old/);
        },
        questions: [
          { verdict: 'faulty', cause: 'api-too-old', about: [name] },
          { target: name, verdict: 'faulty', cause: 'api-too-old' },
        ],
      };
    },
  },
];

async function serveSaying(host: LabHost, name: string, port: number, line: string): Promise<void> {
  const tag = await image(host, `${name}:v2.9`, {
    scripts: { '/entry.sh': `#!/bin/sh\ncat >&2 <<'LINE'\n${line}\nLINE\nexec httpd -f -p 80 -h /www\n` },
    lines: ['CMD ["/entry.sh"]'],
  });
  await start(host, { name, image: tag, publish: [`${port}:80`] });
}
