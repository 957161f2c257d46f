import { expect, test } from 'vitest';

import type { IpSet } from '../../facts/ipset.ts';
import { ipsetLookups } from './ipsets.ts';
import type { FirewallPacket } from './packet.ts';

const set = (name: string, type: string, entries: readonly string[], more: Partial<IpSet> = {}): IpSet => ({
  name,
  type,
  entries: entries.map((entry) => ({
    fields: entry.replace('!', '').split(','),
    nomatch: entry.startsWith('!'),
  })),
  complete: true,
  ...more,
});

const lookUp = ipsetLookups([
  set('ips', 'hash:ip', ['10.0.0.1', '10.0.0.9']),
  set('nets', 'hash:net', ['10.0.0.0/8', '!10.1.0.0/16', '10.1.2.0/24']),
  set('services', 'hash:ip,port', ['10.0.0.1,tcp:80', '10.0.0.1,udp:53']),
  set('devices', 'hash:net,iface', ['10.0.0.0/8,eth0']),
  set('ports', 'bitmap:port', ['80']),
  set('cut', 'hash:ip', ['10.0.0.9'], { complete: false }),
  set('masked', 'hash:ip', ['10.0.0.0'], { netmask: 24 }),
  set('all', 'list:set', ['ips', 'nets']),
  set('macs', 'hash:mac', ['02:00:00:00:00:01']),
]);

const packet: FirewallPacket = {
  protocol: 'tcp',
  from: '10.1.0.5',
  to: '10.0.0.1',
  port: 80,
  iif: 'eth0',
  states: ['NEW'],
  toLocal: false,
  fromLocal: false,
};

test.each([
  ['ips', 'dst', true],
  ['ips', 'src', false],
  ['nets', 'dst', true],
  // The exception is narrower than the net.
  ['nets', 'src', false],
  ['services', 'dst,dst', true],
  ['services', 'src,dst', false],
  ['devices', 'src,src', true],
  ['devices', 'src,dst', false],
  ['ports', 'dst', true],
  ['cut', 'dst', undefined],
  ['masked', 'dst', true],
  ['all', 'dst', true],
  ['all', 'src', false],
  ['macs', 'src', undefined],
] as const)('%s %s: %s', (name, directions, held) => {
  expect(lookUp(name)?.(packet, directions.split(','))).toBe(held);
});

test('an entry within an exception holds again', () => {
  expect(lookUp('nets')?.({ ...packet, from: '10.1.2.3' }, ['src'])).toBe(true);
});

test('of a set that was not read nothing is known', () => {
  expect(lookUp('nobody')).toBeUndefined();
});
