import { expect, test } from 'vitest';

import { describeStartFailure } from '../../../test/support/failed-start.ts';
import { findingOf, findingsOf } from '../../../test/support/one-rule.ts';
import { edited, recordedHost } from '../../../test/support/recorded-hosts.ts';
import { dockerNotRunning } from './docker-not-running.ts';
import { dockerSocketActivationFailed as rule } from './docker-socket-activation-failed.ts';

describeStartFailure(rule, [
  {
    what: 'no socket is handed over',
    says: [
      'failed to load listeners: no sockets found via socket activation: make sure the service was started by systemd',
    ],
    tells: 'systemd hands it no socket',
  },
]);

test('a masked docker.socket is why the unit was never tried, and Docker is not called stopped then', () => {
  const { snapshot } = recordedHost('docker-not-running');
  const masked = edited(
    snapshot,
    'docker-unit',
    'Id=docker.socket\nLoadState=loaded',
    'Id=docker.socket\nLoadState=masked',
  );
  expect(findingOf(rule, masked).title).toContain('docker.socket, which it needs, is masked');
  expect(findingsOf(dockerNotRunning, masked)).toEqual([]);
});
