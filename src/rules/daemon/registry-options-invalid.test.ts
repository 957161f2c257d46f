import { expect, test } from 'vitest';

import { describeStartFailure, withConfiguration } from '../../../test/support/failed-start.ts';
import { findingOf, findingsOf } from '../../../test/support/one-rule.ts';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { registryOptionsInvalid as rule } from './registry-options-invalid.ts';

describeStartFailure(rule, [
  {
    what: 'a mirror without a scheme',
    says: ['failed to start daemon: invalid mirror: unsupported scheme "" in "mirror.example.com"'],
    tells: 'https://mirror.example.com',
  },
  {
    what: 'an insecure registry with a path',
    says: [
      'failed to start daemon: insecure registry reg.example.com:5000/x is not valid: invalid host "reg.example.com"',
    ],
    tells: 'reg.example.com:5000/x',
  },
]);

const healthy = recordedHost('healthy-plain').snapshot;

test('a wrong mirror is a notice while Docker still runs, a right one is fine', () => {
  const wrong = withConfiguration(healthy, { 'registry-mirrors': ['mirror.example.com'] });
  expect(findingOf(rule, wrong).severity).toBe('notice');
  const right = withConfiguration(healthy, {
    'registry-mirrors': ['https://mirror.example.com', 'http://10.0.0.4:5000/'],
  });
  expect(findingsOf(rule, right)).toEqual([]);
});
