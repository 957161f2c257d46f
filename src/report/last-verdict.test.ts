import { expect, test } from 'vitest';
import { storyReport } from '../../test/support/story-report.ts';
import { LastVerdict, lastVerdictOf, titleFor } from './last-verdict.ts';

const card = { channelId: 'C0MIGRATION', ts: '1795407699.814000' };
const titles = { en: 'docker0 covers the subnet of eth0', 'zh-CN': 'docker0 的网段覆盖了 eth0 所在的网段' };

test('a title is kept in every language and read in the reader’s', () => {
  const kept = LastVerdict.parse(
    JSON.parse(JSON.stringify(lastVerdictOf({ report: storyReport, titles }, card))),
  );
  expect(titleFor(kept, 'en')).toBe(titles.en);
  expect(titleFor(kept, 'zh-CN')).toBe(titles['zh-CN']);
});

test('a record from before that is read, with its title as it was asked for', () => {
  const { titles: _, ...old } = lastVerdictOf({ report: storyReport, titles }, card);
  const read = LastVerdict.parse(JSON.parse(JSON.stringify(old)));
  expect(titleFor(read, 'zh-CN')).toBe(storyReport.causes[0]?.title);
});

test('a language that only a newer worker speaks spoils no record', () => {
  const newer = {
    ...lastVerdictOf({ report: storyReport, titles }, card),
    titles: { ...titles, fr: 'docker0' },
  };
  expect(titleFor(LastVerdict.parse(newer), 'en')).toBe(titles.en);
});

test('a title is kept short, and no character of it is halved', () => {
  const long = { en: `${'x'.repeat(249)}😀😀`, 'zh-CN': '网'.repeat(2_000) };
  const kept = lastVerdictOf({ report: storyReport, titles: long }, card);
  expect(titleFor(kept, 'en')).toBe('x'.repeat(249));
  expect(titleFor(kept, 'zh-CN')).toHaveLength(250);
});
