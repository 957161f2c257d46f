import { describe, expect, test } from 'vitest';
import { incidentOf, member, minute } from '../../test/support/incidents.ts';
import { hostOf, statusWith } from '../../test/support/statuses.ts';
import { english, readerOf } from '../text/reader.ts';
import { plainText } from './slack/plain-text.ts';
import { renderStatus } from './slack/status.ts';
import { statusContent } from './status-content.ts';

const title = { en: 'Docker is not running', 'zh-CN': 'Docker 没有运行' };
const because = { en: 'it does not answer', 'zh-CN': '没有应答' };
const troubled = statusWith({
  hosts: [
    hostOf('hz-web', { site: 'hangzhou' }),
    hostOf('hz-shop', {
      site: 'hangzhou',
      state: 'critical',
      faults: [{ severity: 'critical', title, since: minute(4) }],
      quiet: { until: minute(60), because: 'Docker is updated' },
    }),
    hostOf('sg-db', {
      site: 'singapore',
      state: 'unseen',
      faults: [{ severity: 'critical', title, since: minute(1) }],
      unseen: { since: minute(5), looks: 5, because },
    }),
    hostOf('sg-new', { site: 'singapore', state: 'unwatched' }),
  ],
  incidents: [incidentOf([member('hz-shop'), member('hz-web')])],
  sites: [
    { site: 'hangzhou', workers: 2 },
    { site: 'singapore', workers: 0 },
  ],
  queues: [
    { kind: 'diagnose', site: 'hangzhou', running: 1, waiting: 3, waitsSince: minute(5) },
    { kind: 'logs', site: 'singapore', running: 0, waiting: 1, waitsSince: minute(1) },
  ],
  jobs: [
    { id: 'j', kind: 'diagnose', host: 'hz-shop', asked: { port: 30003 }, since: minute(9), running: true },
  ],
});

describe('what everything stands at', () => {
  const content = statusContent(troubled, english);

  test('counts hosts by state, the gravest first', () => {
    expect(content.headline).toBe('4 hosts: 1 critical, 1 cannot be looked at, 1 healthy, 1 not watched');
    expect(content.sites.map(({ hosts }) => hosts.map(({ name }) => name))).toEqual([
      ['hz-shop', 'hz-web'],
      ['sg-db', 'sg-new'],
    ]);
  });

  test('tells of a host that cannot be looked at why, and what was known before', () => {
    expect(content.sites[1]?.hosts[0]?.about.map(({ text }) => text)).toEqual([
      'it does not answer',
      'before that: Docker is not running',
    ]);
  });

  test('names what keeps Ferryman from its work', () => {
    expect(content.troubles).toEqual([
      'No worker serves singapore: nobody looks at its hosts, and what is asked of them waits.',
      'diagnoses (hangzhou): 3 waiting, the first for 5 min.',
    ]);
  });

  test('complains of late looks and of a desk that nobody sits at, but not where nothing is watched', () => {
    const late = { hosts: [hostOf('hz-web', { late: true })], toldAt: minute(1) };
    expect(statusContent(statusWith(late), english).troubles).toEqual([
      'For 9 min nobody has been told what watches find: no worker does it.',
      '1 look is late: hz-web.',
    ]);
    const nothing = statusWith({ hosts: [hostOf('hz-web', { state: 'unwatched' })], toldAt: minute(1) });
    expect(statusContent(nothing, english).troubles).toEqual([]);
  });
});

/** Without what is drawn in two ways: times, and what keeps lines apart. */
const squeezed = (text: string) =>
  text.replaceAll(/<!date\^\d+\^[^|]*\|[^>]*>|\d{4}-\d\d-\d\d[T ][\d:.]+(?:Z| UTC)|[\s•]/g, '');

function cardIn(language: 'en' | 'zh-CN'): string {
  const reader = readerOf(language);
  return plainText(renderStatus(statusContent(troubled, reader), reader), 10_000);
}

describe('the card', () => {
  test.each(['en', 'zh-CN'] as const)('says the same as text and as blocks in %s', (language) => {
    const reader = readerOf(language);
    const message = renderStatus(statusContent(troubled, reader), reader);
    const drawn = plainText({ text: '', blocks: message.blocks }, 10_000);
    expect(squeezed(drawn)).toBe(squeezed(message.text));
  });

  test('reads in English and in Chinese', () => {
    expect(cardIn('en')).toMatch(
      /⚫ sg-db · it does not answer · since .* · before that: Docker is not running/,
    );
    expect(cardIn('en')).toContain('1 logs · singapore');
    expect(cardIn('zh-CN')).toContain('4 台主机：1 台严重，1 台无法检查，1 台正常，1 台未监控');
    expect(cardIn('zh-CN')).toMatch(/hz-shop · Docker 没有运行 · 自 .*静默至 .*: Docker is updated/);
  });

  test('is short where all is well', () => {
    const calm = renderStatus(statusContent(statusWith(), english), english);
    expect(plainText(calm, 1_000)).toMatch(/^1 host: 1 healthy\nNo incident is open\.\nAs of [^\n]+$/);
  });

  test('says a fault of a host beside its name only where no open incident says it', () => {
    const its = { ...member('web-1'), title };
    const hosts = [
      hostOf('web-1', { state: 'critical', faults: [{ severity: 'critical', title, since: minute(4) }] }),
    ];
    const told = (...incidents: ReturnType<typeof incidentOf>[]) =>
      plainText(renderStatus(statusContent(statusWith({ hosts, incidents }), english), english), 10_000);
    expect(told()).toContain('web-1 · Docker is not running');
    expect(told()).not.toContain('No incident is open');
    expect(told(incidentOf([its]))).not.toContain('web-1 · Docker is not running');
    expect(told(incidentOf([member('web-1')]))).toContain('web-1 · Docker is not running');
  });

  test('says how much it leaves out', () => {
    const hosts = Array.from({ length: 40 }, (_, n) => hostOf(`web-${n}`, { state: 'unseen' }));
    const text = plainText(renderStatus(statusContent(statusWith({ hosts }), english), english), 10_000);
    expect(text).toContain('… and 10 more');
  });

  test('lets no name ring a channel', () => {
    const hosts = [hostOf('<!channel>', { state: 'critical' })];
    const { text } = renderStatus(statusContent(statusWith({ hosts }), english), english);
    expect(text).not.toContain('<!channel>');
  });
});
