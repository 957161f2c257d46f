import { expect, test } from 'vitest';

import { describeStartFailure } from '../../../test/support/failed-start.ts';
import { findingOf, findingsOf, withContainer, withText } from '../../../test/support/one-rule.ts';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { kernelUpdatedNotRebooted as rule } from './kernel-updated-not-rebooted.ts';

describeStartFailure(rule, [
  {
    what: 'moby#27426',
    says: [
      'Error starting daemon: Error initializing network controller: Error creating default "bridge" network: failed to create bridge docker0 via netlink: operation not supported',
    ],
    tells: 'was updated and not booted',
  },
]);

const { snapshot } = recordedHost('oom-killed-main');
const said =
  'failed to create endpoint topapi on network bridge: failed to add the host (veth52a1b9c) <=> sandbox (veth0c4f6c2) pair interfaces: operation not supported';
const state = { State: { Running: false, Status: 'created', Error: said, Restarting: false } };
const name =
  /"Name":"\/([^"]+)"/.exec(
    JSON.stringify(snapshot.readings['docker-inspect']).replaceAll('\\"', '"'),
  )?.[1] ?? '';

test('a container that gets no network card is explained by modules that are gone', () => {
  const host = withText(withContainer(snapshot, name, state), 'docker-data', 'kernel 6.18.99\nmodules no\n');
  expect(findingOf(rule, host)).toMatchObject({ certainty: 'proven' });
  expect(findingOf(rule, host).explains).toContain(`container:${name}`);
});

test('where the modules are on disk it is another cause', () => {
  const host = withText(withContainer(snapshot, name, state), 'docker-data', 'kernel 6.18.44\nmodules yes\n');
  expect(findingsOf(rule, host)).toEqual([]);
});
