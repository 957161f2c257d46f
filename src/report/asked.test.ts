import { expect, test } from 'vitest';

import { readAsked } from './asked.ts';

test.each([
  ['30003', { port: 30_003 }],
  ['1', { port: 1 }],
  ['65535', { port: 65_535 }],
  ['portainer', { container: 'portainer' }],
  ['shop_web.1-a', { container: 'shop_web.1-a' }],
  ['9f86d081884c', { container: '9f86d081884c' }],
  ['192.168.0.20:1433', { to: '192.168.0.20:1433' }],
  ['rds.internal:3306', { to: 'rds.internal:3306' }],
  ['[2001:db8::1]:443', { to: '[2001:db8::1]:443' }],
])('%s is understood', (text, asked) => {
  expect(readAsked(text)).toEqual({ kind: 'asked', asked });
});

test.each(['0', '65536', '-1', '99999999999999999999', 'rds:0', 'rds:65536'])(
  '%s is no port, and what ports are is said',
  (text) => {
    expect(readAsked(text)).toMatchObject({ kind: 'unclear', hint: 'Ports go from 1 to 65535' });
  },
);

test.each(['', ' ', 'a b', '-rf', '$(reboot)', 'x;y', '2001:db8::1:443', ':80', 'x'.repeat(129)])(
  '%j is neither port, container nor address',
  (text) => {
    expect(readAsked(text).kind).toBe('unclear');
  },
);
