import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
  withText,
} from '../../../test/support/one-rule.ts';
import { hostSaying } from '../../../test/support/failed-start.ts';
import { recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { corruptOverlay2 as rule } from './corrupt-overlay2.ts';

const { snapshot } = recordedHost('no-foreground-process');
const name =
  /"Name":"\/([^"]+)"/.exec(
    JSON.stringify(snapshot.readings['docker-inspect']).replaceAll('\\"', '"'),
  )?.[1] ?? '';
const withError = (error: string) =>
  withContainer(snapshot, name, {
    State: { Running: false, Restarting: false, Status: 'exited', Error: error },
  });

test.each([
  [
    'an empty link (node-problem-detector docker-monitor.json)',
    'readlink /var/lib/docker/overlay2/l: invalid argument',
  ],
  [
    'a layer that is gone',
    'error creating overlay mount to /var/lib/docker/overlay2/4f/merged: no such file or directory',
  ],
])('a container that cannot be started: %s', (_what, error) => {
  expect(findingOf(rule, withError(error))).toMatchObject({ severity: 'critical', certainty: 'proven' });
  expect(findingOf(rule, withError(error)).explains).toContain(`container:${name}`);
});

test('a daemon that dies of it', () => {
  const host = withText(
    hostSaying('failed to start daemon: readlink /var/lib/docker/overlay2/l/ABC: invalid argument'),
    'docker-data',
    'root /var/lib/docker\nlisted\n',
  );
  expect(findingOf(rule, host).explains).toContain('docker');
});

test('a container that could not be started for another reason is left alone', () => {
  expect(findingsOf(rule, withError('driver failed programming external connectivity'))).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('containers that could not be read are not judged', () => {
  expect(outcomeOf(rule, without(snapshot, 'docker-inspect')).kind).toBe('unknown');
});
