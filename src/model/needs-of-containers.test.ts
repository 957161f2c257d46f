import { expect, test } from 'vitest';

import { hostSaying } from '../../test/support/log-rule.ts';
import { withContainer } from '../../test/support/one-rule.ts';
import { viewOf } from '../../test/support/views.ts';
import type { Snapshot } from '../facts/snapshot.ts';
import { needsOfContainers } from './needs-of-containers.ts';

const ERROR_40 =
  'System.Data.SqlClient.SqlException: A network-related error (provider: TCP Provider, error: 40 - Could not open a connection to SQL Server)';

function needsOf(snapshot: Snapshot) {
  const containers = viewOf('containers', snapshot);
  const logs = viewOf('logs', snapshot);
  const { now } = viewOf('question', snapshot);
  const networks = [
    {
      id: containers[0]?.attachments[0]?.networkId ?? '',
      subnets: [{ subnet: '172.17.0.0/16' }],
    },
  ];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of a network only its id and subnets are looked at
  return needsOfContainers({ containers, logs, now, needs: [], networks: networks as never });
}

const withEnv = (snapshot: Snapshot, ...Env: string[]) =>
  withContainer(snapshot, 'shop-web', { Config: { Env } });

const DB = 'DB=Server=10.44.0.9,1433;Database=shop;User Id=sa;Password=x';

test('where a container connects to that cannot reach it is worth a try', () => {
  expect(needsOf(withEnv(hostSaying([ERROR_40]), DB))).toEqual([
    { name: '10.44.0.9:1433', address: '10.44.0.9', port: 1433, of: 'shop-web' },
  ]);
});

test('a log that names the place says enough', () => {
  const said = hostSaying(['Error: connect ECONNREFUSED 10.44.0.7:5432']);
  expect(needsOf(said).map(({ name }) => name)).toEqual(['10.44.0.7:5432']);
});

test('what a container in good health uses is left alone', () => {
  expect(needsOf(withEnv(hostSaying(['info: serving']), DB))).toEqual([]);
});

test('one that ended with an error is asked for all it uses, one that ended well for nothing', () => {
  expect(needsOf(withEnv(hostSaying(['bye'], { down: true }), DB))).toHaveLength(1);
  const State = { Status: 'exited', Running: false, ExitCode: 0 };
  expect(needsOf(withContainer(withEnv(hostSaying(['bye']), DB), 'shop-web', { State }))).toEqual([]);
});

test('loopback, a neighbour, and a name that only Docker knows are no services of others', () => {
  const env = ['A=redis://localhost:6379', 'B=postgres://a:b@172.17.0.9/x', 'C=amqp://a:b@broker/'];
  expect(needsOf(withEnv(hostSaying([ERROR_40]), ...env))).toEqual([]);
});
