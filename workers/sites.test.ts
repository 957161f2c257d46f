import { expect, test } from 'vitest';
import { servedSites, serves } from './sites.ts';

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
