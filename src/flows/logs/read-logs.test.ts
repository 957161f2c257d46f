import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { sshHost } from '../../../test/support/ssh-host.ts';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { viewOf } from '../../../test/support/views.ts';
import type { Host } from '../../hosts/host.ts';
import { LogReport, type LogQuery } from '../../report/logs.ts';
import { localShell } from '../../ssh/local-shell.ts';
import type { Shell } from '../../ssh/shell.ts';
import { followLog } from './follow-log.ts';
import { readLogs } from './read-logs.ts';

const shells = { open: () => Promise.reject(new Error('a recorded host is not connected to')) };

function recorded(name: string): Host {
  const path = fileURLToPath(new URL(`../../../test/hosts/${name}/snapshot.json`, import.meta.url));
  return { name, via: { kind: 'snapshot', path }, tags: [], needs: [], source: path };
}

const read = (host: string, name: string, query: LogQuery = {}) =>
  readLogs({ host: recorded(host), containerId: name, name, query }, { shells });

test('state, cause, fix and lines of a container that does not start are one report', async () => {
  const report = await read('dotnet-shared-framework-missing-3.1', 'topapi');
  expect(LogReport.parse(report)).toEqual(report);
  expect(report).toMatchObject({
    schema: 'ferryman.logs/1',
    verdict: 'faulty',
    container: { name: 'topapi', image: 'shop/topapi:latest' },
    state: { status: 'exited', exitCode: 150, restarts: 3 },
    read: { driver: 'json-file', lines: 32 },
  });
  const [cause] = report.causes;
  expect(cause?.cause).toBe('dotnet-shared-framework-missing');
  expect(cause?.fix?.summary).toContain('mcr.microsoft.com/dotnet/core/aspnet:3.1');
  expect(report.lastError?.lines.map(({ text }) => text).join('\n')).toContain(
    "'Microsoft.AspNetCore.App', version '3.1.0'",
  );
});

test('a container that runs is healthy, and so are a job that is done and one that was stopped on purpose', async () => {
  expect(await read('healthy-plain-again', 'shop-web')).toMatchObject({ verdict: 'healthy' });
  expect(await read('healthy-finished-jobs', 'migrate')).toMatchObject({ verdict: 'healthy' });
  expect(await read('healthy-stopped-on-purpose-again', 'retired-shop')).toMatchObject({
    verdict: 'healthy',
  });
});

test('where Docker has forgotten who ended a container that nobody misses, nobody is accused', async () => {
  expect(await read('healthy-stopped-on-purpose', 'retired-shop')).toMatchObject({
    verdict: 'healthy',
    causes: [],
    state: { exitCode: 137, sentence: expect.stringContaining('it was killed (SIGKILL)') },
  });
});

test('a recording holds the log of an earlier instance too', async () => {
  const host = 'dotnet-shared-framework-missing-6.0';
  const containers = viewOf('containers', recordedHost(host).snapshot);
  const [other] = containers.filter(({ name }) => name === 'migrate');
  const { patterns } = await readLogs(
    { host: recorded(host), containerId: 'topapi', name: 'topapi', query: {}, earlier: [other?.id ?? ''] },
    { shells },
  );
  expect(patterns.find(({ level }) => level === 'error')).toMatchObject({ isNew: true });
});

test('the verdict does not hang on what was asked for', async () => {
  const report = await read('dotnet-shared-framework-missing', 'topapi', { grep: 'aka\\.ms', tail: 1 });
  expect(report.verdict).toBe('faulty');
  expect(report.excerpt.map(({ text }) => text)).toEqual(['      https://aka.ms/dotnet-download']);
  expect(report.read.matched).toBe(1);
  expect(report.lastError).toBeDefined();
});

test('since the last start of a container that restarts over and over, nothing of the runs before is read', async () => {
  const report = await read('dotnet-shared-framework-missing-3.1', 'topapi', { sinceRestart: true });
  // The recording: StartedAt is 11:57:00.055; the runs before wrote at 11:56:57 and 11:56:58.
  expect(report.read.lines).toBe(8);
  expect(report.excerpt[0]?.at).toBe('2026-11-22T11:57:00.062440919Z');
});

test('a container that is not there is an error with a next step', async () => {
  await expect(read('healthy-plain-again', 'nowhere')).rejects.toMatchObject({
    code: 'unknown-container',
    message: expect.stringContaining('no container nowhere'),
  });
});

