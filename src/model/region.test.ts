import { expect, test } from 'vitest';

import { regionIn } from './region.ts';

test.each([
  ['rm-bp1x.sqlserver.cn-hangzhou.rds.example', 'cn-hangzhou'],
  ['orders.abc123.eu-west-1.rds.amazonaws.com', 'eu-west-1'],
  ['10.44.0.9', undefined],
  ['rds.internal', undefined],
  ['us-soccer.example', undefined],
])('%s names region %s', (name, region) => {
  expect(regionIn(name)).toBe(region);
});
