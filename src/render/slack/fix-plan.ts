import type { KnownBlock } from '@slack/types';
import type { FixPlan } from '../../report/fix.ts';
import { english, type Reader } from '../../text/reader.ts';
import { cut, cutList, oneLine, visible } from '../untrusted.ts';
import { fixMarks } from '../fix-words.ts';
import { wordsFor } from '../words.ts';
import { commandsThatFit, type CommandRoom } from './commands.ts';
import { planButtons } from './fix-buttons.ts';
import { fixWordsFor } from './fix-words.ts';
import { firstThatFits } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { escaped, mention } from './mrkdwn.ts';
import { heardLength, plainText } from './plain-text.ts';
import { bold, bulletList, labelled, plain, preformatted, prose, richText, section } from './rich-text.ts';

interface PlanRoom {
  readonly text: number;
  readonly items: number;
  readonly item: number;
  readonly diff: { readonly lines: number; readonly length: number };
  readonly commands: CommandRoom;
}

const rooms: readonly [PlanRoom, ...PlanRoom[]] = [
  {
    text: 1000,
    items: 12,
    item: 300,
    diff: { lines: 40, length: 200 },
    commands: { lines: 20, length: 2000 },
  },
  { text: 500, items: 6, item: 160, diff: { lines: 15, length: 120 }, commands: { lines: 8, length: 900 } },
  { text: 200, items: 3, item: 100, diff: { lines: 6, length: 80 }, commands: { lines: 3, length: 300 } },
];

export interface PlanOptions {
  /** Slack user id. */
  readonly askedBy: string;
  /** What the buttons carry, signed; absent where the host is a recording, and nobody can approve. */
  readonly value?: string;
  /** Default: who reads English. */
  readonly reader?: Reader;
}

interface Saying {
  readonly words: ReturnType<typeof wordsFor>;
  readonly fixWords: ReturnType<typeof fixWordsFor>;
}

const sayingTo = (reader: Reader): Saying => ({ words: wordsFor(reader), fixWords: fixWordsFor(reader) });

/** The plan with its two buttons, where it can be approved. It says what has to be known to approve; all of it is in the file (`planFile`). */
export function renderPlan(plan: FixPlan, { askedBy, value, reader = english }: PlanOptions): SlackMessage {
  const saying = sayingTo(reader);
  const { fixWords } = saying;
  const title = oneLine(fixWords.plan(plan));
  const blocks = firstThatFits(rooms, (room) => [
    richText(section(plain(`${fixMarks.plan} `), bold(cut(title, 400)))),
    richText(section(...prose(fixWords.method[plan.method], room.text))),
    ...reason(plan, room, saying),
    ...list(fixWords.warnings, plan.warnings, room, saying),
    ...diff(plan, room, saying),
    ...steps(plan.steps, room, saying),
    ...outage(plan, room, saying),
    richText(labelled(fixWords.undo, fixWords.undoBy(plan.undo.afterSeconds), room.text)),
    ...list(fixWords.proof, plan.proof, room, saying),
    ...list(fixWords.byHand, plan.byHand, room, saying),
    footer(plan, { askedBy, expires: value !== undefined }, saying),
    ...buttons(plan, value, saying),
  ]);
  // Whoever hears it decides by the same words as whoever sees it.
  return {
    text: plainText({ text: `${fixMarks.plan} ${escaped(title, 400)}`, blocks }, heardLength),
    blocks,
  };
}

function buttons(plan: FixPlan, value: string | undefined, { fixWords }: Saying): KnownBlock[] {
  if (value === undefined) {
    return [richText(labelled(fixWords.next, fixWords.recording(oneLine(plan.host)), 600))];
  }
  const all = planButtons(plan, value, fixWords);
  if (all.length > 0) return all;
  return [richText(labelled(fixWords.next, fixWords.tooLong(oneLine(plan.host)), 600))];
}

function reason({ cause, whyFree }: FixPlan, room: PlanRoom, saying: Saying): KnownBlock[] {
  const { fixWords } = saying;
  return [
    ...(cause === undefined
      ? []
      : [richText(labelled(fixWords.why, fixWords.cause(cause.title, cause.explanation), room.text))]),
    ...list(fixWords.free, whyFree, room, saying),
  ];
}

