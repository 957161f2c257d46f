import { expect, test } from 'vitest';
import type { Host } from './host.ts';
import { rankHosts } from './rank-hosts.ts';

const host = (name: string, more: Partial<Host> = {}): Host => ({
  name,
  via: { kind: 'local' },
  tags: [],
  needs: [],
  source: 'ferryman.yaml:1',
  ...more,
});
const hosts = [
  host('web-10'),
  host('web-2'),
  host('hz-shop', { site: 'hangzhou', tags: ['prod'] }),
  host('shop'),
  host('workshop'),
  host('sg-db'),
];
const names = (typed: string) => rankHosts(hosts, typed).map(({ name }) => name);

test.each([
  [
    'nothing typed is all of them, numbers in their order',
    '',
    ['hz-shop', 'sg-db', 'shop', 'web-2', 'web-10', 'workshop'],
  ],
  [
    'the name itself, a part that begins with it, then what holds it',
    'shop',
    ['shop', 'hz-shop', 'workshop'],
  ],
  ['case and spaces say nothing', ' WEB', ['web-2', 'web-10']],
  ['a site', 'hang', ['hz-shop']],
  ['a tag', 'prod', ['hz-shop']],
  ['a slip of the finger', 'hz-shpo', ['hz-shop']],
  ['a slip at the beginning of what is still being typed', 'wbe-1', ['web-10']],
  ['what nobody is called', 'mail.example', []],
])('%s', (_, typed, expected) => {
  expect(names(typed)).toEqual(expected);
});
