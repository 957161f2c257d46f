import type { ActionsBlock, Button } from '@slack/types';
import { z } from 'zod';
import type { FoundContainer } from '../../report/found-container.ts';
import { LogQuery, type LogReport } from '../../report/logs.ts';
import { choiceOf, type LogWords } from '../logs-words.ts';
import { runAgainActionId } from './operation-buttons.ts';

/** All buttons that read a log begin so; what follows keeps them apart within a message. */
export const readLogActionId = 'logs_read';
export const followLogActionId = 'logs_follow';
export const stopFollowActionId = 'logs_stop';

/** What a button carries: the question that it asks. */
export const LogsButton = z.object({
  container: z.string(),
  host: z.string().optional(),
  id: z.string().optional(),
  query: LogQuery,
});
export type LogsButton = z.infer<typeof LogsButton>;

/** What the button of a followed log carries: the job that follows it. */
export const StopButton = z.object({ host: z.string(), container: z.string(), job: z.string() });
export type StopButton = z.infer<typeof StopButton>;

const shownUnlessSaid = 200;
const mostLines = 10_000;

/** What one may want next. */
export function cardButtons(
  report: LogReport,
  earlier: readonly FoundContainer[],
  { buttons }: Pick<LogWords, 'buttons'>,
): ActionsBlock[] {
  const { host, container, asked } = report;
  const same = { container: container.name, host, id: container.id };
  const more = moreOf(report);
  const { grep, onlyErrors } = asked;
  const isEmpty = report.read.lines === 0;
  return actions([
    ...(more === undefined ? [] : read('more', buttons.more, { ...same, query: more })),
    ...(asked.sinceRestart === true || !wasRestarted(report) || isEmpty
      ? []
      : read('restart', buttons.sinceRestart, { ...same, query: sinceRestart(asked) })),
    ...(onlyErrors === true || isEmpty
      ? []
      : read('errors', buttons.onlyErrors, { ...same, query: { ...asked, onlyErrors: true } })),
    ...button(followLogActionId, buttons.follow, {
      ...same,
      query: { ...(grep === undefined ? {} : { grep }), ...(onlyErrors === undefined ? {} : { onlyErrors }) },
    }),
    ...read('same', buttons.runAgain, { ...same, query: asked }),
    ...button(runAgainActionId, buttons.diagnose, { host, target: container.name }),
    ...earlier.slice(0, 2).flatMap((one, index) =>
      read(`earlier_${index}`, buttons.earlier(nameOf(one)), {
        container: one.name,
        host: one.host,
        id: one.id,
        query: asked,
      }),
    ),
  ]);
}

/** Otherwise its last start was its first, and everything came since. */
function wasRestarted({ state: { startedAt, finishedAt } }: LogReport): boolean {
  return startedAt !== undefined && finishedAt !== undefined;
}

/** More lines where there are more, otherwise from longer ago; nothing where this is all. */
function moreOf({ asked, excerpt }: LogReport): LogQuery | undefined {
  const { tail = shownUnlessSaid, since, sinceRestart: _, sinceDeploy: __, ...rest } = asked;
  if (excerpt.length >= tail)
    return tail >= mostLines ? undefined : { ...asked, tail: Math.min(mostLines, tail * 5) };
  const bounded = since !== undefined || asked.sinceRestart === true || asked.sinceDeploy === true;
  return bounded ? rest : undefined;
}

function sinceRestart({ grep, onlyErrors, tail }: LogQuery): LogQuery {
  return {
    sinceRestart: true,
    ...(grep === undefined ? {} : { grep }),
    ...(onlyErrors === undefined ? {} : { onlyErrors }),
    ...(tail === undefined ? {} : { tail }),
  };
}

/** The button of an answer that did not come about. */
export function tryAgain(asked: LogsButton, { buttons }: Pick<LogWords, 'buttons'>): ActionsBlock[] {
  return actions(read('again', buttons.again, asked));
}

export function stopButton(which: StopButton, { buttons }: Pick<LogWords, 'buttons'>): ActionsBlock[] {
  return actions(button(stopFollowActionId, buttons.stop, which));
}

/** One button for each container that could be meant. */
export function choiceButtons(choices: readonly FoundContainer[], query: LogQuery): ActionsBlock[] {
  const all = choices.flatMap((one, index) =>
    read(`pick_${index}`, nameOf(one), { container: one.name, host: one.host, id: one.id, query }),
  );
  const rows = Array.from({ length: Math.ceil(all.length / 5) }, (_, row) => all.slice(row * 5, row * 5 + 5));
  return rows.flatMap(actions);
}

function nameOf({ host, name, status }: FoundContainer): string {
  return choiceOf(host, name, status);
}

function read(which: string, text: string, value: LogsButton): Button[] {
  return button(`${readLogActionId}_${which}`, text, value);
}

function button(action_id: string, label: string, carried: object): Button[] {
  const value = JSON.stringify(carried);
  // Slack refuses a longer value: a pattern of two thousand characters.
  if (value.length > 2000) return [];
  const text = { type: 'plain_text' as const, text: shortened(label) };
  return [{ type: 'button', action_id, text, value }];
}

/** Slack takes 75 characters. */
function shortened(label: string): string {
  return label.length <= 75 ? label : `${label.slice(0, 74)}…`;
}

function actions(elements: Button[]): ActionsBlock[] {
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}
