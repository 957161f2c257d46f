import { expect, test } from 'vitest';

import { edited, recordedHost } from '../../test/support/recorded-hosts.ts';
import { viewOf } from '../../test/support/views.ts';

const { snapshot } = recordedHost('security-group-not-bound-or-no-rule');

test('each port has the counters of its DNAT rule, before and after', () => {
  expect(viewOf('arrivals', snapshot).get(30_561)).toEqual({
    rule: '-A DOCKER ! -i docker0 -p tcp -m tcp --dport 30561 -j DNAT --to-destination 172.17.0.2:8080',
    before: 1,
    after: 1,
  });
  expect(viewOf('arrivals', snapshot).has(22)).toBe(false);
});

test('a rule that changed in between has nothing to compare', () => {
  const restarted = edited(
    snapshot,
    'nat-after-retry',
    'to-destination 172.17.0.2:8080',
    'to-destination 172.17.0.9:8080',
  );
  expect(viewOf('arrivals', restarted).has(30_561)).toBe(false);
});
