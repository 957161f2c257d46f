import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withOutcome,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { publishedOnLoopbackOrOtherHostIp as rule } from './published-on-loopback-or-other-host-ip.ts';

const { snapshot } = recordedHost('published-on-loopback-or-other-host-ip');
const loopback = recordedHost('healthy-loopback-admin').snapshot;

test('an asked port that is published on another address of the host is named with both addresses', () => {
  const finding = findingOf(rule, snapshot, { port: 30041 });
  expect(finding).toMatchObject({
    severity: 'critical',
    subject: { name: 'shop-web' },
    explains: ['port:30041'],
  });
  expect(finding.explanation).toContain(
    "on 10.67.200.210 only, but Ferryman's connections come in at 10.67.200.17",
  );
  expect(evidenceText(finding)).toContain('8080/tcp -> 10.67.200.210:30041');
  expect(evidenceText(finding)).toContain('host to its own 10.67.200.210: answers');
});

test('nobody asked: it is a notice, since it may be meant', () => {
  expect(findingOf(rule, snapshot).severity).toBe('notice');
});

test('an admin port on loopback is nobody’s business until somebody asks for it', () => {
  expect(findingsOf(rule, loopback)).toEqual([]);
  expect(findingOf(rule, loopback, { port: 9001 }).explanation).toContain(
    "127.0.0.1, the host's own loopback address",
  );
  expect(findingOf(rule, loopback, { container: 'internal-admin' }).severity).toBe('critical');
});

test('the address at which the worker arrives is one that clients use', () => {
  expect(findingsOf(rule, { ...snapshot, server: '10.67.200.210' }, { port: 30041 })).toEqual([]);
});

test('a port that answers from outside is published well', () => {
  const answers = withOutcome(snapshot, ({ vantage }) => vantage === 'worker', { kind: 'connected' });
  expect(findingsOf(rule, answers, { port: 30041 })).toEqual([]);
});

test('an address that the host does not have is another cause', () => {
  const gone = edited(snapshot, 'addresses', '10.67.200.210/32', '10.67.200.211/32');
  expect(findingsOf(rule, gone, { port: 30041 })).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the containers nothing is claimed', () => {
  expect(outcomeOf(rule, without(snapshot, 'docker-inspect'), { port: 30041 })).toMatchObject({
    kind: 'unknown',
    because: 'docker-inspect: denied: permission denied',
  });
});
