import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import type { LogLine } from '../report/logs.ts';
import { createLogScan, type LogScanOptions, type LogScanResult } from './scan.ts';

const start = Date.parse('2026-11-22T10:00:00Z');

function said(texts: readonly string[], stream: LogLine['stream'] = 'stdout'): readonly LogLine[] {
  return texts.map((text, i) => ({ stream, text, at: new Date(start + i * 1000).toISOString() }));
}

function scanOf(lines: readonly LogLine[], options: LogScanOptions = {}): LogScanResult {
  const scan = createLogScan(options);
  scan.add(lines);
  return scan.result();
}

function templatesOf(texts: readonly string[]): readonly string[] {
  return scanOf(said(texts)).patterns.map(({ template, count }) => `${count} ${template}`);
}

describe('lines that differ in their variable parts', () => {
  it.each([
    [
      'numbers, durations and addresses',
      [
        'Connection to 10.0.0.5:5432 refused after 1500 ms',
        'Connection to 10.0.0.6:5433 refused after 30 ms',
      ],
      'Connection to <*> refused after <*> ms',
    ],
    [
      'ids',
      [
        'order 3f2504e0-4f89-11d3-9a0c-0305e82c3301 is 0x7f3a',
        'order 550e8400-e29b-41d4-a716-446655440000 is 0x10',
      ],
      'order <*> is <*>',
    ],
    [
      'paths and URLs',
      ['GET https://shop.example/cart?id=7 read /var/lib/shop/a.db', 'GET http://10.0.0.1/ read /tmp/x/y'],
      'GET <*> read <*>',
    ],
    ['Windows paths', ['opened C:\\shop\\a.db', 'opened D:\\b.db'], 'opened <*>'],
    ['quoted values', ["user 'ann' is gone", "user 'bob lee' is gone"], "user '<*>' is gone"],
    ['lists of any length', ['ports 1, 2, 3 open', 'ports 4, 5 open'], 'ports <*> open'],
    [
      'values of logfmt',
      ['level=info msg="order done" id=7', 'level=info msg="order done" id=19'],
      'level=info msg="order done" id=<*>',
    ],
    [
      'their own timestamps',
      ['2026-11-22 10:00:00,123 INFO ready', '2026-11-22 10:00:01,456 INFO ready'],
      'INFO ready',
    ],
    ['timestamps in brackets with a level', ['[10:11:12 INF] ready', '[10:11:13 INF] ready'], '[INF] ready'],
    [
      'words that nobody marks',
      ['the user ann logged in', 'the user bob logged in', 'the user eve logged in'],
      'the user <*> logged in',
    ],
  ])('are one pattern: %s', (_, texts, template) => {
    expect(templatesOf(texts)).toEqual([`${texts.length} ${template}`]);
  });

  it('are not one with others', () => {
    expect(templatesOf(['Listening on port 80', 'Listening on port 81', 'Shutting down now'])).toEqual([
      '2 Listening on port <*>',
      '1 Shutting down now',
    ]);
  });

  it('keep names of the program that hold digits', () => {
    expect(templatesOf(['org.shop.api.v2.app.Main called jk2_init()'])).toEqual([
      '1 org.shop.api.v2.app.Main called jk2_init()',
    ]);
  });

  it('are one pattern also in JSON, by their message', () => {
    const lines = [7, 8].map(
      (id) => `{"level":50,"time":${id},"msg":"order ${id} failed","err":{"message":"no route"}}`,
    );
    expect(scanOf(said(lines)).patterns).toMatchObject([
      { template: 'order <*> failed: no route', level: 'error', count: 2, example: lines[0] },
    ]);
  });

  it('are one pattern with the category that .NET writes on a line of its own', () => {
    const lines = [
      'info: Shop.Orders[3]',
      '      Order 7 is paid',
      'info: Shop.Orders[3]',
      '      Order 8 is paid',
    ];
    expect(templatesOf(lines)).toEqual(['2 info: Shop.Orders[<*>] Order <*> is paid']);
  });
});

