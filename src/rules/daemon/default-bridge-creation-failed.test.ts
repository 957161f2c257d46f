import { expect, test } from 'vitest';

import { describeStartFailure, hostSaying, withConfiguration } from '../../../test/support/failed-start.ts';
import { findingOf, findingsOf } from '../../../test/support/one-rule.ts';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { defaultBridgeCreationFailed as rule } from './default-bridge-creation-failed.ts';

describeStartFailure(rule, [
  {
    what: 'the address of the network',
    says: [
      'failed to start daemon: Error initializing network controller: Error creating default "bridge" network: failed to allocate gateway (192.168.1.0): Address already in use',
    ],
    tells: '"bip": "192.168.1.1/24"',
    host: (host) => withConfiguration(host, { bip: '192.168.1.0/24' }),
  },
  {
    what: 'no mask',
    says: [
      'failed to start daemon: Error initializing network controller: invalid CIDR address: 192.168.1.1',
    ],
    tells: 'bip 192.168.1.1 has no mask',
    host: (host) => withConfiguration(host, { bip: '192.168.1.1' }),
  },
  {
    what: 'bip and bridge',
    says: [
      'failed to start daemon: You specified -b & --bip, mutually exclusive options. Please specify only one',
    ],
    tells: 'both bip and bridge are set',
  },
  {
    what: 'a stored state with two (moby#20312)',
    says: [
      'Error starting daemon: Error initializing network controller: Error creating default "bridge" network: cannot create network 8d5c (docker0): conflicts with network 41c9 (docker0): networks have same bridge name',
    ],
    tells: 'local-kv.db',
  },
]);

const healthy = recordedHost('healthy-plain').snapshot;

test.each([
  [{ bip: '192.168.1.0/24' }, 'is not an address that the bridge can have'],
  [{ bip: '192.168.1.1' }, 'has no mask'],
  [{ bip: '192.168.1.1/24', bridge: 'br0' }, 'both bip and bridge are set'],
])('%j is a notice while Docker still runs', (settings, title) => {
  const finding = findingOf(rule, withConfiguration(healthy, settings));
  expect(finding.severity).toBe('notice');
  expect(finding.title).toContain(title);
});

test('a bip inside its network is fine', () => {
  expect(findingsOf(rule, withConfiguration(healthy, { bip: '192.168.64.1/24' }))).toEqual([]);
});

test('a bridge that is missing, and iptables that do not work, are other causes', () => {
  const prefix =
    'failed to start daemon: Error initializing network controller: Error creating default "bridge" network: ';
  expect(
    findingsOf(rule, hostSaying(`${prefix}bridge device with non default name br9 must be created manually`)),
  ).toEqual([]);
  expect(findingsOf(rule, hostSaying(`${prefix}Failed to Setup IP tables: iptables failed`))).toEqual([]);
});
