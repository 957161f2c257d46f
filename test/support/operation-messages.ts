import type { OperationRecord } from '../../src/report/operation.ts';
import type { Report } from '../../src/report/report.ts';
import { renderChange } from '../../src/render/slack/change.ts';
import { renderEvidence } from '../../src/render/slack/evidence.ts';
import { renderHandOff } from '../../src/render/slack/hand-off.ts';
import type { SlackMessage } from '../../src/render/slack/message.ts';
import { renderDiagnosisCancelled } from '../../src/render/slack/operations-cancelled.ts';
import { renderProgress } from '../../src/render/slack/progress.ts';
import { renderReport } from '../../src/render/slack/report.ts';
import { renderRecordedCase } from '../../src/render/slack/wrong-form.ts';
import type { Reader } from '../../src/text/reader.ts';

const by = 'U0ANNA';

/** A message, and whether it is the verdict itself, which its text has to say as well. */
export interface OperationMessage extends SlackMessage {
  readonly kind: string;
  readonly saysVerdict: boolean;
}

/** Everything that a diagnosis says in a channel, from its first message to what its card's buttons bring. @param before what the same host was found to be earlier */
export function operationMessages(report: Report, before: Report, reader: Reader): OperationMessage[] {
  const { host, asked } = report;
  const operation = { id: 't'.repeat(25), hasSnapshot: true, evidencePosted: false };
  const record = recordOf(report);
  const running = renderProgress(
    {
      host,
      asked,
      askedBy: by,
      done: ['connecting'],
      current: 'reading',
      servedBy: 'worker-1',
      waitedMs: 9_000,
      cancel: 'signed',
    },
    reader,
  );
  const earlier = { report: { ...before, host }, permalink: 'https://a.slack.com/p1' };
  return [
    message('progress', running),
    message('plainer progress', { text: running.text, blocks: running.plainer ?? [] }),
    message('card', renderReport(report, { askedBy: by, reader, operation }), true),
    ...renderEvidence(report, reader).map((one) => message('evidence', one)),
    message('change', renderChange(report, earlier, { askedBy: by, reader, operation }), true),
    message(
      'cancelled',
      renderDiagnosisCancelled({ host, asked, by, afterMs: 4_000, state: 'ending' }, reader),
    ),
    message(
      'hand-off',
      renderHandOff(record, { by, groups: ['S0SUPPORT'], card: 'https://a.slack.com/p1' }, reader),
      true,
    ),
    message(
      'case',
      renderRecordedCase(
        record,
        { by, folder: '/srv/cases/x', words: '-', replay: 'ferryman diagnose x' },
        reader,
      ),
    ),
  ];
}

function message(kind: string, one: SlackMessage, saysVerdict = false): OperationMessage {
  return { ...one, kind, saysVerdict };
}

export function recordOf(report: Report): OperationRecord {
  return {
    schema: 'ferryman.operation/1',
    id: 't'.repeat(25),
    requestedAt: report.at,
    askedBy: by,
    card: { channelId: 'C0MIGRATION', ts: '1.1' },
    report,
    snapshot: '{}\n',
  };
}
