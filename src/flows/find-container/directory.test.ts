import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { fakeShell, type FakeShell } from '../../../test/support/fake-shell.ts';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { FerrymanError } from '../../errors.ts';
import type { Host } from '../../hosts/host.ts';
import type { SshTarget } from '../../ssh/target.ts';
import { tell } from '../../text/tell.ts';
import { createDirectory, type ContainerDirectory, type LookUp } from './directory.ts';

const SOCKET = '/var/run/docker.sock';

let folder: string;
let now: number;
/** By host: containers as `name` or `name=image`, or what is wrong with it. */
let fleet: Record<string, readonly string[] | 'down' | 'leaking' | 'silent' | 'stopped' | 'absent'>;
let shells: FakeShell[];
let asked: string[];
let servers: Server[];
let directory: ContainerDirectory | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ferryman-directory-'));
  now = 1_000_000;
  [shells, asked, servers] = [[], [], []];
});

afterEach(async () => {
  directory?.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await rm(folder, { recursive: true });
});

function hostCalled(name: string): Host {
  const via = {
    kind: 'ssh',
    address: name,
    port: 22,
    user: 'root',
    identityFiles: [],
    knownHostsFiles: ['/dev/null'],
  } as const;
  return { name, via, tags: [], needs: [], source: 'test' };
}

async function open({ name = '' }: SshTarget): Promise<FakeShell> {
  asked.push(name);
  const state = fleet[name];
  if (state === 'down')
    throw new FerrymanError('connection-refused', `${name} refuses the connection.`, 'Start its sshd.');
  if (state === 'leaking') throw new Error('proxy said: wrong key for https://shop:hV7qPz2Wm9@10.0.0.7/');
  if (state === 'silent') return new Promise(() => undefined);
  const path = join(folder, `${name}-${shells.length}.sock`);
  const shell = fakeShell({
    label: name,
    answer: () => ({ stdout: gateOf(state) }),
    sockets: { [SOCKET]: path },
  });
  shells.push(shell);
  if (typeof state === 'object') {
    const server = createServer((_, response) =>
      response.end(JSON.stringify(state.map((one) => summary(name, one)))),
    );
    servers.push(server);
    server.listen(path);
    await once(server, 'listening');
  }
  return shell;
}

function gateOf(state: unknown): string {
  if (state === 'absent') return 'clock 1\n';
  const socket = `socket ${SOCKET}\nreachable ${SOCKET}\n`;
  return state === 'stopped' ? `clock 1\n${socket}` : `clock 1\ndaemon 0 dockerd\n${socket}`;
}

function summary(host: string, name: string): object {
  return {
    Id: Buffer.from(host + name)
      .toString('hex')
      .padEnd(64, '0'),
    Names: [`/${name}`],
    Image: 'nginx',
    State: 'running',
    Status: 'Up 3 hours',
    Created: 1_795_000_000,
    Labels: {},
  };
}

function directoryOf(...names: readonly string[]): ContainerDirectory {
  directory = createDirectory({
    hosts: names.map(hostCalled),
    shells: { open },
    clock: () => now,
    deadlineMs: 1_000,
  });
  return directory;
}

const inEnglish = (hosts: LookUp['notAsked']) =>
  hosts.map(({ host, because }) => ({ host, because: tell(because, 'en') }));

function told(lookUp: LookUp): string {
  switch (lookUp.kind) {
    case 'found':
      return `${lookUp.match.host.name}/${lookUp.match.container.name}`;
    case 'several':
      return lookUp.matches.map(({ host, container }) => `${host.name}/${container.name}`).join(' or ');
    case 'none':
      return `none, near: ${lookUp.near.map(({ container }) => container.name).join(', ')}`;
  }
  return lookUp satisfies never;
}

test('a name is looked up on all hosts, once, and then known', async () => {
  fleet = { a: ['topapi', 'redis'], b: ['redis'], c: 'absent' };
  const all = directoryOf('a', 'b', 'c');
  expect(await all.lookUp('topapi')).toMatchObject({
    kind: 'found',
    match: {
      host: { name: 'a' },
      container: { name: 'topapi', status: 'Up 3 hours', createdAt: '2026-11-18T11:06:40.000Z' },
    },
    notAsked: [],
  });
  expect(told(await all.lookUp('redis'))).toBe('a/redis or b/redis');
  expect(told(await all.lookUp('redis', { host: 'b' }))).toBe('b/redis');
  expect(asked).toEqual(['a', 'b', 'c']);
  expect(shells.every((shell) => shell.closed())).toBe(true);
});

test('what is not known is asked for again, and what is old meanwhile', async () => {
  fleet = { a: ['topapi'], b: [] };
  const all = directoryOf('a', 'b');
  expect(told(await all.lookUp('mail'))).toBe('none, near: ');
  now += 4_000;
  fleet['b'] = ['mail'];
  expect(told(await all.lookUp('mail'))).toBe('b/mail');
  expect(asked).toEqual(['a', 'b', 'a', 'b']);
  now += 40_000;
  fleet['a'] = ['topapi', 'mail'];
  expect(told(await all.lookUp('mail'))).toBe('b/mail');
  await all.refresh();
  expect(told(await all.lookUp('mail'))).toBe('a/mail or b/mail');
  expect(asked).toHaveLength(6);
});

