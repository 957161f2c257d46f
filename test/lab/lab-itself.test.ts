import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { serve } from './containers.ts';
import { openLab } from './lab.ts';
import { must, until } from './process.ts';
import { fromOutside } from './proof.ts';
import { whyNoLab } from './skip.ts';

/** A container is started before its server listens. */
const soon = { timeout: 20_000 };

describe.skipIf(whyNoLab() !== undefined)('the lab', () => {
  test('boots two hosts with the same addresses side by side, and keeps their traffic apart', async () => {
    const [one, two] = await Promise.all([openLab(), openLab()]);
    try {
      const [a, b] = await Promise.all([one.boot('same'), two.boot('same')]);
      await serve(a, { name: 'web', listen: 80, publish: ['30001:80'] });
      expect(a.nic.address).toBe(b.nic.address);
      await expect.poll(() => fromOutside(a, 30001), soon).toBe('answers');
      expect(await fromOutside(b, 30001)).toBe('refused');
    } finally {
      await Promise.all([one.close(), two.close()]);
    }
  });

  test('lets through what the security group lists and drops the rest', async () => {
    const lab = await openLab();
    try {
      const host = await lab.boot('guarded');
      await serve(host, { name: 'web', listen: 80, publish: ['30001:80', '30002:80'] });
      await host.cloud.securityGroup(host.address, [{ port: 22 }, { port: 30001 }]);
      await expect.poll(() => fromOutside(host, 30001), soon).toBe('answers');
      expect(await fromOutside(host, 30002)).toBe('times out');
    } finally {
      await lab.close();
    }
  });

  test('leaves nothing behind when it is closed', async () => {
    const lab = await openLab();
    const host = await lab.boot('short-lived');
    const traces = [lab.directory, host.cloud.outside];
    expect(await remains(traces)).toHaveLength(3);
    await lab.close();
    expect(await remains(traces)).toEqual([]);
  });

  test('dies with a killed process, and the next lab sweeps up its folder and cgroups', async () => {
    const script = join(tmpdir(), `lab-killed-${process.pid}.mts`);
    await writeFile(
      script,
      `import { openLab } from ${JSON.stringify(new URL('lab.ts', import.meta.url).href)};
       const lab = await openLab();
       const host = await lab.boot('killed');
       console.log(['up', host.pid, lab.directory, host.cloud.outside].join(' '));
       setInterval(() => {}, 1000);`,
    );
    const child = spawn(process.execPath, ['--import', 'tsx', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const [pid = '', ...traces] = await until('the host of the other process', 60_000, () =>
      Promise.resolve(/^up (.*)$/m.exec(said)?.[1]?.split(' ')),
    );
    expect(await remains(traces)).toHaveLength(3);
    child.kill('SIGKILL');
    await until('its init to die', 10_000, async () => ((await isAlive(pid)) ? undefined : true));

    const lab = await openLab();
    await lab.close();
    await rm(script);
    expect(await remains(traces)).toEqual([]);
  });
});

async function isAlive(pid: string): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => 'State:\tX');
  return !/State:\s+[XZ]/.test(status);
}

/** What a lab holds outside its own processes: folder, device, cgroups; other labs may be running. */
async function remains([directory = '', outside = '']: readonly string[]): Promise<string[]> {
  const id = basename(directory);
  const cgroups = (await readdir('/sys/fs/cgroup/systemd')).filter((name) => name.startsWith(id));
  const addresses = (await must(['ip', '-o', 'addr']))
    .split('\n')
    .filter((line) => line.includes(` ${outside}/`));
  const mounts = (await readFile('/proc/self/mounts', 'utf8'))
    .split('\n')
    .filter((line) => line.includes(id));
  return [...(existsSync(directory) ? [directory] : []), ...cgroups, ...addresses, ...mounts];
}
