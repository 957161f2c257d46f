import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, oneLine, visible } from './untrusted.ts';

const isLatin = (character: string | undefined) => /^[\p{Script=Latin}\d]$/u.test(character ?? '');

describe('visible', () => {
  it('keeps what dotnet says about a missing framework as it is', () => {
    const log =
      "  - The following frameworks were found:\n      2.1.30 at [/usr/share/dotnet/shared/Microsoft.NETCore.App]\nIt was not possible to find any compatible framework version\nThe framework 'Microsoft.AspNetCore.App', version '2.1.1' was not found.";
    expect(visible(log)).toBe(log);
  });

  it('removes colours, cursor movements, window titles and hyperlinks of terminals', () => {
    expect(visible('\u001B[1;31mERROR\u001B[0m \u001B[2J\u001B[H\u001B]0;owned\u0007done\u001Bc')).toBe(
      'ERROR done',
    );
    expect(visible('\u001B]8;;https://evil.example\u001B\\click\u001B]8;;\u001B\\')).toBe('click');
    expect(visible('\u009B31mred\u009B0m \u009D0;title\u009Cend')).toBe('red end');
  });

  it('keeps the text behind an escape that never ends', () => {
    expect(visible('\u001B]0;no terminator, disk full')).toBe('0;no terminator, disk full');
    expect(visible('\u0090payload')).toBe('payload');
  });

  it('removes the direction marks of Trojan Source and characters without width', () => {
    // CVE-2021-42574, "stretched string"
    expect(visible('access_level != "user\u202E \u2066// Check if admin\u2069 \u2066"')).toBe(
      'access_level != "user // Check if admin "',
    );
    expect(visible('pass\u200Bword\u00AD\uFEFF\u{E0041}')).toBe('password');
  });

  it('keeps emoji, Chinese and the end of every line', () => {
    expect(visible('⚠️ 数据库\r\n连接\r失败\u2028.')).toBe('⚠️ 数据库\n连接\n失败\n.');
  });

  it('leaves nothing that acts or hides, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visible(text)).not.toMatch(
          /(?!\n)\p{Cc}|\p{Bidi_Control}|\p{Surrogate}|[\u200B-\u200F\u2060\uFEFF]/u,
        );
      }),
    );
  });
});

describe('oneLine', () => {
  it('puts a name on one line', () => {
    expect(oneLine(' web\n\t-1\r\n')).toBe('web -1');
  });
});

describe('cut', () => {
  it('says how much is missing', () => {
    expect(cut('x'.repeat(1234), 50)).toBe(`${'x'.repeat(39)} … (+1,195)`);
  });

  it('never exceeds its limit, halves no character and loses count of none', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.integer({ min: 40, max: 200 }),
        (text, max) => {
          const short = cut(text, max);
          expect(short.length).toBeLessThanOrEqual(max);
          expect(short).not.toMatch(/\p{Surrogate}/u);
          const note = / … \(\+(\d+)\)$/.exec(short);
          const missing = note === null ? 0 : Number(note[1]) - note[0].length;
          expect(short.length + missing).toBe(text.length);
        },
      ),
    );
  });

  it('ends behind a whole word, name or address', () => {
    expect(cut('Log files have no size limit, and rsyslogd drops lines', 47)).toBe(
      'Log files have no size limit, and … (+21)',
    );
    expect(cut('the host must reach 192.168.0.20, and it does not at all', 40)).toBe(
      'the host must reach … (+37)',
    );
  });

  it('ends anywhere between Han characters, and not within a Latin word among them', () => {
    expect(cut('主机的网段被网桥覆盖，请修改网桥地址后重启，再次诊断这台主机，并确认端口', 30)).toBe(
      '主机的网段被网桥覆盖，请修改网桥地址后重启， … (+14)',
    );
    expect(cut('主机的网段被网桥覆盖，请修改 daemon.json 后重启，再次诊断这台主机', 30)).toBe(
      '主机的网段被网桥覆盖，请修改 … (+25)',
    );
  });

  it('splits no Latin word that is shorter than 30 characters, whatever stands beside it', () => {
    const piece = fc.oneof(
      fc.stringMatching(/^[A-Za-z0-9_.:/-]{1,40}$/),
      fc.stringMatching(/^[A-Za-z]{1,29}$/),
      fc.constantFrom(' ', '  ', '，', '网桥', '覆盖了网段', '😀', '\n', '('),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
        fc.integer({ min: 40, max: 200 }),
        (text, max) => {
          const short = cut(text, max);
          expect(short.length).toBeLessThanOrEqual(max);
          expect(short).not.toMatch(/\p{Surrogate}/u);
          const at = short.replace(/ … \(\+\d+\)$/, '').length;
          let [from, to] = [at, at];
          while (isLatin(text[from - 1])) from -= 1;
          while (isLatin(text[to])) to += 1;
          const split = from < at && at < to ? [text.slice(from, to)] : [];
          expect(split.filter((word) => word.length < 30)).toEqual([]);
        },
      ),
    );
  });
});
