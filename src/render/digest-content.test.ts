import { describe, expect, it } from 'vitest';
import { digestIncident, digestOf, hostile, quietDay } from '../../test/support/digests.ts';
import { minute } from '../../test/support/incidents.ts';
import { readerOf } from '../text/reader.ts';
import { digestContent } from './digest-content.ts';
import { renderDigestCard } from './digest-card.ts';
import { renderDigestHtml } from './digest-html.ts';
import { renderDigestText } from './digest-text.ts';
import { renderDigest } from './slack/digest.ts';

const now = Date.parse(minute(180));
const en = readerOf('en');
const zh = readerOf('zh-CN');

describe('a digest', () => {
  it('says what is open and since when, what is over, who is silent, what was changed and answered', () => {
    expect(renderDigestText(digestContent(digestOf(), en, now)))
      .toBe(`Digest of 2026-11-23: 1 open, 1 resolved, 1 cannot be looked at, 2 of 5 hosts well

Hosts
  hangzhou: 2 of 3 well, 1 critical
  no site: 0 of 2 well, 1 cannot be looked at, 1 not looked at yet

Open incidents (1)
  🔴 hz-shop: the disk is full · for 3 h · cause told after 41 s

Resolved incidents (1)
  ✅ hz-db: the disk is full · lasted 12 min · began outside working hours

Hosts that cannot be looked at (1)
  ⚫ bastion: no route to it · for 2 h 40 min

Changes made from Slack (1)
  ✅ hz-db: changed, and proven

Questions to Ferryman instead of to support
  3 answered
  2 with a cause, half of them within 4.2 s (median from the question to the cause)
  1 with nothing found wrong

The last 7 days of the hosts that had anything. hz-db: a warning for 12 min; hz-shop: critical for 3 h, still so; bastion: could not be looked at for 2 h 40 min, still so. 2 more hosts had something and are not drawn.
`);
  });

  it('says so in Chinese', () => {
    const text = renderDigestText(digestContent(digestOf(), zh, now));
    expect(text).toContain('2026-11-23 日报：1 个未恢复，1 个已恢复，1 台无法检查，5 台主机中 2 台正常');
    expect(text).toContain('🔴 hz-shop：磁盘已满 · 已持续 3 小时 · 41 秒后告知原因');
    expect(text).toContain('2 个给出了原因，半数在 4.2 秒内（从提问到给出原因的中位数）');
  });

  it.each([
    ['en', 'Digest of 2026-11-23: nothing happened. All 2 watched hosts are well.\n'],
    ['zh-CN', '2026-11-23 日报：无事发生，受监控的 2 台主机全部正常。\n'],
  ] as const)('of a day on which nothing happened is one line: %s', (language, line) => {
    const content = digestContent(quietDay(), readerOf(language), now);
    expect(renderDigestText(content)).toBe(line);
    expect(renderDigest(content, readerOf(language)).blocks).toHaveLength(1);
  });

  it('calls no host well that nobody has looked at', () => {
    const sites = [{ hosts: 2, critical: 0, warning: 0, unseen: 0, well: 1, unknown: 1 }];
    expect(digestContent(quietDay({ sites }), en, now).headline).toBe(
      'Digest of 2026-11-23: nothing happened. 1 of 2 watched hosts are well.',
    );
  });

  it('says that it comes late, and when it was to come, by the clocks there', () => {
    const late = now + 2 * 3_600_000;
    expect(digestContent(quietDay(), en, late).notes).toEqual([
      'It comes late: it was to be sent at 13:00 (Asia/Shanghai), and could not be before.',
    ]);
    expect(digestContent(quietDay(), en, now + 60_000).notes).toEqual([]);
  });

  it('tells the first eight of many, and how many there are', () => {
    const lines = Array.from({ length: 50 }, (_, n) => digestIncident(`host-${n}`));
    const { sections } = digestContent(digestOf({ open: { total: 57, lines } }), en, now);
    const open = sections.find(({ title }) => title.startsWith('Open'));
    expect(open?.title).toBe('Open incidents (57)');
    expect(open?.lines).toHaveLength(9);
    expect(open?.lines.at(-1)).toBe('… and 49 more');
  });
});

function many<T>(line: T): { total: number; lines: T[] } {
  return { total: 99, lines: Array.from({ length: 50 }, () => line) };
}

it('is one message everywhere, however much there is to say', () => {
  const long = { en: '长'.repeat(900), 'zh-CN': '长'.repeat(900) };
  const host = 'h'.repeat(250);
  const facts = digestOf({
    open: many(digestIncident(host, { headline: long, causeAfterMs: 1, heldBack: true, state: 'flapping' })),
    resolved: many(digestIncident(host, { headline: long, resolvedAt: minute(1), lostSight: true })),
    silent: many({ host, since: minute(0), because: long }),
    fixes: many({ id: 'fix00001', host, result: 'pending', reverts: false, at: minute(0) }),
    sites: Array.from({ length: 40 }, (_, n) => ({
      site: `${n}${host}`,
      hosts: 1_000,
      critical: 100,
      warning: 100,
      unseen: 100,
      well: 100,
      unknown: 100,
    })),
  });
  for (const reader of [en, zh]) {
    const content = digestContent(facts, reader, now);
    const { blocks } = renderDigest(content, reader, 'F0123456789');
    // Slack's own limit is some 13,200 characters, Feishu's 30 KB.
    expect(JSON.stringify(blocks).length).toBeLessThan(12_000);
    expect(Buffer.byteLength(JSON.stringify(renderDigestCard(content, 'img_1')))).toBeLessThan(30 * 1024);
  }
});

describe('whatever a host is called', () => {
  const open = { total: 1, lines: [digestIncident(hostile)] };
  const content = digestContent(digestOf({ open }), en, now);

  it('is no markup in a mail', () => {
    const html = renderDigestHtml(content, { language: 'en', src: 'cid:chart' });
    expect(html).toContain('&lt;!channel&gt; *a* &amp; &lt;img src=x onerror=a()&gt;: the disk is full');
    expect(html.match(/<img[^>]*>/g)).toHaveLength(1);
    expect(html).not.toContain('\u001B');
  });

  it('rings nobody in Slack, whose blocks hold it as text', () => {
    const { text, blocks } = renderDigest(content, en);
    expect(text).not.toContain('<!channel>');
    const elements = JSON.stringify(blocks);
    expect(elements).toContain(
      '"type":"text","text":"🔴 <!channel> *a* & <img src=x onerror=a()>: the disk is full',
    );
    expect(elements).not.toContain('mrkdwn');
  });

  it('is plain text in a card of Feishu', () => {
    const card = JSON.stringify(renderDigestCard(content, 'img_v3_1'));
    expect(card).not.toContain('lark_md');
    expect(card).toContain('"img_key":"img_v3_1"');
  });
});
