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
import { fstabUuid as rule } from './fstab-uuid.ts';

const host = (base: Snapshot, line: string, mounts = '') =>
  withText(withText(base, 'fstab-devices', `${line}\n`), 'mounts', `/dev/vda1 / ext4 rw 0 0\n${mounts}`);
const plain = hostSaying([]);
const used = withContainer(plain, 'shop-web', {
  Mounts: [{ Type: 'bind', Source: '/data/shop', Destination: '/app/data', RW: true }],
});
const GONE = 'missing UUID=0c1e3a5f-1 /data ext4';

test('a data disk that is not there is named with the containers that miss it', () => {
  const finding = findingOf(rule, host(used, `${GONE} defaults,nofail`));
  expect(finding).toMatchObject({ severity: 'critical', subject: { kind: 'disk', name: '/data' } });
  expect(finding.title).toBe('The disk for /data is not there: no disk of this host is UUID=0c1e3a5f-1');
  expect(evidenceText(finding)).toContain('/data/shop -> /app/data');
});

test('one that must be there is missed even where no container uses it', () => {
  expect(findingOf(rule, host(plain, `${GONE} defaults`)).severity).toBe('warning');
});

test.each([
  ['a disk for backups that is plugged in now and then', `${GONE} defaults,nofail`],
  ['one that is only mounted by hand', `${GONE} noauto,user`],
  ['swap', 'missing UUID=0c1e3a5f-1 none swap sw'],
  ['a disk that is there', 'there UUID=0c1e3a5f-1 /data ext4 defaults'],
  ['one that nobody could look for', 'unknown UUID=0c1e3a5f-1 /data ext4 defaults'],
])('%s is none', (_what, line) => {
  expect(findingsOf(rule, host(plain, line))).toEqual([]);
});

test('a place where something is mounted after all is in order', () => {
  expect(findingsOf(rule, host(used, `${GONE} defaults`, '/dev/vdb1 /data ext4 rw 0 0\n'))).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the mounts nothing is claimed', () => {
  expect(outcomeOf(rule, without(host(used, GONE), 'mounts'))).toMatchObject({ kind: 'unknown' });
});
