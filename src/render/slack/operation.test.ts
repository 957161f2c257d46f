import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryReport } from '../../../test/support/arbitrary-report.ts';
import { readAloud } from '../../../test/support/slack-text.ts';
import type { OperationRecord } from '../../report/operation.ts';
import type { Report } from '../../report/report.ts';
import { LANGUAGES } from '../../text/language.ts';
import { readerOf } from '../../text/reader.ts';
import { checkBlocks } from '../../workspace/block-kit/check-blocks.ts';
import { checkView } from '../../workspace/block-kit/check-view.ts';
import { renderChange } from './change.ts';
import { renderHandOff } from './hand-off.ts';
import type { SlackMessage } from './message.ts';
import { bundleFile, snapshotFile } from './operation-files.ts';
import { renderDiagnosisCancelled } from './operations-cancelled.ts';
import { renderProgress } from './progress.ts';
import { renderReport } from './report.ts';
import { renderRecordedCase, renderWrongForm } from './wrong-form.ts';

const operation = { id: 't'.repeat(25), hasSnapshot: true, evidencePosted: false };

function recordOf(report: Report): OperationRecord {
  return {
    schema: 'ferryman.operation/1',
    id: operation.id,
    requestedAt: '2026-11-22T10:31:10.000Z',
    askedBy: 'U012AB3CD',
    card: { channelId: 'C0MIGRATION', ts: '1.1' },
    report,
    snapshot: '{}\n',
  };
}

/** Everything that is said of an operation. */
function messagesOf(report: Report, before: Report, language: (typeof LANGUAGES)[number]): SlackMessage[] {
  const reader = readerOf(language);
  const { host, asked } = report;
  const by = 'U012AB3CD';
  const record = recordOf(report);
  const running = renderProgress(
    {
      host,
      asked,
      askedBy: by,
      current: 'reading',
      servedBy: host,
      waitedMs: 9_000,
      cancel: 'x'.repeat(400),
    },
    reader,
  );
  return [
    running,
    { text: running.text, blocks: running.plainer ?? [] },
    renderReport(report, { askedBy: by, reader, operation }),
    renderChange(
      report,
      { report: { ...before, host }, permalink: 'https://a.slack.com/p1' },
      { reader, operation },
    ),
    renderDiagnosisCancelled({ host, asked, by, afterMs: 4_000, state: 'ending' }, reader),
    renderHandOff(record, { by, groups: ['S0SUPPORT'], card: 'https://a.slack.com/p1' }, reader),
    renderRecordedCase(
      record,
      { by, folder: '/srv/cases/x', words: host, replay: `ferryman ${host}` },
      reader,
    ),
  ];
}

describe.each(LANGUAGES)('whatever is said of an operation in %s', (language) => {
  it('is taken by Slack, with 25 buttons at most', () => {
    fc.assert(
      fc.property(arbitraryReport, arbitraryReport, (report, before) => {
        for (const { text, blocks } of messagesOf(report, before, language)) {
          expect(checkBlocks(blocks, 'message')).toEqual([]);
          expect(text.length).toBeLessThanOrEqual(4000);
          expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(13_200);
          const elements = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
          expect(elements.length).toBeLessThanOrEqual(25);
        }
        const view = renderWrongForm(recordOf(report), '{}', readerOf(language));
        expect(checkView(view)).not.toHaveProperty('problems');
      }),
      { numRuns: 40 },
    );
  });

  it('names nobody but who asked, and the support staff, whatever the host printed', () => {
    fc.assert(
      fc.property(arbitraryReport, arbitraryReport, (report, before) => {
        for (const { text, blocks } of messagesOf(report, before, language)) {
          const markup = [
            text,
            ...blocks
              .filter(({ type }) => type === 'context' || type === 'section')
              .map((block) => readAloud({ text, blocks: [block] })),
          ]
            .join('\n')
            .replaceAll(
              /<@U012AB3CD>|<!subteam\^S0SUPPORT>|<!date\^\d+\^[^<>|]*\|[^<>]*>|<https:\/\/a\.slack\.com\/p1\|[^<>]*>/g,
              '',
            );
          expect(markup).not.toMatch(/[<>]/);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has files whose names are names', () => {
    fc.assert(
      fc.property(arbitraryReport, (report) => {
        const record = recordOf(report);
        for (const file of [
          bundleFile(record, readerOf(language)),
          snapshotFile(record, readerOf(language)),
        ]) {
          expect(file?.name).toMatch(/^[\w.-]{1,120}$/);
          expect(file?.comment.length).toBeLessThanOrEqual(4000);
        }
      }),
      { numRuns: 40 },
    );
  });
});
