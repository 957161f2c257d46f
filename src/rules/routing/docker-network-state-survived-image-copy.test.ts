import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { autopickShiftedByStaticRoutes } from './autopick-shifted-by-static-routes.ts';
import { dockerNetworkStateSurvivedImageCopy as rule } from './docker-network-state-survived-image-copy.ts';

const copied = recordedHost('bridge-subnet-contains-host-subnet-image-copy').snapshot;
const FILE = '/var/lib/docker/network/files/local-kv.db';

/** Written down in April 2019; stat of coreutils 9.1, with the time of birth last. */
function withState(text: string) {
  return withText(copied, 'docker-network-state', text);
}
const old = withState(`${FILE} 1555638286 1555638000\n"AddressIPv4":"192.168.0.1/20"\n`);

test('an overlap with a range that Docker stored before its present run comes from elsewhere', () => {
  const finding = findingOf(rule, old);
  expect(finding).toMatchObject({
    certainty: 'likely',
    subject: { name: 'docker0' },
    behind: 'bridge-subnet-contains-host-subnet',
  });
  expect(finding.explanation).toContain('Docker never picks a range that the host has a direct route to');
  expect(evidenceText(finding)).toContain('"AddressIPv4":"192.168.0.1/20"');
  expect(finding.fix?.risk).toContain("Do not delete eth0's route");
});

test('a machine that came to life after the range was stored proves it', () => {
  const cloned = withState(
    `${FILE} 1555638286 1555638000\n/var/lib/cloud/instance 1555700000 1555700000\ninstance /var/lib/cloud/instances/i-bp1copy\n`,
  );
  const finding = findingOf(rule, cloned);
  expect(finding.certainty).toBe('proven');
  expect(evidenceText(finding)).toContain('i-bp1copy');
});

test('the route that shifted the choice lies behind that', () => {
  expect(findingOf(autopickShiftedByStaticRoutes, old)).toMatchObject({
    behind: rule.id,
    certainty: 'likely',
  });
});

test('a range that somebody configured is no choice of Docker’s', () => {
  const bip = '==> /etc/docker/daemon.json <==\n{"bip":"192.168.0.1/20"}\n';
  expect(findingsOf(rule, withText(old, 'daemon-json', bip))).toEqual([]);
});

test('a range that Docker stored in this very run was not brought along', () => {
  expect(findingsOf(rule, withState(`${FILE} 2145916800 2145916800\n`))).toEqual([]);
});

test('without an overlap nobody asks', () => {
  expect(findingsOf(rule, recordedHost('bridge-subnet-shadows-client-network').snapshot)).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the file’s age nothing is claimed', () => {
  expect(outcomeOf(rule, without(copied, 'docker-network-state')).kind).toBe('unknown');
});
