import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
  withText,
} from '../../../test/support/one-rule.ts';
import { recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import type { Outcome, Snapshot } from '../../facts/snapshot.ts';
import { staleHostsEntry as rule } from './stale-hosts-entry.ts';

const plain = recordedHost('healthy-plain').snapshot;
const NAME = 'rds.shop.internal';
/** 10.72.9.77, as the lab's nameserver answers. */
const KNOWN = `? - 10.72.9.53 ${NAME}
= 0
 46 52 81 80 00 01 00 01 00 00 00 00 03 72 64 73
 04 73 68 6f 70 08 69 6e 74 65 72 6e 61 6c 00 00
 01 00 01 c0 0c 00 01 00 01 00 00 00 3c 00 04 0a
 48 09 4d
`;

function pinned(address: string, outcome: Outcome, dns = KNOWN): Snapshot {
  const needs = [{ name: 'rds', address: NAME, port: 1433 }];
  const about = { kind: 'need', need: 'rds' } as const;
  const attempt = { vantage: 'host', to: { address: NAME, port: 1433 }, about, outcome, ms: 1 } as const;
  const host = { ...plain, needs, attempts: [...plain.attempts, attempt] };
  const file = withText(host, 'hosts-file', `127.0.0.1 localhost\n${address}\t${NAME} rds\n`);
  return withText(withText(file, 'name-servers', dns), 'names', `# ${NAME}\n${address} STREAM ${NAME}\n`);
}

const TIMED_OUT = { kind: 'timed-out', afterMs: 3000 } as const;

test('a line of /etc/hosts that leads elsewhere than DNS, where nobody answers, is quoted with its number', () => {
  const finding = findingOf(rule, pinned('10.9.8.7', TIMED_OUT));
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', explains: ['need:rds'] });
  expect(finding.title).toBe(`/etc/hosts pins ${NAME} to 10.9.8.7, while DNS says 10.72.9.77`);
  expect(evidenceText(finding)).toContain(`2:10.9.8.7\t${NAME} rds`);
  expect(evidenceText(finding)).toContain(`@10.72.9.53 ${NAME}\n10.72.9.77`);
});

test('a pin that answers may be meant, and one that DNS agrees with is none', () => {
  expect(findingsOf(rule, pinned('10.9.8.7', { kind: 'connected' }))).toEqual([]);
  expect(findingsOf(rule, pinned('10.72.9.77', TIMED_OUT))).toEqual([]);
});

test('where no nameserver knows the name, the pin is all there is', () => {
  expect(findingsOf(rule, pinned('10.9.8.7', TIMED_OUT, `? - 10.72.9.53 ${NAME}\n= 124\n`))).toEqual([]);
});

const inContainer = (tried: string, snapshot = pinned('10.72.9.77', { kind: 'connected' })) =>
  withText(
    withContainer(snapshot, 'shop-web', { HostConfig: { ExtraHosts: [`${NAME}:10.9.8.7`] } }),
    'container-names',
    `r 245 nameserver 10.72.9.53\nh 245 10.9.8.7\t${NAME}\n${tried}`,
  );

test('a container with a pin of its own that leads nowhere is named', () => {
  const finding = findingOf(rule, inContainer('p 245 10.9.8.7 1433 fails\n'));
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', subject: { name: 'shop-web' } });
  expect(evidenceText(finding)).toContain('no connection');
});

test('a pin of a container that connects, or that nobody tried and nothing complains of, may be meant', () => {
  expect(findingsOf(rule, inContainer('p 245 10.9.8.7 1433 connects\n'))).toEqual([]);
  expect(findingsOf(rule, inContainer(''))).toEqual([]);
});

test('where DNS says nothing, the inventory’s own address for the service does', () => {
  const listed = { ...plain, needs: [{ name: 'rds', address: '10.72.9.77', port: 1433 }] };
  const finding = findingOf(rule, inContainer('p 245 10.9.8.7 1433 fails\n', listed));
  expect(finding.title).toContain('while the inventory says 10.72.9.77');
});

test('healthy hosts are left alone; without the hosts file nothing is found in it', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(pinned('10.9.8.7', TIMED_OUT), 'hosts-file')).kind).toBe('healthy');
});
