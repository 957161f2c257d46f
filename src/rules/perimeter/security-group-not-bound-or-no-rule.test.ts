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
import type { Attempt } from '../../facts/snapshot.ts';
import { securityGroupNotBoundOrNoRule as rule } from './security-group-not-bound-or-no-rule.ts';

const { snapshot } = recordedHost('security-group-not-bound-or-no-rule');
const outside = ({ vantage, to }: Attempt) => vantage === 'worker' && to.port === 30561;
const atContainer = ({ about }: Attempt) => about.kind === 'container-address' && about.hostPort === 30561;

test('a port whose packets never arrive is put down to what stands in front of the host', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({
    severity: 'critical',
    certainty: 'proven',
    subject: { kind: 'port', name: '30561' },
    explains: ['port:30561'],
  });
  expect(evidenceText(finding)).toMatch(/--dport 30561 -j DNAT .*: 1 packets before, 1 after/);
  expect(finding.falsifier).toContain("tcpdump -ni any 'tcp dst port 30561'");
});

test('the port beside it, which answers, is not mentioned', () => {
  expect(findingsOf(rule, snapshot).map(({ subject }) => subject.name)).toEqual(['30561']);
});

test('without the counters the same is likely and not proven', () => {
  expect(findingOf(rule, without(snapshot, 'nat-after-retry')).certainty).toBe('likely');
});

describe('the host itself is at fault, or may be, and the cloud is not accused', () => {
  const uncounted = without(snapshot, 'nat-before-retry');
  const silent: readonly (readonly [string, typeof snapshot])[] = [
    [
      'packets arrive: the counter of the port’s rule moved',
      edited(
        snapshot,
        'nat-after-retry',
        /\[1:60\] (-A DOCKER ! -i docker0 -p tcp -m tcp --dport 30561)/,
        '[2:120] $1',
      ),
    ],
    ['refused is an answer of the host; clouds drop', withOutcome(snapshot, outside, { kind: 'refused' })],
    [
      'the container cannot be reached from the host either',
      withOutcome(snapshot, atContainer, { kind: 'timed-out', afterMs: 3000 }),
    ],
    [
      'the kernel does not forward',
      edited(snapshot, 'sysctls', 'net/ipv4/ip_forward:1', 'net/ipv4/ip_forward:0'),
    ],
    [
      'the card does not forward',
      edited(snapshot, 'sysctls', 'conf/eth0/forwarding:1', 'conf/eth0/forwarding:0'),
    ],
    [
      'a rule in DOCKER-USER drops the packet',
      edited(
        uncounted,
        'iptables',
        /(\[\d+:\d+\] -A DOCKER-USER -j RETURN)/,
        '[0:0] -A DOCKER-USER -i eth0 -j DROP\n$1',
      ),
    ],
    [
      'a rule that cannot be judged may drop it',
      edited(
        uncounted,
        'iptables',
        /(\[\d+:\d+\] -A DOCKER-USER -j RETURN)/,
        '[0:0] -A DOCKER-USER -m set ! --match-set friends src -j DROP\n$1',
      ),
    ],
    [
      'another rule redirects the port before Docker’s translates it',
      edited(
        snapshot,
        'iptables',
        /(\[\d+:\d+\] -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER)/,
        '[0:0] -A PREROUTING -p tcp -m tcp --dport 30561 -j DNAT --to-destination 10.0.0.9:80\n$1',
      ),
    ],
    [
      'a table of nft besides iptables drops packets',
      edited(
        uncounted,
        'nft',
        '# iptables ip nat',
        'table inet fw {\n\tchain forward {\n\t\ttype filter hook forward priority filter; policy drop;\n\t}\n}\n# iptables ip nat',
      ),
    ],
    [
      'the answers leave by a bridge',
      edited(snapshot, 'kernel-routes', /198\.18\.0\.1 via \S+ dev eth0/, '198.18.0.1 dev docker0'),
    ],
  ];
  test.each(silent)('%s', (_what, host) => {
    expect(findingsOf(rule, host)).toEqual([]);
  });
});

test('without Docker’s translation INPUT decides, since the proxy serves', () => {
  const flushed = edited(
    snapshot,
    'iptables',
    /\[\d+:\d+\] -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER\n/,
    '',
  );
  expect(findingOf(rule, flushed).certainty).toBe('likely');
  const dropped = edited(flushed, 'iptables', ':INPUT ACCEPT [', ':INPUT DROP [');
  expect(findingsOf(rule, dropped)).toEqual([]);
});

test('healthy hosts are left alone, one with a tight security group too', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the firewall’s rules nothing is claimed', () => {
  expect(outcomeOf(rule, without(snapshot, 'iptables'))).toMatchObject({
    kind: 'unknown',
    because: 'iptables: denied: permission denied',
  });
});
