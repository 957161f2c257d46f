import { expect, test } from 'vitest';
import { otherSites, servedSites, serves } from './sites.ts';

const host = { name: 'a', via: { kind: 'local' }, tags: [], needs: [], source: 'ferryman.yaml:2' } as const;
const hosts = [host, { ...host, name: 'b', site: 'hangzhou' }, { ...host, name: 'c', site: 'hangzhou' }];

test('without sites a worker serves every host, with sites those alone', () => {
  expect(servedSites({ hosts, worker: { concurrency: 1 } })).toEqual([undefined, 'hangzhou']);
  expect(servedSites({ hosts, worker: { concurrency: 1, sites: ['singapore'] } })).toEqual(['singapore']);
});

test('a worker with sites leaves a host without a site to others', () => {
  const config = { worker: { concurrency: 1, sites: ['hangzhou'] } };
  expect(hosts.filter((one) => serves(config, one)).map(({ name }) => name)).toEqual(['b', 'c']);
  expect(hosts.filter((one) => serves({ worker: { concurrency: 1 } }, one))).toEqual(hosts);
});

test('the sites of others are those that this worker leaves, each with its hosts', () => {
  expect(otherSites({ hosts, worker: { concurrency: 1 } })).toEqual([]);
  expect(otherSites({ hosts, worker: { concurrency: 1, sites: ['singapore'] } })).toEqual([
    { site: undefined, hosts: ['a'] },
    { site: 'hangzhou', hosts: ['b', 'c'] },
  ]);
});
