import { expect, test } from 'vitest';

import { hostSaying } from '../../../test/support/log-rule.ts';
import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
  withText,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';
import type { Snapshot } from '../../facts/snapshot.ts';
import { diskFull as rule } from './disk-full.ts';

/** df of Debian 12 (coreutils 9.1). */
const df = (rows: string) =>
  `Filesystem     Type    1024-blocks     Used Available Capacity Mounted on\n/dev/vda1      ext4       41152736 20384132  18867176      52% /\n${rows}\n`;
const DATA = '/dev/vdb1      ext4          23141    23141         0     100% /data';

const withDisks = (host: Snapshot, rows: string, mounts = '/dev/vdb1 /data ext4 rw,relatime 0 0\n') =>
  withText(withText(host, 'disks', df(rows)), 'mounts', `/dev/vda1 / ext4 rw 0 0\n${mounts}`);
const quiet = hostSaying([]);
const full = withDisks(quiet, DATA);

test('a full disk is named with what is left of it', () => {
  const finding = findingOf(rule, full);
  expect(finding).toMatchObject({ severity: 'critical', subject: { kind: 'disk', name: '/data' } });
  expect(finding.title).toBe('The disk at /data is full (100 %)');
  expect(evidenceText(finding)).toContain('0 KiB available');
});

test('a container that has files there and cannot write is explained by it', () => {
  const said = hostSaying(['fatal: write /data/orders: No space left on device'], { down: true });
  const mounted = withContainer(said, 'shop-web', {
    Mounts: [{ Type: 'bind', Source: '/data', Destination: '/data', RW: true }],
  });
  const finding = findingOf(rule, withDisks(mounted, DATA));
  expect(finding.explains[0]).toBe('container:shop-web');
  expect(finding.explanation).toContain('shop-web cannot write any more');
});

test('the log without a limit, or the deleted file that somebody holds, is named', () => {
  const id = 'ab'.repeat(32);
  const log = `-rw-r----- 1 0 0 20971520 Nov 22 12:00 /data/docker/containers/${id}/${id}-json.log\n`;
  expect(findingOf(rule, withText(full, 'disk-usage', log)).fix?.commands).toContain(
    `truncate -s 0 /data/docker/containers/${id}/${id}-json.log`,
  );
  const gone = findingOf(
    rule,
    withText(full, 'disk-usage', 'deleted 22020096 812 /data/old.log (deleted)\n'),
  );
  expect(gone.explanation).toContain('/data/old.log was deleted, and process 812 still has it open');
});

test.each([
  [
    'well used and not full',
    '/dev/vdb1      ext4         100000    90000     10000      90% /data',
    undefined,
  ],
  [
    'a snap',
    '/dev/loop3     squashfs      65536    65536         0     100% /snap/core/17200',
    '/dev/loop3 /snap/core/17200 squashfs ro 0 0\n',
  ],
  ['read-only on purpose', DATA, '/dev/vdb1 /data ext4 ro,relatime 0 0\n'],
  [
    'large, with plenty left',
    '/dev/vdb1      ext4  2000000000 1930000000 70000000      97% /data',
    undefined,
  ],
  [
    'the layers of containers',
    'overlay        overlay    41152736 41152736 0      100% /var/lib/docker/overlay2/4f5e/merged',
    undefined,
  ],
])('%s is not full', (_what, row, mounts) => {
  expect(findingsOf(rule, withDisks(quiet, row, mounts))).toEqual([]);
});

test('where Docker does not start over it, it stands behind that', () => {
  const root = withText(
    quiet,
    'disks',
    'Filesystem Type 1024-blocks Used Available Capacity Mounted on\n/dev/vda1 ext4 41152736 41152736 0 100% /\n',
  );
  expect(findingOf(rule, root).behind).toBeUndefined();
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without df nothing is claimed', () => {
  expect(outcomeOf(rule, without(full, 'disks'))).toMatchObject({ kind: 'unknown' });
});
