import { expect, test } from 'vitest';

import { describeStartFailure, withConfiguration } from '../../../test/support/failed-start.ts';
import { findingOf, findingsOf } from '../../../test/support/one-rule.ts';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { addressPoolConfigBad as rule } from './address-pool-config-bad.ts';

describeStartFailure(rule, [
  {
    what: 'networks larger than the pool',
    says: [
      'failed to start daemon: Error initializing network controller: error obtaining controller instance: invalid pools size: 8',
    ],
    tells: '172.30.0.0/16 with size 8',
    host: (host) =>
      withConfiguration(host, { 'default-address-pools': [{ base: '172.30.0.0/16', size: 8 }] }),
  },
  {
    what: 'a base without a mask',
    says: [
      'failed to start daemon: Error initializing network controller: error obtaining controller instance: invalid base pool "172.30.0.0": invalid CIDR address: 172.30.0.0',
    ],
    tells: 'invalid base pool',
  },
]);

const healthy = recordedHost('healthy-plain').snapshot;
const pools = (base: string, size: number) =>
  withConfiguration(healthy, { 'default-address-pools': [{ base, size }] });

test('pools that cannot be right are a notice while Docker still runs', () => {
  expect(findingOf(rule, pools('172.30.0.0/16', 8)).severity).toBe('notice');
  expect(findingOf(rule, pools('172.30.0.0', 24)).severity).toBe('notice');
});

test.each([24, 16, 28])('networks of /%i out of a /16 are fine', (size) => {
  expect(findingsOf(rule, pools('172.30.0.0/16', size))).toEqual([]);
});
