import { expect, test } from 'vitest';

import { read, recorded, unreadOf } from '../../test/facts/recorded.ts';
import { listenQueues } from './listen-queues.ts';

test('a stopped program, and the connection that nobody takes from it', () => {
  expect(read(listenQueues, recorded('listen-queues'))).toEqual({
    queues: [
      {
        pid: 2021,
        address: '::',
        port: 8080,
        first: 1,
        second: 1,
        limit: 9,
        untaken: 1,
        overflows: 0,
        holders: [{ name: 'httpd', pid: 2021 }],
        text: expect.stringContaining('LISTEN 1      9'),
      },
    ],
    still: [{ pid: 2021, state: 'T', name: 'httpd' }],
  });
});

test('what was gone at the second look is no queue, and a disk that was slow once is no hang', () => {
  const text = '1 self 00000000:0050 00000002\nstill 1 77 D postgres\n';
  expect(read(listenQueues, text)).toEqual({ queues: [], still: [] });
});

test('sockets that share a port are counted together, those of other namespaces are not', () => {
  const text = `1 self 00000000:1F90 00000001
1 self 00000000:1F90 00000002
1 42 00000000:1F90 00000001
2 self 00000000:1F90 00000003
2 42 00000000:1F90 00000004
overflows 42 7
`;
  expect(
    read(listenQueues, text).queues.map(({ pid, first, second, overflows }) => [
      pid,
      first,
      second,
      overflows,
    ]),
  ).toEqual([
    [undefined, 3, 3, 0],
    [42, 1, 4, 7],
  ]);
});

test('a host where nothing waits prints nothing', () => {
  expect(read(listenQueues, '')).toEqual({ queues: [], still: [] });
});

test('a line of another kind is kept aside', () => {
  expect(unreadOf(listenQueues, 'awk: not found\n')).toEqual(['awk: not found']);
});
