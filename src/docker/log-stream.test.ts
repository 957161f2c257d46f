import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { multiplexed } from '../../test/support/docker-log.ts';
import { fakeShell, type FakeAnswer } from '../../test/support/fake-shell.ts';
import { localShell } from '../ssh/local-shell.ts';
import { tell } from '../text/tell.ts';
import { openEngine, type Engine } from './engine.ts';
import { streamLog, type LogEnd, type LogLimits, type LogOptions, type LogWanted } from './log-stream.ts';

const MIB = 1024 * 1024;
const limits: LogLimits = { maxBytes: 8 * MIB, maxLines: 10_000, maxMs: 10_000, maxLineBytes: 64 * 1024 };

/** Docker's API over a real unix socket: what it says to a request for a log. */
let answer: (response: ServerResponse, url: URL) => void;
let folder: string;
let socket: string;
let server: Server;
let engine: Engine;
let seen: URL[];
let closed: Promise<unknown>[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ferryman-log-'));
  seen = [];
  closed = [];
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://docker');
    seen.push(url);
    closed.push(once(response, 'close'));
    answer(response, url);
  });
  socket = join(folder, 'docker.sock');
  server.listen(socket);
  await once(server, 'listening');
  engine = await openEngine(localShell(), { kind: 'running', socket, reachable: true, containerIds: [] });
});

