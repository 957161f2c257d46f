import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { dotnetLines, dotnetLog } from '../../test/support/log-report.ts';
import type { LogLine, LogPattern, LogReport } from '../report/logs.ts';
import { renderLogsTerminal } from './terminal-logs.ts';

const [dotnetLine] = dotnetLines;
const [pattern] = dotnetLog.patterns;
if (dotnetLine === undefined || pattern === undefined) throw new Error('dotnet says something');

const plain = { color: false, width: 100 };
const shown = (change: Partial<LogReport> = {}, width = 100) =>
  renderLogsTerminal({ ...dotnetLog, ...change }, { color: false, width });

describe('a log at a terminal', () => {
  it('tells the verdict first, then state, cause, the last error, kinds of lines, and the lines last', () => {
    expect(renderLogsTerminal({ ...dotnetLog, excerpt: dotnetLines.slice(0, 1) }, plain)).toBe(
      `🔴 hz-shop, container topapi is faulty: The image of topapi has no ASP.NET Core                1.7 s
State           restarting, 12 restarts, last exit 150: a framework that the application needs is
                not there
Cause, proven   topapi needs Microsoft.AspNetCore.App 2.1.1, and microsoft/dotnet:2.1-runtime holds
                Microsoft.NETCore.App alone.
                  docker logs topapi
                    The specified framework 'Microsoft.AspNetCore.App', version '2.1.1' was not
                    found.
Fix             Build it on microsoft/dotnet:2.1-aspnetcore-runtime.
                  docker build -t topapi .
Risk            None for what runs.
Last error      11:56:40 UTC
                  It was not possible to find any compatible framework version
                  The specified framework 'Microsoft.AspNetCore.App', version '2.1.1' was not found.
                    - Check application dependencies and target a framework version installed at:
                        /usr/share/dotnet/
                    - Installing .NET Core prerequisites might help resolve this problem:
                        http://go.microsoft.com/fwlink/?LinkID=798306&clcid=0x409
                    - The .NET Core framework and SDK can be installed from:
                        https://aka.ms/dotnet-download
Kinds of lines  those new since the last deploy (2026-11-21 22:03 UTC) first; times in UTC
                  Count  Level       First        Last      Line
                     12  error, new  11-21 22:04  11:56:40  The specified framework <*>, version <*…
                  1,204  info        11:50:00     11:56:40  https://aka.ms/dotnet-download
Log (UTC)         11:56:40 It was not possible to find any compatible framework version
                8 lines read, 463 bytes (Docker keeps them with the log driver json-file) · 3
                secrets were masked (2 connection string, 1 token)
                1 check could not be made: dmesg: permission denied
                The cause above is wrong if \`docker run --rm microsoft/dotnet:2.1-runtime dotnet
                --list-runtimes\` names Microsoft.AspNetCore.App
`,
    );
  });

  it('does not tell lines twice that the cause quotes already', () => {
    const [, decisive] = dotnetLines;
    if (decisive === undefined) throw new Error('dotnet says more');
    expect(shown({ lastError: { lines: [decisive] } })).not.toContain('Last error');
  });

  it('shows a glimpse of a log that nobody asked more of, and all that somebody asked for', () => {
    const excerpt = Array.from({ length: 60 }, (_, n) => ({
      stream: 'stdout' as const,
      text: `order ${n};`,
    }));
    const glimpse = shown({ excerpt });
    expect(glimpse).toContain('… 40 more lines above');
    expect(glimpse).toContain('order 59;');
    expect(glimpse).not.toContain('order 39;');
    expect(shown({ excerpt, asked: { tail: 60 } })).toContain('order 0;');
  });

  it('marks what came on standard error where both came', () => {
    const excerpt = [
      { stream: 'stdout', text: 'ready' },
      { stream: 'stderr', text: 'lost' },
    ] as const;
    expect(shown({ excerpt: [...excerpt] })).toMatch(/^ +2> lost$/m);
    expect(shown({ excerpt: [excerpt[1]] })).toMatch(/^(?:Log \(UTC\))? +lost$/m);
  });

  it('says why there are no lines, or that none fits', () => {
    const none = { excerpt: [], patterns: [] };
    const read = { ...dotnetLog.read, lines: 0, bytes: 0 };
    expect(shown({ ...none, read })).toContain('Docker has no line of it.');
    expect(shown({ ...none, asked: { grep: 'x' } })).toContain('No line of the log fits the question.');
    const cut = 'the container’s log driver is none';
    expect(shown({ ...none, read: { ...read, cut } })).toContain(`Why: ${cut}`);
  });

  it('lines columns up under Chinese characters, and cuts a line that is wider than the terminal', () => {
    const patterns = [{ ...pattern, template: '无法连接到数据库'.repeat(20) }];
    const lines = shown({ patterns }, 80).split('\n');
    const row = lines.find((line) => line.includes('无法')) ?? '';
    expect(row).toMatch(/…$/);
    expect(stringWidth(row)).toBeLessThanOrEqual(80);
  });

  it('breaks a long line between words, and never inside what one would copy', () => {
    const address = `https://aka.ms/dotnet-core-applaunch?framework=${'x'.repeat(90)}&rid=debian.11-x64`;
    const excerpt = [
      { ...dotnetLine, text: `  - take the word before the end of the line, ${address} is where` },
    ];
    const drawn = shown({ excerpt, causes: [], lastError: { lines: [] } }, 60);
    expect(drawn).toContain(
      `Log (UTC)         11:56:40   - take the word before the end
                  of the line,
                  ${address}
                  is where
`,
    );
  });

  it('quotes whole lines where nobody looks at a terminal: in a file and in a pipe', () => {
    const text = `error: ${'a long sentence '.repeat(30)}ends here`;
    const patterns = [{ ...pattern, template: text }];
    const drawn = renderLogsTerminal(
      {
        ...dotnetLog,
        excerpt: [{ ...dotnetLine, text }],
        patterns,
        lastError: { lines: [{ ...dotnetLine, text }] },
      },
      { ...plain, whole: true },
    );
    expect(drawn.split('\n').filter((line) => line.endsWith(text))).toHaveLength(3);
    expect(drawn.split('\n').filter((line) => line.startsWith('Fix') && line.length > 100)).toEqual([]);
  });

  it('puts nothing of a log on the terminal that acts on it, and stays within its width', () => {
    const nasty = fc.oneof(
      fc.constantFrom(
        '\u001B[2J',
        '\u001B]8;;https://evil.example\u0007x',
        '\u009B31m',
        '\u202Eexe',
        '日志',
        '👩‍👩‍👧',
        'a\tb',
        'c\r\nd',
      ),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.lorem({ maxCount: 40 }),
    );
    fc.assert(
      fc.property(fc.array(nasty, { maxLength: 8 }), fc.integer({ min: 60, max: 160 }), (texts, width) => {
        const excerpt = texts.map((text): LogLine => ({ ...dotnetLine, text }));
        const patterns = texts.map((template): LogPattern => ({ ...pattern, template, example: template }));
        const drawn = shown({ excerpt, patterns, lastError: { lines: excerpt }, causes: [] }, width);
        for (const line of drawn.split('\n')) {
          expect(line).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
          expect(/^ {18,}[!-~]+$/.test(line) ? 0 : stringWidth(line)).toBeLessThanOrEqual(width);
        }
      }),
      { numRuns: 60 },
    );
  });
});
