import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { edited, without } from '../../../test/support/recorded-hosts.ts';

import { plain } from '../../../test/support/firewall-hosts.ts';
import { conntrackTableFull as rule } from './conntrack-table-full.ts';

const filled = (count: number) => {
  const line = /net\/netfilter\/nf_conntrack_(count|max):\d+\n/;
  const base = edited(plain, 'sysctls', line, '');
  return edited(
    base,
    'sysctls',
    'net/ipv4/ip_forward:1',
    `net/ipv4/ip_forward:1\nnet/netfilter/nf_conntrack_max:65536\nnet/netfilter/nf_conntrack_count:${count}`,
  );
};
/** As CentOS 7 and later kernels put it. */
const said = (seconds: number) =>
  `[${seconds}.123456] nf_conntrack: nf_conntrack: table full, dropping packet\n`;
/** Seconds that the recorded host was up. */
const UP = 1e9;

test('a full table is named with its figures', () => {
  const finding = findingOf(rule, filled(65_536));
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven' });
  expect(evidenceText(finding)).toContain('net.netfilter.nf_conntrack_count = 65536');
});

test('a nearly full one is named once the kernel says that it turned somebody away', () => {
  expect(findingsOf(rule, filled(65_000))).toEqual([]);
  expect(evidenceText(findingOf(rule, withText(filled(65_000), 'kernel-log', said(UP))))).toContain(
    'table full',
  );
});

test('a line in the kernel’s log while the table has room is history', () => {
  expect(findingsOf(rule, withText(filled(900), 'kernel-log', said(UP)))).toEqual([]);
  expect(findingsOf(rule, withText(filled(65_000), 'kernel-log', said(1)))).toEqual([]);
});

test('healthy hosts are left alone, and without the facts nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(filled(65_536), 'sysctls')).kind).toBe('unknown');
});
