import { expect, test } from 'vitest';

import { recordedHost } from '../../test/support/recorded-hosts.ts';
import { viewOf } from '../../test/support/views.ts';
import { planAttempts, type AttemptPlan } from './plan.ts';

const containers = viewOf('containers', recordedHost('the-story').snapshot).map((container) => ({
  ...container,
  pid: container.inspect.state.pid,
  address: container.attachments[0]?.ipv4 ?? '',
  ways: container.attachments.map(({ network, ipv4 }) => ({
    network,
    address: ipv4 ?? '',
    interContainer: true,
  })),
  exposed: [],
}));

const lines = (plan: Partial<AttemptPlan>) =>
  planAttempts({ containers, needs: [], ...plan }).map(
    ({ vantage, to, about }) => `${vantage} → ${to.address}:${to.port} ${about.kind}`,
  );

test('a published port is tried from four places', () => {
  expect(lines({ hostAddress: '203.0.113.7' }).filter((line) => /30003|9000/.test(line))).toEqual([
    'worker → 203.0.113.7:30003 published-port',
    'host → 127.0.0.1:30003 published-port',
    'host → 192.168.0.2:9000 container-address',
    'container → 192.168.0.2:9000 inside-container',
  ]);
});

test('behind a bastion, and on the worker’s own machine, nothing is tried from outside', () => {
  expect(lines({}).filter((line) => line.startsWith('worker'))).toEqual([]);
});

test('a port published on one address of the host is tried there', () => {
  const [first] = containers;
  const bound = first && {
    ...first,
    published: first.published.map((port) => ({ ...port, hostIp: '10.67.200.210' })),
  };
  expect(lines({ containers: bound ? [bound] : [] })).toContain('host → 10.67.200.210:30001 published-port');
});

test('an asked port that nobody publishes is tried at the host, one that is published once', () => {
  expect(lines({ askedPort: 8080, hostAddress: '203.0.113.7' })).toContain(
    'worker → 203.0.113.7:8080 host-port',
  );
  expect(lines({ askedPort: 30_003 })).toEqual(
    expect.not.arrayContaining([expect.stringContaining('host-port')]),
  );
});

test('further ports are tried as well, each once, and one that is published as published', () => {
  const tried = lines({ alsoPorts: [8080, 8081, 30_003], askedPort: 8080, hostAddress: '203.0.113.7' });
  expect(tried.filter((line) => line.endsWith('host-port'))).toEqual([
    'worker → 203.0.113.7:8080 host-port',
    'host → 127.0.0.1:8080 host-port',
    'worker → 203.0.113.7:8081 host-port',
    'host → 127.0.0.1:8081 host-port',
  ]);
  expect(tried.filter((line) => line.includes(':30003 '))).toEqual([
    'worker → 203.0.113.7:30003 published-port',
    'host → 127.0.0.1:30003 published-port',
  ]);
});

test('a container that does not run, and a UDP port, are not tried', () => {
  expect(lines({ containers: containers.map((one) => ({ ...one, running: false })) })).toEqual([]);
  const udp = containers.map((one) => ({
    ...one,
    published: one.published.map((port) => ({ ...port, protocol: 'udp' })),
  }));
  expect(lines({ containers: udp })).toEqual([]);
});

test('needs are tried from the host, where they have a port', () => {
  const needs = [
    { name: 'rds', address: '192.168.0.20', port: 1433 },
    { name: 'gateway', address: '192.168.0.253' },
  ];
  expect(lines({ containers: [], needs })).toEqual(['host → 192.168.0.20:1433 need']);
});

test('of a large range the asked port is tried in any case', () => {
  const [first] = containers;
  const published = Array.from({ length: 500 }, (_, index) => ({
    hostPort: 40_000 + index,
    hostIp: '',
    containerPort: 40_000 + index,
    protocol: 'tcp',
    bound: true,
  }));
  const range = first ? [{ ...first, published }] : [];
  const tried = planAttempts({ containers: range, needs: [], askedPort: 40_499 });
  expect(tried.some(({ to }) => to.port === 40_499)).toBe(true);
  expect(new Set(tried.map(({ to }) => to.port)).size).toBeLessThan(100);
});

const rds = { name: 'rds', address: '192.168.0.20', port: 1433 };

const sentOut = (plan: Partial<AttemptPlan>) =>
  planAttempts({ containers, needs: [rds], ...plan }).flatMap(({ about }) =>
    about.kind === 'container-need' ? [about.container] : [],
  );

test('a need is tried from inside a container of each network that has a way out', () => {
  expect(sentOut({})).toEqual(['topapi', 'portainer']);
  const [first] = containers;
  const second = { ...containers[0], name: 'worker' };
  const both = first === undefined ? [] : [first, { ...first, ...second }];
  expect(sentOut({ containers: both })).toEqual([first?.name]);
  expect(sentOut({ containers: both, asksForNeed: true })).toEqual([first?.name, 'worker']);
  expect(sentOut({ containers: both, askedContainer: 'worker' })).toEqual(['worker']);
});

test('a need that is a port of this host is tried from inside the container that publishes it too', () => {
  const [first] = containers;
  const second = { ...first, ...containers[0], name: 'worker', published: [] };
  const both = first === undefined ? [] : [{ ...first, ...second }, first];
  const own = { name: 'own-api', address: '192.168.0.10', port: 30_001 };
  expect(sentOut({ containers: both, needs: [own] })).toEqual(['worker', 'topapi']);
  expect(sentOut({ containers: both, needs: [{ ...own, port: 30_002 }] })).toEqual(['worker']);
});

test('a container on an internal network only has no way out, and is not tried', () => {
  expect(sentOut({ containers: containers.map((one) => ({ ...one, ways: [] })) })).toEqual([]);
});

test('what stands on the loopback of the host is nothing to a container', () => {
  expect(sentOut({ needs: [{ name: 'mysql', address: '127.0.0.1', port: 3306 }] })).toEqual([]);
});

test('in a network of several one container tries its neighbour, and the host tries the same', () => {
  const [first] = containers;
  if (first === undefined) throw new Error('the story has containers');
  const neighbour = { ...first, name: 'worker', published: [], pid: 4711 };
  const tried = (interContainer: boolean) =>
    planAttempts({
      needs: [],
      containers: [first, neighbour].map((one) => ({
        ...one,
        ways: one.ways.map((way) => ({ ...way, interContainer })),
      })),
    }).filter(({ about }) => about.kind === 'container-peer');
  expect(tried(true)).toMatchObject([{ vantage: 'container', pid: 4711, about: { peer: first.name } }]);
  expect(tried(false)).toEqual([]);
});
