import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { fakeDockerHost } from '../../../test/support/fake-docker-host.ts';
import { bipChange } from '../../../test/support/prepared-change.ts';

const ID = 'abcdefgh12';

function armed(change = bipChange(ID)) {
  const host = fakeDockerHost();
  host.store(change);
  expect(host.run(ID, 'prepare', '1')).toBe('prepared');
  expect(host.run(ID, 'arm', '1')).toBe('armed');
  return host;
}

describe('a change on its host', { timeout: 60_000 }, () => {
  it('is made, and stays once it was confirmed', () => {
    const host = armed();
    host.run(ID, 'apply', '1');
    expect(host.stateOf(ID)).toBe('applied');
    expect(host.run(ID, 'confirm', '1')).toBe('confirmed');
    expect(host.read('etc/docker/daemon.json')).toContain('172.31.255.1/24');
    expect(host.has('etc/systemd/system/ferryman-undo-early.service')).toBe(false);
  });

  it('is not kept where a container has ended since it was proven', () => {
    const container = { id: 'c0ffee', name: 'topapi' };
    const host = armed({ ...bipChange(ID), containers: [container] });
    host.write('running', `${container.id}\n`);
    host.run(ID, 'apply', '1');
    expect(host.stateOf(ID)).toBe('applied');
    host.write('running', '');
    expect(host.run(ID, 'confirm', '1')).toBe('not as it was proven');
    expect(host.stateOf(ID)).toBe('applied');
    host.write('running', `${container.id}\n`);
    expect(host.run(ID, 'confirm', '1')).toBe('confirmed');
  });

  it('takes itself back, and sets a timer first for the case that the undo is ended on its way', () => {
    const host = armed();
    host.write('fails', '1');
    host.run(ID, 'apply', '1');
    expect(host.stateOf(ID)).toBe('undone');
    expect(host.read('etc/docker/daemon.json')).toBe('{}\n');
    expect(host.read('address').trim()).toBe('192.168.0.1/24');
    expect(host.read('timers')).toMatch(/--on-active=600 .* undo again$/m);
    const units = [...host.read('timers').matchAll(/--unit=(\S+)/g)].map(([, unit]) => unit);
    expect(new Set(units).size).toBe(units.length);
  });

  it('tries again by itself where no timer can be had', () => {
    const host = armed();
    host.write('no-timers');
    // Once forward, and all six of the first three tries.
    host.write('fails', '7');
    host.run(ID, 'apply', '1');
    expect(host.stateOf(ID)).toBe('undone');
  });

  it('keeps a record of bounded size while it tries again for days, with what was first and what was last', () => {
    const host = armed();
    host.write('fails', '100000');
    host.run(ID, 'apply', '1');
    expect(host.stateOf(ID)).toBe('undo-failed');
    const log = join(host.folderOf(ID), 'log');
    const first = readFileSync(log, 'utf8').split('\n').slice(0, 20).join('\n');
    // As a day of retries leaves it.
    for (let tries = 0; tries < 600; tries += 1)
      appendFileSync(log, `@ 1 1.0 1 try ${tries}\n| ${'x'.repeat(900)}\n`);
    // systemd keeps a unit that failed, and there is one for each try.
    const codeOf = (why: string) =>
      spawnSync('sh', [join(host.folderOf(ID), 'change.sh'), 'undo', why]).status;
    expect([codeOf('again'), codeOf('by hand')]).toEqual([0, 1]);
    const kept = readFileSync(log, 'utf8');
    expect(kept.length).toBeLessThan(150_000);
    expect(kept.startsWith(first)).toBe(true);
    expect(kept).toMatch(/^@ \d+ [\d.]+ - tries in between are left out here$/m);
    expect(kept).toMatch(/^@ 1 1.0 1 try 599$/m);
    expect(kept.match(/^(?!@ \d+ [\d.]+ (-|\d+) |\| |$).*$/gm)).toBeNull();
    expect(host.stateOf(ID)).toBe('undo-failed');
  });

  it('leaves the next change what brings that back after a boot', () => {
    const host = armed();
    host.run(ID, 'apply', '1');
    host.run(ID, 'undo', 'by hand');
    const next = 'mnopqrst34';
    host.store(bipChange(next));
    expect(host.run(next, 'prepare', '1')).toBe('prepared');
    host.run(ID, 'undo', 'again, late');
    expect(host.has('etc/systemd/system/ferryman-undo-early.service')).toBe(true);
    expect(host.has('var/lib/ferryman/pending/state.prepared')).toBe(true);
  });

  it('writes one line of its log for one command, whatever the command holds', () => {
    const { docker, ...rest } = bipChange(ID);
    const host = armed({ ...rest, docker: { ...docker, unit: 'docker\n@ 1 1 0 forged' } });
    host.run(ID, 'apply', '1');
    expect(host.run(ID, 'status')).toContain('systemctl restart docker @ 1 1 0 forged');
    expect(host.run(ID, 'status')).not.toMatch(/^@ 1 1/m);
  });

  it('ends a restart that hangs with the change that began it', async () => {
    const { docker, ...rest } = bipChange(ID);
    const host = armed({ ...rest, docker: { ...docker, manager: 'service', unit: 'docker' } });
    host.write('hangs');
    spawn('sh', [join(host.folderOf(ID), 'change.sh'), 'apply', '1'], { detached: true, stdio: 'ignore' });
    while (!host.has('hanging') || host.read('hanging') === '') await sleep(50);
    const hanging = host.read('hanging').trim();
    host.run(ID, 'undo', 'nobody confirmed it in time');
    expect(host.stateOf(ID)).toBe('undone');
    // One that has ended and that nobody has waited for yet has no words.
    const words = existsSync(`/proc/${hanging}`) ? readFileSync(`/proc/${hanging}/cmdline`, 'utf8') : '';
    expect(words).toBe('');
  });
});
