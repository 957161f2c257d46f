import { cancelValue } from '../src/notify/cancel-value.ts';
import type { DiagnoseJob } from '../src/queue/diagnose-job.ts';
import type { FixPlanJob } from '../src/queue/fix-plan-job.ts';
import type { Asked } from '../src/queue/job-kind.ts';
import type { LogsJob } from '../src/queue/logs-job.ts';
import { renderFixProgress } from '../src/render/slack/fix-progress.ts';
import { fixWordsFor } from '../src/render/slack/fix-words.ts';
import { renderLogProgress } from '../src/render/slack/logs-progress.ts';
import type { SlackMessage } from '../src/render/slack/message.ts';
import type { CancelButton } from '../src/render/slack/operation-buttons.ts';
import type { InLine } from '../src/render/slack/operation-progress.ts';
import { renderProgress } from '../src/render/slack/progress.ts';
import { readerOf } from '../src/text/reader.ts';

/** What the message of a job shows while no worker has taken it. @param token the bot's, with which buttons are signed */
export type DrawWaiting<Job> = (
  job: { readonly id: string; readonly data: Job },
  line: InLine,
  token: string,
) => SlackMessage;

export const drawWaitingDiagnosis: DrawWaiting<DiagnoseJob> = ({ id, data }, line, token) => {
  const { host, asked } = data;
  return renderProgress(
    { host, asked, ...stateOf(id, data, 'diagnose', line, token) },
    readerOf(data.language),
  );
};

export const drawWaitingLogs: DrawWaiting<LogsJob> = ({ id, data }, line, token) => {
  const { container, host, query } = data;
  const state = stateOf(id, data, 'logs', line, token);
  return renderLogProgress({ container, host, query, ...state }, readerOf(data.language));
};

export const drawWaitingPlan: DrawWaiting<FixPlanJob> = ({ id, data }, line, token) => {
  const { host, undo } = data;
  const reader = readerOf(data.language);
  const title = fixWordsFor(reader).planning(host, undo !== undefined);
  return renderFixProgress({ title, ...stateOf(id, data, 'fix-bridge', line, token) }, reader);
};

function stateOf(
  id: string,
  { requestedBy: { userId }, host }: Asked & { readonly host?: string | undefined },
  kind: CancelButton['kind'],
  line: InLine,
  token: string,
) {
  const button = { kind, job: id, by: userId, ...(host === undefined ? {} : { host }) };
  return { line, askedBy: userId, cancel: cancelValue(button, token) };
}
