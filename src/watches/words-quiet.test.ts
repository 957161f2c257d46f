import { expect, test } from 'vitest';
import type { Quiet, Watch } from '../report/watch.ts';
import { tell } from '../text/tell.ts';
import type { Watchable } from './cover.ts';
import type { Unclear } from './words-common.ts';
import { readQuietWords } from './words-quiet.ts';
import { readUnwatchWords } from './words-unwatch.ts';

const hosts: Watchable[] = [
  { name: 'hz-shop', site: 'hangzhou', tags: ['shop', 'prod'] },
  { name: 'sg-web', tags: ['web'] },
];
const hour = 3_600_000;

function answer(read: { kind: string } | Unclear): [string, string] {
  if (!('sentence' in read)) throw new Error(`it was taken for ${read.kind}`);
  return [tell(read.sentence, 'en'), tell(read.next, 'en')];
}

function quiet(on: string): Quiet {
  const [from, until] = ['2026-11-23T04:00:00.000Z', '2026-11-23T06:00:00.000Z'];
  return {
    schema: 'ferryman.quiet/1',
    id: `q-${on}`,
    on,
    from,
    until,
    because: 'an update',
    byUserId: 'U0LIN',
  };
}

function watch(on: string, by: Watch['by']): Watch {
  return { schema: 'ferryman.watch/1', id: `w-${on}-${by.kind}`, on, ports: [], everyMs: hour, by };
}

test.each<[string, number, string]>([
  ['hz-shop for 2h because Docker is updated', 2 * hour, 'Docker is updated'],
  ['hz-shop for 2 hours because  we   move it', 2 * hour, 'we move it'],
  ['hz-shop FOR 1h 30m Because 内核升级', 1.5 * hour, '内核升级'],
  ['hz-shop 2h because of the move', 2 * hour, 'of the move'],
  ['hz-shop for 2h kernel update', 2 * hour, 'kernel update'],
  ['hz-shop because we wait for the cloud for 1d', 24 * hour, 'we wait for the cloud'],
  ['hz-shop for 14d because of the move', 14 * 24 * hour, 'of the move'],
])('/quiet %s', (text, forMs, because) => {
  expect(readQuietWords(text, [], hosts)).toEqual({ kind: 'quiet', on: 'hz-shop', forMs, because });
});

const example = 'Type /quiet hz-shop for 2h because Docker is updated';

test.each<[string, string, string]>([
  ['', 'Which host, or which tag?', example],
  ['hz-shpo for 2h because x', '"hz-shpo" is no host and no tag. Did you mean hz-shop?', example],
  ['hz-shop', 'For how long is hz-shop to be quiet?', example],
  ['hz-shop because we move', 'For how long is hz-shop to be quiet?', example],
  ['hz-shop for ever', '"ever" is no time.', example],
  ['hz-shop for 0m because x', '"0m because x" is no time.', example],
  ['hz-shop for 2h', 'Why? Whoever wonders about the silence reads it.', example],
  ['hz-shop for 2h because', 'Why? Whoever wonders about the silence reads it.', example],
  [
    'hz-shop for 3 weeks because of the move',
    'Nothing is kept quiet for more than 14 days at a time.',
    'Type /quiet hz-shop for 14d because of the move',
  ],
  [`hz-shop for 2h because ${'x'.repeat(201)}`, 'A reason has 200 characters at most.', example],
])('/quiet %s is answered', (text, sentence, next) => {
  expect(answer(readQuietWords(text, [], hosts))).toEqual([sentence, next]);
});

test('/quiet list, and /quiet end', () => {
  const quiets = [quiet('shop'), quiet('sg-web')];
  expect(readQuietWords('list', quiets, hosts)).toEqual({ kind: 'list' });
  expect(readQuietWords('end shop', quiets, hosts)).toEqual({ kind: 'end', quiets: [quiet('shop')] });
  expect(readQuietWords('END q-sg-web', quiets, hosts)).toEqual({ kind: 'end', quiets: [quiet('sg-web')] });
});

test.each<[string, string, string]>([
  ['end', 'Which host, or which tag?', 'Type /quiet end shop'],
  ['end shpo', '"shpo" is not kept quiet. Did you mean shop?', 'Type /quiet end shop'],
  ['end database', '"database" is not kept quiet.', 'Type /quiet list'],
  [
    'end hz-shop',
    'hz-shop is quiet because it has the tag shop.',
    'To end that for all that have it, type /quiet end shop',
  ],
  ['end shop now', 'That is more than one name: "shop now".', 'Type /quiet end shop'],
])('/quiet %s is answered where something is quiet', (text, sentence, next) => {
  expect(answer(readQuietWords(text, [quiet('shop')], hosts))).toEqual([sentence, next]);
});

test('/quiet end where nothing is quiet', () => {
  expect(answer(readQuietWords('end shop', [], hosts))).toEqual([
    'Nothing is kept quiet.',
    'Type /quiet list',
  ]);
});

const byLin: Watch['by'] = { kind: 'person', userId: 'U0LIN', at: '2026-11-23T04:00:00.000Z' };
const watches = [
  watch('shop', byLin),
  watch('shop', { kind: 'config' }),
  watch('web', { kind: 'config' }),
  watch('gone-host', byLin),
];

test.each([
  ['shop', ['w-shop-person']],
  ['w-shop-person', ['w-shop-person']],
  ['gone-host', ['w-gone-host-person']],
])('/unwatch %s ends what people asked for', (text, ids) => {
  const read = readUnwatchWords(text, watches, hosts);
  expect(read.kind === 'unwatch' && read.watches.map(({ id }) => id)).toEqual(ids);
});

test.each<[string, string, string]>([
  ['', 'Which host, which tag, or which watch?', 'Type /unwatch shop'],
  [
    'web',
    'The watch of web stands in ferryman.yaml.',
    'Whoever runs Ferryman can take it out there, under watch.on.',
  ],
  [
    'hz-shop',
    'hz-shop is watched because it has the tag shop.',
    'To end that for all that have it, type /unwatch shop',
  ],
  ['gone-hots', '"gone-hots" is not watched. Did you mean gone-host?', 'Type /unwatch gone-host'],
  ['database', '"database" is not watched.', 'Type /watch list'],
  ['shop 30001', 'That is more than one name: "shop 30001".', 'Type /unwatch shop'],
])('/unwatch %s is answered', (text, sentence, next) => {
  expect(answer(readUnwatchWords(text, watches, hosts))).toEqual([sentence, next]);
});

test('/unwatch where nothing is watched', () => {
  expect(answer(readUnwatchWords('shop', [], hosts))).toEqual([
    'Nothing is watched.',
    'Type /watch web-1 30001',
  ]);
});
