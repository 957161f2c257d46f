import { expect, test } from 'vitest';

import { hostSaying } from '../../../test/support/log-rule.ts';
import {
  accusedHealthyHosts,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';
import { inodesFull as rule } from './inodes-full.ts';

const DISK = `Filesystem     Type    1024-blocks     Used Available Capacity Mounted on
/dev/vdb1      ext4          23141       14     21408       1% /data
`;
const inodes = (used: number, percent: string) => `Filesystem      Inodes IUsed   IFree IUse% Mounted on
/dev/vdb1          128 ${used}       ${128 - used}  ${percent} /data
`;
const host = withText(hostSaying([]), 'disks', DISK);

test('a disk with room and without inodes is named', () => {
  const finding = findingOf(rule, withText(host, 'inodes', inodes(128, '100%')));
  expect(finding).toMatchObject({ severity: 'critical', subject: { kind: 'disk', name: '/data' } });
  expect(finding.explanation).toContain('128 of 128 are in use');
  expect(finding.explanation).toContain('1 % of the bytes');
});

test('one with inodes left, and one that does not count them, are in order', () => {
  expect(findingsOf(rule, withText(host, 'inodes', inodes(60, '47%')))).toEqual([]);
  const uncounted =
    'Filesystem      Inodes IUsed   IFree IUse% Mounted on\n/dev/vdb1            0     0       0     - /data\n';
  expect(findingsOf(rule, withText(host, 'inodes', uncounted))).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without df nothing is claimed', () => {
  expect(outcomeOf(rule, without(host, 'disks'))).toMatchObject({ kind: 'unknown' });
});
