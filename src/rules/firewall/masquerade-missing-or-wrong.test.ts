import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
} from '../../../test/support/one-rule.ts';
import { edited, without } from '../../../test/support/recorded-hosts.ts';

import { plain, withNeed } from '../../../test/support/firewall-hosts.ts';
import { masqueradeMissingOrWrong as rule } from './masquerade-missing-or-wrong.ts';

const MASQUERADE = '[0:0] -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE\n';
const rds = { address: '10.9.9.9', port: 1433 };
const missing = edited(plain, 'iptables', MASQUERADE, '');
const cut = withNeed(missing, rds, 'connected', 'timed-out');
const notAsked = (snapshot: typeof plain) =>
  edited(
    snapshot,
    'docker-networks',
    '"com.docker.network.bridge.enable_ip_masquerade":"true"',
    '"com.docker.network.bridge.enable_ip_masquerade":"false"',
  );

test('a missing MASQUERADE rule is named with the network whose packets nobody can answer', () => {
  const finding = findingOf(rule, cut);
  expect(finding).toMatchObject({
    severity: 'critical',
    subject: { name: 'bridge' },
    explains: ['need:rds:shop-web'],
  });
  expect(finding.fix?.commands[0]).toBe(
    'iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE',
  );
  expect(findingOf(rule, missing).severity).toBe('warning');
});

test('a network made without masquerading is a fault only where a container misses something', () => {
  expect(findingsOf(rule, notAsked(missing))).toEqual([]);
  expect(evidenceText(findingOf(rule, notAsked(cut)))).toContain('enable_ip_masquerade": "false"');
  expect(findingsOf(rule, withNeed(notAsked(missing), rds, 'connected', 'connected'))).toEqual([]);
});

const routed = (host: typeof plain) =>
  edited(
    host,
    'docker-networks',
    '"com.docker.network.bridge.enable_ip_masquerade":"true"',
    '"com.docker.network.bridge.gateway_mode_ipv4":"routed"',
  );

test('a network whose addresses the surroundings route is left alone', () => {
  expect(findingsOf(rule, routed(missing))).toEqual([]);
  expect(evidenceText(findingOf(rule, routed(cut)))).toContain('gateway_mode_ipv4": "routed"');
});

test('a fixed source address that the host no longer has is named', () => {
  const snat = '[9:540] -A POSTROUTING -s 172.17.0.0/16 -o eth0 -j SNAT --to-source 10.7.7.7\n';
  const wrong = edited(plain, 'iptables', MASQUERADE, `${snat}${MASQUERADE}`);
  expect(findingOf(rule, withNeed(wrong, rds, 'connected', 'timed-out')).title).toContain('10.7.7.7');
  const own = edited(wrong, 'iptables', '10.7.7.7', '10.72.13.165');
  expect(findingsOf(rule, withNeed(own, rds, 'connected', 'timed-out'))).toEqual([]);
});

test('a service that the host does not reach either says nothing of masquerading', () => {
  expect(findingOf(rule, withNeed(missing, rds, 'timed-out', 'timed-out')).explains).toEqual([]);
  expect(findingsOf(rule, withNeed(plain, rds, 'connected', 'timed-out'))).toEqual([]);
});

test('healthy hosts are left alone, and without the facts nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(cut, 'iptables')).kind).toBe('unknown');
});
