import { afterAll, beforeAll, expect, test } from 'vitest';

import { loadConfig } from '../../src/config/config.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import type { PreparedChange } from '../../src/fixes/change.ts';
import { composeChange } from '../../src/fixes/script/compose.ts';
import { planFix } from '../../src/flows/fix/plan-fix.ts';
import { findHost } from '../../src/hosts/inventory.ts';
import { createShellPool } from '../../src/ssh/pool.ts';
import { configurationFor } from './ask.ts';
import { story } from './cases/story/story.ts';
import { openLab, type Lab, type LabHost } from './lab.ts';
import { stage } from './play.ts';
import { fromOutside } from './proof.ts';
import { whyNoLab } from './skip.ts';

let lab: Lab;
let host: LabHost;
const skipped = whyNoLab() !== undefined;

beforeAll(async () => {
  if (skipped) return;
  lab = await openLab();
  ({ host } = await stage(lab, story));
});
afterAll(() => lab?.close());

async function plan(): Promise<PreparedChange> {
  const shells = createShellPool();
  try {
    const inventory = await loadConfig({ ...readEnvironment(), file: await configurationFor(host) });
    const run = {
      shells,
      newShells: () => Promise.resolve(createShellPool()),
      reserved: [],
      others: [],
      undoAfterSeconds: 200,
    };
    const { answer, prepared } = await planFix(
      { host: findHost(inventory, host.name), options: { method: 'bridge' } },
      run,
    );
    if (prepared === undefined) throw new Error(JSON.stringify(answer));
    return prepared;
  } finally {
    await shells.dispose();
  }
}

async function tell(id: string, ...words: readonly string[]) {
  return host.run(['sh', `/var/lib/ferryman/changes/${id}/change.sh`, ...words], { timeoutMs: 180_000 });
}

async function armed(prepared: PreparedChange, id: string): Promise<string> {
  const named = { ...prepared, plan: { ...prepared.plan, id } };
  await host.write(`/var/lib/ferryman/changes/${id}/change.sh`, composeChange(named));
  expect((await tell(id, 'prepare', '1')).stdout).toBe('prepared\n');
  expect((await tell(id, 'arm', '1')).stdout).toBe('armed\n');
  return id;
}

async function stateOf(id: string): Promise<string> {
  const { stdout } = await tell(id, 'status');
  return /^state (\S+)/m.exec(stdout)?.[1] ?? stdout;
}

/** What an undo has to bring back. */
async function asItStands(): Promise<string> {
  return host.sh(`
    cat /etc/docker/daemon.json; stat -c '%a %u:%g' /etc/docker/daemon.json; ls /etc/docker
    ip -o -4 addr show | sed 's/^[0-9]*: //'; ip -o link show | sed 's/^[0-9]*: //; s/[:@].*//' | grep -v veth; ls /etc/systemd/system /etc/systemd/system/multi-user.target.wants
    iptables-save | grep -v '^#' | sed -E 's/\\[[0-9:]+\\]//' | sort
    docker ps --format '{{.Names}} {{.Ports}}' | sort`);
}

test.skipIf(skipped)(
  'Docker gets a bridge of its own that survives a reboot, and can be taken back from every step',
  async () => {
    const prepared = await plan();
    if (prepared.change.kind !== 'bridge') throw new Error(prepared.change.kind);
    expect(prepared.plan.file?.diff.filter((line) => /^[-+]\{/.test(line))).toEqual([
      '-{"bip": "192.168.0.1/24"}',
      '+{"bridge": "br-ferryman"}',
    ]);
    const before = await asItStands();

    // The host's own script is killed right before its nth step of these; then what stands is taken back.
    for (const [index, step] of [
      'systemctl start br-ferryman',
      'systemctl restart docker',
      'ip link del',
    ].entries()) {
      const id = await armed(prepared, `killed000${index}`);
      const script = `/var/lib/ferryman/changes/${id}/change.sh`;
      await host.sh(
        `sed 's#^run() {#run() { case "$*" in *"${step}"*) [ -e /run/died ] || { : >/run/died; kill -KILL $$; };; esac#' ${script} >/run/dying.sh; rm -f /run/died`,
      );
      await host.run(['sh', '-c', 'sh /run/dying.sh apply 1; true'], { timeoutMs: 180_000 });
      expect({ step, state: await stateOf(id) }).toEqual({ step, state: 'applying' });
      await tell(id, 'undo', 'by the test');
      expect({ step, state: await stateOf(id) }).toEqual({ step, state: 'undone' });
      expect({ step, stands: await asItStands() }).toEqual({ step, stands: before });
    }

    const id = await armed(prepared, 'forward0001');
    await tell(id, 'apply', '1');
    expect((await tell(id, 'status')).stdout).toMatch(/^state applied$/m);
    expect(await fromOutside(host, 30_003)).toBe('answers');
    expect(await fromOutside(host, 30_001)).toBe('answers');
    expect((await tell(id, 'confirm', '1')).stdout).toBe('confirmed\n');
    expect(await host.sh('ip -o link show')).not.toContain('docker0');

    // What a reboot leaves: a disk, and neither of the two links.
    await host.shutDown();
    host = await lab.boot('hz-shop', { subnet: '192.168.0.0/24', address: '192.168.0.10', diskOf: host });
    expect(await host.sh('ip -o link show')).not.toContain('docker0');
    expect(await host.sh('ip -o -4 addr show dev br-ferryman')).toContain('172.31.255.1/24');
    expect(await fromOutside(host, 30_003)).toBe('answers');
  },
  600_000,
);
