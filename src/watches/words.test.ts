import { expect, test } from 'vitest';
import { LANGUAGES } from '../text/language.ts';
import { tell } from '../text/tell.ts';
import type { Watchable } from './cover.ts';
import { readWatchWords } from './words.ts';
import { withChannelIds } from './words-channel.ts';

const hosts: Watchable[] = [
  { name: 'hz-shop', site: 'hangzhou', tags: ['shop', 'prod'] },
  { name: 'sg-web', tags: ['web'] },
];

const minute = 60_000;

test.each<[string, object]>([
  ['hz-shop', { on: 'hz-shop', ports: [] }],
  ['shop 30003 30001 30003', { on: 'shop', ports: [30001, 30003] }],
  ['shop 30001,30003', { on: 'shop', ports: [30001, 30003] }],
  ['shop 30001，30003、80', { on: 'shop', ports: [80, 30001, 30003] }],
  ['hz-shop:30003 80', { on: 'hz-shop', ports: [80, 30003] }],
  ['hz-shop every 30s', { on: 'hz-shop', ports: [], everyMs: minute / 2 }],
  ['hz-shop every 5 minutes 80', { on: 'hz-shop', ports: [80], everyMs: 5 * minute }],
  ['hz-shop every 1h 30m', { on: 'hz-shop', ports: [], everyMs: 90 * minute }],
  ['hz-shop EVERY hour', { on: 'hz-shop', ports: [], everyMs: 60 * minute }],
  ['hz-shop every 1d', { on: 'hz-shop', ports: [], everyMs: 1440 * minute }],
  ['hz-shop in here every 5m', { on: 'hz-shop', ports: [], everyMs: 5 * minute, channel: { kind: 'here' } }],
  [
    'hz-shop every 5m in #ops',
    { on: 'hz-shop', ports: [], everyMs: 5 * minute, channel: { kind: 'name', name: 'ops' } },
  ],
  ['hz-shop in #ops', { on: 'hz-shop', ports: [], channel: { kind: 'name', name: 'ops' } }],
  ['hz-shop in 运维', { on: 'hz-shop', ports: [], channel: { kind: 'name', name: '运维' } }],
  ['web in C024BE91L', { on: 'web', ports: [], channel: { kind: 'id', id: 'C024BE91L' } }],
])('/watch %s', (text, asked) => {
  expect(readWatchWords(text, hosts)).toEqual({ kind: 'watch', ...asked });
});

// What Slack sends for a channel that was typed: https://docs.slack.dev/messaging/formatting-message-text
test.each([
  ['<#C024BE91L|ops>', 'C024BE91L'],
  ['<#C024BE91L|>', 'C024BE91L'],
  ['<#G024BE91L>', 'G024BE91L'],
])('a channel that Slack writes as %s is known by its id', (channel, id) => {
  expect(readWatchWords(withChannelIds(`hz-shop in ${channel} every 5m`), hosts)).toMatchObject({
    channel: { kind: 'id', id },
    everyMs: 5 * minute,
  });
});

test('/watch list', () => {
  expect(readWatchWords(' List ', hosts)).toEqual({ kind: 'list' });
});

test.each<[string, string, string]>([
  ['', 'Which host, or which tag?', 'Type /watch hz-shop 30001 every 5m'],
  ['hz-shp 80', '"hz-shp" is no host and no tag. Did you mean hz-shop?', 'Type /watch hz-shop 80'],
  ['database', '"database" is no host and no tag.', 'Hosts and tags: hz-shop, sg-web, shop, prod, web'],
  ['shop 70000 every 1m', '70000 is no port: ports go from 1 to 65535.', 'Type /watch shop 30001 every 1m'],
  ['shop 80 0', '0 is no port: ports go from 1 to 65535.', 'Type /watch shop 80 30001'],
  ['shop evry 1m', '"evry" means nothing here. Did you mean every?', 'Type /watch shop every 1m'],
  ['shop nginx', '"nginx" means nothing here.', 'Type /watch shop [port …] [every 5m] [in #ops]'],
  ['shop 80 every', '`every` needs a time.', 'Type /watch shop 80 every 5m'],
  ['shop every in #ops', '`every` needs a time.', 'Type /watch shop every 5m in #ops'],
  ['shop every 10 80', '"10" is no time.', 'Type /watch shop every 10m 80'],
  ['shop every now in #ops', '"now" is no time.', 'Type /watch shop every 5m in #ops'],
  [
    'shop every 10 s',
    'A host is not looked at more often than every 30 seconds.',
    'Type /watch shop every 30s',
  ],
  ['shop every 2d 80', 'A host is looked at once a day at least.', 'Type /watch shop every 1d 80'],
  ['shop every 1m every 2m 80', 'every stands there twice.', 'Type /watch shop every 1m 80'],
  ['shop in #a in #b', 'in stands there twice.', 'Type /watch shop in #a'],
  ['shop in', '`in` needs a channel.', 'Type /watch shop in #ops'],
  ['shop in every 1m', '`in` needs a channel.', 'Type /watch shop in #ops every 1m'],
  ['shop in <!everyone>', '"<!everyone>" is no channel.', 'Type /watch shop in #ops'],
  ['shop #ops', '"#ops" needs `in` before it.', 'Type /watch shop in #ops'],
])('/watch %s is answered', (text, sentence, next) => {
  const read = readWatchWords(text, hosts);
  if (read.kind !== 'unclear') throw new Error(`it was taken for ${read.kind}`);
  expect(tell(read.sentence, 'en')).toBe(sentence);
  expect(tell(read.next, 'en')).toBe(next);
});

test('a page that somebody pasted is not said back', () => {
  const read = readWatchWords(`hz-shop every ${'x'.repeat(5_000)} ${'80 '.repeat(900)}`, hosts);
  if (read.kind !== 'unclear') throw new Error(`it was taken for ${read.kind}`);
  for (const language of LANGUAGES) {
    expect(`${tell(read.sentence, language)}${tell(read.next, language)}`.length).toBeLessThan(300);
  }
});

test('more ports than a look can try are refused', () => {
  const ports = Array.from({ length: 25 }, (_, index) => 3_000 + index).join(' ');
  const read = readWatchWords(`shop ${ports}`, hosts);
  if (read.kind !== 'unclear') throw new Error(`it was taken for ${read.kind}`);
  expect(tell(read.sentence, 'zh-CN')).toBe('一个监控项最多 20 个端口。');
});

test('where no hosts are known yet, that is said', () => {
  const read = readWatchWords('web-1', []);
  if (read.kind !== 'unclear') throw new Error(`it was taken for ${read.kind}`);
  expect(tell(read.next, 'en')).toBe('There are no hosts yet: write them into ferryman.yaml.');
});
