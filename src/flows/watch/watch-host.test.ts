import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeShell } from '../../../test/support/fake-shell.ts';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { sshHost } from '../../../test/support/ssh-host.ts';
import { FerrymanError } from '../../errors.ts';
import type { Snapshot } from '../../facts/snapshot.ts';
import type { Host } from '../../hosts/host.ts';
import type { LastingFault, WatchedHost } from '../../report/watched.ts';
import { newSlots } from '../../ssh/slots.ts';
import { watchHost, type Seen, type WatchRun } from './watch-host.ts';

/** Hosts that are recordings: what they are is a file, which a test writes anew. */
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ferryman-watch-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const HOUR = 3_600_000;
const noon = Date.parse('2026-11-23T12:00:00.000Z');
/** Of a host that has no program at all. */
const silent = { open: async () => fakeShell({ answer: () => undefined }) };
const noShells = { open: () => Promise.reject(new Error('a recording has no shell')) };

function become(snapshot: Snapshot): void {
  writeFileSync(join(folder, 'host.json'), JSON.stringify(snapshot));
}

interface Asking {
  readonly before?: WatchedHost;
  readonly at?: number;
  readonly confirmMs?: number;
  readonly withinMs?: number;
  readonly host?: Partial<Host>;
  readonly ports?: readonly number[];
  readonly shells?: WatchRun['shells'];
  readonly turns?: WatchRun['turns'];
}

function watch({
  before,
  at = noon,
  confirmMs = 0,
  withinMs = 60_000,
  host = {},
  ports = [],
  shells = noShells,
  turns = newSlots(8),
}: Asking = {}): Promise<Seen> {
  const path = join(folder, 'host.json');
  const watched = {
    name: 'hz-1',
    via: { kind: 'snapshot', path },
    tags: [],
    needs: [],
    source: 'test',
  } as const;
  const request = {
    host: { ...watched, ...host },
    ports,
    whole: ports.length === 0,
    before,
    wholeEveryMs: HOUR,
    confirmMs,
    withinMs,
  };
  return watchHost(request, { shells, turns, now: () => new Date(at) });
}

/** The record that such a look leaves. */
function kept(seen: Seen): WatchedHost {
  if (seen.kind !== 'diagnosed') throw new Error(`it was ${seen.kind}`);
  return {
    schema: 'ferryman.watched/1',
    host: 'hz-1',
    tags: [],
    lookedAt: seen.at,
    wholeAt: seen.at,
    faults: [...seen.faults],
    known: [...seen.known],
    ...(seen.print && { print: { ...seen.print } }),
    ...(seen.suspects && { suspects: [...seen.suspects] }),
  };
}

const causes = (seen: Seen) =>
  seen.kind === 'diagnosed' ? seen.faults.map(({ cause }) => cause) : seen.kind;

const healthy = recordedHost('healthy-plain').snapshot;
const broken = recordedHost('the-story').snapshot;
const subnet = 'bridge-subnet-equals-host-subnet';

test('a host that is as it was is not diagnosed again until that is due', async () => {
  become(healthy);
  const before = kept(await watch());
  expect(before.faults).toEqual([]);
  expect(await watch({ before, at: noon + 0.4 * HOUR })).toEqual({ kind: 'unchanged' });
  expect(causes(await watch({ before, at: noon + 1.1 * HOUR }))).toEqual([]);
});

test('a host that changed is diagnosed at once, and so is one that changed back', async () => {
  become(healthy);
  const before = kept(await watch());
  become(broken);
  const seen = await watch({ before, at: noon + 1000 });
  expect(causes(seen)).toEqual([subnet]);
  expect(seen).toMatchObject({ changed: ['recording'] });
  become(healthy);
  expect(causes(await watch({ before: kept(seen), at: noon + 2000 }))).toEqual([]);
});

test('a host of which more is asked than was judged is diagnosed at once', async () => {
  become(broken);
  const narrow = kept(await watch({ ports: [30_001] }));
  expect(narrow.faults).toEqual([]);
  expect(await watch({ before: narrow, ports: [30_001], at: noon + 1000 })).toEqual({ kind: 'unchanged' });
  expect(causes(await watch({ before: narrow, at: noon + 2000 }))).toEqual([subnet]);
});

test('while a fault is young the host is diagnosed at every look', async () => {
  become(broken);
  const before = kept(await watch());
  expect(causes(await watch({ before, at: noon + 1 }))).toEqual([subnet]);
});

test('what is broken is so until it is repaired, also where only a port that works is watched by now', async () => {
  become(broken);
  const before = kept(await watch());
  const narrow = kept(await watch({ before, at: noon + 1000, ports: [30_001] }));
  expect(narrow.faults).toEqual(before.faults);
  become(healthy);
  expect(causes(await watch({ before: narrow, at: noon + 2000, ports: [30_001] }))).toEqual([]);
});

