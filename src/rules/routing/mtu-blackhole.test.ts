import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { mtuBlackhole as rule } from './mtu-blackhole.ts';

const { snapshot } = recordedHost('mtu-blackhole');

test('a flow that repeats full packets while small pings pass falls into a hole', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({
    severity: 'critical',
    certainty: 'proven',
    subject: { kind: 'container', name: 'gateway' },
  });
  expect(finding.explains).toContain('need:archive');
  expect(evidenceText(finding)).toMatch(/backoff:\d.*pmtu:1500/);
  expect(evidenceText(finding)).toContain('100% packet loss');
  expect(finding.falsifier).toBe('wrong if `ping -c1 -M do -s 1472 10.218.94.96` is answered');
});

test('a peer that full-size pings reach has another trouble', () => {
  const through = edited(
    snapshot,
    'path-mtu',
    /1500 1 packets transmitted.*/,
    '1500 1480 bytes from 10.218.94.96: icmp_seq=1 ttl=62 time=0.264 ms',
  );
  expect(findingsOf(rule, through)).toEqual([]);
});

test('a path that says how narrow it is works', () => {
  const told = edited(
    snapshot,
    'path-mtu',
    /1500 1 packets transmitted.*/,
    '1500 From 172.17.0.1 icmp_seq=1 Frag needed and DF set (mtu = 1400)',
  );
  expect(findingsOf(rule, told)).toEqual([]);
});

const mute = edited(
  snapshot,
  'path-mtu',
  /84 64 bytes from.*/,
  '84 1 packets transmitted, 0 received, 100% packet loss, time 0ms',
);

test('a peer that answers no ping may simply be gone', () => {
  expect(findingsOf(rule, mute)).toEqual([]);
});

test('a card that is narrower than the path is thought to be makes it likely all the same', () => {
  const narrow = edited(mute, 'links', /(eth0@?\w*: <[^>]*> mtu) 1500/, '$1 1400');
  expect(findingOf(rule, narrow).certainty).toBe('likely');
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('where no connection could be looked at it cannot say', () => {
  expect(outcomeOf(rule, without(snapshot, 'stalled-flows')).kind).toBe('unknown');
});
