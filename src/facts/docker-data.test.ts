import { expect, test } from 'vitest';

import { read, unreadOf } from '../../test/facts/recorded.ts';
import { dockerData } from './docker-data.ts';

const ID = '2858425c1dd320d3ab3ada8c448804197a9298ee0099f48dbbee290e2dc68c0a';
// Docker 20.10.24 on Debian 12, stopped
const STOPPED = `root /var/lib/docker
entry containers
entry overlay2
listed
container ${ID}
name /var/lib/docker/containers/${ID}/config.v2.json:"Name":"/topapi"
bind /var/lib/docker/containers/${ID}/hostconfig.json:"NetworkMode":"default","PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"30001"}]},"RestartPolicy"
mount /dev/vda1 / ext4 rw,relatime 0 0
mount tmpfs /mnt/a\\040disk tmpfs rw 0 0
fstab /dev/vdb1 /data ext4 defaults,nofail 0 2
modules no
cgroups tmpfs
package docker.io 20.10.24+dfsg1-1+deb12u1
`;

test('containers are known by name, network and port while the daemon is down', () => {
  const data = read(dockerData, STOPPED);
  expect(data.roots).toEqual([
    {
      path: '/var/lib/docker',
      entries: ['containers', 'overlay2'],
      containers: [{ id: ID, name: 'topapi', networkMode: 'default', hostPorts: [30001] }],
    },
  ]);
  expect(data.mounts.map(({ target }) => target)).toEqual(['/', '/mnt/a disk']);
  expect(data.fstab[0]).toMatchObject({
    device: '/dev/vdb1',
    target: '/data',
    options: ['defaults', 'nofail'],
  });
  expect(data.packages).toEqual(['docker.io 20.10.24+dfsg1-1+deb12u1']);
});

test('whom somebody stopped is known while the daemon runs, too', () => {
  const halted = `root /var/lib/docker\nhalted /var/lib/docker/containers/${ID}/config.v2.json\n`;
  expect(read(dockerData, halted).roots[0]?.halted).toEqual([ID]);
});

test('a data root that may not be listed is not an empty one', () => {
  expect(read(dockerData, 'root /var/lib/docker\ndenied /var/lib/docker\n').roots).toEqual([
    { path: '/var/lib/docker' },
  ]);
  expect(read(dockerData, 'missing /var/lib/docker\n').roots[0]?.containers).toEqual([]);
});

test('a host that keeps no modules on disk at all is no host whose modules are gone', () => {
  expect(read(dockerData, 'modules no\n').modulesOfKernel).toBeUndefined();
  expect(read(dockerData, 'kernel 6.1.0-18\nmodules no\n').modulesOfKernel).toBe(false);
});

test('the process that the pid file names may be gone, or another', () => {
  expect(read(dockerData, 'pid 812 sleep S\n').pidFile).toEqual({ pid: 812, comm: 'sleep', state: 'S' });
  expect(read(dockerData, 'pid 812  \n').pidFile).toEqual({ pid: 812 });
});

test('what means nothing is kept aside', () => {
  expect(unreadOf(dockerData, 'something else\nmount too few\n')).toEqual([
    'something else',
    'mount too few',
  ]);
});
