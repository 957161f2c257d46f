import { expect, test } from 'vitest';
import { servedSites } from './sites.ts';

const host = { name: 'a', via: { kind: 'local' }, tags: [], needs: [], source: 'ferryman.yaml:2' } as const;
const hosts = [host, { ...host, name: 'b', site: 'hangzhou' }, { ...host, name: 'c', site: 'hangzhou' }];

test('without sites a worker serves every host, with sites those alone', () => {
  expect(servedSites({ hosts, worker: { concurrency: 1 } })).toEqual([undefined, 'hangzhou']);
  expect(servedSites({ hosts, worker: { concurrency: 1, sites: ['singapore'] } })).toEqual(['singapore']);
});
