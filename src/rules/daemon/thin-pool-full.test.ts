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
import { thinPoolFull as rule } from './thin-pool-full.ts';

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
    'no room for data (moby devmapper deviceset.go)',
    'devmapper: Thin Pool has 2838 free data blocks which is less than minimum required 163840 free data blocks. Create more free space in thin pool or use dm.min_free_space option to change behavior',
  ],
])('a container that cannot be started: %s', (_what, error) => {
  expect(findingOf(rule, withError(error))).toMatchObject({ severity: 'critical', certainty: 'proven' });
  expect(findingOf(rule, withError(error)).explains).toContain(`container:${name}`);
});

test('a daemon that dies of it', () => {
  const host = withText(
    hostSaying(
      'Error starting daemon: error initializing graphdriver: devmapper: Thin Pool has 10 free metadata blocks which is less than minimum required 4096 free metadata blocks',
    ),
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
