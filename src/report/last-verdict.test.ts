import { describe, expect, test } from 'vitest';
import { storyReport } from '../../test/support/story-report.ts';
import { gravest, LastVerdict, lastVerdictOf, standing, titleFor } from './last-verdict.ts';

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

const ended = (minute: number, verdict: LastVerdict['verdict'], asked?: LastVerdict['asked']) => ({
  ...lastVerdictOf({ report: storyReport, titles }, card),
  asked,
  verdict,
  at: `2026-11-23T04:${String(minute).padStart(2, '0')}:00.000Z`,
});

describe('of the verdicts of one host', () => {
  const fault = ended(10, 'faulty', { port: 30003 });

  test.each<[string, LastVerdict, LastVerdict[]]>([
    ['another port', ended(11, 'healthy', { port: 30001 }), [fault]],
    ['a container', ended(11, 'healthy', { container: 'topapi' }), [fault]],
    ['a host that was not reached', ended(11, 'unreachable'), [fault]],
    ['the same port', ended(11, 'healthy', { port: 30003 }), []],
    ['the whole host', ended(11, 'healthy'), []],
    ['the same port, answered by an older look', ended(9, 'healthy', { port: 30003 }), [fault]],
  ])('a fault is left or replaced by %s', (_, other, left) => {
    for (const both of [
      [fault, other],
      [other, fault],
    ])
      expect(standing(both).filter(({ verdict }) => verdict === 'faulty')).toEqual(left);
  });

  test('that it could not be reached is over with any later answer', () => {
    const kept = standing([ended(10, 'unreachable'), ended(11, 'healthy', { port: 80 })]);
    expect(kept.map(({ verdict }) => verdict)).toEqual(['healthy']);
  });

  test('the gravest is told, and the newest of equals', () => {
    const newer = ended(12, 'faulty', { port: 30005 });
    const warning = { ...ended(13, 'faulty', { port: 1 }), severity: 'warning' as const };
    const all = [
      fault,
      newer,
      warning,
      ended(14, 'healthy', { port: 30001 }),
      ended(15, 'unknown', { port: 2 }),
    ];
    expect(gravest(standing(all))).toEqual(newer);
    expect(gravest([])).toBeUndefined();
  });
});
