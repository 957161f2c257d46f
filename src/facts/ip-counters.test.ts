import { expect, test } from 'vitest';

import { read, recorded } from '../../test/facts/recorded.ts';
import { riseBetween } from '../model/counter-rise.ts';
import { ipCounters, ipCountersAfter } from './ip-counters.ts';

test('what the reverse-path filter dropped between two readings is the difference', () => {
  const before = read(ipCounters, recorded('ip-counters'));
  const after = read(ipCountersAfter, recorded('ip-counters-after'));
  expect(riseBetween(before, before)).toEqual({});
  expect(riseBetween(before, after)['IPReversePathFilter']).toBeGreaterThan(0);
});
