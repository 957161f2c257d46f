import { expect, test } from 'vitest';

import {
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';
import { ended, running } from '../../../test/support/troubled-container.ts';
import { healthcheckFailing as rule } from './healthcheck-failing.ts';

const unhealthy = (output: string, code = 1) =>
  withContainer(running(ended({})), 'topapi', {
    State: { Health: { Status: 'unhealthy', FailingStreak: 5, Log: [{ ExitCode: code, Output: output }] } },
    Config: { Healthcheck: { Test: ['CMD-SHELL', 'curl -f http://localhost:5000/health || exit 1'] } },
  });
const snapshot = unhealthy('curl: (22) The requested URL returned error: 500');

test('what the check says is quoted', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'warning', certainty: 'proven', subject: { name: 'topapi' } });
  expect(evidenceText(finding)).toContain('returned error: 500');
  expect(finding.fix?.commands[0]).toBe(
    "docker exec topapi sh -c 'curl -f http://localhost:5000/health || exit 1'",
  );
  expect(findingOf(rule, snapshot, { container: 'topapi' }).severity).toBe('critical');
});

test.each([
  ['/bin/sh: curl: not found', 127],
  [
    'OCI runtime exec failed: exec failed: unable to start container process: exec: "curl": executable file not found in $PATH',
    -1,
  ],
])('a check that cannot run is a false alarm: %s', (output, code) => {
  expect(findingOf(rule, unhealthy(output, code)).title).toContain('because its health check cannot run');
});

test('a page that is not found was looked for by a check that can run', () => {
  const said = unhealthy('wget: server returned error: HTTP/1.1 404 Not Found');
  expect(findingOf(rule, said).title).toBe('topapi is unhealthy: its health check fails');
});

test('a check that takes too long is told as that', () => {
  expect(findingOf(rule, unhealthy('Health check exceeded timeout (2s)', -1)).title).toContain(
    'takes too long',
  );
});

test('one that was well the last time, or is still starting, is left alone', () => {
  for (const status of ['healthy', 'starting']) {
    expect(
      findingsOf(rule, withContainer(snapshot, 'topapi', { State: { Health: { Status: status } } })),
    ).toEqual([]);
  }
});

test('without the containers nothing is claimed', () => {
  expect(outcomeOf(rule, without(snapshot, 'docker-inspect')).kind).toBe('unknown');
});
