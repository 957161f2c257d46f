import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { viewOf } from '../../../test/support/views.ts';
import { recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { apiTooOld as rule } from './api-too-old.ts';

const { snapshot } = recordedHost('healthy-plain');
const [container] = viewOf('containers', snapshot);
// traefik#12253
const LINE =
  'ERR Failed to retrieve information of the docker client and server host error="Error response from daemon: client version 1.24 is too old. Minimum supported API version is 1.44, please upgrade your client to a newer version" providerName=docker';
const logging = (at: string) =>
  withText(snapshot, 'docker-logs', JSON.stringify({ [container?.id ?? '']: `${at} ${LINE}\n` }));

test('a program whose version of the API is refused is named with both versions', () => {
  const finding = findingOf(rule, logging('2026-12-01T00:00:00.000000000Z'));
  expect(finding).toMatchObject({ severity: 'critical', subject: { name: container?.name } });
  expect(finding.title).toContain("Docker's API 1.24, and this Docker takes 1.44 or later");
  expect(evidenceText(finding)).toContain('client version 1.24 is too old');
});

test('a line that Docker stamped before it noted the start belongs to this run', () => {
  const startedAt = Date.parse(container?.inspect.state.startedAt ?? '');
  expect(findingsOf(rule, logging(new Date(startedAt - 400).toISOString()))).toHaveLength(1);
});

test('a line of an earlier run is old', () => {
  expect(findingsOf(rule, logging('2026-01-01T00:00:00.000000000Z'))).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('logs that could not be read are not judged', () => {
  expect(outcomeOf(rule, without(snapshot, 'docker-logs')).kind).toBe('unknown');
});
