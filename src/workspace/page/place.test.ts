import { expect, test } from 'vitest';
import { addressOf, placeOf } from './place.ts';

const at = (path: string) => placeOf(new URL(path, 'http://127.0.0.1:1'));

test("an address is read as Slack's permalinks are written", () => {
  expect(at('/archives/C0OPS')).toEqual({ room: 'C0OPS' });
  expect(at('/archives/C0OPS/p1700000000000100?thread_ts=1699999999.000200&cid=C0OPS')).toEqual({
    room: 'C0OPS',
    message: '1700000000.000100',
    thread: '1699999999.000200',
  });
  expect(at('/page')).toBe(undefined);
});

test.each([
  { room: 'C0OPS' },
  { room: 'D0LIN', tab: 'home' as const },
  { room: 'C0OPS', thread: '1699999999.000200', message: '1699999999.000200' },
  { room: 'C0OPS', thread: '1699999999.000200', message: '1700000000.000100' },
])('%o has an address that leads back to it', (place) => {
  expect(at(addressOf(place))).toEqual(place);
});
