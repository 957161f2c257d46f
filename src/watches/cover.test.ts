import { expect, test } from 'vitest';
import type { Watch } from '../report/watch.ts';
import { cover, covers, hostsMeant, type Watchable } from './cover.ts';

const hosts: Watchable[] = [
  { name: 'hz-shop', site: 'hangzhou', tags: ['shop', 'prod'] },
  { name: 'hz-web', site: 'hangzhou', tags: ['shop'] },
  { name: 'db', tags: [] },
];

function watch(on: string, changes: Partial<Watch> = {}): Watch {
  return {
    schema: 'ferryman.watch/1',
    id: `w-${on}`,
    on,
    ports: [],
    everyMs: 300_000,
    by: { kind: 'config' },
    ...changes,
  };
}

test('a tag covers the hosts that have it, a name one host', () => {
  expect(cover([watch('shop')], hosts).map(({ host, site }) => [host, site])).toEqual([
    ['hz-shop', 'hangzhou'],
    ['hz-web', 'hangzhou'],
  ]);
  expect(cover([watch('db')], hosts).map(({ host }) => host)).toEqual(['db']);
  expect(cover([watch('nobody')], hosts)).toEqual([]);
});

test('a name that is also a tag is the host', () => {
  const both = [...hosts, { name: 'shop', tags: [] }];
  expect(cover([watch('shop')], both).map(({ host }) => host)).toEqual(['shop']);
});

test('watches over the same host are one look: all ports, as often as the most eager wants it', () => {
  const [covered] = cover(
    [watch('shop', { ports: [30003, 80] }), watch('hz-shop', { ports: [80, 30001], everyMs: 60_000 })],
    hosts,
  );
  expect(covered).toMatchObject({ host: 'hz-shop', ports: [80, 30001, 30003], everyMs: 60_000 });
  expect(covered?.watches.map(({ id }) => id)).toEqual(['w-shop', 'w-hz-shop']);
});

test('five hundred hosts are spread over the interval', () => {
  const many = Array.from({ length: 500 }, (_, index) => ({ name: `web-${index}`, tags: ['web'] }));
  const offsets = cover([watch('web', { everyMs: 60_000 })], many).map(({ offsetMs }) => offsetMs);
  const perSixSeconds = Array.from(
    { length: 10 },
    (_, slot) => offsets.filter((at) => Math.floor(at / 6_000) === slot).length,
  );
  // Fifty of each, were it perfectly even.
  expect(Math.min(...perSixSeconds)).toBeGreaterThan(25);
  expect(Math.max(...perSixSeconds)).toBeLessThan(80);
  expect(cover([watch('web', { everyMs: 60_000 })], many).map(({ offsetMs }) => offsetMs)).toEqual(offsets);
});

test('five hundred watches of five hundred hosts look at each host a few times, not at each for each', () => {
  let reads = 0;
  const many = Array.from({ length: 500 }, (_, index) => {
    const host = { name: `web-${index}`, tags: ['web', `rack-${index % 50}`] };
    return new Proxy(host, {
      get(target, key) {
        reads += 1;
        return Reflect.get(target, key);
      },
    });
  });
  const watches = many.map(({ name }) => watch(name));
  reads = 0;
  expect(cover(watches, many)).toHaveLength(500);
  expect(reads).toBeLessThan(20 * 500);
  reads = 0;
  expect(many.filter((host) => covers({ on: 'rack-7' }, host, many))).toHaveLength(10);
  expect(hostsMeant({ on: 'rack-7' }, many)).toHaveLength(10);
  expect(reads).toBeLessThan(20 * 500);
});
