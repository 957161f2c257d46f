import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { LogLine } from '../report/logs.ts';
import { createLogScan, type LogScanOptions } from './scan.ts';

const corpus = new URL('../../test/corpora/logs/', import.meta.url);

const WORKER_ERROR = '[2024-10-17 17:44:34 +0000] [22] [ERROR]';
const WORKER_EXIT = '[2024-10-17 17:44:34 +0000] [22] [INFO] Worker exiting';
const LOGON_ERROR = '2006-02-27 00:02:00.34 Logon     Error';

function sample(name: string, stream: LogLine['stream'] = 'stderr'): readonly LogLine[] {
  return linesOf(readFileSync(new URL(name, corpus), 'utf8').trimEnd(), stream);
}

function linesOf(text: string, stream: LogLine['stream'] = 'stderr'): readonly LogLine[] {
  return text.split('\n').map((line) => {
    const daemon = /^(\d{4}-\S+T\S{8}\.\d{9}Z) (.*)$/.exec(line);
    return daemon === null ? { stream, text: line } : { stream, at: daemon[1] ?? '', text: daemon[2] ?? '' };
  });
}

function lastErrorOf(lines: readonly LogLine[], options: LogScanOptions = {}): readonly string[] | undefined {
  const scan = createLogScan(options);
  scan.add(lines);
  return scan.result().lastError?.lines.map(({ text }) => text);
}

/** From the last line that begins so to the end, or to the line before `until`. */
function stretch(lines: readonly LogLine[], first: string, until?: string): readonly string[] {
  const texts = lines.map(({ text }) => text);
  const from = texts.findLastIndex((text) => text.startsWith(first));
  const to =
    until === undefined ? texts.length : texts.findIndex((text, i) => i > from && text.startsWith(until));
  return texts.slice(from, to);
}

