import { expect, test } from 'vitest';
import { describeStartFailure, hostSaying } from '../../../test/support/failed-start.ts';
import { findingOf } from '../../../test/support/one-rule.ts';
import { priorDriverLeftOver as rule } from './prior-driver-left-over.ts';

describeStartFailure(rule, [
  {
    what: 'data of two drivers that work',
    says: [
      'failed to start daemon: error initializing graphdriver: /var/lib/docker contains several valid graphdrivers: devicemapper, overlay2; Please cleanup or explicitly choose storage driver (-s <DRIVER>)',
    ],
    tells: 'devicemapper, overlay2',
  },
  {
    what: 'data of a driver that does not work any more',
    says: [
      'failed to start daemon: error initializing graphdriver: prerequisites for driver not satisfied (wrong filesystem?)',
      'time="2026-11-22T13:43:00Z" level=error msg="[graphdriver] prior storage driver btrfs failed: prerequisites for driver not satisfied (wrong filesystem?)"',
    ],
    tells: 'data of the storage driver btrfs',
  },
  {
    what: 'Docker 1.13 (coreos/bugs#466)',
    says: [
      'Error starting daemon: error initializing graphdriver: "/var/lib/docker" contains other graphdrivers: overlay; Please cleanup or explicitly choose storage driver (-s <DRIVER>)',
    ],
    tells: 'overlay',
  },
  {
    what: 'Docker 23 and later',
    says: [
      'failed to start daemon: error initializing graphdriver: prior storage driver devicemapper is deprecated and will be removed in a future release; update the the daemon configuration and explicitly choose this storage driver to continue using it',
    ],
    tells: 'devicemapper',
  },
]);

test('one driver that the daemon names is not told as several, nor a folder beside it promised', () => {
  const one = findingOf(
    rule,
    hostSaying(
      'Error starting daemon: error initializing graphdriver: "/var/lib/docker" contains other graphdrivers: overlay; Please cleanup or explicitly choose storage driver (-s <DRIVER>)',
    ),
  );
  expect(one.title).toContain('its data root holds data of another storage driver (overlay)');
  expect(JSON.stringify(one)).not.toMatch(
    /several storage drivers|more than one driver|one storage driver only/,
  );
  const two = findingOf(
    rule,
    hostSaying(
      'failed to start daemon: error initializing graphdriver: /var/lib/docker contains several valid graphdrivers: devicemapper, overlay2; Please cleanup or explicitly choose storage driver (-s <DRIVER>)',
    ),
  );
  expect(two.title).toContain('data of several storage drivers (devicemapper, overlay2)');
});
