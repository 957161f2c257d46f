import { expect, test } from 'vitest';

import { withAskedAddress } from './asked-address.ts';

const RDS = { name: 'rds', address: '192.168.0.20', port: 1433 };

test('an asked address counts among the needs, first', () => {
  expect(withAskedAddress([RDS], '10.0.0.9:389')).toEqual([
    { name: '10.0.0.9:389', address: '10.0.0.9', port: 389 },
    RDS,
  ]);
  expect(withAskedAddress([], 'db.internal:1433')).toEqual([
    { name: 'db.internal:1433', address: 'db.internal', port: 1433 },
  ]);
});

test('IPv6 addresses come in brackets and go without', () => {
  expect(withAskedAddress([], '[2001:db8::1]:443')).toEqual([
    { name: '[2001:db8::1]:443', address: '2001:db8::1', port: 443 },
  ]);
});

test('what the inventory knows by name keeps its name; another port is another need', () => {
  expect(withAskedAddress([RDS], '192.168.0.20:1433')).toEqual([RDS]);
  expect(withAskedAddress([RDS], '192.168.0.20:3389')).toHaveLength(2);
});

test('without a question, and without a port, nothing is added', () => {
  expect(withAskedAddress([RDS], undefined)).toEqual([RDS]);
  expect(withAskedAddress([RDS], '10.0.0.9')).toEqual([RDS]);
});
