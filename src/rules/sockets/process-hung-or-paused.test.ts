import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
  withText,
} from '../../../test/support/one-rule.ts';
import { recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { processHungOrPaused as rule } from './process-hung-or-paused.ts';

const { snapshot } = recordedHost('healthy-plain');
const PAUSED = { State: { Status: 'paused', Paused: true } };

const queues = (first: number, second: number, untaken: number, more = '') =>
  withText(
    snapshot,
    'listen-queues',
    `1 245 00000000:1F90 0000000${first}
2 245 00000000:1F90 0000000${second}
# 245
tcp LISTEN ${second}      128      0.0.0.0:8080      0.0.0.0:*    users:(("httpd",pid=245,fd=3)) ino:1 sk:1 <->
untaken 245 1F90 ${untaken}
overflows 245 0
${more}`,
  );

test('a paused container that publishes a port is named', () => {
  const finding = findingOf(rule, withContainer(snapshot, 'shop-web', PAUSED));
  expect(finding).toMatchObject({
    severity: 'critical',
    certainty: 'proven',
    title: 'Container shop-web is paused',
    explains: ['container:shop-web', 'port:30712'],
    fix: { commands: ['docker unpause shop-web'] },
  });
  expect(evidenceText(finding)).toContain('paused');
});

test('a paused container that nobody is meant to reach is a notice, until somebody asks for it', () => {
  const inner = recordedHost('healthy-internal-network').snapshot;
  const paused = withContainer(inner, 'postgres', PAUSED);
  expect(findingOf(rule, paused).severity).toBe('notice');
  expect(findingOf(rule, paused, { container: 'postgres' }).severity).toBe('critical');
});

test('a process that was stopped by a signal is let go', () => {
  const finding = findingOf(rule, queues(1, 2, 2, 'still 2 245 T httpd\n'));
  expect(finding).toMatchObject({
    severity: 'critical',
    certainty: 'proven',
    fix: { commands: ['kill -CONT 245'] },
  });
  expect(evidenceText(finding)).toContain('State: T');
});

test('connections that nobody takes make a process that runs likely to hang', () => {
  expect(findingOf(rule, queues(3, 3, 3))).toMatchObject({ severity: 'critical', certainty: 'likely' });
});

test('a queue that gets shorter, or whose connections were all taken, is work', () => {
  expect(findingsOf(rule, queues(3, 1, 1))).toEqual([]);
  expect(findingsOf(rule, queues(1, 1, 0))).toEqual([]);
});

const still = (state: string) =>
  withText(snapshot, 'listen-queues', `still 1 245 ${state} httpd\nstill 2 245 ${state} httpd\n`);

test('a stopped process that nobody has connected to yet is named; one that waits for a disk is not', () => {
  expect(findingOf(rule, still('T')).title).toBe(
    'The process of container shop-web was stopped by a signal (SIGSTOP)',
  );
  expect(findingsOf(rule, still('D'))).toEqual([]);
});

test('healthy hosts are left alone, and without the containers nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(snapshot, 'docker-inspect')).kind).toBe('unknown');
});
