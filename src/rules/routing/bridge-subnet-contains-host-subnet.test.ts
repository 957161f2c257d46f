import { expect, test } from 'vitest';

import {
  evidenceText,
  findingOf,
  findingsOf,
  accusedHealthyHosts,
  outcomeOf,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { bridgeSubnetContainsHostSubnet as rule } from './bridge-subnet-contains-host-subnet.ts';

const { snapshot } = recordedHost('bridge-subnet-contains-host-subnet');

test('a bridge whose range holds the card’s subnet is named, with the route that the kernel takes instead', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', subject: { name: 'docker0' } });
  expect(finding.explanation).toContain("docker0 (Docker's default bridge) is 10.72.0.1/16");
  expect(finding.explanation).toContain("contains eth0's 10.72.0.0/22");
  expect(finding.explanation).toContain('container topapi (10.72.0.2) leave by eth0');
  expect(evidenceText(finding)).toMatch(/\$ ip route get 10\.72\.0\.2\n10\.72\.0\.2 dev eth0/);
  expect(finding.falsifier).toBe('wrong if `ip route get 10.72.0.2` says dev docker0');
  expect(finding.explains).toEqual(['port:30610']);
});

test('the fix moves the bridge to a range that is free here, and warns of deleting the card’s route', () => {
  const { fix } = findingOf(rule, snapshot);
  expect(fix?.commands.join('\n')).toContain('"bip": "172.31.255.1/24"');
  expect(fix?.risk).toContain("Do not delete eth0's route");
});

test('a bridge that came along with a disk image is named as well', () => {
  const { explanation } = findingOf(
    rule,
    recordedHost('bridge-subnet-contains-host-subnet-image-copy').snapshot,
  );
  expect(explanation).toContain("192.168.0.1/20 and contains eth0's 192.168.0.0/24");
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('an overlap that cuts nobody off is a notice, and what would disprove it can be seen', () => {
  const routed = edited(snapshot, 'kernel-routes', '10.72.0.2 dev eth0', '10.72.0.2 dev docker0');
  const finding = findingOf(rule, routed);
  expect(finding).toMatchObject({ severity: 'notice', explains: [] });
  expect(finding.explanation).toContain('a container that gets an address in 10.72.0.0/22 will be');
  expect(finding.falsifier).toBe('wrong if `ip -4 addr show dev docker0` shows no address in 10.72.0.0/16');
});

test('a container whose packets a VPN takes is not counted as lost to the overlap', () => {
  const hijacked = edited(snapshot, 'kernel-routes', '10.72.0.2 dev eth0', '10.72.0.2 dev tun0');
  expect(findingOf(rule, hijacked).severity).toBe('notice');
});

test('a single address of a cloud (/32) inside the bridge’s range harms nobody', () => {
  const single = edited(
    recordedHost('healthy-plain').snapshot,
    'addresses',
    '10.72.13.165/24',
    '172.17.9.9/32',
  );
  expect(findingsOf(rule, single).map(({ severity }) => severity)).toEqual(['notice']);
});

test.each(['docker-inspect', 'docker-networks', 'addresses', 'routes', 'links'])(
  'without %s nothing can be said, and that is what is said',
  (fact) => {
    expect(outcomeOf(rule, without(snapshot, fact))).toMatchObject({
      kind: 'unknown',
      because: `${fact}: denied: permission denied`,
    });
  },
);
