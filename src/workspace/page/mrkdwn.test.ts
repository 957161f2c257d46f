import { describe, expect, test } from 'vitest';
import { parseMrkdwn } from './mrkdwn.ts';

const text = (words: string) => ({ kind: 'text', text: words });

describe('mrkdwn', () => {
  test('reads bold, italic, struck and code, and leaves stars in words alone', () => {
    expect(parseMrkdwn('*bold* _it_ ~no~ `x*y`')).toEqual([
      { kind: 'bold', inner: [text('bold')] },
      text(' '),
      { kind: 'italic', inner: [text('it')] },
      text(' '),
      { kind: 'strike', inner: [text('no')] },
      text(' '),
      { kind: 'code', text: 'x*y' },
    ]);
    expect(parseMrkdwn('2*3*4 snake_case_name')).toEqual([text('2*3*4 snake_case_name')]);
  });

  test('keeps everything of a fenced block', () => {
    expect(parseMrkdwn('see\n```\nip route *get* &lt;x&gt;\n```\nso')).toEqual([
      text('see\n'),
      { kind: 'pre', text: 'ip route *get* <x>' },
      text('so'),
    ]);
  });

  test('reads mentions, rooms, groups, dates and links with their words', () => {
    expect(parseMrkdwn('<@U1> <#C1|migration> <!subteam^S1> <!here> <https://x.example|docs>')).toEqual([
      { kind: 'user', id: 'U1', label: '' },
      text(' '),
      { kind: 'room', id: 'C1', label: 'migration' },
      text(' '),
      { kind: 'group', id: 'S1', label: '' },
      text(' '),
      { kind: 'broadcast', id: 'here', label: '' },
      text(' '),
      { kind: 'link', url: 'https://x.example', text: 'docs' },
    ]);
    expect(parseMrkdwn('<!date^1700000000^{date_short} {time}|then>')).toEqual([
      { kind: 'date', seconds: 1_700_000_000, format: '{date_short} {time}', fallback: 'then' },
    ]);
  });

  test('makes no link of a script, and no markup of an escaped tag', () => {
    expect(parseMrkdwn('<javascript:alert(1)|click>')).toEqual([text('<javascript:alert(1)|click>')]);
    expect(parseMrkdwn('&lt;img src=x onerror=alert(1)&gt;')).toEqual([text('<img src=x onerror=alert(1)>')]);
  });

  test('gathers lines of a quote', () => {
    expect(parseMrkdwn('he said\n&gt; one\n&gt; two\nend')).toEqual([
      text('he said\n'),
      { kind: 'quote', inner: [text('one\ntwo')] },
      text('end'),
    ]);
  });

  test('knows emoji by name and leaves times alone', () => {
    expect(parseMrkdwn(':red_circle: at 12:30:45')).toEqual([text('🔴 at 12:30:45')]);
  });
});