function diff(
  { file }: FixPlan,
  { diff: { lines, length } }: PlanRoom,
  { words, fixWords }: Saying,
): KnownBlock[] {
  if (file === undefined) return [];
  const shown = cutList(file.diff, lines, words.moreInThread).map((line) => cut(visible(line), length));
  return [
    richText(
      section(bold(cut(oneLine(fixWords.file(file.path, file.existed)), 300))),
      preformatted(shown.join('\n')),
    ),
  ];
}

/** Whole commands, and none after one that there is no room for. */
function steps(
  all: FixPlan['steps'],
  { commands: room, items, item }: PlanRoom,
  { words, fixWords }: Saying,
): KnownBlock[] {
  const lines = all.map(({ what, command }) => `# ${cut(oneLine(what), item)}\n${visible(command)}`);
  const shown = commandsThatFit(lines, { ...room, lines: Math.min(room.lines, 2 * items) });
  const missing = all.length - shown.length;
  return [
    richText(
      section(bold(fixWords.steps)),
      ...(shown.length > 0 ? [preformatted(shown.join('\n'))] : []),
      ...(missing > 0 ? [section(plain(words.commandsInThread(missing, all.length)))] : []),
    ),
  ];
}

function outage(plan: FixPlan, room: PlanRoom, saying: Saying): KnownBlock[] {
  const { fixWords } = saying;
  const { affected, downtimeSeconds } = plan;
  return [
    ...(affected.length === 0
      ? [richText(labelled(fixWords.affected(plan), fixWords.noContainers, room.text))]
      : list(fixWords.affected(plan), affected.map(fixWords.affectedOne(plan)), room, saying)),
    richText(labelled(fixWords.away, fixWords.downtime(downtimeSeconds), room.text)),
  ];
}

function list(label: string, items: readonly string[], room: PlanRoom, { words }: Saying): KnownBlock[] {
  if (items.length === 0) return [];
  const shown = cutList(items, room.items, words.moreInThread).map((item) => cut(oneLine(item), room.item));
  return [richText(section(bold(label)), bulletList(shown))];
}

function footer(
  { id, expiresAt }: FixPlan,
  { askedBy, expires }: { readonly askedBy: string; readonly expires: boolean },
  { words, fixWords }: Saying,
): KnownBlock {
  const seconds = Math.floor(Date.parse(expiresAt) / 1000);
  const date = `<!date^${seconds}^{time_secs}|${escaped(expiresAt, 40)}>`;
  const text = [
    words.askedBy(mention(askedBy)),
    expires && Number.isFinite(seconds) ? fixWords.expires(date) : undefined,
    escaped(id, 40),
    fixWords.all,
  ].filter((part) => part !== undefined);
  return { type: 'context', elements: [{ type: 'mrkdwn', text: text.join(' · '), verbatim: true }] };
}

/** What Ferryman has nothing to approve for: a host without a fault of this kind, or one on which it keeps its hands off. */
export function renderNoPlan(
  host: string,
  { title, sentences, next, byHand }: NoPlan,
  askedBy: string,
  reader: Reader = english,
): SlackMessage {
  const saying = sayingTo(reader);
  const { words, fixWords } = saying;
  const head = cut(oneLine(title), 400);
  return {
    text: fixWords.stopped(escaped(head, 400), escaped(sentences[0] ?? '', 300)),
    blocks: firstThatFits(rooms, (room) => [
      richText(section(bold(head))),
      ...(sentences.length === 1
        ? [richText(section(...prose(oneLine(sentences[0] ?? ''), 2 * room.text)))]
        : list(fixWords.refusedWhy, sentences, room, saying)),
      ...(next === undefined ? [] : [richText(labelled(fixWords.next, oneLine(next), room.text))]),
      ...handSteps(byHand, room, saying),
      {
        type: 'context',
        elements: [
          {
            type: 'mrkdwn',
            text: `${escaped(host, 150)} · ${words.askedBy(mention(askedBy))}`,
            verbatim: true,
          },
        ],
      },
    ]),
  };
}

export interface NoPlan {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly next?: string | undefined;
  readonly byHand: readonly string[];
}

function handSteps(
  byHand: readonly string[],
  { commands }: PlanRoom,
  { words, fixWords }: Saying,
): KnownBlock[] {
  if (byHand.length === 0) return [];
  const shown = commandsThatFit(byHand.map(visible), commands);
  const missing = byHand.length - shown.length;
  return [
    richText(
      section(bold(fixWords.byHand)),
      ...(shown.length > 0 ? [preformatted(shown.join('\n'))] : []),
      ...(missing > 0 ? [section(plain(words.commandsInThread(missing, byHand.length)))] : []),
    ),
  ];
}
