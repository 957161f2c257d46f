import type { ActionsBlock, KnownBlock, PlanBlock } from '@slack/types';
import type { Asked } from '../../report/report.ts';
import type { Stage } from '../../flows/diagnose.ts';
import { type OperationWords, operationWords } from '../operation-words.ts';
import { nameTarget } from '../target.ts';
import { cut } from '../untrusted.ts';
import { english, type Reader } from '../../text/reader.ts';
import { type Words, wordsFor } from '../words.ts';
import type { SlackMessage } from './message.ts';
import { escaped, mention } from './mrkdwn.ts';
import { button, cancelActionId } from './operation-buttons.ts';
import { bold, plain, richText, section } from './rich-text.ts';

export interface Progress {
  readonly host: string;
  readonly asked?: Asked | undefined;
  /** Stages behind us, in their order. */
  readonly done?: readonly Stage[];
  /** What happens now; without it the job waits for a worker. */
  readonly current?: Stage | undefined;
  /** Slack user id. */
  readonly askedBy?: string | undefined;
  /** The worker that does it, as people find it: its machine, and its site. */
  readonly servedBy?: string | undefined;
  /** In the queue, before a worker took it. */
  readonly waitedMs?: number | undefined;
  /** Of the button that cancels it: a `CancelButton`, signed. */
  readonly cancel?: string | undefined;
  /** Slack user id of who cancelled it, while it ends. */
  readonly stoppedBy?: string | undefined;
}

/** In the order in which a flow tells them. */
const stages = ['connecting', 'reading', 'trying-ports', 'reasoning'] as const satisfies readonly Stage[];

/**
 * The root message while the job lives: posted at once, edited at each stage, replaced by the card in the end. A plan, and today's two
 * lines where Slack does not know plans.
 */
export function renderProgress(progress: Progress, reader: Reader = english): SlackMessage {
  const { host, asked, current, cancel, stoppedBy } = progress;
  const words = wordsFor(reader);
  const own = operationWords(reader);
  const title = words.diagnosing(cut(nameTarget(host, asked, words), 300));
  const now = current === undefined ? words.waiting : words.stageNow[current];
  const about = aboutLine(progress, words, own);
  const buttons = cancelButton(stoppedBy === undefined ? cancel : undefined, own);
  return {
    text: `${escaped(words.labelled(title, now), 500)} …`,
    blocks: [plan(title, progress, words), ...context(about), ...buttons],
    plainer: [
      richText(section(plain('🔎 '), bold(title))),
      ...context([steps(progress, words), ...about]),
      ...buttons,
    ],
  };
}

function plan(title: string, { done = [], current }: Progress, words: Words): PlanBlock {
  const isDone = (stage: Stage) => done.includes(stage) && stage !== current;
  return {
    type: 'plan',
    title: `🔎 ${title}`,
    tasks: stages.map((stage) => ({
      type: 'task_card',
      task_id: stage,
      title: isDone(stage) ? words.stageDone[stage] : words.stageNow[stage],
      status: isDone(stage) ? 'complete' : stage === current ? 'in_progress' : 'pending',
    })),
  };
}

function steps({ done = [], current }: Progress, words: Words): string {
  return [
    ...done.map((stage) => `✅ ${words.stageDone[stage]}`),
    `⏳ ${current === undefined ? words.waiting : words.stageNow[current]} …`,
  ].join('   ');
}

function aboutLine(
  { askedBy, servedBy, waitedMs = 0, stoppedBy }: Progress,
  words: Words,
  own: OperationWords,
) {
  return [
    ...(askedBy === undefined ? [] : [words.askedBy(mention(askedBy))]),
    ...(servedBy === undefined ? [] : [own.servedBy(escaped(servedBy, 100))]),
    ...(waitedMs < noticedMs ? [] : [own.waited(words.duration(waitedMs))]),
    ...(stoppedBy === undefined ? [] : [own.stopping(mention(stoppedBy))]),
  ];
}

/** Nobody calls less than this waiting. */
const noticedMs = 3_000;

function context(parts: readonly string[]): KnownBlock[] {
  if (parts.length === 0) return [];
  return [{ type: 'context', elements: [{ type: 'mrkdwn', text: parts.join(' · '), verbatim: true }] }];
}

function cancelButton(value: string | undefined, { cancel }: OperationWords): ActionsBlock[] {
  if (value === undefined || value.length > 2000) return [];
  return [{ type: 'actions', elements: [button(cancelActionId, cancel, value)] }];
}