afterEach(async () => {
  engine.close();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

const line = (text: string) => multiplexed([{ source: 'stdout', text: `${text}\n` }]);

interface ToldEnd extends Pick<LogEnd, 'kind' | 'read'> {
  readonly because?: string;
  readonly inChinese?: string;
}

function told(end: LogEnd): ToldEnd {
  const { kind, read: amount } = end;
  return {
    kind,
    read: amount,
    ...('because' in end && { because: tell(end.because, 'en'), inChinese: tell(end.because, 'zh-CN') }),
  };
}

async function read(
  wanted: LogWanted = {},
  more: Partial<Omit<LogOptions, 'limits'>> & Partial<LogLimits> = {},
  on: Engine = engine,
): Promise<{ texts: string[]; end: ToldEnd }> {
  const { signal, hint, ...own } = more;
  const texts: string[] = [];
  const log = streamLog(on, { id: 'c0ffee', tty: false }, wanted, {
    limits: { ...limits, ...own },
    ...(signal && { signal }),
    ...(hint && { hint }),
  });
  for (;;) {
    const next = await log.next();
    if (next.done === true) return { texts, end: told(next.value) };
    texts.push(...next.value.map(({ text }) => text));
  }
}

function unreadable(driver: string, config: Record<string, string> = {}): void {
  answer = (response, { pathname }) => {
    if (pathname.endsWith('/json'))
      response.end(JSON.stringify({ HostConfig: { LogConfig: { Type: driver, Config: config } } }));
    else
      response
        .writeHead(501, { 'content-type': 'application/json' })
        .end('{"message":"configured logging driver does not support reading"}');
  };
}

async function through(
  said: FakeAnswer,
): Promise<{ texts: string[]; end: ToldEnd; argv: string[]; running: number }> {
  const shell = fakeShell({ answer: ({ argv }) => (argv[1] === 'logs' ? said : undefined) });
  const commands = await openEngine(shell, {
    kind: 'running',
    socket: '/nowhere/docker.sock',
    reachable: true,
    containerIds: [],
  });
  const { texts, end } = await read({ tail: 5, follow: said.hangs === true }, { maxMs: 500 }, commands);
  const argv = [...(shell.asked.find((one) => one.argv[1] === 'logs')?.argv ?? [])];
  return { texts, end, argv, running: shell.running() };
}

test('a log comes with all its lines, and Docker is asked for exactly what was wanted', async () => {
  answer = (response) => response.end(Buffer.concat([line('one'), line('two')]));
  expect(await read({ since: '2026-11-22T10:00:00.5Z', until: '2026-11-22T10:30:00Z', tail: 200 })).toEqual({
    texts: ['one', 'two'],
    end: { kind: 'ended', read: { lines: 2, bytes: 70 } },
  });
  expect(seen.map(({ pathname, searchParams }) => [pathname, Object.fromEntries(searchParams)])).toEqual([
    [
      '/containers/c0ffee/logs',
      {
        stdout: '1',
        stderr: '1',
        timestamps: '1',
        since: '1795341600.500000000',
        until: '1795343400.000000000',
        tail: '200',
      },
    ],
    // Whether the log has ended or the connection was lost.
    ['/_ping', {}],
  ]);
});

test('what a daemon sends beyond `until`, which it does not know, is left out', async () => {
  const late = multiplexed([{ source: 'stdout', text: 'late\n', at: '2026-11-22T10:00:00.600000000Z' }]);
  answer = (response) => response.end(Buffer.concat([line('one'), late, line('never')]));
  const { texts, end } = await read({ until: '2026-11-22T10:00:00.5Z' });
  expect(texts).toEqual(['one']);
  expect(end.kind).toBe('ended');
});

/** As fast as it is taken, without an end. */
function flood(piece: Buffer): { sent: () => number } {
  let bytes = 0;
  answer = (response) => {
    const more = () => {
      while (!response.closed) {
        bytes += piece.length;
        if (!response.write(piece)) return;
      }
    };
    response.on('drain', more);
    more();
  };
  return { sent: () => bytes };
}

test('a reader that is slow slows Docker, and leaving it ends the request', async () => {
  const { sent } = flood(Buffer.concat(Array.from({ length: 200 }, () => line('x'.repeat(500)))));
  const log = streamLog(engine, { id: 'c0ffee', tty: false }, {}, { limits: { ...limits, maxBytes: 1e12 } });
  await log.next();
  await new Promise((resolve) => {
    setTimeout(resolve, 300);
  });
  const before = sent();
  expect(before).toBeLessThan(4 * MIB);
  await log.return({ kind: 'ended', read: { lines: 0, bytes: 0 } });
  await closed[0];
});

describe('each limit ends the reading with a sentence, and the request with it:', () => {
  test('bytes', async () => {
    flood(Buffer.concat(Array.from({ length: 200 }, () => line('x'.repeat(500)))));
    const { end } = await read({}, { maxBytes: 2 * MIB });
    expect(end).toMatchObject({
      kind: 'cut',
      because:
        'only the first 2 MiB of what was asked for were read, up to 2026-11-22T10:00:00.123456789Z; ask for a later since, or for a tail',
    });
    await closed[0];
  });

  test('lines', async () => {
    flood(line('one'));
    const { texts, end } = await read({}, { maxLines: 1234 });
    expect(texts).toHaveLength(1234);
    expect(end).toMatchObject({ kind: 'cut', because: expect.stringContaining('the first 1,234 lines') });
    await closed[0];
  });

  test('seconds, where Docker goes through its files and sends nothing', async () => {
    answer = () => undefined;
    const { end } = await read({ since: '2026-11-22T10:00:00Z' }, { maxMs: 100 });
    expect(end).toMatchObject({
      kind: 'cut',
      because: expect.stringContaining('Docker sent nothing of the log within 0.1 s'),
    });
    await closed[0];
  });

  test('seconds, of a log that is followed', async () => {
    answer = (response) => response.write(line('one'));
    const { texts, end } = await read({ follow: true }, { maxMs: 200 });
    expect(texts).toEqual(['one']);
    expect(end).toMatchObject({
      kind: 'cut',
      because: 'the log was followed for 0.2 s, as long as was asked for',
    });
    await closed[0];
  });

  test('the signal', async () => {
    const stop = new AbortController();
    answer = (response) => response.write(line('one'), () => setTimeout(() => stop.abort(), 50));
    const { texts, end } = await read({ follow: true }, { signal: stop.signal });
    expect(texts).toEqual(['one']);
    expect(end).toMatchObject({ kind: 'cut', because: 'the reading was stopped' });
    await closed[0];
  });
});

test('a line of 100 MB takes no more memory than what is kept of it', async () => {
  const piece = multiplexed([{ source: 'stdout', text: Buffer.alloc(16 * 1024, 'x') }]);
  let left = 6400;
  answer = (response) => {
    const more = () => {
      while (left-- > 0) if (!response.write(piece)) return;
      response.end(line('end'));
    };
    response.on('drain', more);
    more();
  };
  const { texts, end } = await read({}, { maxBytes: 200 * MIB });
  expect(texts.map((text) => text.length)).toEqual([
    64 * 1024 + ' [Ferryman: 99.9 MiB more of this line left out]'.length,
  ]);
  expect(end.kind).toBe('ended');
});

describe('a connection that is lost is no end of the log:', () => {
  test('nobody answers any more', async () => {
    answer = (response, { pathname }) => {
      if (pathname.endsWith('/logs'))
        response.write(line('one'), () => setTimeout(() => response.destroy(), 50));
      else response.destroy();
    };
    const { texts, end } = await read();
    expect(texts).toEqual(['one']);
    expect(end).toMatchObject({
      kind: 'cut',
      because: 'the connection ended in the middle of the log: Docker cannot be reached any more',
      inChinese: '日志读到一半时连接中断：Docker 已连接不上',
    });
  });

  test('it ends inside an entry', async () => {
    answer = (response) => response.end(Buffer.concat([line('one'), line('two').subarray(0, 20)]));
    expect(await read()).toMatchObject({ texts: ['one'], end: { kind: 'cut' } });
  });
});

describe('a log that cannot be read:', () => {
  test('the sentence says where the lines go and what to do', async () => {
    unreadable('gelf', { 'gelf-address': 'udp://graylog.example:12201' });
    expect((await read()).end).toMatchObject({
      kind: 'unreadable',
      because:
        "the container's log driver is gelf, which sends the lines to Graylog (udp://graylog.example:12201), and Docker keeps no copy of its own that could be read, since it is older than 20.10 or has cache-disabled set. Look there, or give the container the log driver json-file or local and create it anew (docker compose up -d)",
    });
  });

  test('a password in the address of the server is left out', async () => {
    unreadable('splunk', { 'splunk-url': 'https://admin:hunter2@splunk.example:8088' });
    const { end } = await read();
    expect(end).toMatchObject({ because: expect.stringContaining('(https://splunk.example:8088)') });
  });

  test('with the driver none there is nothing', async () => {
    unreadable('none');
    expect((await read()).end).toMatchObject({
      kind: 'unreadable',
      because: expect.stringContaining('Docker throws away what the container writes'),
    });
  });

  test('a container that is gone', async () => {
    answer = (response) => response.writeHead(404).end('{"message":"No such container: c0ffee"}');
    expect((await read()).end).toMatchObject({
      kind: 'unreadable',
      because: 'the container is not there any more, and its log went with it',
    });
  });
});

/** What `docker system dial-stdio` does. */
function talk(stdin: Readable, stdout: Writable): void {
  stdin.pipe(connect(socket)).pipe(stdout);
}

test('through `docker system dial-stdio` it is the same', async () => {
  answer = (response) => response.end(Buffer.concat([line('one'), line('two')]));
  const shell = fakeShell({ answer: ({ argv }) => (argv.includes('--help') ? {} : { talk }) });
  const nowhere = { kind: 'running', socket: '/nowhere', reachable: true, containerIds: [] } as const;
  const piped = await openEngine(shell, nowhere);
  expect(piped.route).toBe('docker system dial-stdio');
  expect(await read({}, {}, piped)).toMatchObject({ texts: ['one', 'two'], end: { kind: 'ended' } });
  piped.close();
});

describe('where only the docker command is left', () => {
  test('its two outputs are told apart', async () => {
    const { texts, end, argv } = await through({
      stdout: '2026-11-22T10:00:00.000000000Z one\n2026-11-22T10:00:01.000000000Z two\n',
      stderr: '2026-11-22T10:00:02.000000000Z bad\n',
    });
    expect(texts).toEqual(['one', 'two', 'bad']);
    expect(end.kind).toBe('ended');
    expect(argv).toEqual(['docker', 'logs', '--timestamps', '--tail', '5', 'c0ffee']);
  });

  test('what it says itself is no line of the log', async () => {
    const { texts, end } = await through({
      stderr: 'Error response from daemon: No such container: c0ffee\n',
      code: 1,
    });
    expect(texts).toEqual([]);
    expect(end).toMatchObject({ kind: 'unreadable', because: expect.stringContaining('not there any more') });
  });

  test('it is killed when its time is over', async () => {
    const { texts, end, running } = await through({
      stdout: `2026-11-22T10:00:00.000000000Z one\n`,
      hangs: true,
    });
    expect(texts).toEqual(['one']);
    expect(end.kind).toBe('cut');
    expect(running).toBe(0);
  });
});
