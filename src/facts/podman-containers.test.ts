import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

import { rawText, read, recorded, unreadOf } from '../../test/facts/recorded.ts';
import { podmanContainers } from './podman-containers.ts';

const run = promisify(execFile);

test('containers come with their state and with each port that they publish', () => {
  const [web, job, made] = read(podmanContainers, recorded('podman-containers'));
  expect(web).toMatchObject({ name: 'shop-web', state: 'exited', exitCode: 137 });
  expect(web?.ports).toEqual([
    { hostIp: '', hostPort: 30500, containerPort: 8080, protocol: 'tcp' },
    // 9000-9001:9000-9001/udp is one entry with a range of 2
    { hostIp: '127.0.0.1', hostPort: 9000, containerPort: 9000, protocol: 'udp' },
    { hostIp: '127.0.0.1', hostPort: 9001, containerPort: 9001, protocol: 'udp' },
  ]);
  expect(job).toMatchObject({ name: 'job', state: 'exited', exitCode: 0, ports: [] });
  expect(made).toMatchObject({ name: 'neu', state: 'created' });
});

test('no containers are an empty list, and an error message is none', () => {
  expect(read(podmanContainers, '[]\n')).toEqual([]);
  const failed = rawText('', { stderr: 'Error: runroot must be set\n', code: 125 });
  expect(podmanContainers.parse(failed)).toEqual({
    kind: 'unreadable',
    because: 'Error: runroot must be set',
  });
  expect(unreadOf(podmanContainers, '[{"Names":["x"]}]')).toEqual(['{"Names":["x"]}']);
});

test('where Podman has not run since the boot it is not run for this', async () => {
  const { read: source } = podmanContainers;
  const [, , script = ''] = source.kind === 'command' ? (source.candidates[0] ?? []) : [];
  const folder = await mkdtemp(join(tmpdir(), 'podman-'));
  try {
    await writeFile(join(folder, 'podman'), `#!/bin/sh\necho ran >${folder}/ran\n`, { mode: 0o755 });
    const env = { PATH: `${folder}:/usr/bin:/bin`, XDG_RUNTIME_DIR: folder };
    const asked = run('sh', ['-c', script.replaceAll('/run/libpod', `${folder}/libpod`)], { env });
    await expect(asked).rejects.toMatchObject({ code: 1, stdout: '' });
    await expect(run('cat', [join(folder, 'ran')])).rejects.toMatchObject({ code: 1 });
  } finally {
    await rm(folder, { recursive: true });
  }
});
