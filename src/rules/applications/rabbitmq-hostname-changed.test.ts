import { expect, test } from 'vitest';

import { hostSaying } from '../../../test/support/log-rule.ts';
import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
  withText,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';
import type { Snapshot } from '../../facts/snapshot.ts';
import { rabbitmqHostnameChanged as rule } from './rabbitmq-hostname-changed.ts';

const SOURCE = '/var/lib/docker/volumes/mq/_data';
const CREATED = Date.parse('2026-11-22T11:59:48Z') / 1000;
const broker = (Hostname: string) =>
  withContainer(hostSaying([]), 'shop-web', {
    Created: '2026-11-22T11:59:48Z',
    Config: { Hostname },
    Mounts: [{ Type: 'volume', Name: 'mq', Source: SOURCE, Destination: '/var/lib/rabbitmq', RW: true }],
  });
/** Name, and how many seconds before the container it was made. */
const nodes = (host: Snapshot, ...made: [string, number][]) =>
  withText(
    host,
    'rabbit-nodes',
    made
      .map(
        ([node, before]) => `${CREATED - before} ${CREATED - before + 9} ${SOURCE}/mnesia/rabbit@${node}\n`,
      )
      .join(''),
  );

test('a broker that began anew beside its old data is named with both', () => {
  const finding = findingOf(
    rule,
    nodes(broker('9b8a7c6d5e4f'), ['4f5e6a7b8c9d', 90_000], ['9b8a7c6d5e4f', -3]),
  );
  expect(finding).toMatchObject({ severity: 'critical', subject: { name: 'shop-web' } });
  expect(finding.title).toBe(
    'shop-web started as rabbit@9b8a7c6d5e4f, and its data lies under rabbit@4f5e6a7b8c9d',
  );
  expect(evidenceText(finding)).toContain('rabbit@4f5e6a7b8c9d');
});

test('a broker that has worked under its new name for months is no fault', () => {
  const created = Date.parse('2026-08-01T00:00:00Z') / 1000;
  const long = withText(
    withContainer(broker('9b8a7c6d5e4f'), 'shop-web', { Created: '2026-08-01T00:00:00Z' }),
    'rabbit-nodes',
    ['4f5e6a7b8c9d', '9b8a7c6d5e4f']
      .map((node, index) => `${created - 900 + index * 901} ${created} ${SOURCE}/mnesia/rabbit@${node}\n`)
      .join(''),
  );
  expect(findingOf(rule, long).severity).toBe('notice');
});

test('a broker with a name of its own goes on with its data, whatever lies beside it', () => {
  expect(findingsOf(rule, nodes(broker('mq'), ['4f5e6a7b8c9d', 90_000], ['mq', 80_000]))).toEqual([]);
});

test('a first start has nothing to lose', () => {
  expect(findingsOf(rule, nodes(broker('9b8a7c6d5e4f'), ['9b8a7c6d5e4f', -3]))).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the containers nothing is claimed', () => {
  expect(outcomeOf(rule, without(broker('mq'), 'docker-inspect'))).toMatchObject({ kind: 'unknown' });
});
