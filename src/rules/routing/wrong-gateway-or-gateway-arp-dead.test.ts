import { expect, test } from 'vitest';

import type { Snapshot } from '../../facts/snapshot.ts';
import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { wrongGatewayOrGatewayArpDead as rule } from './wrong-gateway-or-gateway-arp-dead.ts';

const { snapshot } = recordedHost('wrong-gateway-arp-dead');

test('a gateway that does not answer ARP is named, with the one that a remaining route names', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({
    severity: 'critical',
    certainty: 'proven',
    subject: { name: '172.16.80.9' },
  });
  expect(evidenceText(finding)).toContain('172.16.80.9 dev eth0 INCOMPLETE');
  expect(finding.fix?.commands[0]).toBe('ip route replace default via 172.16.95.253 dev eth0');
  expect(finding.falsifier).toContain('arping');
});

/** The machine at the gateway's address is there, and a database beyond it times out. */
function withDatabase(kind: 'timed-out' | 'refused'): Snapshot {
  const outcome = kind === 'refused' ? ({ kind } as const) : ({ kind, afterMs: 3000 } as const);
  return {
    ...edited(
      snapshot,
      'gateways',
      '172.16.80.9 INCOMPLETE',
      '172.16.80.9 lladdr 02:00:00:00:00:09 REACHABLE',
    ),
    needs: [{ name: 'rds', address: '10.211.141.34', port: 3306 }],
    attempts: [
      {
        vantage: 'host',
        to: { address: '10.211.141.34', port: 3306 },
        about: { kind: 'need', need: 'rds' },
        outcome,
        ms: 3000,
      },
    ],
  };
}

test('a gateway that is there and passes nothing on is likely where a lease names another', () => {
  const finding = findingOf(rule, withDatabase('timed-out'));
  expect(finding).toMatchObject({ certainty: 'likely', explains: ['need:rds'] });
  expect(finding.explanation).toContain('names 172.16.95.253 instead');
});

test('a gateway that answers and lets anything through is in order', () => {
  expect(findingsOf(rule, withDatabase('refused'))).toEqual([]);
});

test('a database that is silent behind the only gateway that anybody names is another cause', () => {
  const only = edited(withDatabase('timed-out'), 'routes', '198.18.1.65 via 172.16.95.253 dev eth0 \n', '');
  expect(findingsOf(rule, only)).toEqual([]);
  const leased = '/var/lib/dhcp/dhclient.eth0.leases:  option routers 172.16.80.9;\n';
  expect(findingsOf(rule, withText(only, 'network-files', leased))).toEqual([]);
});

test('a spare gateway that sleeps is in nobody’s way', () => {
  const spare = edited(
    snapshot,
    'routes',
    'default via 172.16.80.9 dev eth0 ',
    'default via 172.16.95.253 dev eth0 \ndefault via 172.16.80.9 dev eth0 metric 900 ',
  );
  expect(findingsOf(rule, spare)).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('where nobody could ask the gateway it cannot say', () => {
  expect(outcomeOf(rule, without(snapshot, 'gateways')).kind).toBe('unknown');
});