describe('the last error is one piece:', () => {
  it.each([
    ['a chain of Python tracebacks', 'python-3.11.log', 'Traceback'],
    ['what Node says when a promise is rejected', 'node-20-rejection.log', 'node:internal'],
    ['what Node says of an error and its cause', 'node-20-thrown.log', '/app/orders.js:5'],
    ['a panic of Go with its goroutines', 'go-1.19.log', 'panic:'],
    ['an exception of Java with what it was caused by', 'java-17.log', 'Exception in thread'],
    ['a panic of Rust', 'rust-1.95.log', "thread 'main'"],
    ['a statement that PostgreSQL refused', 'postgres-15.log', '2026-11-22 17:46:36.053 UTC [9629] ERROR:'],
    ['an unhandled exception of .NET', 'dotnet-8-unhandled.log', 'Unhandled exception.'],
    ['a framework that .NET does not find', 'dotnet-framework-3.1.log', 'It was not possible'],
    ['an exception in the console log of ASP.NET', 'aspnet-6.log', 'fail:', 'info:'],
    ['the report of Spring Boot', 'spring-boot-3.log', 'APPLICATION FAILED'],
    ['the traceback, not what Gunicorn says of it', 'gunicorn-23.log', WORKER_ERROR, WORKER_EXIT],
    ['a fatal error of PHP', 'php-8.log', 'PHP Fatal'],
    ['an error of Ruby', 'ruby-3.log', '/app/lib/queue.rb:103:in `init'],
    ['a login that SQL Server refused', 'sqlserver.log', LOGON_ERROR, '2006-02-27 00:02:03'],
  ])('%s', (_, file, first, until?: string) => {
    const lines = sample(file);
    const whole = stretch(lines, first, until);
    expect(whole.length).toBeGreaterThan(1);
    // A chain begins with the traceback that the last one came of.
    const begun = file.startsWith('python') ? stretch(lines.slice(0, -whole.length), first) : [];
    expect(lastErrorOf(lines)).toEqual([...begun, ...whole]);
  });

  it('also where the other stream speaks between its lines', () => {
    const trace = sample('java-17.log', 'stderr');
    const chatter = sample('python-3.11.log', 'stdout').slice(0, 1);
    const mixed = trace.flatMap((line) => [line, ...chatter]);
    expect(lastErrorOf(mixed)).toEqual(stretch(trace, 'Exception in thread'));
  });

  it('also where a line was nothing but a number before', () => {
    const lines = [...linesOf('17'), ...sample('node-20-thrown.log')];
    expect(lastErrorOf(lines)).toEqual(stretch(lines, '/app/orders.js:5'));
  });

  it('also line by line', () => {
    const lines = sample('go-1.19.log');
    const scan = createLogScan();
    for (const line of lines) scan.add([line]);
    expect(scan.result().lastError?.lines.map(({ text }) => text)).toEqual(stretch(lines, 'panic:'));
  });

  it('with the stack trace written out that a line of JSON holds', () => {
    expect(lastErrorOf(sample('pino-10.log'))?.slice(0, 3)).toEqual([
      "order cannot be charged: Cannot read properties of undefined (reading 'total')",
      "TypeError: Cannot read properties of undefined (reading 'total')",
      '    at charge (file:///app/orders.mjs:4:26)',
    ]);
  });

  it('also where a syslog has put host and program before each line', () => {
    const before = 'Nov 22 17:45:12 web-1 tenants[7]: ';
    const trace = sample('python-3.11.log').map((line) => ({ ...line, text: before + line.text }));
    const texts = trace.map(({ text }) => text);
    const chain = texts.slice(texts.findIndex((text) => text.includes('RuntimeError: ')) + 1);
    expect(chain[0]).toBe(`${before}Traceback (most recent call last):`);
    expect(lastErrorOf(trace)).toEqual(chain);
  });

  it('of which the middle is left out where it is long beyond reading', () => {
    const frames = Array.from({ length: 5_000 }, (_, i) => `\tat shop.Tree.visit(Tree.java:${i})`);
    const scan = createLogScan();
    scan.add(linesOf(['java.lang.StackOverflowError', ...frames].join('\n')));
    const { lastError } = scan.result();
    expect(lastError?.lines.at(0)?.text).toBe('java.lang.StackOverflowError');
    expect(lastError?.lines.at(-1)?.text).toBe(frames.at(-1));
    expect((lastError?.leftOut ?? 0) + (lastError?.lines.length ?? 0)).toBe(5_001);
    expect(lastError?.lines.length).toBeLessThan(200);
  });

  it('to which nothing belongs that says of itself that all is well', () => {
    const text = 'panic: no database\n\ngoroutine 1 [running]:\nmain.main()\ninfo: recovered, now serving';
    expect(lastErrorOf(linesOf(text))).toEqual(text.split('\n').slice(0, 4));
  });

  it('and the last of several', () => {
    const twice = [...sample('go-1.19.log'), ...sample('rust-1.95.log')];
    expect(lastErrorOf(twice)).toEqual(stretch(twice, "thread 'main'"));
  });
});

describe('what is no error', () => {
  it('is a log in which all is well', () => {
    expect(
      lastErrorOf(linesOf('info: Shop[0]\n      0 errors, no failures\nGET /error 200')),
    ).toBeUndefined();
  });

  it('is a stack trace that a program calls mere information', () => {
    const text =
      '2026-11-22 10:00:00 DEBUG shop.Pool - opened here\njava.lang.Throwable\n\tat shop.Pool.open(Pool.java:3)';
    expect(lastErrorOf(linesOf(text))).toBeUndefined();
  });

  it('is an error of an earlier run', () => {
    const lines = linesOf(
      '2026-11-22T10:00:00.000000000Z fatal: no database\n2026-11-22T10:05:00.000000000Z listening',
    );
    expect(lastErrorOf(lines)).toEqual(['fatal: no database']);
    expect(lastErrorOf(lines, { runSince: '2026-11-22T10:04:59Z' })).toBeUndefined();
  });
});

