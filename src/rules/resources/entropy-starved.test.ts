import { expect, test } from 'vitest';

import { hostSaying, withEnv } from '../../../test/support/log-rule.ts';
import {
  accusedHealthyHosts,
  findingOf,
  findingsOf,
  outcomeOf,
  withOutcome,
  withText,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';
import type { Snapshot } from '../../facts/snapshot.ts';
import { entropyStarved as rule } from './entropy-starved.ts';

const java = withOutcome(
  withEnv(hostSaying(['Starting Jetty']), 'JAVA_VERSION=8u212'),
  ({ about }) => about.kind === 'container-address',
  { kind: 'refused' },
);
const on = (host: Snapshot, kernel: string, bits: number) =>
  withText(
    withText(host, 'kernel', `Linux hz-shop ${kernel} x86_64\n`),
    'sysctls',
    `net/ipv4/ip_forward:1\nkernel/random/entropy_avail:${bits}\n`,
  );

test('a Java application that hangs on an old kernel without chance is likely waiting for it', () => {
  const finding = findingOf(rule, on(java, '3.10.0-1160.el7.x86_64', 12));
  expect(finding).toMatchObject({ severity: 'warning', certainty: 'likely', subject: { name: 'shop-web' } });
});

test('on a newer kernel, with enough of it, or for a container that listens the number means nothing', () => {
  expect(findingsOf(rule, on(java, '5.10.0-26-amd64', 12))).toEqual([]);
  expect(findingsOf(rule, on(java, '3.10.0-1160.el7.x86_64', 900))).toEqual([]);
  expect(findingsOf(rule, on(hostSaying([]), '3.10.0-1160.el7.x86_64', 12))).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the kernel nothing is claimed', () => {
  expect(outcomeOf(rule, without(java, 'kernel'))).toMatchObject({ kind: 'unknown' });
});
