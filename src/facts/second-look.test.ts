import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

import { askCertificates, certificates } from './certificates.ts';
import { configLines } from './config-lines.ts';
import { askContainerLimits, containerLimits } from './container-limits.ts';
import { askDiskUsage, diskUsage } from './disk-usage.ts';
import type { Fact } from './fact.ts';
import { failedUnits } from './failed-units.ts';
import { fstabDevices } from './fstab-devices.ts';
import { mounts } from './mounts.ts';
import { pressure } from './pressure.ts';
import { rabbitNodes } from './rabbit-nodes.ts';

function read<Value>(fact: Fact<string, Value>, stdout: string) {
  const parsed = fact.parse({ stdout, stderr: '', code: 0, argv: [] });
  if (parsed.kind !== 'value') throw new Error(parsed.because);
  return parsed;
}

// Debian 12, Linux 6.18, cgroup v1; and a process without a limit.
test('limits of a container, and none where there is none', () => {
  expect(read(containerLimits, '246 246 4 20000 1 max 0\n4242 4250 64 64 12 12 7\n').value).toEqual([
    { pid: 246, busiest: { pid: 246, openFiles: 4, mayOpen: 20_000 }, tasks: { now: 1, refused: 0 } },
    {
      pid: 4242,
      busiest: { pid: 4250, openFiles: 64, mayOpen: 64 },
      tasks: { now: 12, most: 12, refused: 7 },
    },
  ]);
});

test('the question about limits is answered for this very process', () => {
  const [program, ...args] = askContainerLimits([process.pid]);
  const [limits] = read(containerLimits, execFileSync(program, args, { encoding: 'utf8' })).value;
  expect(limits?.pid).toBe(process.pid);
  expect(limits?.busiest?.openFiles).toBeGreaterThan(2);
});

// openssl 3.0.15
test('certificates by port; what speaks no TLS says nothing', () => {
  const said = `# 127.0.0.1:8443\nsubject=CN = a.example\nissuer=CN = b\nnotBefore=Jan  1 00:00:00 2024 GMT\nnotAfter=Apr  1 00:00:00 2024 GMT\n`;
  expect(read(certificates, said).value).toMatchObject([
    { port: 8443, subject: 'CN = a.example', notAfter: Date.UTC(2024, 3, 1) },
  ]);
  expect(read(certificates, '').value).toEqual([]);
  expect(askCertificates(['127.0.0.1:443']).at(-1)).toBe('127.0.0.1:443');
});

test('files of a full disk, and what was deleted and is still open', () => {
  const said = `-rw-r--r-- 1 0 0 22020096 Nov 22 14:02 /data/app log\ndeleted 9437184 812 /data/old.log (deleted)\n`;
  expect(read(diskUsage, said).value).toEqual({
    files: [{ path: '/data/app log', bytes: 22_020_096 }],
    deleted: [{ path: '/data/old.log', bytes: 9_437_184, pid: 812 }],
  });
  expect(askDiskUsage(['/data']).at(-1)).toBe('/data');
});

test('mounts with blanks in their names', () => {
  expect(read(mounts, '/dev/vdb1 /mnt/my\\040disk ext4 rw,relatime 0 0\n').value).toEqual([
    { device: '/dev/vdb1', mountPoint: '/mnt/my disk', type: 'ext4', options: ['rw', 'relatime'] },
  ]);
});

test('lines of configuration by place, disks of fstab, services that failed, pressure, nodes of a broker', () => {
  expect(read(configLines, '/etc/redis.conf:69:bind 10.1.1.5\nodd\n')).toMatchObject({
    value: [{ path: '/etc/redis.conf', line: 69, text: 'bind 10.1.1.5' }],
    unread: ['odd'],
  });
  expect(
    read(fstabDevices, 'missing UUID=0c1e /data ext4 defaults,nofail\nunknown LABEL=a /b ext4 defaults\n')
      .value,
  ).toEqual([
    { device: 'UUID=0c1e', target: '/data', type: 'ext4', options: ['defaults', 'nofail'], there: false },
    { device: 'LABEL=a', target: '/b', type: 'ext4', options: ['defaults'] },
  ]);
  expect(read(failedUnits, '# redis.service\nbind: no\n').value).toEqual([
    { unit: 'redis.service', lines: ['bind: no'] },
  ]);
  const file = '/proc/pressure/memory';
  expect(
    read(
      pressure,
      `${file}:some avg10=4.20 avg60=1.00 avg300=1.00 total=8\n/proc/loadavg:9.1 8.8 4.1 3/512 42\n`,
    ).value,
  ).toEqual({
    memorySome: 4.2,
    tasks: 512,
  });
  expect(read(rabbitNodes, '- 1795348790 /srv/mq/mnesia/rabbit@mq\n').value).toEqual([
    { source: '/srv/mq', node: 'rabbit@mq', changedAt: 1_795_348_790 },
  ]);
});
