import { expect, test } from 'vitest';

import { rawText, read, unreadOf } from '../../test/facts/recorded.ts';
import { ipset } from './ipset.ts';

test('sets are read with their type and their entries', () => {
  // ipset 7.17, protocol 7
  const text = `create n hash:net family inet hashsize 1024 maxelem 65536 timeout 600 counters comment bucketsize 12 initval 0x06da713a
add n 10.0.0.0/8 timeout 599 packets 0 bytes 0 comment "hi x"
add n 10.1.0.0/16 timeout 599 nomatch packets 0 bytes 0
create hm hash:ip family inet hashsize 1024 maxelem 65536 netmask 24 bucketsize 12 initval 0xd445c3b5
create ipn hash:ip,port,net family inet hashsize 1024 maxelem 65536 bucketsize 12 initval 0xfb84a01b
add ipn 1.1.1.1,tcp:80,10.0.0.0/24
create l list:set size 8
add l n
# cut n
`;
  expect(read(ipset, text)).toEqual([
    {
      name: 'n',
      type: 'hash:net',
      entries: [
        { fields: ['10.0.0.0/8'], nomatch: false },
        { fields: ['10.1.0.0/16'], nomatch: true },
      ],
      complete: false,
    },
    { name: 'hm', type: 'hash:ip', netmask: 24, entries: [], complete: true },
    {
      name: 'ipn',
      type: 'hash:ip,port,net',
      entries: [{ fields: ['1.1.1.1', 'tcp:80', '10.0.0.0/24'], nomatch: false }],
      complete: true,
    },
    { name: 'l', type: 'list:set', entries: [{ fields: ['n'], nomatch: false }], complete: true },
  ]);
});

test('an entry of a set that was not introduced is kept aside', () => {
  expect(unreadOf(ipset, 'add nobody 1.2.3.4\n')).toEqual(['add nobody 1.2.3.4']);
});

test('no permission is no empty list of sets', () => {
  const stderr = 'ipset v7.17: Kernel error received: Operation not permitted\n';
  expect(ipset.parse(rawText('', { stderr, code: 1 }))).toMatchObject({ kind: 'unreadable' });
});
