import { expect, test } from 'vitest';

import { hostSaying } from '../../../test/support/log-rule.ts';
import {
  accusedHealthyHosts,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';
import { swarmAddressChanged as rule } from './swarm-address-changed.ts';

/** `GET /info` of Docker 20.10. */
const swarm = (Swarm: object) =>
  withText(hostSaying([]), 'docker-info', JSON.stringify({ ServerVersion: '20.10.24', Swarm }));
const ERROR = 'rpc error: code = DeadlineExceeded desc = context deadline exceeded';

test('managers that know this node by an address that it has no longer are named', () => {
  const host = swarm({ NodeAddr: '10.240.0.50', LocalNodeState: 'pending', Error: ERROR });
  expect(findingOf(rule, host)).toMatchObject({
    severity: 'critical',
    subject: { kind: 'swarm', name: '10.240.0.50' },
  });
});

test('a single manager gets over it, and a host without a swarm has none', () => {
  expect(findingsOf(rule, swarm({ NodeAddr: '10.240.0.50', LocalNodeState: 'active', Error: '' }))).toEqual(
    [],
  );
  expect(findingsOf(rule, swarm({ NodeAddr: '', LocalNodeState: 'inactive', Error: '' }))).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test("without Docker's own settings nothing is claimed", () => {
  expect(outcomeOf(rule, without(hostSaying([]), 'docker-info'))).toMatchObject({ kind: 'unknown' });
});
