import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { runCli } from '../../src/cli/program.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { LogLine, LogReport } from '../../src/report/logs.ts';
import { captureTerminal } from '../support/captured-terminal.ts';
import { configurationFor } from './ask.ts';
import { askingApp, connectionString } from './cases/applications/asking.ts';
import { image, start } from './containers.ts';
import { openLab, type Lab, type LabHost } from './lab.ts';
import { until } from './process.ts';
import { whyNoLab } from './skip.ts';

/** What the runtime's host printed, word for word. */
const NO_FRAMEWORK = `It was not possible to find any compatible framework version
The specified framework 'Microsoft.AspNetCore.App', version '2.1.1' was not found.
  - Check application dependencies and target a framework version installed at:
      /usr/share/dotnet/`;

const PASSWORD = 'Ohng4eeth8';
const DATABASE = '172.25.3.77';

/** Said once, and buried under more lines than a diagnosis reads. */
const BURIED = `echo 'System.InvalidOperationException: Timeout expired.  The timeout period elapsed prior to obtaining a connection from the pool. This may have occurred because all pooled connections were in use and max pool size was reached.' >&2
i=0; while [ $i -lt 600 ]; do echo "info: order $i taken"; i=$((i+1)); done; sleep infinity`;

const CHATTY = `i=0; while true; do echo "GET /orders/$i 200 in $((i % 9 + 1)) ms"; echo "cache miss $i" >&2; i=$((i+1)); usleep 50000; done`;

const SECRETIVE = `printf 'connecting with Server=db;User Id=shop;Password=${PASSWORD};Timeout=5\\n'
printf '\\033[31mred\\033[0m <!channel> postgres://shop:${PASSWORD}@db/shop\\n'; sleep infinity`;

describe.skipIf(whyNoLab() !== undefined)('ferryman logs, on a real host,', () => {
  let lab: Lab;
  let host: LabHost;
  let config: string;

  beforeAll(async () => {
    lab = await openLab();
    host = await lab.boot('shop', { subnet: '192.168.7.0/24', address: '192.168.7.31' });
    config = await configurationFor(host);
    await arrange(host);
  });

  afterAll(() => lab?.close());

  async function typed(...words: readonly string[]) {
    const terminal = captureTerminal();
    const code = await runCli(['logs', ...words, '--config', config], {
      environment: readEnvironment(),
      terminal,
    });
    return { code, out: terminal.out(), err: terminal.err() };
  }

  /** Again where not everything could be looked at: a machine that does much else does not answer in time. */
  async function asked(...words: readonly string[]) {
    for (let again = 2; ; again -= 1) {
      const { code, out, err } = await typed(...words, '--json', '--timeout', '180');
      if (code !== 3 || again === 0) {
        if (out === '') throw new Error(`no report: ${err}`);
        return { code, report: LogReport.parse(JSON.parse(out)) };
      }
    }
  }

  it('tells a container that was killed for its memory', async () => {
    const { code, report } = await asked('reports');
    expect({ code, cause: report.causes[0]?.cause }).toEqual({ code: 1, cause: 'oom-killed-main' });
    expect(report.state.sentence).toMatch(
      /137: the kernel killed it: it used more memory than its limit of 16 MiB/,
    );
  });

  it('says nothing bad of one that runs and talks a lot, groups what it says and tells the streams apart', async () => {
    const { code, report } = await asked('chatty', 'tail', '20');
    expect(report.causes.filter(({ severity }) => severity !== 'notice')).toEqual([]);
    expect({ code, verdict: report.verdict, state: report.state.status }).toEqual({
      code: 0,
      verdict: 'healthy',
      state: 'running',
    });
    expect(report.excerpt).toHaveLength(20);
    expect(new Set(report.excerpt.map(({ stream }) => stream))).toEqual(new Set(['stdout', 'stderr']));
    expect(report.patterns.filter(({ count }) => count > 5)).toHaveLength(2);
  });

  it('finds a sentence that a diagnosis would have to scroll for', async () => {
    const { report } = await asked('buried');
    expect(report.causes.map(({ cause }) => cause)).toContain('pool-exhausted');
  });

  it('follows error 40 of SQL Server to the bridge that took the database’s range', async () => {
    const { code, report } = await asked('orders', 'grep', 'error: 40');
    expect({ code, cause: report.causes[0]?.cause }).toEqual({
      code: 1,
      cause: 'bridge-subnet-shadows-remote-service',
    });
    expect(report.read.matched).toBeGreaterThan(0);
    expect(report.excerpt.every(({ text }) => text.includes('error: 40'))).toBe(true);
  });

  it.each(['journald', 'local', 'tty'])('reads what a container with %s wrote', async (kind) => {
    const { code, out } = await typed(`with-${kind}`, 'follow', '--json');
    const lines = z.array(LogLine).parse(
      out
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    );
    expect({ code, texts: lines.map(({ text }) => text) }).toEqual({
      code: 0,
      texts: ['one', 'two', 'three'],
    });
    expect(lines[0]?.stream).toBe(kind === 'tty' ? 'tty' : 'stdout');
  });

  it('says why there is no log, and what to do, where the driver keeps none', async () => {
    const { code, out, err } = await typed('with-none', 'follow');
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toMatch(/log driver is none: .*json-file or local/);
  });

  it('lets no secret out, gives the same one the same token, and no escape to the terminal', async () => {
    const { out } = await typed('secretive');
    expect(out).not.toContain(PASSWORD);
    expect(out).not.toContain('\u001B');
    const tokens = [...out.matchAll(/(?:Password=|shop:)(‹secret [0-9a-f]+›)/g)].map(([, token]) => token);
    expect(tokens.length).toBeGreaterThanOrEqual(2);
    expect(new Set(tokens).size).toBe(1);
    expect(out).toMatch(/\d\s+(?:secret\s+was|secrets\s+were)\s+masked/);
    expect(out).toMatch(/^State +running for /m);
    const probing = await typed('secretive', 'follow', '1s', 'grep', PASSWORD.slice(0, 4));
    expect(probing).toMatchObject({ code: 0, out: '' });
  });

  it('names the image that a .NET application needs, and what exit code 150 means', async () => {
    const { code, report } = await asked('topapi');
    expect(code).toBe(1);
    expect(report.state).toMatchObject({ status: 'restarting', exitCode: 150 });
    expect(report.state.sentence).toMatch(
      /restarting over and over, .*last exit 150: \.NET finds no framework/,
    );
    expect(report.causes[0]).toMatchObject({ cause: 'dotnet-shared-framework-missing', certainty: 'proven' });
    expect(report.causes[0]?.fix?.summary).toContain('microsoft/dotnet:2.1-aspnetcore-runtime');
    const decisive = report.lastError?.lines.map(({ text }) => text).join('\n');
    expect(decisive).toContain('Microsoft.AspNetCore.App');
  });

  it('names what is near where there is no such container, and one that was removed is none', async () => {
    await host.must(['docker', 'rm', '-f', 'removed']);
    const { code, err } = await typed('removed');
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringContaining(
        'None of the hosts with Docker that were asked has a container called removed.',
      ),
    });
    const slip = await typed('topap');
    expect(slip).toMatchObject({
      code: 2,
      err: expect.stringContaining(`ferryman logs topapi on ${host.name}`),
    });
  });

  it('appends lines as they come, only those that match, and ends with the time', async () => {
    const { code, out, err } = await typed('chatty', 'follow', '2s', 'grep', 'cache miss', 'tail', '3');
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('Following the log of chatty') });
    const lines = out.trim().split('\n');
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.every((line) => /^\d\d:\d\d:\d\d 2> cache miss \d+$/.test(line))).toBe(true);
  });

  it('follows until Ctrl-C, which is no failure, and leaves nothing running on the host', async () => {
    const ferryman = fileURLToPath(new URL('../../bin/ferryman.js', import.meta.url));
    const child = spawn(process.execPath, [ferryman, 'logs', 'chatty', '-f', '--config', config]);
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const ended = new Promise((resolve) => {
      child.once('exit', resolve);
    });
    await until('lines to come', 60_000, () => Promise.resolve(said.split('\n').length > 30 || undefined));
    const before = await readersOf(host);
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    await until('the daemon to be read no more', 10_000, async () =>
      (await readersOf(host)) < before ? true : undefined,
    );
  });
});

