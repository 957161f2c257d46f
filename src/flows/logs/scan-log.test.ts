import { expect, test } from 'vitest';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { viewOf } from '../../../test/support/views.ts';
import type { LogWanted } from '../../docker/log-stream.ts';
import type { Container } from '../../model/containers.ts';
import type { LogLine, LogQuery } from '../../report/logs.ts';
import type { OpenContainer } from './open-container.ts';
import { grepOf } from './pattern.ts';
import { scanLog } from './scan-log.ts';

const PASSWORD = 'Ohng4eeth8';
const [container] = viewOf('containers', recordedHost('the-story').snapshot);
if (container === undefined) throw new Error('the story has containers');
const { created } = container.inspect;

const at = (second: number) => new Date(Date.parse(created) + second * 1_000).toISOString();
const line = (second: number, text: string, stream: LogLine['stream'] = 'stdout'): LogLine => ({
  at: at(second),
  stream,
  text,
});

interface Log {
  readonly lines?: readonly LogLine[];
  readonly earlier?: readonly LogLine[];
  /** Why nothing can be read. */
  readonly unreadable?: string;
  readonly container?: Container;
}

function again(times: { readonly startedAt: string; readonly finishedAt: string }): Container {
  if (container === undefined) throw new Error('no container');
  const { inspect } = container;
  return {
    ...container,
    running: true,
    inspect: { ...inspect, state: { ...inspect.state, status: 'running', ...times } },
  };
}

function opened(
  { lines = [], earlier = [], unreadable, container: other = container }: Log,
  wants: LogWanted[] = [],
): OpenContainer {
  if (other === undefined) throw new Error('no container');
  return {
    container: other,
    now: Date.parse(created) + 3_600_000,
    async *lines(wanted, _, id) {
      wants.push(wanted);
      const read = { lines: lines.length, bytes: 1 };
      yield await Promise.resolve(id === undefined ? lines : earlier);
      return unreadable === undefined
        ? { kind: 'ended', read }
        : { kind: 'unreadable', because: unreadable, read };
    },
    close: () => Promise.resolve(),
  };
}

async function scan(log: Log, query: LogQuery = {}, earlier: readonly string[] = []) {
  const wants: LogWanted[] = [];
  const scanned = await scanLog(
    opened(log, wants),
    { query, earlier },
    { grep: grepOf(query), redact: { key: 'k' }, signal: new AbortController().signal },
  );
  return { ...scanned, wanted: wants.at(-1), texts: scanned.excerpt.map(({ text }) => text) };
}

test('no secret is shown, and none can be guessed with grep', async () => {
  const lines = [line(1, `Server=db;Password=${PASSWORD};`), line(2, 'ready')];
  const { texts, masked } = await scan({ lines });
  expect(texts.join('\n')).not.toContain(PASSWORD);
  expect(texts[0]).toMatch(/^Server=db;Password=‹secret [0-9a-f]+›;$/);
  expect(Object.values(masked).reduce((sum, n) => sum + n, 0)).toBe(1);
  const guess = await scan({ lines }, { grep: 'Password=O' });
  expect(guess).toMatchObject({ texts: [], read: { matched: 0 } });
});

test('the last lines are shown, 200 unless somebody says how many', async () => {
  const lines = Array.from({ length: 500 }, (_, n) => line(n, `order ${n} taken`));
  expect((await scan({ lines })).texts).toHaveLength(200);
  expect((await scan({ lines }, { tail: 2 })).texts).toEqual(['order 498 taken', 'order 499 taken']);
});

test('errors alone are shown where they are asked for, and the last one is found all the same', async () => {
  const lines = [line(1, 'info: ready'), line(2, 'ERROR: disk is full', 'stderr'), line(3, 'info: bye')];
  const { texts, patterns, lastError } = await scan({ lines }, { onlyErrors: true });
  expect(texts).toEqual(['ERROR: disk is full']);
  expect(patterns.map(({ level }) => level)).toEqual(['error']);
  expect(lastError?.lines.map(({ text }) => text)).toContain('ERROR: disk is full');
});

