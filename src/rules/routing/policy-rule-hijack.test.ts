import { describe, expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withOutcome,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { policyRuleHijack as rule } from './policy-rule-hijack.ts';

const { snapshot } = recordedHost('policy-rule-hijack');

test('a rule that leads a container’s answers to a machine that is not there is named', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({
    severity: 'critical',
    certainty: 'proven',
    subject: { kind: 'policy-rule', name: 'from all iif docker0 lookup 176' },
    explains: ['port:30647'],
  });
  expect(evidenceText(finding)).toContain('198.18.1.1 from 172.17.0.2 via 10.87.239.7 dev eth0 table 176');
  expect(finding.falsifier).toBe(
    'wrong if `ip route get 198.18.1.1 from 172.17.0.2 iif docker0` says dev eth0',
  );
  expect(finding.fix?.commands).toContain('ip rule del priority 18046 from all iif docker0 lookup 176');
});

test.each(['blackhole', 'unreachable', 'prohibit'])('a table that answers %s is named as well', (type) => {
  const refused = edited(
    edited(snapshot, 'routes', 'default via 10.87.239.7 dev eth0 table 176', `${type} default table 176`),
    'kernel-routes',
    / {2}172|198\.18\.1\.1 from 172\.17\.0\.2 via(.|\n)*/,
    '',
  );
  expect(findingOf(rule, refused).explanation).toContain(`table 176 refuses them (${type})`);
});

test('a rule for the bridge’s range, which the host’s own packets into it meet as well, is named', () => {
  const byRange = edited(snapshot, 'policy-rules', 'from all iif docker0', 'from 172.17.0.0/16');
  const cut = withOutcome(byRange, ({ about }) => about.kind === 'container-address', {
    kind: 'timed-out',
    afterMs: 3000,
  });
  const served = withOutcome(cut, ({ about }) => about.kind === 'inside-container', { kind: 'connected' });
  expect(findingOf(rule, served)).toMatchObject({ subject: { name: 'from 172.17.0.0/16 lookup 176' } });
});

describe('a rule that looks for a mark', () => {
  const byMark = edited(snapshot, 'policy-rules', 'from all iif docker0', 'from all fwmark 0xb0');
  const marking = (line: string) =>
    edited(byMark, 'iptables', /$/, `\n*mangle\n:PREROUTING ACCEPT [0:0]\n${line}\nCOMMIT\n`);

  test('is named where the firewall gives that mark to the answers of the container', () => {
    const finding = findingOf(
      rule,
      marking('[0:0] -A PREROUTING -i docker0 -p tcp -j MARK --set-xmark 0xb0/0xffffffff'),
    );
    expect(finding).toMatchObject({
      subject: { name: 'from all fwmark 0xb0 lookup 176' },
      explains: ['port:30647'],
    });
    expect(finding.falsifier).toBe(
      'wrong if `ip route get 198.18.1.1 from 172.17.0.2 iif docker0 mark 0xb0` says dev eth0',
    );
  });

  test.each([
    '-A PREROUTING -i eth0 -j MARK --set-xmark 0xb0/0xffffffff',
    '-A PREROUTING -i docker0 -m conntrack --ctstate NEW -j MARK --set-xmark 0xb0/0xffffffff',
    '-A PREROUTING -i docker0 -j CONNMARK --restore-mark --nfmask 0xffffffff --ctmask 0xffffffff',
  ])('is left alone where nobody knows that they have it: %s', (line) => {
    expect(findingsOf(rule, marking(`[0:0] ${line}`))).toEqual([]);
  });
});

test('the same rule on a host whose port answers is somebody’s deliberate routing', () => {
  const works = withOutcome(snapshot, ({ vantage }) => vantage === 'worker', { kind: 'connected' });
  expect(findingsOf(rule, works)).toEqual([]);
});

test('a rule about another device has nothing to do with it', () => {
  const other = edited(snapshot, 'policy-rules', 'iif docker0', 'iif tun0');
  expect(findingsOf(rule, other)).toEqual([]);
});

test('a port that the reverse-path filter closes is another cause', () => {
  expect(findingsOf(rule, recordedHost('rp-filter-drops-asymmetric').snapshot)).toEqual([]);
});

test('healthy hosts are left alone, a second card with policy routing too', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the policy rules nothing is claimed', () => {
  expect(outcomeOf(rule, without(snapshot, 'policy-rules')).kind).toBe('unknown');
});
