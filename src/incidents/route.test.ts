import { expect, test } from 'vitest';
import type { RouteConfig } from '../config/types.ts';
import { destinationsOf, routeOf } from './route.ts';

const shop = { site: 'hangzhou', tags: ['shop', 'prod'] };
const lonely = { tags: [] };
const overlap = { cause: 'bridge-subnet-equals-host-subnet', severity: 'critical' as const };
const disk = { cause: 'disk-full', severity: 'warning' as const };

const routes: RouteConfig[] = [
  { tags: ['prod'], severities: ['critical'], to: ['oncall', 'chat', 'oncall'] },
  { sites: ['hangzhou', 'singapore'], causes: ['disk-full', 'inodes-full'], to: ['mail'] },
  { causes: ['clock-skew'], to: [] },
  { tags: ['prod'], to: ['team'] },
];

test('the first route that matches in everything it names is taken, and each destination once', () => {
  expect(routeOf({ routes, default: 'rest' }, shop, overlap)).toEqual(['oncall', 'chat']);
  expect(routeOf({ routes, default: 'rest' }, shop, disk)).toEqual(['mail']);
  expect(routeOf({ routes, default: 'rest' }, shop, { ...disk, cause: 'port-closed' })).toEqual(['team']);
});

test('what no route matches goes to the default, and to nobody without one', () => {
  expect(routeOf({ routes, default: 'rest' }, lonely, disk)).toEqual(['rest']);
  expect(routeOf({ routes }, lonely, disk)).toEqual([]);
});

test('a route to nobody ends the search', () => {
  expect(routeOf({ routes, default: 'rest' }, shop, { ...disk, cause: 'clock-skew' })).toEqual([]);
});

test('a route that names nothing matches everything', () => {
  expect(routeOf({ routes: [{ to: ['all'] }, ...routes] }, lonely, overlap)).toEqual(['all']);
});

test('a host without a site is in none of those that a route names', () => {
  expect(routeOf({ routes: [{ sites: ['hangzhou'], to: ['a'] }] }, lonely, disk)).toEqual([]);
});

test('a watch that names a place is told there, beside what routes say for those that name none', () => {
  const routing = { routes, default: 'rest' };
  expect(destinationsOf(routing, [{ to: 'C0MIGRATION' }], shop, overlap)).toEqual(['C0MIGRATION']);
  expect(destinationsOf(routing, [{ to: 'C0MIGRATION' }, {}, { to: 'chat' }, {}], shop, overlap)).toEqual([
    'C0MIGRATION',
    'oncall',
    'chat',
  ]);
});
