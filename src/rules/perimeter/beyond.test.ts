import { expect, test } from 'vitest';

import { isPublic } from './beyond.ts';

test('what no router of the Internet knows is not public', () => {
  expect(['203.0.113.9', '198.18.0.1'].every(isPublic)).toBe(true);
  expect(['10.1.2.3', '172.31.0.1', '192.168.9.9', '100.100.2.136', '127.0.0.1', '::1'].some(isPublic)).toBe(
    false,
  );
});