describe('no message reaches over', () => {
  const trace = [
    '2026-11-22T10:00:00.400000000Z Traceback (most recent call last):',
    '2026-11-22T10:00:00.400100000Z   File "/app/shop.py", line 3, in <module>',
    "2026-11-22T10:00:00.400200000Z KeyError: 'db'",
  ];
  const texts = trace.map((line) => line.slice(31));
  const ended = Date.parse('2026-11-22T10:00:00.500Z');

  it('the start of a program, which comes to its own trace later than to the last words of the one before', () => {
    const lines = ['2026-11-22T10:00:00.000000000Z ERROR: lost the queue', ...trace];
    expect(lastErrorOf(linesOf(lines.join('\n')))).toEqual(texts);
    const atOneGo = ['2026-11-22T10:00:00.399000000Z ERROR: lost the queue', ...trace];
    expect(lastErrorOf(linesOf(atOneGo.join('\n')))).toEqual(['ERROR: lost the queue', ...texts]);
  });

  it('the end of a run, whatever the next one begins with', () => {
    const banner = '2026-11-22T10:00:00.900000000Z     ___ shop 2.1 ___';
    const lines = linesOf([...trace, banner].join('\n'));
    expect(lastErrorOf(lines, { ends: [ended] })).toEqual(texts);
    expect(lastErrorOf(lines)).toEqual([...texts, '    ___ shop 2.1 ___']);
  });

  it('a long pause', () => {
    const later = '2026-11-22T10:00:03.900000000Z     ___ shop 2.1 ___';
    expect(lastErrorOf(linesOf([...trace, later].join('\n')))).toEqual(texts);
  });

  it('but an end that Docker noted while the last lines were on their way cuts none', () => {
    const amidst = Date.parse('2026-11-22T10:00:00.400Z');
    expect(lastErrorOf(linesOf(trace.join('\n')), { ends: [amidst] })).toEqual(texts);
  });
});

describe('what a program said last that has ended', () => {
  const words = [
    '2026-11-22T10:00:00.000000000Z listening on 8080',
    '2026-11-22T10:09:00.000000000Z Please set SHOP_LICENSE',
    '2026-11-22T10:09:00.100000000Z Bye',
  ].join('\n');

  it('counts where it named no error', () => {
    const scan = createLogScan({ ended: true });
    scan.add(linesOf(words));
    expect(scan.result().lastError).toMatchObject({
      lastWords: true,
      lines: [{ text: 'Please set SHOP_LICENSE' }, { text: 'Bye' }],
    });
  });

  it('is nobody’s business while it runs', () => {
    expect(lastErrorOf(linesOf(words))).toBeUndefined();
  });

  it('counts rather than an error of long before', () => {
    const lines = linesOf(`2026-11-22T09:00:00.000000000Z error: no route to the bank\n${words}`);
    expect(lastErrorOf(lines, { ended: true })).toEqual(['Please set SHOP_LICENSE', 'Bye']);
    expect(lastErrorOf(lines)).toEqual(['error: no route to the bank']);
  });

  it('belongs to the error that it explains', () => {
    expect(lastErrorOf(sample('redis-7-config.log'), { ended: true })).toEqual(
      stretch(sample('redis-7-config.log'), '*** FATAL'),
    );
  });

  it('is one round of a loop', () => {
    const round = 'no licence was given\nset SHOP_LICENSE';
    expect(lastErrorOf(linesOf(`${round}\n${round}\n${round}`), { ended: true })).toEqual(round.split('\n'));
  });

  it('is what it said on stderr, where it said something there', () => {
    const lines = [...linesOf('usage: shop [port]', 'stderr'), ...linesOf('bye', 'stdout')];
    expect(lastErrorOf(lines, { ended: true })).toEqual(['usage: shop [port]']);
  });
});
