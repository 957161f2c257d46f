import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { clientCannotConnect as rule } from './client-cannot-connect.ts';

const { snapshot } = recordedHost('healthy-plain');
const withLine = (line: string) => withText(snapshot, 'docker-data', `client ${line}\n`);

test.each([
  '/etc/environment:DOCKER_HOST=tcp://127.0.0.1:2375',
  '/etc/profile.d/docker.sh:export DOCKER_HOST="tcp://localhost:2376"',
])('%s, where nothing listens', (line) => {
  expect(findingOf(rule, withLine(line))).toMatchObject({ severity: 'warning', certainty: 'proven' });
});

test.each([
  ['a port on which somebody listens', '/etc/environment:DOCKER_HOST=tcp://127.0.0.1:22'],
  ['another host, which may well listen', '/etc/environment:DOCKER_HOST=tcp://10.9.9.9:2375'],
  ['the socket itself', '/etc/environment:DOCKER_HOST=unix:///var/run/docker.sock'],
])('%s is left alone', (_what, line) => {
  expect(findingsOf(rule, withLine(line))).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('listeners that could not be read are not judged', () => {
  const host = without(withLine('/etc/environment:DOCKER_HOST=tcp://127.0.0.1:2375'), 'sockets');
  expect(outcomeOf(rule, host).kind).toBe('unknown');
});
