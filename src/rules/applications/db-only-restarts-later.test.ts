import { expect, test } from 'vitest';

import { hostSaying, withEnv, withNeeds } from '../../../test/support/log-rule.ts';
import {
  accusedHealthyHosts,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
  withCopy,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';
import { dbOnlyRestartsLater as rule } from './db-only-restarts-later.ts';

const SAID =
  'psql: error: could not connect to server: Connection refused. Is the server running on host "db"';
const gaveUp = withContainer(
  withEnv(hostSaying([SAID], { down: true }), 'DATABASE_URL=postgres://shop:x@db:5432/shop'),
  'shop-web',
  { HostConfig: { RestartPolicy: { Name: 'on-failure' } } },
);
const running = (StartedAt: string) => ({
  State: { Status: 'running', Running: true, Pid: 77, ExitCode: 0, StartedAt },
  HostConfig: { PortBindings: null },
  NetworkSettings: { Ports: null },
});

test('a database in a container that was started later is proof', () => {
  const finding = findingOf(rule, withCopy(gaveUp, 'shop-web', 'db', running('2026-11-22T11:59:51Z')));
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven' });
  expect(finding.title).toBe('shop-web ended because db was not ready yet, and nothing starts it again');
  expect(finding.fix?.commands[0]).toBe('docker start shop-web');
});

test('a database that ran all the while was no matter of order', () => {
  expect(findingsOf(rule, withCopy(gaveUp, 'shop-web', 'db', running('2026-11-22T11:00:00Z')))).toEqual([]);
});

test('a managed database that answers now makes it likely', () => {
  const rds = { name: 'rds', address: '192.168.0.20', port: 5432 };
  const host = withEnv(gaveUp);
  expect(findingOf(rule, withNeeds(host, { ...rds, outcome: 'connected' })).certainty).toBe('likely');
  expect(findingsOf(rule, withNeeds(host, { ...rds, outcome: 'refused' }))).toEqual([]);
});

test('one that runs, or is started over and over, tries again', () => {
  const db = (host: typeof gaveUp) => withCopy(host, 'shop-web', 'db', running('2026-11-22T11:59:51Z'));
  expect(findingsOf(rule, db(hostSaying([SAID])))).toEqual([]);
  const looping = withContainer(gaveUp, 'shop-web', { State: { Status: 'restarting', Restarting: true } });
  expect(findingsOf(rule, db(looping))).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the logs nothing is claimed', () => {
  expect(outcomeOf(rule, without(gaveUp, 'docker-logs'))).toMatchObject({ kind: 'unknown' });
});
