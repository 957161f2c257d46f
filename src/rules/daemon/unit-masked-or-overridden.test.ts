import { expect, test } from 'vitest';

import { describeStartFailure, withFlags } from '../../../test/support/failed-start.ts';
import { findingOf, findingsOf, withText } from '../../../test/support/one-rule.ts';
import { edited, recordedHost } from '../../../test/support/recorded-hosts.ts';
import { dockerNotRunning } from './docker-not-running.ts';
import { unitMaskedOrOverridden as rule } from './unit-masked-or-overridden.ts';

describeStartFailure(rule, [
  {
    what: 'a flag that dockerd does not know',
    says: ["See 'dockerd --help'., Code: 125", 'Status: unknown flag: --storage-size'],
    tells: '--storage-size',
    host: (host) => withFlags(host, '--storage-size=10G'),
  },
]);

const stopped = recordedHost('docker-not-running').snapshot;
const loaded = 'Id=docker.service\nLoadState=loaded';

test('a masked unit is named, and not called stopped', () => {
  const masked = edited(stopped, 'docker-unit', loaded, 'Id=docker.service\nLoadState=masked');
  expect(findingOf(rule, masked)).toMatchObject({
    severity: 'critical',
    title: 'Docker does not start: docker.service is masked',
  });
  expect(findingsOf(dockerNotRunning, masked)).toEqual([]);
});

test('a Docker without a container was put away on purpose', () => {
  const masked = edited(stopped, 'docker-unit', loaded, 'Id=docker.service\nLoadState=masked');
  const empty = withText(masked, 'docker-data', 'root /var/lib/docker\nlisted\n');
  expect(findingOf(rule, empty).severity).toBe('notice');
});

test('a drop-in that systemd refuses is named', () => {
  const bad = edited(
    edited(stopped, 'docker-unit', loaded, 'Id=docker.service\nLoadState=bad-setting'),
    'docker-unit',
    /(Id=docker\.service[^]*?DropInPaths=)/,
    '$1/etc/systemd/system/docker.service.d/override.conf',
  );
  expect(findingOf(rule, bad).title).toContain('/etc/systemd/system/docker.service.d/override.conf');
});

test('while Docker runs a broken unit is a notice', () => {
  const host = edited(
    recordedHost('healthy-plain').snapshot,
    'docker-unit',
    loaded,
    'Id=docker.service\nLoadState=bad-setting',
  );
  expect(findingOf(rule, host)).toMatchObject({ severity: 'notice', explains: [] });
});
