import { expect, test } from 'vitest';

import { askNames } from '../facts/names.ts';
import { isAddress } from '../hosts/address.ts';
import { readAsked } from './asked.ts';
import { say } from '../text/say.ts';

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
  ['to rds', { to: 'rds' }],
  ['to 192.168.0.20:1433', { to: '192.168.0.20:1433' }],
  ['to', { container: 'to' }],
])('%s is understood', (text, asked) => {
  expect(readAsked(text)).toEqual({ kind: 'asked', asked });
});

test.each(['0', '65536', '-1', '99999999999999999999', 'rds:0', 'rds:65536'])(
  '%s is no port, and what ports are is said',
  (text) => {
    expect(readAsked(text)).toMatchObject({ kind: 'unclear', hint: say`Ports go from 1 to 65535` });
  },
);

test.each([
  '',
  ' ',
  'a b',
  '-rf',
  '$(reboot)',
  'x;y',
  '2001:db8::1:443',
  ':80',
  'to $(reboot)',
  'to rds now',
  'x'.repeat(129),
])('%j is neither port, container nor address', (text) => {
  expect(readAsked(text).kind).toBe('unclear');
});

const label = 'a'.repeat(63);
/** 253 characters, the most that DNS allows (RFC 1035, 2.3.4). */
const longest = [label, label, label, 'a'.repeat(61)].join('.');

test.each(['192.0.2.1', 'db', 'db.internal', 'my_db.internal', 'db.internal.', `${label}.example`, longest])(
  '%s and a port can be asked for, and the host can be asked to resolve it',
  (address) => {
    expect(isAddress(address)).toBe(true);
    expect(readAsked(`${address}:5432`)).toEqual({ kind: 'asked', asked: { to: `${address}:5432` } });
    expect(() => askNames([address])).not.toThrow();
  },
);

test.each([`${longest}a`, `a${label}.example`, 'a..b', '-a', 'a-.example', '1.2.3', '192.0.2.256'])(
  'what can be no name is told, before anybody connects: %s',
  (address) => {
    expect(isAddress(address)).toBe(false);
    expect(readAsked(`${address}:5432`)).toMatchObject({
      kind: 'unclear',
      sentence: { template: '{0} is no address and can be no name.' },
    });
  },
);

test('an IPv6 address stands in brackets', () => {
  expect(readAsked('[2001:db8::1]:443')).toEqual({ kind: 'asked', asked: { to: '[2001:db8::1]:443' } });
  expect(readAsked('[2001:db8:::1]:443')).toMatchObject({ kind: 'unclear' });
});
