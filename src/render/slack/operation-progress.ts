import type { ActionsBlock, KnownBlock, PlanBlock } from '@slack/types';
import type { Reader } from '../../text/reader.ts';
import { type OperationWords, operationWords } from '../operation-words.ts';
import { cut } from '../untrusted.ts';
import { type Words, wordsFor } from '../words.ts';
import type { SlackMessage } from './message.ts';
import { escaped, mention, slackDate } from './mrkdwn.ts';
import { button, cancelActionId } from './operation-buttons.ts';
import { bold, plain, richText, section } from './rich-text.ts';

/** Where a job stands that no worker has taken yet. */
export type InLine =
  | { readonly kind: 'waiting'; readonly ahead: number; readonly site: string | undefined }
  /** `until`: ISO 8601; whoever takes it later does not do it any more. */
  | { readonly kind: 'no-worker'; readonly site: string | undefined; readonly until: string };

/** What every operation's message says beside its stages. */
export interface OperationState {
  /** Slack user id. */
  readonly askedBy?: string | undefined;
  /** The worker that does it, as people find it: its machine, and its site. */
  readonly servedBy?: string | undefined;
  /** In the queue, before a worker took it. */
  readonly waitedMs?: number | undefined;
  /** While it is there yet. */
  readonly line?: InLine | undefined;
  /** Of the button that cancels it: a `CancelButton`, signed. */
  readonly cancel?: string | undefined;
  /** Slack user id of who cancelled it, while it ends. */
  readonly stoppedBy?: string | undefined;
}

export interface ShownStage {
  readonly id: string;
  /** While it is at that, and when it is done. */
  readonly now: string;
  readonly done: string;
}

export interface Operation extends OperationState {
  readonly emoji: string;
  /** `Diagnosing hz-shop:30003`. */
  readonly title: string;
  /** In the order in which they come. */
  readonly stages: readonly ShownStage[];
  /** Ids of the stages behind us, in the order in which they ended. */
  readonly done: readonly string[];
  /** What happens now; without it the job waits for a worker. */
  readonly current?: string | undefined;
  /** Further remarks; mrkdwn. */
  readonly remarks?: readonly string[];
}

/** A message while its operation waits and runs: a plan whose stages are ticked, and two lines where Slack does not know plans. */
export function renderOperation(operation: Operation, reader: Reader): SlackMessage {
  const { emoji, title, cancel, stoppedBy } = operation;
  const words = wordsFor(reader);
  const own = operationWords(reader);
  const now = nowOf(operation, words, own);
  const about = aboutLine(operation, words, own);
  const queued = operation.line === undefined ? [] : [`⏳ ${now}`];
  const buttons = cancelButton(stoppedBy === undefined ? cancel : undefined, own);
  return {
    text: `${words.labelled(escaped(title, 300), now)} …`,
    blocks: [plan(operation), ...context([...queued, ...about]), ...buttons],
    plainer: [
      richText(section(plain(`${emoji} `), bold(title))),
      ...context([steps(operation, now), ...about]),
      ...buttons,
    ],
  };
}

/** As mrkdwn. */
function nowOf({ line, current, stages }: Operation, words: Words, own: OperationWords): string {
  if (line !== undefined) {
    const site = line.site === undefined ? undefined : escaped(line.site, 100);
    return own.inLine({ ...line, site }, slackDate);
  }
  const stage = stages.find(({ id }) => id === current);
  return escaped(stage?.now ?? words.waiting, 200);
}

function plan({ emoji, title, stages, done, current }: Operation): PlanBlock {
  const isDone = (id: string) => done.includes(id) && id !== current;
  return {
    type: 'plan',
    title: `${emoji} ${title}`,
    tasks: stages.map((stage) => ({
      type: 'task_card',
      task_id: stage.id,
      title: isDone(stage.id) ? stage.done : stage.now,
      status: isDone(stage.id) ? 'complete' : stage.id === current ? 'in_progress' : 'pending',
    })),
  };
}

function steps({ stages, done }: Operation, now: string): string {
  const behind = done.flatMap((id) => stages.filter((stage) => stage.id === id));
  return [...behind.map((stage) => `✅ ${escaped(stage.done, 200)}`), `⏳ ${now} …`].join('   ');
}

function aboutLine(
  { askedBy, servedBy, waitedMs = 0, stoppedBy, remarks = [] }: Operation,
  words: Words,
  own: OperationWords,
): string[] {
  return [
    ...(askedBy === undefined ? [] : [words.askedBy(mention(askedBy))]),
    ...(servedBy === undefined ? [] : [own.servedBy(escaped(servedBy, 100))]),
    ...(waitedMs < noticedMs ? [] : [own.waited(words.duration(waitedMs))]),
    ...remarks,
    ...(stoppedBy === undefined ? [] : [own.stopping(mention(stoppedBy))]),
  ];
}

/** Nobody calls less than this waiting. */
const noticedMs = 3_000;

function context(parts: readonly string[]): KnownBlock[] {
  if (parts.length === 0) return [];
  const text = cut(parts.join(' · '), 2500);
  return [{ type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] }];
}

function cancelButton(value: string | undefined, { cancel }: OperationWords): ActionsBlock[] {
  if (value === undefined || value.length > 2000) return [];
  return [{ type: 'actions', elements: [button(cancelActionId, cancel, value)] }];
}
