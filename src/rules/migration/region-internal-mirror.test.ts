import { expect, test } from 'vitest';

import { hostSaying } from '../../../test/support/log-rule.ts';
import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';
import { regionInternalMirror as rule } from './region-internal-mirror.ts';

const NAME = 'mirrors.cloud.aliyuncs.com';
const repo = (name: string) =>
  withText(
    hostSaying([]),
    'config-lines',
    `/etc/yum.repos.d/CentOS-Base.repo:3:baseurl=http://${name}/centos/7/os/x86_64/\n`,
  );
/** Header of a DNS answer: NXDOMAIN is 83, in order 80 with an address behind it. */
const answer = (name: string, bytes: string) => `? - 100.100.2.136 ${name}\n= 0\n ${bytes}\n`;
const NXDOMAIN = '46 52 81 83 00 01 00 00 00 00 00 00 01 61 00 00 01 00 01';

test('a mirror that the nameservers here do not know is named with the file', () => {
  const finding = findingOf(rule, withText(repo(NAME), 'mirror-names', answer(NAME, NXDOMAIN)));
  expect(finding).toMatchObject({
    severity: 'warning',
    subject: { kind: 'file', name: '/etc/yum.repos.d/CentOS-Base.repo' },
  });
  expect(evidenceText(finding)).toContain(`CentOS-Base.repo:3: baseurl=http://${NAME}`);
});

test('a nameserver that is silent says nothing about the mirror', () => {
  expect(
    findingsOf(rule, withText(repo(NAME), 'mirror-names', `? - 100.100.2.136 ${NAME}\n= 124\n`)),
  ).toEqual([]);
  expect(findingsOf(rule, repo(NAME))).toEqual([]);
});

test('a mirror for everybody is not asked about', () => {
  expect(
    findingsOf(rule, withText(repo('deb.debian.org'), 'mirror-names', answer('deb.debian.org', NXDOMAIN))),
  ).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the files nothing is claimed', () => {
  expect(outcomeOf(rule, without(hostSaying([]), 'config-lines'))).toMatchObject({ kind: 'unknown' });
});
