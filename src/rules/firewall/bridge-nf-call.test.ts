import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';

import { edited } from '../../../test/support/recorded-hosts.ts';
import type { Outcome, Snapshot } from '../../facts/snapshot.ts';
import { plain } from '../../../test/support/firewall-hosts.ts';
import { bridgeNfCall as rule } from './bridge-nf-call.ts';

const ACCEPT = '[0:0] -A FORWARD -i docker0 -o docker0 -j ACCEPT\n';

/** A neighbour on docker0 that tried shop-web. */
function triedBy(snapshot: Snapshot, outcome: Outcome): Snapshot {
  const to = { address: '172.17.0.2', port: 8080 };
  const about = {
    kind: 'container-peer',
    network: 'bridge',
    container: 'shop-web',
    peer: 'shop-web',
  } as const;
  return {
    ...snapshot,
    attempts: [...snapshot.attempts, { vantage: 'container', to, about, outcome, ms: 3000 }],
  };
}

const silence: Outcome = { kind: 'timed-out', afterMs: 3000 };
const cut = triedBy(edited(plain, 'iptables', ACCEPT, ''), silence);

test('neighbours that the firewall keeps apart are told, with the switch that shows it their frames', () => {
  const finding = findingOf(rule, cut);
  expect(finding).toMatchObject({
    subject: { kind: 'network', name: 'bridge' },
    explains: ['network:bridge'],
  });
  expect(evidenceText(finding)).toContain('net.bridge.bridge-nf-call-iptables = 1');
});

test('where bridged frames pass iptables by, its rules are not to blame', () => {
  const off = edited(cut, 'sysctls', 'bridge-nf-call-iptables:1', 'bridge-nf-call-iptables:0');
  expect(findingsOf(rule, off)).toEqual([]);
});

test('with Docker’s own rule, or where the neighbour answers, nothing is said', () => {
  expect(findingsOf(rule, triedBy(plain, silence))).toEqual([]);
  expect(findingsOf(rule, triedBy(edited(plain, 'iptables', ACCEPT, ''), { kind: 'refused' }))).toEqual([]);
});

test('healthy hosts are left alone, and without the rules nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(cut, 'iptables')).kind).toBe('unknown');
});
