import { describe, expect, it } from 'vitest';
import { incidentOf, member, minute } from '../../test/support/incidents.ts';
import { readerOf } from '../text/reader.ts';
import { incidentContent } from './incident-content.ts';
import { renderIncidentHtml } from './incident-html.ts';
import { tellMoment } from './incident-moment.ts';
import { tellSpan } from './incident-span.ts';
import { renderIncidentText } from './incident-text.ts';

const reader = readerOf('en');
const scene = { reader, watched: 12 };

describe('an incident as text', () => {
  it('reads from the state to what can be done', () => {
    const members = [member('web-1', [0], { apply: '/fix-bridge web-1' }), member('web-2', [1, 3])];
    const content = incidentContent(incidentOf(members), scene);
    expect(renderIncidentText(content, reader, 'Asia/Shanghai')).toBe(`🔴 open, critical
web-1: Docker's bridge covers the network card's subnet

Since: 2026-11-23 10:00 UTC+08:00

- web-1 | bridge docker0 | still there | Since: 2026-11-23 10:00 UTC+08:00
- web-2 | bridge docker0 | gone | Since: 2026-11-23 10:01 UTC+08:00 | Until: 2026-11-23 10:03 UTC+08:00

Ask for a fix
    /fix-bridge web-1
`);
  });
});

describe('an incident as HTML', () => {
  it('holds as text whatever a host called itself', () => {
    const title = { en: `<img src=x onerror="a()"> & 'b'`, 'zh-CN': '' };
    const html = renderIncidentHtml(
      incidentContent(incidentOf([member('web-1', [0], { title, apply: '</pre><script>' })]), scene),
      reader,
    );
    expect(html).toContain('web-1: &lt;img src=x onerror=&quot;a()&quot;&gt; &amp; &#39;b&#39;');
    expect(html).not.toMatch(/<img|<script|onerror="/);
    expect(html).toContain('<html lang="en">');
  });
});

// Offsets of those days as GNU date gives them.
it.each([
  ['UTC', '2026-11-23 02:00 UTC'],
  ['Asia/Shanghai', '2026-11-23 10:00 UTC+08:00'],
  ['Asia/Kolkata', '2026-11-23 07:30 UTC+05:30'],
  ['America/New_York', '2026-11-22 21:00 UTC-05:00'],
])('a time in %s is %s', (zone, told) => {
  expect(tellMoment(minute(0), zone)).toBe(told);
});

it.each([
  [0, '0 s', '0 秒'],
  [59_400, '59 s', '59 秒'],
  [59_600, '1 min', '1 分钟'],
  [3_599_000, '1 h', '1 小时'],
  [3_660_000, '1 h 1 min', '1 小时 1 分钟'],
  [86_400_000, '1 d', '1 天'],
  [97_200_000, '1 d 3 h', '1 天 3 小时'],
])('%i ms are told as %s and %s', (ms, english, chinese) => {
  expect(tellSpan(ms, reader)).toBe(english);
  expect(tellSpan(ms, readerOf('zh-CN'))).toBe(chinese);
});
