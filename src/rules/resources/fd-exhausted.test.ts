import { expect, test } from 'vitest';

import { hostSaying } from '../../../test/support/log-rule.ts';
import {
  accusedHealthyHosts,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
  withText,
} from '../../../test/support/one-rule.ts';
import { edited, without } from '../../../test/support/recorded-hosts.ts';
import type { Snapshot } from '../../facts/snapshot.ts';
import { fdExhausted as rule } from './fd-exhausted.ts';

const limited = (host: Snapshot, line: string) =>
  withText(withContainer(host, 'shop-web', { State: { Pid: 4242 } }), 'container-limits', `${line}\n`);

test('a server that says so is named with its process and its limit', () => {
  const finding = findingOf(
    rule,
    limited(hostSaying(['accept4(): Too many open files']), '4242 4250 64 64 3 100 0'),
  );
  expect(finding).toMatchObject({ severity: 'critical', subject: { name: 'shop-web' } });
  expect(finding.title).toContain('its limit is 64');
  expect(finding.explanation).toContain('Process 4250 has 64 now');
});

test('one at its limit that says nothing is named as well, one below is not', () => {
  expect(findingsOf(rule, limited(hostSaying([]), '4242 4242 64 64 3 100 0'))).toHaveLength(1);
  expect(findingsOf(rule, limited(hostSaying([]), '4242 4242 40 64 3 100 0'))).toEqual([]);
});

test('watches of files have a limit of their own', () => {
  const said = 'System.IO.IOException: inotify_init: Too many open files';
  expect(findingsOf(rule, hostSaying([said]))).toEqual([]);
});

test('the limit of the whole host is one as well', () => {
  const all = edited(
    edited(hostSaying([]), 'sysctls', /fs\/file-nr:.*/, 'fs/file-nr:1000 0 1000'),
    'sysctls',
    /fs\/file-max:.*/,
    'fs/file-max:1000',
  );
  expect(findingOf(rule, all).subject.kind).toBe('host');
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the logs nothing is claimed', () => {
  expect(outcomeOf(rule, without(hostSaying([]), 'docker-logs'))).toMatchObject({ kind: 'unknown' });
});