/** Connections that Docker's socket serves. */
async function readersOf(host: LabHost): Promise<number> {
  const text = await host.must(['sh', '-c', "ss -xH state established | grep -c '/run/docker.sock' || true"]);
  return Number(text.trim());
}

async function arrange(host: LabHost): Promise<void> {
  await host.cloud.database({ address: DATABASE, subnet: '172.25.3.0/24', port: 1433 });
  const dotnet = await image(host, 'microsoft/dotnet:2.1-runtime', {
    scripts: { 'usr/bin/dotnet': `#!/bin/sh\ncat >&2 <<'TEXT'\n${NO_FRAMEWORK}\nTEXT\nexit 150\n` },
    lines: ['WORKDIR /app', 'ENV PATH=/bin:/usr/bin', 'ENTRYPOINT ["dotnet", "topapi.dll"]'],
  });
  // First, so that its restarts have grown rare when it is looked at.
  await start(host, { name: 'topapi', image: dotnet, extra: ['--restart', 'always'] });
  const base = await image(host, 'shop/base:1');
  const run = (name: string, script: string, ...extra: string[]) =>
    start(host, { name, image: base, extra, command: ['sh', '-c', script] });
  await start(host, { name: 'reports', image: base, extra: ['-m', '16m'], command: ['tail', '/dev/zero'] });
  await run('chatty', CHATTY);
  await run('buried', BURIED);
  await run('secretive', SECRETIVE);
  await run('removed', 'echo bye');
  for (const [name, ...extra] of [
    ['with-journald', '--log-driver', 'journald'],
    ['with-local', '--log-driver', 'local'],
    ['with-none', '--log-driver', 'none'],
    ['with-tty', '-t'],
  ] as const)
    await run(name, 'echo one; echo two; echo three', ...extra);
  await host.must(['docker', 'network', 'create', '--subnet', '172.25.0.0/16', 'reports_default']);
  const env = [connectionString(`${DATABASE},1433`)];
  await askingApp(host, { name: 'orders', host: DATABASE, port: 1433, manner: 'serves on', env });
  await until('reports to be killed', 20_000, async () => {
    const status = await host.must(['docker', 'inspect', '-f', '{{.State.Status}}', 'reports']);
    return status.trim() === 'exited' ? true : undefined;
  });
}
