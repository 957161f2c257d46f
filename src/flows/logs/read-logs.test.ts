import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Host } from '../../hosts/host.ts';
import { LogReport, type LogQuery } from '../../report/logs.ts';
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

test('the verdict does not hang on what was asked for', async () => {
  const report = await read('dotnet-shared-framework-missing', 'topapi', { grep: 'aka\\.ms', tail: 1 });
  expect(report.verdict).toBe('faulty');
  expect(report.excerpt.map(({ text }) => text)).toEqual(['      https://aka.ms/dotnet-download']);
  expect(report.read.matched).toBe(1);
  expect(report.lastError).toBeDefined();
});

test('a container that is not there is an error with a next step', async () => {
  await expect(read('healthy-plain-again', 'nowhere')).rejects.toMatchObject({
    code: 'unknown-container',
    message: expect.stringContaining('no container nowhere'),
  });
});

test('what is followed is masked, goes through grep and ends with the log', async () => {
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
  expect(next.value).toEqual({ kind: 'ended' });
});
