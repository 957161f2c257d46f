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
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { appNotListening as rule } from './app-not-listening.ts';

const { snapshot } = recordedHost('app-not-listening');
const old = withContainer(snapshot, 'shop-web', { State: { StartedAt: '2026-11-22T10:00:00Z' } });

test('a container in which nothing listens is named with its command and its last words', () => {
  const finding = findingOf(rule, old);
  expect(finding).toMatchObject({
    severity: 'critical',
    certainty: 'proven',
    subject: { name: 'shop-web' },
    explains: ['port:30177'],
  });
  expect(finding.explanation).toContain('has been up for 117 min and its process `sh -c echo');
  expect(evidenceText(finding)).toContain('no TCP listener');
  expect(evidenceText(finding)).toContain('waiting for the configuration server');
});

test('in its first minute it may still be starting', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'warning', certainty: 'likely' });
  expect(finding.explanation).toContain('up for 2 s');
  expect(finding.fix?.summary).toBe('Wait, then ask again.');
});

test('how long it is up is counted by the host’s clock, which Docker’s times are of', () => {
  const tenMinutesAhead = withText(
    { ...snapshot, at: '2026-11-22T12:30:00.000Z' },
    'clock',
    '1795348594 +0000\n',
  );
  expect(findingOf(rule, tenMinutesAhead).explanation).toContain('up for 2 s');
});

/** What is said of ports beside one that is served well. */
function servedBeside(ports: readonly number[]): readonly string[] {
  const bindings = Object.fromEntries(
    ports.map((port) => [`${port}/tcp`, [{ HostIp: '0.0.0.0', HostPort: String(port) }]]),
  );
  const more = withContainer(recordedHost('healthy-plain').snapshot, 'shop-web', {
    State: { StartedAt: '2026-11-22T10:00:00Z' },
    NetworkSettings: { Ports: bindings },
  });
  return findingsOf(rule, more).map(({ severity, explains }) => `${explains[0]} ${severity}`);
}

test('one silent port of a container that serves another is a warning, within a range a notice', () => {
  expect(servedBeside([8443])).toEqual(['port:8443 warning']);
  expect(servedBeside([21_000, 21_001, 21_002])).toEqual([
    'port:21000 notice',
    'port:21001 notice',
    'port:21002 notice',
  ]);
});

test('a UDP port never shows a listener and is not judged', () => {
  expect(findingsOf(rule, edited(old, 'docker-inspect', '8080/tcp', '8080/udp'))).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('a container whose listeners could not be read is neither accused nor cleared', () => {
  expect(outcomeOf(rule, without(old, 'network-namespaces'))).toMatchObject({
    kind: 'unknown',
    because: expect.stringContaining('network-namespaces'),
  });
  expect(outcomeOf(rule, without(old, 'docker-inspect')).kind).toBe('unknown');
});
