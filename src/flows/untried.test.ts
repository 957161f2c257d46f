import { expect, test } from 'vitest';

import { recordedHost, without } from '../../test/support/recorded-hosts.ts';
import type { Snapshot } from '../facts/snapshot.ts';
import { diagnoseSnapshot } from './diagnose.ts';

const { snapshot: plain } = recordedHost('healthy-plain');
const { snapshot: databases } = recordedHost('healthy-databases');

/** The same host on which no attempt could be made. */
function untriedOn(snapshot: Snapshot): Snapshot {
  const outcome = { kind: 'not-tried', because: 'bash is not there' } as const;
  const attempts = snapshot.attempts
    .filter(({ vantage }) => vantage !== 'worker')
    .map((attempt) => ({ ...attempt, outcome }));
  return { ...snapshot, attempts };
}

test.each([
  'links',
  'addresses',
  'routes',
  'policy-rules',
  'sysctls',
  'sockets',
  'iptables',
  'docker-inspect',
  'docker-networks',
  'daemon-json',
])('a healthy host is not called healthy where its %s could not be read', (fact) => {
  expect(diagnoseSnapshot(plain).verdict).toBe('healthy');
  const report = diagnoseSnapshot(without(plain, fact));
  expect(report.verdict).toBe('unknown');
  expect(report.unknowns.map(({ because }) => because).join('\n')).toContain('permission denied');
});

test('needs and ports that could not be tried are said to be unknown, each by name', () => {
  const report = diagnoseSnapshot(untriedOn(databases));
  expect(report.verdict).toBe('unknown');
  const checks = report.unknowns.map(({ check }) => check);
  expect(checks).toEqual(expect.arrayContaining(['need:rds', 'need:ldap']));
  expect(checks).toContainEqual(expect.stringMatching(/^port:\d+$/));
});

test('an address that nobody tried when the host was read is no healthy answer to a question', () => {
  const report = diagnoseSnapshot(plain, { to: '10.9.9.9:1433' });
  expect(report.verdict).toBe('unknown');
  expect(report.unknowns).toContainEqual({
    check: 'need:10.9.9.9:1433',
    because: 'it was not tried when the host was read; read it again with this target',
  });
});

test('a port that nobody tried when the host was read is no healthy answer to a question', () => {
  const report = diagnoseSnapshot(plain, { port: 12_345 });
  expect([report.verdict, report.unknowns[0]?.check]).toEqual(['unknown', 'port:12345']);
});
