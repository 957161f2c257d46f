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
import { ioErrorOrReadonlyRemount as rule } from './io-error-or-readonly-remount.ts';

/** Words of fs/ext4/super.c and fs/xfs/xfs_fsops.c. */
const EXT4 = `[ 4211.0] blk_update_request: I/O error, dev vdb1, sector 2048 op 0x1:(WRITE)
[ 4211.1] EXT4-fs error (device vdb1): ext4_journal_check_start:61: Detected aborted journal
[ 4211.2] EXT4-fs (vdb1): Remounting filesystem read-only
`;
const XFS = '[ 88.0] XFS (vdb1): Log I/O Error Detected.  Shutting down filesystem\n';
const host = (mount: string, log: string) =>
  withText(withText(hostSaying([]), 'mounts', `/dev/vda1 / ext4 rw 0 0\n${mount}\n`), 'kernel-log', log);

test('a file system that the kernel made read-only is named with its disk', () => {
  const finding = findingOf(rule, host('/dev/vdb1 /data ext4 ro,relatime 0 0', EXT4));
  expect(finding).toMatchObject({ severity: 'critical', subject: { kind: 'disk', name: '/data' } });
  expect(finding.title).toContain('its disk /dev/vdb1 failed');
});

test('XFS shuts down and stays rw in the list of mounts', () => {
  expect(findingsOf(rule, host('/dev/vdb1 /data xfs rw,relatime 0 0', XFS))).toHaveLength(1);
});

test('an old line of a file system that is written to, another disk, and read-only on purpose are none', () => {
  expect(findingsOf(rule, host('/dev/vdb1 /data ext4 rw,relatime 0 0', EXT4))).toEqual([]);
  expect(findingsOf(rule, host('/dev/vdc1 /data ext4 ro,relatime 0 0', EXT4))).toEqual([]);
  expect(
    findingsOf(
      rule,
      host('/dev/vdb1 /data ext4 ro,relatime 0 0', '[ 1.0] EXT4-fs (vdb1): mounted filesystem\n'),
    ),
  ).toEqual([]);
  expect(
    findingsOf(rule, host('/dev/vdb1 /data xfs rw 0 0', `${XFS}[ 99.0] XFS (vdb1): Ending clean mount\n`)),
  ).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test("without the kernel's log it is open only where something is read-only that should not be", () => {
  const readOnly = without(host('/dev/vdb1 /data ext4 ro 0 0', EXT4), 'kernel-log');
  expect(outcomeOf(rule, readOnly).kind).toBe('healthy');
  const wanted = withText(readOnly, 'fstab-devices', 'there /dev/vdb1 /data ext4 defaults\n');
  expect(outcomeOf(rule, wanted)).toMatchObject({ kind: 'unknown' });
});
