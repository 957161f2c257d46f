import { expect, test } from 'vitest';

import { ERROR_40, hostSaying, withEnv, withNeeds } from '../../../test/support/log-rule.ts';
import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';
import { connstringOldRegion as rule } from './connstring-old-region.ts';

const OLD = 'DB=Server=10.240.0.9,1433;Database=shop;User Id=sa;Password=Ohng4eeth8';
const rds = { name: 'rds', address: '192.168.0.20', port: 1433 };
const old = { address: '10.240.0.9', port: 1433, of: 'shop-web', outcome: 'timed-out' } as const;
const moved = withNeeds(withEnv(hostSaying([ERROR_40]), OLD), { ...rds, outcome: 'connected' }, old);

test('a connection string beside the inventory is named with both places and no password', () => {
  const finding = findingOf(rule, moved);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven' });
  expect(finding.title).toBe(
    'The connection string of shop-web leads to 10.240.0.9:1433, not to 192.168.0.20:1433',
  );
  expect(evidenceText(finding)).toContain('DB → 10.240.0.9:1433');
  expect(JSON.stringify(finding)).not.toContain('Ohng4eeth8');
});

test('an endpoint whose name tells of another region is likely one of the old', () => {
  const name = 'rm-bp1.mssql.cn-hangzhou.rds.aliyuncs.com';
  const here = { name: 'redis', address: 'r-8vb.redis.cn-zhangjiakou.rds.aliyuncs.com', port: 6379 };
  const host = withNeeds(
    withEnv(hostSaying([ERROR_40]), OLD.replace('10.240.0.9', name)),
    { ...here, outcome: 'connected' },
    { address: name, port: 1433, of: 'shop-web', outcome: 'timed-out' },
  );
  expect(findingOf(rule, host)).toMatchObject({ certainty: 'likely' });
});

test('two databases that both answer, one that is down, and one that the inventory has not are none', () => {
  const env = withEnv(hostSaying([ERROR_40]), OLD);
  expect(
    findingsOf(rule, withNeeds(env, { ...rds, outcome: 'connected' }, { ...old, outcome: 'connected' })),
  ).toEqual([]);
  expect(findingsOf(rule, withNeeds(env, { ...rds, outcome: 'timed-out' }, old))).toEqual([]);
  expect(findingsOf(rule, withNeeds(env, old))).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the containers nothing is claimed', () => {
  expect(outcomeOf(rule, without(moved, 'docker-inspect'))).toMatchObject({ kind: 'unknown' });
});
