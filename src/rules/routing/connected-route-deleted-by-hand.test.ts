import { describe, expect, test } from 'vitest';

import {
  evidenceText,
  findingOf,
  findingsOf,
  accusedHealthyHosts,
  outcomeOf,
  stdoutOf,
  withOutcome,
  withText,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { connectedRouteDeletedByHand as rule } from './connected-route-deleted-by-hand.ts';

const { snapshot } = recordedHost('connected-route-deleted-by-hand');
const story = recordedHost('the-story-route-deleted').snapshot;

test('a card without the route of its own subnet is named, and where the database’s packets go instead', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', subject: { name: 'eth0' }, explains: ['need:rds'] });
  expect(finding.explanation).toContain(
    'eth0 is 10.18.228.113/24, but there is no route to 10.18.228.0/24 by eth0',
  );
  expect(finding.explanation).toContain('Packets for rds (10.18.228.220) go to 10.18.228.253');
  expect(evidenceText(finding)).toContain('10.18.228.220 via 10.18.228.253 dev eth0');
  expect(finding.fix?.commands).toEqual([
    'ip route add 10.18.228.0/24 dev eth0 proto kernel scope link src 10.18.228.113',
  ]);
});

test('in the story the bridge has to move before the route comes back', () => {
  const { fix, explanation } = findingOf(rule, story);
  expect(explanation).toContain('docker0 overlaps with that subnet');
  expect(fix?.summary).toMatch(/^First move docker0/);
  expect(fix?.commands[0]).toContain('first give docker0');
});

test('a route to the gateway alone does not replace the route to the subnet', () => {
  const gateway = `${stdoutOf(snapshot, 'routes')}\n10.18.228.253 dev eth0 scope link src 10.18.228.113\n`;
  expect(findingOf(rule, withText(snapshot, 'routes', gateway)).explains).toEqual(['need:rds']);
});

test('two routes that cover the subnet half by half do', () => {
  const halves = ['10.18.228.0/25 dev eth0 scope link', '10.18.228.128/25 dev eth0 scope link'];
  const text = [stdoutOf(snapshot, 'routes'), ...halves, ''].join('\n');
  expect(findingsOf(rule, withText(snapshot, 'routes', text))).toEqual([]);
});

test('where the database answers all the same it is a notice', () => {
  const works = withOutcome(snapshot, ({ about }) => about.kind === 'need', { kind: 'connected' });
  expect(findingOf(rule, works)).toMatchObject({ severity: 'notice', explains: [] });
});

describe('addresses that have no such route on purpose', () => {
  test.each([
    ['a /32 as some clouds give it', '10.18.228.113/24', '10.18.228.113/32'],
    ['an address added with noprefixroute', 'scope global eth0', 'scope global noprefixroute eth0'],
    ['a second address of a subnet', 'scope global eth0', 'scope global secondary eth0'],
    ['a point-to-point link', '10.18.228.113/24', '10.18.228.113 peer 10.18.228.1/24'],
  ])('%s', (_what, from, to) => {
    expect(findingsOf(rule, edited(snapshot, 'addresses', from, to))).toEqual([]);
  });

  test('a card that is switched off', () => {
    expect(findingsOf(rule, edited(snapshot, 'links', /(eth0@?\w*: <[^>]*),UP,LOWER_UP>/, '$1>'))).toEqual(
      [],
    );
  });
});

test('healthy hosts are left alone, a second card with policy routing too', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the addresses nothing is claimed', () => {
  expect(outcomeOf(rule, without(snapshot, 'addresses'))).toMatchObject({
    kind: 'unknown',
    because: 'addresses: denied: permission denied',
  });
});