test('many who ask at the same time ask each host once', async () => {
  fleet = { a: ['topapi'], b: ['mail'] };
  const all = directoryOf('a', 'b');
  const answers = await Promise.all(['topapi', 'mail', 'topapi'].map((name) => all.lookUp(name)));
  expect(answers.map(told)).toEqual(['a/topapi', 'b/mail', 'a/topapi']);
  expect(asked).toEqual(['a', 'b']);
});

test('a container that turned out to be gone is not taken from memory', async () => {
  fleet = { a: ['topapi'] };
  const all = directoryOf('a');
  await all.lookUp('topapi');
  fleet['a'] = ['topapi-2'];
  expect(told(await all.lookUp('topapi', { fresh: true }))).toBe('none, near: topapi-2');
});

test('hosts that cannot be asked are named with the reason, and hold up nobody for longer than their deadline', async () => {
  fleet = { a: ['topapi'], b: 'down', c: 'silent', d: 'stopped' };
  const begun = performance.now();
  const { notAsked, ...found } = await directoryOf('a', 'b', 'c', 'd').lookUp('topap');
  expect(performance.now() - begun).toBeLessThan(3_000);
  expect(inEnglish(notAsked)).toEqual([
    { host: 'b', because: 'b refuses the connection. Start its sshd.' },
    { host: 'c', because: 'It did not answer within 1 s.' },
    { host: 'd', because: 'no dockerd process runs on the host.' },
  ]);
  expect(found).toMatchObject({ kind: 'none', near: [{ container: { name: 'topapi' } }] });
});

test("a stopped daemon's socket is not touched: a connection would start it", async () => {
  fleet = { a: 'stopped' };
  const path = join(folder, 'a-0.sock');
  const touched = createServer();
  servers.push(touched);
  let connections = 0;
  touched.on('connection', () => connections++);
  touched.listen(path);
  await once(touched, 'listening');
  await directoryOf('a').lookUp('topapi');
  expect(connections).toBe(0);
});

test('whoever gives up is let go at once; the host is asked to the end for the next one', async () => {
  fleet = { a: ['topapi'], b: 'silent' };
  const all = directoryOf('a', 'b');
  const gaveUp = all.lookUp('topapi', { signal: AbortSignal.timeout(50) });
  await expect(gaveUp).rejects.toThrow('timeout');
  await sleep(1_000);
  expect(told(await all.lookUp('topapi'))).toBe('a/topapi');
  expect(asked).toEqual(['a', 'b']);
});

test('no more hosts are asked side by side than allowed', async () => {
  const names = Array.from({ length: 12 }, (_, i) => `h${i}`);
  fleet = Object.fromEntries(names.map((name) => [name, [`on-${name}`]]));
  let most = 0;
  directory = createDirectory({
    hosts: names.map(hostCalled),
    shells: {
      open: async (target) => {
        const shell = await open(target);
        await sleep(5);
        most = Math.max(most, shells.filter((one) => !one.closed()).length);
        return shell;
      },
    },
    atOnce: 3,
  });
  expect(told(await directory.lookUp('on-h11'))).toBe('h11/on-h11');
  expect(most).toBe(3);
});

describe('a recorded host', () => {
  const path = fileURLToPath(new URL('../../../test/hosts/healthy-plain/snapshot.json', import.meta.url));

  it('is looked through without any connection', async () => {
    const recorded: Host = { ...hostCalled('old'), via: { kind: 'snapshot', path } };
    const gone: Host = { ...hostCalled('gone'), via: { kind: 'snapshot', path: '/nowhere.json' } };
    directory = createDirectory({ hosts: [recorded, gone], shells: { open } });
    const { notAsked, ...found } = await directory.lookUp('shop-web');
    expect(found).toMatchObject({
      kind: 'found',
      match: { host: { name: 'old' }, container: { image: 'shop/base:1', state: 'running' } },
    });
    expect(inEnglish(notAsked)).toEqual([
      { host: 'gone', because: 'The snapshot /nowhere.json cannot be read. Check the path.' },
    ]);
    expect(asked).toEqual([]);
  });

  it('says why it has no containers in the language of whoever asks', async () => {
    const { snapshot } = recordedHost('healthy-plain');
    const because = 'Docker gave no answer within 10 s';
    const late = { status: 'timed-out', because, argv: [] };
    const readings = { ...snapshot.readings, 'docker-containers': late, 'docker-inspect': late };
    const deaf = join(folder, 'snapshot.json');
    await writeFile(deaf, JSON.stringify({ ...snapshot, readings }));
    const host: Host = { ...hostCalled('old'), via: { kind: 'snapshot', path: deaf } };
    directory = createDirectory({ hosts: [host], shells: { open } });
    const { notAsked } = await directory.lookUp('shop-web');
    expect(inEnglish(notAsked)).toEqual([{ host: 'old', because: `${because}.` }]);
    expect(notAsked.map((one) => tell(one.because, 'zh-CN'))).toEqual(['Docker 在 10 秒内没有响应。']);
  });
});

test('why a host could not be asked goes to a channel, and so without secrets', async () => {
  fleet = { a: 'leaking' };
  const { notAsked } = await directoryOf('a').lookUp('topapi');
  expect(inEnglish(notAsked)).toEqual([
    {
      host: 'a',
      because: expect.stringMatching(/^proxy said: wrong key for https:\/\/shop:‹secret \w+›@10\.0\.0\.7\/$/),
    },
  ]);
});
