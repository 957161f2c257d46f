import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { configurationFor, diagnose } from './ask.ts';
import { arrangeStory, proveStory, STORY_BOOT, STORY_NEEDS } from './cases/story/story.ts';
import { DEPLOY, addUser } from './cases/story/ways-in.ts';
import { ferryman } from './ferryman.ts';
import { openLab, type Lab, type LabHost } from './lab.ts';
import { connects, expectOutside, fromOutside } from './proof.ts';
import { listenForSilence } from './silence.ts';
import { whyNoLab } from './skip.ts';

const FILE = '/etc/docker/daemon.json';
const TEXT = `{
\t"log-opts": { "max-size": "10m" },
\t"bip": "192.168.0.1/24",
\t"labels": ["site=hangzhou"]
}
`;
const BY_PIPE = ['fix-bridge', 'hz-shop', '30003', '--apply'];

/** One host, whose fix is made by somebody who has sudo, taken back, made the other way, and lives through a reboot. */
describe.skipIf(whyNoLab() !== undefined)('the host of the story', () => {
  let lab: Lab;
  let host: LabHost;
  let config: string;

  beforeAll(async () => {
    lab = await openLab();
    host = await lab.boot('hz-shop', { ...STORY_BOOT, files: { [FILE]: TEXT } });
    await arrangeStory(host);
    await proveStory(host);
    await addUser(host, true);
    await host.sh(`chmod 640 ${FILE}; chown root:daemon ${FILE}`);
    config = await configurationFor(host, { needs: STORY_NEEDS, user: DEPLOY });
  });
  afterAll(() => lab?.close());

  const file = () => host.sh(`stat -c '%a %U:%G' ${FILE}; cat ${FILE}`);
  const dockerSince = () => host.sh('systemctl show -P ActiveEnterTimestampMonotonic docker');

  async function expectFixed(): Promise<void> {
    expect(await fromOutside(host, 30_003)).toBe('answers');
    expect(await fromOutside(host, 30_001)).toBe('answers');
    expect(await connects(host, '192.168.0.20', 1433)).toBe(true);
    expect(await host.must(['ip', 'route', 'get', '192.168.0.20'])).toContain('dev eth0');
    expect((await diagnose(host, config)).report.verdict).toBe('healthy');
  }

  async function rebooted(): Promise<void> {
    await host.shutDown();
    host = await lab.boot('hz-shop', { ...STORY_BOOT, files: {}, cloud: host.cloud, diskOf: host });
    config = await configurationFor(host, { needs: STORY_NEEDS });
    // It has no restart policy, and had none before.
    await host.must(['docker', 'start', 'topapi']);
    await expectOutside(host, 30_003, 'answers');
  }

  // How long beside a restart by hand: npm run bench -- fix-downtime.
  test('is fixed in one approval through a pipe, and 30001 is away for no longer than Docker restarts', async () => {
    const during = listenForSilence(host, 30_001);
    const { code, stdout, stderr } = await ferryman(BY_PIPE, config, 'hz-shop\n');
    expect({ code, stdout, stderr }).toMatchObject({ code: 0 });
    expect(await during.end()).toBeLessThan(15_000);
    expect(stdout).toContain('hz-shop is fixed');
    await expectFixed();
    const bip = /"bip": "(172\.[^"]+)"/.exec(stdout)?.[1];
    expect(await file()).toBe(`640 root:daemon\n${TEXT.replace('192.168.0.1/24', bip ?? 'no bip')}`);
    expect(await host.sh('ip -o -4 addr show dev docker0')).toContain(` ${bip} `);
    expect(await host.sh('ls /etc/systemd/system /etc/docker')).not.toContain('ferryman');
  });

  test('has a record of who approved what, and how it ended', async () => {
    const { code, stdout } = await ferryman(['audit', '--host', 'hz-shop'], config);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^🟢 hz-shop, change \w+, bip 192\.168\.0\.1\/24 → 172\./);
    expect(stdout).toMatch(
      /asked by .*planned: digest .*approved by .*systemctl restart docker.*ended, fixed/s,
    );
  });

  test('has nothing that could be fixed a second time, and is left alone', async () => {
    const before = { file: await file(), since: await dockerSince() };
    const { code, stdout } = await ferryman(BY_PIPE, config, 'hz-shop\n');
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('nothing to fix') });
    expect({ file: await file(), since: await dockerSince() }).toEqual(before);
  });

  test('gets its file back byte for byte, and its overlap, when the fix is taken back', async () => {
    const { code, stdout, stderr } = await ferryman(['fix-bridge', 'hz-shop', '--undo'], config, 'hz-shop\n');
    expect({ code, stdout, stderr }).toMatchObject({ code: 0 });
    expect(await file()).toBe(`640 root:daemon\n${TEXT}`);
    await proveStory(host);
    expect((await diagnose(host, config, '30003')).report.causes[0]?.cause).toBe(
      'bridge-subnet-equals-host-subnet',
    );
  });

  test('gets a bridge of its own that is there after a reboot, and docker0 back when that is taken back', async () => {
    const made = await ferryman([...BY_PIPE, '--method', 'bridge'], config, 'hz-shop\n');
    expect(made).toMatchObject({ code: 0 });
    await expectFixed();
    await rebooted();
    await expectFixed();
    expect(await host.sh('ls /sys/class/net')).not.toContain('docker0');

    const back = await ferryman(['fix-bridge', 'hz-shop', '--undo'], config, 'hz-shop\n');
    expect(back).toMatchObject({ code: 0 });
    expect(await file()).toBe(`640 root:daemon\n${TEXT}`);
    expect(await host.sh('ls /etc/systemd/system /sys/class/net')).not.toContain('ferryman');
    await proveStory(host);
  });
});
