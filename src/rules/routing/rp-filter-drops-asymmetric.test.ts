import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  stdoutOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { rpFilterDropsAsymmetric as rule } from './rp-filter-drops-asymmetric.ts';

const { snapshot } = recordedHost('rp-filter-drops-asymmetric');

test('a strict filter whose counter rose while the port was tried is named, with the way back', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({
    severity: 'critical',
    certainty: 'proven',
    subject: { kind: 'device', name: 'eth1' },
    explains: ['port:30291'],
  });
  expect(finding.explanation).toContain('The route back to 198.18.0.193 is eth0');
  expect(evidenceText(finding)).toMatch(/IPReversePathFilter rose by [1-9]/);
  expect(evidenceText(finding)).toContain('net.ipv4.conf.all.rp_filter = 1');
  expect(finding.fix?.commands[0]).toBe('sysctl -w net.ipv4.conf.eth1.rp_filter=2');
});

test('a strict filter that dropped nothing is the default of CentOS 7', () => {
  const still = withText(snapshot, 'ip-counters-after', stdoutOf(snapshot, 'ip-counters'));
  expect(findingsOf(rule, still)).toEqual([]);
});

test('a loose filter drops nothing of the kind', () => {
  expect(
    findingsOf(rule, edited(snapshot, 'sysctls', 'conf/all/rp_filter:1', 'conf/all/rp_filter:2')),
  ).toEqual([]);
});

test('a port that fails for a policy rule is another cause', () => {
  expect(findingsOf(rule, recordedHost('policy-rule-hijack').snapshot)).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the kernel’s settings nothing is claimed', () => {
  expect(outcomeOf(rule, without(snapshot, 'sysctls')).kind).toBe('unknown');
});
