import { expect, test } from 'vitest';
import { isSubnet } from './subnet.ts';

test.each(['10.8.0.0/16', '192.168.0.1/32', '0.0.0.0/0', 'fd00::/8', '::1/128'])('%s is a subnet', (text) => {
  expect(isSubnet(text)).toBe(true);
});

test.each([
  '10.8.0.0',
  '10.8.0/16',
  '10.8.0.0/33',
  '10.8.0.0/',
  '10.8.0.256/24',
  'fd00::/129',
  'office/24',
  '',
])('%j is none', (text) => {
  expect(isSubnet(text)).toBe(false);
});