test('what is followed is masked, goes through grep and ends with the recording', async () => {
  const host = recorded('dotnet-shared-framework-missing');
  const following = followLog(
    { host, containerId: 'topapi', name: 'topapi', query: { grep: 'https?://' } },
    { shells, forMs: 5_000 },
  );
  const texts: string[] = [];
  let next = await following.next();
  for (; next.done !== true; next = await following.next())
    texts.push(...next.value.map(({ text }) => text.trim()));
  expect(texts).toEqual([
    'http://go.microsoft.com/fwlink/?LinkID=798306&clcid=0x409',
    'https://aka.ms/dotnet-download',
  ]);
  expect(next.value).toEqual({ kind: 'recording' });
});

test('what Docker says of a start that failed is masked, counted, and says nothing to a terminal', async () => {
  const { via } = recorded('dotnet-shared-framework-missing-3.1');
  if (via.kind !== 'snapshot') throw new Error('not recorded');
  const said = 'pull: \u001B[31mpass\u200Bword=hV7q\u00ADPz2Wm9\u001B[0m of 10.0.0.7';
  const inspected = JSON.stringify(JSON.stringify(said)).slice(1, -1);
  const folder = await mkdtemp(join(tmpdir(), 'ferryman-logs-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'snapshot.json');
  const snapshot = (await readFile(via.path, 'utf8')).replaceAll(
    '\\"Error\\":\\"\\"',
    `\\"Error\\":${inspected}`,
  );
  await writeFile(path, snapshot);
  const host: Host = { name: 'shop', via: { kind: 'snapshot', path }, tags: [], needs: [], source: path };
  const { state, masked } = await readLogs(
    { host, containerId: 'topapi', name: 'topapi', query: {} },
    { shells },
  );
  expect(state.sentence).toMatch(
    /: pull: password=‹secret \w+› of 10\.0\.0\.7 \(at the time of the recording, /,
  );
  expect(masked).toEqual({ password: 1 });
});

test('a pattern that holds a secret is not said again', async () => {
  const { asked } = await read('dotnet-shared-framework-missing', 'topapi', { grep: 'password=hV7qPz2Wm9' });
  expect(asked.grep).toMatch(/^password=‹secret \w+›$/);
});

test('an error of a reading is without secrets', async () => {
  const failing = { open: () => Promise.reject(new Error('proxy: password=hV7qPz2Wm9')) };
  const host = sshHost('shop', '10.0.0.7');
  const request = { host, containerId: 'c0ffee', name: 'topapi', query: {} };
  await expect(readLogs(request, { shells: failing })).rejects.toMatchObject({
    message: expect.stringMatching(/^proxy: password=‹secret \w+›$/),
  });
  const following = followLog(request, { shells: failing, forMs: 1_000 });
  await expect(following.next()).rejects.toMatchObject({
    message: expect.stringMatching(/^proxy: password=‹secret \w+›$/),
  });
});

test('a recording without the log says so, and why where Docker said it', async () => {
  expect(await read('the-story', 'topapi')).toMatchObject({
    verdict: 'unknown',
    read: { lines: 0, cut: 'the recording holds nothing of its log' },
  });
  const { snapshot } = recordedHost('the-story');
  const reading = snapshot.readings['docker-logs'];
  const topapi = viewOf('containers', snapshot).find(({ name }) => name === 'topapi');
  const stderr = `${topapi?.id}: configured logging driver does not support reading`;
  const folder = await mkdtemp(join(tmpdir(), 'ferryman-recorded-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'snapshot.json');
  const readings = { ...snapshot.readings, 'docker-logs': { ...reading, stderr } };
  await writeFile(path, JSON.stringify({ ...snapshot, readings }));
  const host: Host = { ...recorded('the-story'), via: { kind: 'snapshot', path } };
  const { read: was } = await readLogs(
    { host, containerId: 'topapi', name: 'topapi', query: {} },
    { shells },
  );
  expect(was.cut).toBe(
    'its log could not be read when the host was recorded: configured logging driver does not support reading',
  );
});

test('who hears that it was cancelled hears it when nothing runs on the host any more', async () => {
  let running = 0;
  const slowToEnd: Shell['run'] = async (_, { signal } = {}) => {
    running += 1;
    if (signal?.aborted !== true) await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    await sleep(300);
    running -= 1;
    return { kind: 'aborted', stdout: '', stderr: '', truncated: false, durationMs: 300 };
  };
  const shell: Shell = {
    ...localShell(),
    run: slowToEnd,
    stream: () => Promise.reject(new Error('no stream')),
  };
  const stop = new AbortController();
  const host = sshHost('web-1', '192.0.2.1');
  const reading = readLogs(
    { host, containerId: 'abc', name: 'shop', query: {} },
    { shells: { open: async () => shell }, signal: stop.signal },
  );
  reading.catch(() => undefined);
  await sleep(50);
  expect(running).toBeGreaterThan(1);
  stop.abort(new Error('cancelled'));
  await expect(reading).rejects.toThrow('web-1');
  expect(running).toBe(0);
});
