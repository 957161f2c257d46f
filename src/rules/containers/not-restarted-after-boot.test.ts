import { expect, test } from 'vitest';

import { findingOf, findingsOf, withContainer, withText } from '../../../test/support/one-rule.ts';
import { ended, idOf, keepsStill } from '../../../test/support/troubled-container.ts';
import { exit137NotOom } from './exit-137-not-oom.ts';
import { notRestartedAfterBoot as rule } from './not-restarted-after-boot.ts';

/** The daemon of this host runs since 11:56:38. */
const at = (clock: string, code: number) =>
  ended({
    code,
    inspect: { State: { StartedAt: '2026-11-22T10:00:00Z', FinishedAt: `2026-11-22T${clock}Z` } },
  });
const snapshot = at('11:56:39', 255);

test('a container that Docker found dead at its start is proven', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', subject: { name: 'topapi' } });
  expect(finding.fix?.commands).toContain('docker update --restart=unless-stopped topapi');
});

test('one that ended shortly before the daemon started is likely, one that ended with others proven', () => {
  expect(findingOf(rule, at('11:54:00', 143)).certainty).toBe('likely');
  const both = withContainer(at('11:40:00', 143), 'old-report', {
    State: { FinishedAt: '2026-11-22T11:40:03Z' },
  });
  expect(findingOf(rule, both).certainty).toBe('proven');
});

test('what somebody had stopped with others is left alone, and Docker’s note of it outlives the reboot', () => {
  const both = withContainer(at('11:40:00', 137), 'old-report', {
    State: { FinishedAt: '2026-11-22T11:40:03Z' },
  });
  const noted = (name: string) =>
    withText(
      both,
      'docker-data',
      `root /var/lib/docker\nhalted /var/lib/docker/containers/${idOf(both, name)}/config.v2.json\n`,
    );
  expect(findingsOf(rule, noted('topapi'))).toEqual([]);
  // Nor does its end say anything about the one beside it.
  expect(findingsOf(rule, noted('old-report'))).toEqual([]);
  expect(findingsOf(exit137NotOom, noted('topapi'))).toEqual([]);
  expect(findingOf(exit137NotOom, noted('topapi'), { container: 'topapi' }).title).toBe(
    'topapi does not run: somebody stopped it',
  );
});

test('a session with a terminal that publishes nothing has nothing to come back for', () => {
  const inner = {
    HostConfig: { PortBindings: { '5000/tcp': null } },
    NetworkSettings: { Ports: { '5000/tcp': null } },
  };
  expect(findingOf(rule, withContainer(snapshot, 'topapi', inner)).severity).toBe('warning');
  const session = { ...inner, Config: { Tty: true } };
  expect(findingOf(rule, withContainer(snapshot, 'topapi', session)).severity).toBe('notice');
});

test('Docker’s journal tells when it went down', () => {
  const journal = `2026-11-22T11:40:01+0000 hz-shop dockerd[70]: time="2026-11-22T11:40:01Z" level=info msg="Processing signal 'terminated'"\n`;
  expect(findingOf(rule, withText(at('11:40:02', 137), 'docker-journal', journal)).certainty).toBe('proven');
});

test('a journal that goes back further and knows of no end of the daemon speaks against it', () => {
  const journal =
    '2026-11-22T11:30:01+0000 hz-shop dockerd[70]: time="2026-11-22T11:30:01Z" level=info msg="API listen"\n';
  expect(findingsOf(rule, withText(at('11:54:00', 137), 'docker-journal', journal))).toEqual([]);
});

test('what ended long before, after it, or under a policy is left alone', () => {
  expect(findingsOf(rule, at('09:00:00', 137))).toEqual([]);
  expect(findingsOf(rule, at('11:56:44', 137))).toEqual([]);
  const policy = { HostConfig: { RestartPolicy: { Name: 'unless-stopped' } } };
  expect(findingsOf(rule, withContainer(snapshot, 'topapi', policy))).toEqual([]);
});

test('a job that was done by then is left alone', () => {
  const job = withContainer(at('11:54:00', 0), 'topapi', { HostConfig: { PortBindings: null } });
  expect(findingsOf(rule, job)).toEqual([]);
});

keepsStill(rule, snapshot);
