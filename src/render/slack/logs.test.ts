import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryReport } from '../../../test/support/arbitrary-report.ts';
import { dotnetLog } from '../../../test/support/log-report.ts';
import { readAloud } from '../../../test/support/slack-text.ts';
import type { FoundContainer } from '../../report/found-container.ts';
import type { LogLine, LogReport } from '../../report/logs.ts';
import { checkBlocks } from '../../workspace/block-kit/check-blocks.ts';
import { logFile, renderLogs } from './logs.ts';

const earlier: FoundContainer = {
  host: 'hz-shop',
  id: 'abc',
  name: 'topapi_old',
  image: 'topapi:1',
  state: 'exited',
  status: 'Exited (150) 2 hours ago',
};

/** Label and what it asks, of each button. */
function buttons(report: LogReport, given: readonly FoundContainer[] = []): [string, unknown][] {
  return renderLogs(report, { earlier: given }).blocks.flatMap((block) =>
    block.type !== 'actions'
      ? []
      : block.elements.flatMap((element): [string, unknown][] =>
          element.type === 'button' ? [[element.text.text, JSON.parse(element.value ?? '{}')]] : [],
        ),
  );
}

function labels(report: LogReport): unknown[] {
  return buttons(report).map(([label]) => label);
}

function titleOf(report: LogReport): string | undefined {
  return /Kinds of lines.*/.exec(readAloud(renderLogs(report)))?.[0];
}

describe('the card of a log', () => {
  const card = readAloud(renderLogs(dotnetLog, { askedBy: 'U012AB3CD' }));

  it('opens with the verdict in words, then how the container is', () => {
    expect(card.split('\n').slice(0, 2)).toEqual([
      '🔴 hz-shop, container topapi is faulty: The image of topapi has no ASP.NET Core   1.7 s',
      'State   restarting, 12 restarts, last exit 150: a framework that the application needs is not there',
    ]);
  });

  it('names the cause, its fix, and shows the last error in one piece', () => {
    expect(card).not.toContain('Explains');
    expect(card).toContain('Cause, proven   topapi needs Microsoft.AspNetCore.App 2.1.1');
    expect(card).toContain('Fix   Build it on microsoft/dotnet:2.1-aspnetcore-runtime.');
    expect(card).toContain('Last error, 2026-11-22 11:56:40 UTCIt was not possible to find any compatible');
    // Slack draws it in the zone of the reader.
    expect(JSON.stringify(renderLogs(dotnetLog).blocks)).toContain(
      `{"type":"date","timestamp":${Date.parse('2026-11-22T11:56:40Z') / 1000},"format":"{date_short_pretty} {time_secs}"`,
    );
    expect(card).toContain(
      '\n  - Check application dependencies and target a framework version installed at:\n',
    );
  });

  it('has what repeats as a table, each level as a word, and the day of what is not of today', () => {
    const table = renderLogs(dotnetLog).blocks.find(({ type }) => type === 'table');
    const rows = JSON.stringify(table);
    expect(readAloud({ text: '', blocks: table === undefined ? [] : [table] })).toContain(
      '12error, new11-21 22:0411:56:40The specified framework <*>, version <*> was not found.',
    );
    expect(rows).toContain('"text":"info"');
    expect(rows).toContain('"text":"1,204"');
  });

  it('says what new was measured against, and promises nothing new where nothing was', () => {
    const { newSince, ...unmeasured } = dotnetLog;
    const old = dotnetLog.patterns.map((pattern) => ({ ...pattern, isNew: false }));
    expect(titleOf(dotnetLog)).toBe(
      'Kinds of lines: those new since the last deploy (2026-11-21 22:03 UTC) first; times in UTC',
    );
    expect(
      titleOf({ ...dotnetLog, newSince: { event: 'start', at: newSince?.at ?? '' }, patterns: old }),
    ).toBe('Kinds of lines: none is new since the last start (2026-11-21 22:03 UTC); times in UTC');
    expect(titleOf({ ...unmeasured, patterns: old })).toBe('Kinds of lines: times in UTC');
  });

  it('has the same in columns for a Slack without tables', () => {
    const { plainer = [] } = renderLogs(dotnetLog);
    expect(plainer.some(({ type }) => type === 'table')).toBe(false);
    expect(readAloud({ text: '', blocks: plainer })).toContain(
      'Count  Level       First        Last      Line\n   12  error, new  11-21 22:04  11:56:40  The specified',
    );
  });

  it('says what was read, what was masked and what could not be checked', () => {
    expect(card).toContain(
      '8 lines read, 463 bytes (Docker keeps them with the log driver json-file) · 3 secrets were masked (2 connection string, 1 token) · 1 could not be checked (kernel-log: dmesg: permission denied) · asked by <@U012AB3CD>',
    );
  });

  it('says that there is more than was read, and where nobody could look', () => {
    const cut = { ...dotnetLog, read: { ...dotnetLog.read, cut: 'The log was read for 20 s.' } };
    const notAsked = [
      { host: 'web-3', because: 'it did not answer within 2 s' },
      { host: 'web-4', because: 'refused' },
    ];
    const text = readAloud(renderLogs(cut, { notAsked }));
    expect(text).toContain('Not all of it   The log was read for 20 s.');
    expect(text).toContain('2 hosts could not be asked (web-3: it did not answer within 2 s; …)');
  });

  it('shows the end of the log where there is no error, and says so where there is no line', () => {
    const { lastError: _, ...calm } = { ...dotnetLog, verdict: 'healthy' as const, causes: [] };
    expect(readAloud(renderLogs(calm))).toContain(
      'Its 8 lines · times of the lines in UTC11:56:40 It was not possible',
    );
    expect(readAloud(renderLogs({ ...calm, excerpt: [] }))).toContain(
      'No line of the log fits the question.',
    );
  });

  it('keeps the first lines of a long message and its end, where causes stand', () => {
    const lines = Array.from({ length: 60 }, (_, n): LogLine => ({
      stream: 'stderr',
      text: `   at Frame${n + 1}`,
    }));
    const text = readAloud(renderLogs({ ...dotnetLog, lastError: { lines, leftOut: 7 } }));
    expect(text).toMatch(/at Frame10\n… 52 more lines of this message …\n {3}at Frame56\n/);
    expect(text).toContain('at Frame60');
  });
});

