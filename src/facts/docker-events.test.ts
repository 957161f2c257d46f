import { expect, test } from 'vitest';

import { dockerEvents } from './docker-events.ts';

/** Docker 20.10.24, GET /events; ids and attributes shortened. */
const RECORDED = `{"status":"kill","id":"9eac","from":"shop/base:1","Type":"container","Action":"kill","Actor":{"ID":"9eac","Attributes":{"image":"shop/base:1","name":"orders","signal":"15"}},"scope":"local","time":1795348670,"timeNano":1795348670101032869}
{"status":"die","id":"9eac","from":"shop/base:1","Type":"container","Action":"die","Actor":{"ID":"9eac","Attributes":{"exitCode":"137","image":"shop/base:1","name":"orders"}},"scope":"local","time":1795348671,"timeNano":1795348671110192048}
{"status":"stop","id":"9eac","from":"shop/base:1","Type":"container","Action":"stop","Actor":{"ID":"9eac","Attributes":{"image":"shop/base:1","name":"orders"}},"scope":"local","time":1795348671,"timeNano":1795348671118192048}
`;

const argv = ['GET', '/events?since=1&until=1795348674&filters=%7B%7D'];
const parse = (stdout: string) => dockerEvents.parse({ stdout, stderr: '', code: 0, argv });

test('what happened is read with its exit code or signal, to the millisecond', () => {
  expect(parse(RECORDED)).toMatchObject({
    kind: 'value',
    unread: [],
    value: {
      until: 1_795_348_674_000,
      events: [
        { containerId: '9eac', action: 'kill', signal: 15 },
        { action: 'die', exitCode: 137, at: expect.closeTo(1_795_348_671_110, 0) },
        { action: 'stop' },
      ],
    },
  });
});

test('nothing happened of late', () => {
  expect(parse('')).toMatchObject({ kind: 'value', value: { events: [] }, unread: [] });
});

test('a line that is no event is kept', () => {
  expect(parse('{"message":"page not found"}\n')).toMatchObject({ unread: ['{"message":"page not found"}'] });
});

test('the daemon is asked up to a moment of its own clock that has passed, not to the second before', () => {
  const path = dockerEvents.read.kind === 'docker-at' ? dockerEvents.read.path(1_795_348_674.25) : '';
  expect(path).toMatch(/^\/events\?since=1&until=1795348674\.25\d*&filters=%7B/);
  expect(new URLSearchParams(path.split('?')[1]).get('filters')).toContain('"die"');
});
