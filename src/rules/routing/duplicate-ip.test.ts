import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { duplicateIp as rule } from './duplicate-ip.ts';

const { snapshot } = recordedHost('healthy-plain');

/** busybox 1.35's arping; iputils' prints the same line. */
function answeredBy(mac: string) {
  return withText(
    snapshot,
    'address-rivals',
    `# 10.72.13.165 eth0 Unicast reply from 10.72.13.165 [${mac}] 0.615ms\n`,
  );
}

test('another machine that answers for the host’s address is named by its card', () => {
  const finding = findingOf(rule, answeredBy('9a:3f:c0:a8:00:0a'));
  expect(finding).toMatchObject({
    severity: 'critical',
    certainty: 'proven',
    subject: { name: '10.72.13.165' },
  });
  expect(finding.explanation).toContain('the card address 9a:3f:c0:a8:00:0a');
  expect(evidenceText(finding)).toContain('Unicast reply from 10.72.13.165');
  expect(finding.falsifier).toContain('arping -D');
});

test('a gateway that answers ARP for everybody, as in clouds, is none', () => {
  const cloud = withText(
    answeredBy('ee:ff:ff:ff:ff:ff'),
    'gateways',
    '# 10.72.13.253 eth0\n10.72.13.253 lladdr ee:ff:ff:ff:ff:ff REACHABLE\n',
  );
  expect(findingsOf(rule, cloud)).toEqual([]);
});

test('an address that moves by VRRP is none', () => {
  expect(findingsOf(rule, answeredBy('00:00:5e:00:01:33'))).toEqual([]);
});

test('silence means that nobody else has it', () => {
  expect(findingsOf(rule, withText(snapshot, 'address-rivals', ''))).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('where nobody could ask by ARP it cannot say', () => {
  const { 'address-rivals': _, ...readings } = snapshot.readings;
  expect(outcomeOf(rule, { ...snapshot, readings }).kind).toBe('unknown');
});
