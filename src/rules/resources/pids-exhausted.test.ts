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
import { edited, without } from '../../../test/support/recorded-hosts.ts';
import type { Snapshot } from '../../facts/snapshot.ts';
import { pidsExhausted as rule } from './pids-exhausted.ts';

const SAID = "sh: can't fork: Resource temporarily unavailable";
const limited = (host: Snapshot, line: string) =>
  withText(withContainer(host, 'shop-web', { State: { Pid: 4242 } }), 'container-limits', `${line}\n`);

test('a container that may not fork is named with its limit and what was refused', () => {
  const finding = findingOf(rule, limited(hostSaying([SAID]), '4242 4242 4 1024 12 12 7'));
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', subject: { name: 'shop-web' } });
  expect(finding.title).toContain('its limit of 12');
  expect(evidenceText(finding)).toContain('12 now, at most 12, refused 7');
});

test('a container to which nothing was ever refused met another limit, and one at its limit without a refusal none', () => {
  expect(findingsOf(rule, limited(hostSaying([SAID]), '4242 4242 4 1024 3 100 0'))).toEqual([]);
  expect(findingsOf(rule, limited(hostSaying([]), '4242 4242 4 1024 1 1 0'))).toEqual([]);
});

test('the host as a whole has a limit, too', () => {
  const many = withText(
    edited(hostSaying([]), 'sysctls', /kernel\/pid_max:.*/, 'kernel/pid_max:32768'),
    'pressure',
    '/proc/loadavg:9.1 8.8 4.1 3/32760 4242\n',
  );
  expect(findingOf(rule, many).subject).toEqual({ kind: 'host', name: 'kernel.pid_max' });
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the logs nothing is claimed', () => {
  expect(outcomeOf(rule, without(hostSaying([]), 'docker-logs'))).toMatchObject({ kind: 'unknown' });
});
