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
import { hostOom as rule } from './host-oom.ts';

const host = hostSaying([]);
const BOOT = 1_795_342_482;
const NOW = Math.floor(Date.parse('2026-11-22T11:59:52Z') / 1000);
/** Linux 5.10; the first line names what was asked for, the last what was killed. */
const kill = (
  seconds: number,
  process = 'mysqld',
) => `[ ${seconds}.100001] ${process} invoked oom-killer: gfp_mask=0x100cca(GFP_HIGHUSER_MOVABLE), order=0, oom_score_adj=0
[ ${seconds}.100401] oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/system.slice/mysqld.service,task=${process},pid=812,uid=27
[ ${seconds}.100421] Out of memory: Killed process 812 (${process}) total-vm:4212336kB, anon-rss:1732104kB, file-rss:0kB, shmem-rss:0kB, UID:27 pgtables:4012kB oom_score_adj:0
`;

test('a kill of a minute ago is named with the process', () => {
  const finding = findingOf(rule, withText(host, 'kernel-log', kill(NOW - BOOT - 60)));
  expect(finding).toMatchObject({ severity: 'warning', certainty: 'proven' });
  expect(finding.title).toBe('The host ran out of memory, and the kernel killed process mysqld (812)');
  expect(evidenceText(finding)).toContain('Out of memory: Killed process 812 (mysqld)');
});

test('a container that ended by it and is still down is explained, however long ago', () => {
  const ended = new Date((BOOT + 1000) * 1000 + 300).toISOString();
  const down = withContainer(hostSaying([], { down: true }), 'shop-web', {
    State: { ExitCode: 137, OOMKilled: true, FinishedAt: ended },
  });
  const finding = findingOf(rule, withText(down, 'kernel-log', kill(1000, 'dotnet')));
  expect(finding).toMatchObject({ severity: 'critical', subject: { kind: 'container', name: 'shop-web' } });
});

test('an old kill that everything has recovered from, and a limit of a container, are none', () => {
  expect(findingsOf(rule, withText(host, 'kernel-log', kill(100)))).toEqual([]);
  const limit = `[ ${NOW - BOOT - 60}.1] Memory cgroup out of memory: Killed process 4242 (dotnet) total-vm:1kB, anon-rss:1kB\n`;
  expect(findingsOf(rule, withText(host, 'kernel-log', limit))).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test("without the kernel's log it is open only where something was killed", () => {
  expect(outcomeOf(rule, without(host, 'kernel-log')).kind).toBe('healthy');
  const State = { ExitCode: 137, OOMKilled: true };
  const killed = withContainer(hostSaying([], { down: true }), 'shop-web', { State });
  expect(outcomeOf(rule, without(killed, 'kernel-log'))).toMatchObject({ kind: 'unknown' });
});