describe('a pattern', () => {
  it('says when it was seen first and last, and shows a line', () => {
    const lines = said(['job 1 done', 'job 2 done', 'other', 'job 3 done']);
    expect(scanOf(lines).patterns[0]).toEqual({
      template: 'job <*> done',
      level: 'other',
      count: 3,
      first: '2026-11-22T10:00:00.000Z',
      last: '2026-11-22T10:00:03.000Z',
      isNew: false,
      example: 'job 1 done',
    });
  });

  it('is not made of stack traces: their first line and their message count', () => {
    const trace = [
      'Traceback (most recent call last):',
      '  File "a.py", line 1, in <module>',
      '    main()',
      "KeyError: 'db'",
    ];
    expect(templatesOf([...trace, ...trace])).toEqual(["2 KeyError: '<*>'"]);
  });

  it('is new where it was not seen before the deploy', () => {
    const lines = said(['job 1 done', 'job 2 done', 'job 3 done', 'no such table: orders', 'cannot open 7']);
    const { patterns } = scanOf(lines, { deployedAt: '2026-11-22T10:00:02Z' });
    expect(patterns.map(({ template, isNew }) => [template, isNew])).toEqual([
      ['cannot open <*>', true],
      ['no such table: orders', true],
      ['job <*> done', false],
    ]);
  });

  it('is not called new where the log begins with the deploy', () => {
    const lines = said(['job 1 done', 'cannot open 7']);
    const { patterns } = scanOf(lines, { deployedAt: '2026-11-22T09:00:00Z' });
    expect(patterns.map(({ isNew }) => isNew)).toEqual([false, false]);
  });

  it('is not called new where its like was there before the deploy, and is forgotten', () => {
    const flood = Array.from(
      { length: 5_000 },
      (_, i) => `error: ${inLetters(i * 7919)} ${inLetters(i * 104_729)}${' so'.repeat(i % 25)}`,
    );
    const again = Array.from({ length: 9 }, () => 'error: bank went away');
    const { patterns } = scanOf(said(['error: bank went away', ...flood, ...again, 'error: bank is new']), {
      deployedAt: new Date(start + 5_001_000).toISOString(),
    });
    expect(patterns.filter(({ template }) => template.startsWith('error: bank'))).toMatchObject([
      { template: 'error: bank is new', isNew: true },
      { template: 'error: bank went away', isNew: false },
    ]);
  });

  it('comes first if new, then if an error, then by its count', () => {
    const before = ['a1 ticks', 'a2 ticks', 'a3 ticks', 'warning: slow', 'fatal: lost', 'b1 tocks'];
    const { patterns } = scanOf(said([...before, 'hello']), { deployedAt: '2026-11-22T10:00:06Z' });
    expect(patterns.map(({ template }) => template)).toEqual([
      'hello',
      'fatal: lost',
      'warning: slow',
      '<*> ticks',
      '<*> tocks',
    ]);
  });
});

describe('a scan', () => {
  it('counts lines and bytes', () => {
    expect(scanOf(said(['über', '']))).toMatchObject({ lines: 2, bytes: 7 });
  });

  it('says the same however the lines are cut into batches', () => {
    const text = fc.oneof(
      fc.constantFrom(
        'panic: lost',
        '\tat shop.A.b(A.java:1)',
        '',
        'ready',
        'fail: Shop[1]',
        '      lost',
        'Caused by: x',
        '{"level":50,"msg":"a"}',
      ),
      fc.string({ maxLength: 30 }),
    );
    const line = fc.record({ stream: fc.constantFrom('stdout' as const, 'stderr' as const), text });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.integer({ min: 1, max: 7 }), (lines, size) => {
        const scan = createLogScan({ ended: true });
        for (let i = 0; i < lines.length; i += size) scan.add(lines.slice(i, i + size));
        expect(scan.result()).toEqual(scanOf(lines, { ended: true }));
      }),
      { numRuns: 60 },
    );
  });

  it('loses no line: every one is in a pattern where there are no traces and few kinds', () => {
    const lines = said(
      Array.from({ length: 5_000 }, (_, i) => `kind${'abcdefgh'.charAt(i % 8)} number ${i}`),
    );
    const { patterns } = scanOf(lines);
    expect(patterns.reduce((sum, { count }) => sum + count, 0)).toBe(5_000);
  });

  it('keeps what is frequent where no two of the other lines are alike', () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => [
      `${inLetters(i)} ${inLetters(i * 7)} ${inLetters(i * 13)} ${inLetters(i * 31)}`,
      'heartbeat of the cluster',
    ]).flat();
    const { patterns } = scanOf(said(lines));
    expect(patterns[0]).toMatchObject({ template: 'heartbeat of the cluster', count: 30_000 });
    expect(patterns.length).toBeLessThanOrEqual(200);
  });

  it('tells what comes again from what is said once, and every error, in a storm of lines that are all unique', () => {
    const lines = storm(20_000);
    for (let i = 4_000; i < lines.length; i += 200) lines[i] = `queue of ${i} mails stands still`;
    lines[15_001] = 'error: disk of zealot is full';
    lines[17_002] = 'panic of the reindeer, cannot go on';
    const patterns = templatesOf(lines);
    expect(patterns).toContain('1 error: disk of zealot is full');
    expect(patterns).toContain('1 panic of the reindeer, cannot go on');
    const [, counted] = /^(\d+) queue of <\*> mails stands still$/m.exec(patterns.join('\n')) ?? [];
    // Some of the first are missing: each was learnt with a chance of one in eight.
    expect(Number(counted)).toBeGreaterThan(40);
  });

  it('calls nothing new that was passed over in such a storm before the deploy', () => {
    const lines = storm(6_000);
    const again = lines.slice(3_000, 3_040).flatMap((text) => Array.from({ length: 50 }, () => text));
    const deployedAt = new Date(start + 6_000 * 1000).toISOString();
    const { patterns } = scanOf(said([...lines, ...again]), { deployedAt });
    const repeated = patterns.filter(({ count }) => count >= 20);
    expect(repeated.length).toBeGreaterThan(20);
    expect(repeated.filter(({ isNew }) => isNew)).toEqual([]);
  });

  it('reads lines of any length and content', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 200 })), (texts) => {
        expect(scanOf(said(texts)).lines).toBe(texts.length);
      }),
    );
    expect(scanOf(said(['x1 '.repeat(300_000)])).patterns[0]?.example.length).toBeLessThan(600);
  });
});

/** `1203` is `bcad`: a word of its own that holds no digit. */
function inLetters(n: number): string {
  return String(n).replaceAll(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));
}

/** Sentences of which no two share a word in the same place. */
function storm(length: number): string[] {
  return Array.from({ length }, (_, n) =>
    ['k', 'm', 's', 'w'].map((first) => first + inLetters(n)).join(' '),
  );
}
