import { expect, test } from 'vitest';
import { recordedHost } from '../../test/support/recorded-hosts.ts';
import { viewOf } from '../../test/support/views.ts';
import type { SnapshotNeed } from '../facts/snapshot.ts';
import { Attempts } from '../model/attempts.ts';
import { focusOf } from './focus.ts';

const containers = viewOf('containers', recordedHost('the-story-again').snapshot);

function keysFor(container: string, needs: readonly SnapshotNeed[]) {
  return focusOf({ container }, new Attempts([]), needs, containers)?.keys;
}

test('a container is held to what the inventory lists and to what it connects to itself, not to what its neighbours need', () => {
  const rds = { name: 'rds', address: '192.168.0.20', port: 1433 };
  const own = { name: '10.0.0.7:6379', address: '10.0.0.7', port: 6379, of: 'topapi' };
  expect(keysFor('topapi', [rds, own])).toEqual(
    expect.arrayContaining(['need:rds:topapi', 'need:10.0.0.7:6379:topapi']),
  );
  expect(keysFor('portainer', [rds, own])).toEqual(expect.arrayContaining(['need:rds:portainer']));
  expect(keysFor('portainer', [rds, own])).not.toContain('need:10.0.0.7:6379:portainer');
});