describe('the buttons of the card', () => {
  const same = { container: 'topapi', host: 'hz-shop', id: dotnetLog.container.id };

  it('ask for less, for more, for what comes, and for a diagnosis', () => {
    expect(buttons(dotnetLog, [earlier])).toEqual([
      ['Since restart', { ...same, query: { sinceRestart: true } }],
      ['Only errors', { ...same, query: { onlyErrors: true } }],
      ['Follow 2 min', { ...same, query: {} }],
      ['Run again', { ...same, query: {} }],
      ['Diagnose this container', { host: 'hz-shop', target: 'topapi' }],
      [
        'Earlier: hz-shop: topapi_old (Exited (150) 2 hours ago)',
        { container: 'topapi_old', host: 'hz-shop', id: 'abc', query: {} },
      ],
    ]);
  });

  it('offer more lines where there are more, and more time where a time bounds them', () => {
    const asked = { tail: 8, grep: 'framework', since: '2026-11-22T11:00:00.000Z' };
    const [more] = buttons({ ...dotnetLog, asked });
    expect(more).toEqual(['More', { ...same, query: { ...asked, tail: 40 } }]);
    const [earlierOn] = buttons({ ...dotnetLog, asked: { ...asked, tail: 100 } });
    expect(earlierOn).toEqual(['More', { ...same, query: { grep: 'framework' } }]);
  });

  it('do not offer a restart that never was, nor a part of nothing', () => {
    const { finishedAt: _, ...state } = dotnetLog.state;
    expect(labels({ ...dotnetLog, state })).toEqual([
      'Only errors',
      'Follow 2 min',
      'Run again',
      'Diagnose this container',
    ]);
    const read = { ...dotnetLog.read, lines: 0 };
    expect(labels({ ...dotnetLog, read, excerpt: [] })).toEqual([
      'Follow 2 min',
      'Run again',
      'Diagnose this container',
    ]);
  });

  it('keep the pattern, and do not offer what is shown already', () => {
    const asked = { sinceRestart: true, onlyErrors: true, grep: 'error: 40' };
    expect(buttons({ ...dotnetLog, asked }).map(([label]) => label)).toEqual([
      'More',
      'Follow 2 min',
      'Run again',
      'Diagnose this container',
    ]);
    expect(buttons({ ...dotnetLog, asked })[1]?.[1]).toEqual({
      ...same,
      query: { grep: 'error: 40', onlyErrors: true },
    });
    // The same once more is the same question.
    expect(buttons({ ...dotnetLog, asked })[2]?.[1]).toEqual({ ...same, query: asked });
  });
});