test('what the instance before said too is not new', async () => {
  const earlier = [line(-50, 'cache miss 17'), line(-40, 'cache miss 18')];
  const lines = [line(1, 'cache miss 19'), line(2, 'ERROR: queue orders is full')];
  const { patterns, newSince } = await scan({ lines, earlier }, {}, ['c0ffee']);
  expect(newSince).toEqual({ event: 'deploy', at: created });
  const isNew = new Map(patterns.map(({ example, isNew: fresh }) => [example, fresh]));
  expect(isNew.get('ERROR: queue orders is full')).toBe(true);
  expect(
    [...isNew].filter(([example]) => example.startsWith('cache miss')).every(([, fresh]) => !fresh),
  ).toBe(true);
  const alone = await scan({ lines });
  expect(alone.patterns.some((pattern) => pattern.isNew)).toBe(false);
  expect(alone.newSince).toBeUndefined();
});

test('what only the instance before said is no line of this log, whatever is asked for', async () => {
  const earlier = [line(-50, 'ERROR: cache is cold', 'stderr'), line(-40, 'order 17 moved')];
  const lines = [line(1, 'ready'), line(2, 'order 18 moved'), line(3, 'order 19 split')];
  const whole = await scan({ lines, earlier }, {}, ['c0ffee']);
  expect(whole.lastError).toBeUndefined();
  expect(whole.patterns).toMatchObject([
    { example: 'ready', count: 1, isNew: true },
    { example: 'order 19 split', count: 1, isNew: true },
    { example: 'order 18 moved', count: 1, first: at(2), isNew: false },
  ]);
  const searched = await scan({ lines, earlier }, { grep: 'order' }, ['c0ffee']);
  expect(searched.newSince).toEqual({ event: 'deploy', at: created });
  expect(searched.patterns.map(({ example, isNew }) => [example, isNew])).toEqual([
    ['order 19 split', true],
    ['order 18 moved', false],
  ]);
});

test('without an earlier instance, what a container says since it was started again is new', async () => {
  const restarted = again({ finishedAt: at(99), startedAt: at(100) });
  const lines = [
    line(10, 'cache miss 19'),
    line(99.5, 'ERROR: queue orders is full'),
    line(101, 'cache miss 20'),
  ];
  const { patterns, newSince } = await scan({ lines, container: restarted });
  // Docker notes a start late, but the end before it was not later than that.
  expect(newSince).toEqual({ event: 'start', at: at(99) });
  expect(patterns.map(({ level, isNew }) => [level, isNew])).toEqual([
    ['error', true],
    ['other', false],
  ]);
  const [first, ...rest] = lines;
  expect(first).toBeDefined();
  expect((await scan({ lines: rest, container: restarted })).newSince).toBeUndefined();
  const looping = again({ finishedAt: at(100), startedAt: at(99) });
  expect((await scan({ lines, container: looping })).newSince).toBeUndefined();
});

test('a log that cannot be read says why, without secrets', async () => {
  const { read, texts, unread } = await scan({
    unreadable: `syslog at tcp://shop:${PASSWORD}@logs keeps them`,
  });
  expect({ texts, unread }).toEqual({ texts: [], unread: true });
  expect(read.cut).toContain('keeps them');
  expect(read.cut).not.toContain(PASSWORD);
});

test('why a log cannot be read is told in the language of whoever reads it', async () => {
  const scanned = await scanLog(
    opened({ unreadable: 'Docker gave no answer within 10 s' }),
    { query: {} },
    { grep: undefined, redact: {}, signal: new AbortController().signal, language: 'zh-CN' },
  );
  expect(scanned.read.cut).toBe('Docker 在 10 秒内没有响应');
});

test('rules get the end of the log without gaps, and nothing where only a part was asked for', async () => {
  const lines = [line(1, 'a'), line(2, 'b')];
  expect((await scan({ lines })).unbroken.map(({ text }) => text)).toEqual(['a', 'b']);
  expect((await scan({ lines }, { grep: 'a' })).unbroken).toEqual([]);
  expect((await scan({ lines }, { until: at(9) })).unbroken).toEqual([]);
});

test('Docker is asked from the end, unless an end is given', async () => {
  expect((await scan({})).wanted).toEqual({ tail: 10_000 });
  expect((await scan({}, { since: at(0) })).wanted).toEqual({ since: at(0), tail: 2_000_000 });
  expect((await scan({}, { since: at(0), until: at(9) })).wanted).toEqual({ since: at(0), until: at(9) });
  expect((await scan({}, { sinceDeploy: true })).wanted).toMatchObject({ since: created });
});

test('a pattern that is none is a mistake of the person', () => {
  expect(() => grepOf({ grep: '(x' })).toThrow(expect.objectContaining({ code: 'bad-pattern' }));
});
