import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { overlapWithCloudServiceRange as rule } from './overlap-with-cloud-service-range.ts';

const plain = recordedHost('bridge-subnet-shadows-remote-service').snapshot;

/** The compose network moved into the range of the cloud's services; the name server there is 100.100.2.136. */
const covered = ['addresses', 'routes', 'docker-networks'].reduce(
  (snapshot, fact) => edited(snapshot, fact, /172\.25\.(?=0\.|255\.)/, '100.100.'),
  plain,
);

test('a Docker network that holds the cloud’s name server is named', () => {
  const finding = findingOf(rule, covered);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', subject: { kind: 'bridge' } });
  expect(finding.title).toContain('the name server 100.100.2.136');
  expect(finding.explanation).toContain('the metadata service 100.100.100.200');
  expect(evidenceText(finding)).toContain('nameserver 100.100.2.136');
  expect(finding.falsifier).toContain('ip route get 100.100.2.136');
});

test('a range inside the cloud’s that holds nothing in use is no fault', () => {
  const elsewhere = withText(covered, 'resolv-conf', '==> /etc/resolv.conf <==\nnameserver 192.168.7.2\n');
  expect(findingsOf(rule, elsewhere)).toEqual([]);
});

test('a mesh VPN that brings its name server is meant', () => {
  const mesh = [
    [
      'addresses',
      '\n9: tailscale0    inet 100.100.7.3/16 scope global tailscale0\\       valid_lft forever\n',
    ],
    ['routes', '\n100.100.0.0/16 dev tailscale0 scope link\n'],
    [
      'links',
      '\n9: tailscale0: <POINTOPOINT,UP,LOWER_UP> mtu 1280 state UNKNOWN \\    link/none  promiscuity 0 \\    tun type tun\n',
    ],
  ] as const;
  const snapshot = mesh.reduce((one, [fact, line]) => edited(one, fact, /$(?![\s\S])/, line), plain);
  expect(findingsOf(rule, snapshot)).toEqual([]);
});

test('a database in a compose network’s range is another cause', () => {
  expect(findingsOf(rule, plain)).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the routes nothing is claimed', () => {
  expect(outcomeOf(rule, without(plain, 'routes')).kind).toBe('unknown');
});
