import { expect, test } from 'vitest';
import { changedParts, digestOf, partsOf } from './print.ts';

const during = { begun: 1_795_406_400_500, ended: 1_795_406_401_000 };

/** As Debian 12 (sha256sum) and a busybox without it (cksum) print. */
const TEXT = `clock 1795406400
root yes
addresses abdf058fbe7159cda1d69caeeb46f222a5dd5585e33d2d60798d00b4dd2744bb  -
routes 4038471504 75
iptables denied
memory kills:8,low
`;

test('of a digest is kept as much as tells two states apart, of a word all', () => {
  expect(partsOf(TEXT, during)).toMatchObject({
    root: 'yes',
    addresses: 'abdf058fbe7159cd',
    routes: '4038471504 75',
    iptables: 'denied',
    memory: 'kills:8,low',
  });
});

test('what the host did not come to is late, and not empty', () => {
  expect(partsOf(TEXT, during)).toMatchObject({ docker: 'late', containers: 'late' });
  expect(partsOf('', during)).toMatchObject({ root: 'late', clock: 'late' });
});

test.each([
  [0, 'right'],
  [90, 'right'],
  [-90, 'right'],
  [200, 'off by minutes'],
  [-200, 'off by minutes'],
  [90_000, 'off by a day'],
])('a clock that is %d s ahead is %s', (seconds, word) => {
  const text = TEXT.replace('1795406400', String(1_795_406_400 + seconds));
  expect(partsOf(text, during)).toMatchObject({ clock: word });
});

test('the digest of the whole hangs on every part, and on no order', () => {
  expect(digestOf({ a: '1', b: '2' })).toBe(digestOf({ b: '2', a: '1' }));
  expect(digestOf({ a: '1', b: '2' })).not.toBe(digestOf({ a: '2', b: '1' }));
  expect(digestOf({ a: '1' })).not.toBe(digestOf({ a: '1', b: '' }));
});

test('a part that is new or gone has changed as well', () => {
  expect(changedParts({ a: '1', b: '2', c: '3' }, { a: '1', b: '9', d: '4' })).toEqual(['b', 'c', 'd']);
});