test('a port goes on being tried until what was told of it is over, though it is not watched any more', async () => {
  let tried = 0;
  const server = createServer((socket) => {
    tried += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  become(broken);
  const [fault] = kept(await watch()).faults;
  if (fault === undefined) throw new Error('nothing was found');
  const before = { ...kept(await watch()), faults: [{ ...fault, port: address.port }] };
  const { via } = sshHost('hz-1', '127.0.0.1');
  await watch({ before, host: { via }, shells: silent });
  server.close();
  // By the look, and by both diagnoses.
  expect(tried).toBeGreaterThan(1);
});

test('a host that goes to and fro between healthy states is diagnosed once in each', async () => {
  become(healthy);
  const first = kept(await watch());
  become({ ...healthy, collectMs: 1 });
  const second = kept(await watch({ before: first }));
  expect(second.known).toHaveLength(2);
  become(healthy);
  expect(await watch({ before: second, at: noon + 1 })).toEqual({ kind: 'unchanged' });
});

test('what only one of two diagnoses sees is no fault yet, and the next look diagnoses again', async () => {
  become(healthy);
  const before = kept(await watch());
  become(broken);
  const looking = watch({ before, confirmMs: 1_000 });
  setTimeout(() => become(healthy), 500);
  const seen = await looking;
  expect(causes(seen)).toEqual([]);
  expect(seen).not.toHaveProperty('print');
  expect(causes(await watch({ before: kept(seen), at: noon + 1 }))).toEqual([]);
});

test('where there is no time for a second diagnosis the next look makes it', async () => {
  become(healthy);
  const before = kept(await watch());
  become(broken);
  const first = await watch({ before, withinMs: 0 });
  expect(causes(first)).toEqual([]);
  const second = await watch({ before: kept(first), at: noon + 60_000, withinMs: 0 });
  expect(second).toMatchObject({ faults: [{ cause: subnet, since: new Date(noon).toISOString() }] });
  expect(second).not.toHaveProperty('suspects');
  become(healthy);
  const gone = await watch({ before: kept(second), at: noon + 120_000, withinMs: 0 });
  expect(causes(gone)).toEqual([subnet]);
  const over = await watch({ before: kept(gone), at: noon + 180_000, withinMs: 0 });
  expect(causes(over)).toEqual([]);
});

test('a host that is only due is put off while others are diagnosed, and one that changed waits for its turn', async () => {
  const turns = newSlots(1);
  become(healthy);
  const before = kept(await watch({ turns }));
  const due = { before, at: noon + 1.1 * HOUR, turns };
  const giveBack = await turns.take();
  expect(await watch(due)).toEqual({ kind: 'put-off' });
  become(broken);
  expect(await watch({ before, withinMs: 200, turns })).toEqual({ kind: 'put-off' });
  const waiting = watch({ before, turns });
  setTimeout(giveBack, 300);
  expect(causes(await waiting)).toEqual([subnet]);
  // Who went away without a turn, and who was diagnosed, leave none taken.
  expect(turns.taken()).toBe(0);
  become(healthy);
  expect(causes(await watch(due))).toEqual([]);
});

test('a fault stays while nobody can see whether it is still there', async () => {
  become(broken);
  const before = kept(await watch());
  const denied = { status: 'denied', because: 'no', argv: [] } as const;
  const readings = Object.fromEntries(Object.keys(broken.readings).map((id) => [id, denied]));
  become({ ...broken, readings, attempts: [] });
  const [fault] = before.faults;
  expect(await watch({ before, at: noon + 1000 })).toMatchObject({
    faults: [{ ...fault, since: fault?.since }],
  });
});

test('a recording that is gone cannot be looked at, in both languages', async () => {
  const seen = await watch();
  expect(seen).toMatchObject({ kind: 'unseen' });
  expect(seen.kind === 'unseen' && seen.because.en).toContain('host.json cannot be read.');
  expect(seen.kind === 'unseen' && seen.because['zh-CN']).toMatch(/\p{Script=Han}/u);
});

test('a host that cannot be reached is not looked at; what goes wrong in Ferryman itself is no news of it', async () => {
  const request = {
    host: sshHost('hz-1', '203.0.113.7'),
    ports: [],
    whole: true,
    wholeEveryMs: HOUR,
    confirmMs: 0,
    withinMs: 60_000,
  };
  const failing = (error: Error) => {
    const open = async () => {
      throw error;
    };
    return watchHost(request, { shells: { open } });
  };
  const refused = new FerrymanError('connection-refused', 'hz-1 refused it.', 'Start sshd.');
  expect(await failing(refused)).toEqual({
    kind: 'unseen',
    because: { en: 'hz-1 refused it.', 'zh-CN': 'hz-1 refused it.' },
  });
  await expect(failing(new TypeError('x is undefined'))).rejects.toThrow('x is undefined');
});

test('since when a fault is there is kept from look to look', async () => {
  become(broken);
  const before = kept(await watch());
  const long = '2026-11-01T00:00:00.000Z';
  const faults: LastingFault[] = before.faults.map((fault) => ({ ...fault, since: long }));
  const seen = await watch({ before: { ...before, faults }, at: noon + 2 * HOUR });
  expect(seen).toMatchObject({ faults: [{ since: long }] });
});