describe('the file', () => {
  it('holds every line with its time and stream', () => {
    const file = logFile(dotnetLog, { stamp: '20261122T115702-t1' });
    expect(file).toMatchObject({
      name: 'topapi.hz-shop.20261122T115702-t1.txt',
      title: 'topapi on hz-shop',
      comment: 'Log of topapi on hz-shop: 8 lines, oldest first, times in UTC.',
    });
    expect(file?.text.split('\n')).toHaveLength(9);
    expect(file?.text).toContain(
      "2026-11-22T11:56:40.686733779Z stderr The specified framework 'Microsoft.AspNetCore.App'",
    );
  });

  it('is not there without a line', () => {
    expect(logFile({ ...dotnetLog, excerpt: [] }, { stamp: 'x' })).toBeUndefined();
  });
});

const arbitraryLog = arbitraryReport.chain((report) =>
  fc.array(fc.constantFrom(...textsOf(report)), { minLength: 0, maxLength: 400 }).map((texts): LogReport => {
    const lines = texts.map((text): LogLine => ({ at: dotnetLog.at, stream: 'stdout', text }));
    const [pattern] = dotnetLog.patterns;
    return {
      ...dotnetLog,
      host: report.host,
      verdict: report.verdict,
      causes: report.causes,
      unknowns: report.unknowns,
      container: { ...dotnetLog.container, name: report.host },
      state: { ...dotnetLog.state, sentence: texts[0] ?? '' },
      asked: { grep: texts[1] ?? 'x' },
      lastError: { lines },
      excerpt: lines,
      patterns:
        pattern === undefined
          ? []
          : texts.slice(0, 60).map((template) => ({ ...pattern, template, example: template })),
    };
  }),
);

function textsOf(report: { host: string; unknowns: readonly { because: string }[] }): [string, ...string[]] {
  return [report.host, ...report.unknowns.map(({ because }) => because)];
}

describe('any log', () => {
  it('becomes a card that Slack takes, and names nobody but the person who asked', () => {
    fc.assert(
      fc.property(arbitraryLog, (report) => {
        const {
          text,
          blocks,
          plainer = [],
        } = renderLogs(report, { askedBy: 'U012AB3CD', earlier: [earlier] });
        expect(checkBlocks(blocks, 'message')).toEqual([]);
        expect(checkBlocks(plainer, 'message')).toEqual([]);
        const markup = blocks.filter(({ type }) => type === 'context' || type === 'section');
        const read = `${text}\n${readAloud({ text, blocks: markup })}`;
        expect(read.replaceAll('<@U012AB3CD>', '')).not.toMatch(/[<>]/);
        expect(readAloud({ text, blocks })).not.toMatch(
          /(?!\n)\p{Cc}|\p{Bidi_Control}|\p{Surrogate}|[\u200B-\u200F]/u,
        );
      }),
      { numRuns: 60 },
    );
  });
});

it('buttons ask for the pattern that was typed; what is shown is the report, where it is masked', () => {
  const question = { grep: 'token: [a-z]+' };
  const card = renderLogs({ ...dotnetLog, asked: { grep: 'token: ‹secret 3fa1›' } }, { question });
  expect(readAloud(card)).toContain('lines with token: ‹secret 3fa1›');
  expect(readAloud(card)).not.toContain(question.grep);
  const values = card.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  const asking = JSON.stringify(values);
  expect(asking).toContain('token: [a-z]+');
  expect(asking).not.toContain('3fa1');
});
