import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine, type Engine } from '../../src/docker/engine.ts';
import { askGate } from '../../src/docker/gate.ts';
import { streamLog, type LogEnd, type LogWanted } from '../../src/docker/log-stream.ts';
import type { LogLine } from '../../src/report/logs.ts';
import { tell } from '../../src/text/tell.ts';
import { createShellPool, type ShellPool } from '../../src/ssh/pool.ts';
import { start } from './containers.ts';
import { openLab, type Lab, type LabHost } from './lab.ts';
import { until } from './process.ts';
import { whyNoLab } from './skip.ts';

const reason = whyNoLab();
if (reason !== undefined) console.log(`No real log is read: ${reason}.`);

const KEPT = 64 * 1024;
const limits = { maxBytes: 1e9, maxLines: 1e9, maxMs: 60_000, maxLineBytes: KEPT };

/** 500 kB and 180 kB in a line: Docker splits both every 16 KiB, the second one between the bytes of its characters. */
const WRITES = `echo out; echo err >&2
printf 'half a '; printf 'line\\n'
awk 'BEGIN{for(i=0;i<50000;i++) printf "0123456789"; print "END"}'
awk 'BEGIN{for(i=0;i<5000;i++) printf "é🐳"; print "END"}'
printf 'last words'`;

const EXPECTED = [
  'err',
  'half a line',
  'last words',
  'out',
  inShort(`${'0123456789'.repeat(50_000).slice(0, KEPT)} [Ferryman: 424 KiB more of this line left out]`),
  inShort(`${'é🐳'.repeat(5_000)}END`),
].toSorted();

/**
 * With a terminal the time stamps inside the line count as left out. Of a character that Docker split between two entries
 * the driver json-file keeps nothing but replacements.
 */
function inShort(raw: string): string {
  const text = raw.replaceAll(/\u{fffd}+/gu, '🐳');
  const digest = createHash('sha256')
    .update(text.replace(/ \[Ferryman: .*/, ''))
    .digest('hex')
    .slice(0, 12);
  return text.length < 100
    ? text
    : `${text.slice(0, 10)}… ${digest} …${text.slice(-40).replace(/4\d\d KiB/, '4xx KiB')}`;
}

/** Connections to Docker's socket that are open on the host. */
async function connectionsOn(host: LabHost): Promise<number> {
  const count =
    'grep -c "^[^ ]*: [0-9A-F]* [0-9A-F]* [0-9A-F]* [0-9]* 03 .*docker.sock" /proc/net/unix || true';
  return Number(await host.sh(count));
}

describe.skipIf(reason !== undefined)('logs of a real daemon', () => {
  let lab: Lab;
  let host: LabHost;
  let pool: ShellPool;
  let engine: Engine;

  beforeAll(async () => {
    lab = await openLab();
    host = await lab.boot('hz-logs');
    pool = createShellPool();
    const shell = await pool.open({
      address: host.address,
      port: 22,
      user: 'root',
      identityFiles: [host.identityFile],
      knownHostsFiles: [host.knownHostsFile],
    });
    const { gate } = await askGate(shell);
    if (gate.kind !== 'running') throw new Error(tell(gate.because, 'en'));
    engine = await openEngine(shell, gate);
  });

  afterAll(async () => {
    engine?.close();
    await pool?.dispose();
    await lab?.close();
  });

  async function run(name: string, extra: readonly string[], script = WRITES): Promise<string> {
    await start(host, { name, extra, command: ['sh', '-c', script] });
    return (await host.must(['docker', 'inspect', '-f', '{{.Id}}', name])).trim();
  }

  async function read(
    id: string,
    tty: boolean,
    wanted: LogWanted = {},
    signal?: AbortSignal,
  ): Promise<{ lines: LogLine[]; end: { kind: LogEnd['kind']; because?: string } }> {
    const log = streamLog(engine, { id, tty }, wanted, { limits, ...(signal && { signal }) });
    const lines: LogLine[] = [];
    let next = await log.next();
    for (; next.done !== true; next = await log.next()) lines.push(...next.value);
    const { value: end } = next;
    const because = 'because' in end ? { because: tell(end.because, 'en') } : {};
    return { lines, end: { kind: end.kind, ...because } };
  }

  it.each(['json-file', 'local', 'journald'])(
    '%s: every line comes whole, from its own stream',
    async (driver) => {
      const id = await run(`whole-${driver}`, ['--log-driver', driver]);
      await host.must(['docker', 'wait', id]);
      await until(
        'the journal to have it all',
        20_000,
        async () => (await read(id, false)).lines.length >= 6,
      );
      const { lines, end } = await read(id, false);
      expect(end.kind).toBe('ended');
      expect(lines.map(({ text }) => inShort(text)).toSorted()).toEqual(EXPECTED);
      expect(lines.filter(({ stream }) => stream === 'stderr').map(({ text }) => text)).toEqual(['err']);
      expect(lines.every(({ at = '' }) => Math.abs(Date.parse(at) - Date.now()) < 120_000)).toBe(true);
    },
  );

  it.each(['json-file', 'journald'])('%s: with a terminal as well', async (driver) => {
    const id = await run(`terminal-${driver}`, ['--tty', '--log-driver', driver]);
    await host.must(['docker', 'wait', id]);
    await until('the journal to have it all', 20_000, async () => (await read(id, true)).lines.length >= 6);
    const { lines } = await read(id, true);
    expect(lines.map(({ text }) => inShort(text)).toSorted()).toEqual(EXPECTED);
  });

  it('a driver that only hands on is read from what Docker keeps, unless that is switched off', async () => {
    const to = ['--log-driver', 'syslog', '--log-opt', 'syslog-address=udp://127.0.0.1:514'];
    const kept = await run('kept', to, 'echo one');
    await host.must(['docker', 'wait', kept]);
    expect((await read(kept, false)).lines.map(({ text }) => text)).toEqual(['one']);
    const unkept = await run('unkept', [...to, '--log-opt', 'cache-disabled=true'], 'echo one');
    expect((await read(unkept, false)).end).toMatchObject({
      kind: 'unreadable',
      because: expect.stringContaining('sends the lines to a syslog server (udp://127.0.0.1:514)'),
    });
  });

  it('no log at all is said to be none', async () => {
    const id = await run('none', ['--log-driver', 'none'], 'echo one');
    expect((await read(id, false)).end).toMatchObject({
      kind: 'unreadable',
      because: expect.stringContaining('Docker throws away what the container writes'),
    });
  });

  it('since and until are exact to the nanosecond', async () => {
    const id = await run('times', [], 'for i in 1 2 3 4 5; do echo $i; done');
    await host.must(['docker', 'wait', id]);
    const { lines } = await read(id, false);
    const [, second, , fourth] = lines.map(({ at }) => at);
    const between = await read(id, false, {
      ...(second && { since: second }),
      ...(fourth && { until: fourth }),
    });
    expect(between.lines.map(({ text }) => text)).toEqual(['2', '3', '4']);
  });

  it('nothing of a log that was followed is left on the host', async () => {
    const id = await run('followed', [], 'while :; do echo tick; sleep 0.2; done');
    const before = await connectionsOn(host);
    const stop = new AbortController();
    const followed = read(id, false, { follow: true }, stop.signal);
    await until('the log to be followed', 20_000, async () => (await connectionsOn(host)) > before);
    stop.abort();
    expect((await followed).end).toMatchObject({ kind: 'cut', because: 'the reading was stopped' });
    await until('the connection to be gone', 20_000, async () => (await connectionsOn(host)) <= before);
  });
});
