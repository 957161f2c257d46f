import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withOutcome,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { bridgeOwnsGatewayOrPeerAddress as rule } from './bridge-owns-gateway-or-peer-address.ts';

const { snapshot } = recordedHost('connected-route-deleted-by-hand');

/** docker0 with another address, as `bip` gives it. */
function withBip(address: string) {
  return edited(snapshot, 'addresses', '172.17.0.1/16 brd 172.17.255.255', `${address}/24 brd 10.18.228.255`);
}

test('a bridge with the address of the gateway is named, and all that lies beyond it explained', () => {
  const finding = findingOf(rule, withBip('10.18.228.253'));
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', subject: { name: 'docker0' } });
  expect(finding.explanation).toContain('10.18.228.253 is the gateway 10.18.228.253');
  expect(evidenceText(finding)).toContain('default via 10.18.228.253 dev eth0');
  expect(finding.explains).toContain('need:rds');
  expect(finding.fix?.commands.join('\n')).toContain('"bip"');
});

test('a bridge with the address of a service that the host must reach is named', () => {
  const finding = findingOf(rule, withBip('10.18.228.220'));
  expect(finding.title).toContain('rds (10.18.228.220)');
  expect(finding.explains).toContain('need:rds');
});

test('a service at the bridge’s own address that answers is meant', () => {
  const works = withOutcome(withBip('10.18.228.220'), ({ about }) => about.kind === 'need', {
    kind: 'connected',
  });
  expect(findingsOf(rule, works)).toEqual([]);
});

test('a bridge whose narrower range holds the gateway covers it', () => {
  const route =
    'default via 10.18.228.253 dev eth0 \n10.18.228.0/24 dev eth0 proto kernel scope link\n10.18.228.248/29 dev docker0 proto kernel scope link src 10.18.228.249';
  const narrow = edited(
    edited(snapshot, 'addresses', '172.17.0.1/16 brd 172.17.255.255', '10.18.228.249/29 brd 10.18.228.255'),
    'routes',
    'default via 10.18.228.253 dev eth0 ',
    route,
  );
  expect(findingOf(rule, narrow).title).toBe("Docker's bridge docker0 covers the gateway 10.18.228.253");
});

test('a bridge with the card’s subnet and an address of its own is another cause', () => {
  expect(findingsOf(rule, recordedHost('bridge-subnet-equals-host-subnet').snapshot)).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the addresses nothing is claimed', () => {
  expect(outcomeOf(rule, without(snapshot, 'addresses')).kind).toBe('unknown');
});
