import type { KnownBlock, TableBlock } from '@slack/types';
import type { FixMethod, FixOutcome, Proof } from '../../report/fix.ts';
import { english, type Reader } from '../../text/reader.ts';
import { cut, oneLine } from '../untrusted.ts';
import { fixMarks } from '../fix-words.ts';
import { wordsFor } from '../words.ts';
import { fixWordsFor, type SlackFixWords } from './fix-words.ts';
import { firstThatFits } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { escaped, mention } from './mrkdwn.ts';
import { bold, labelled, plain, preformatted, prose, richText, section } from './rich-text.ts';

interface OutcomeRoom {
  readonly rows: number;
  readonly cell: number;
  readonly text: number;
}

const rooms: readonly [OutcomeRoom, ...OutcomeRoom[]] = [
  { rows: 40, cell: 120, text: 1500 },
  { rows: 20, cell: 80, text: 1000 },
  { rows: 8, cell: 60, text: 500 },
];

export interface OutcomeOptions {
  readonly method: FixMethod;
  readonly askedBy: string;
  readonly approvedBy: string;
  /** Below a `pending`: that and how long the host is asked again. */
  readonly later?: string;
  /** Default: who reads English. */
  readonly reader?: Reader;
}

/** Which end a change had, and what proves it. */
export function renderOutcome(outcome: FixOutcome, options: OutcomeOptions): SlackMessage {
  const { result, because } = outcome;
  const { reader = english } = options;
  const words = fixWordsFor(reader);
  const title = cut(`${fixMarks.result[result]} ${oneLine(words.end(outcome))}`, 300);
  const draw = (proofs: (all: readonly Proof[], room: OutcomeRoom, words: SlackFixWords) => KnownBlock[]) =>
    firstThatFits(rooms, (room) => [
      richText(section(bold(title))),
      richText(section(...prose(oneLine(because), room.text))),
      ...proofs(outcome.proofs, room, words),
      ...next(outcome, options, room, words),
      footer(options, reader),
    ]);
  return {
    text: words.stopped(escaped(title, 400), escaped(because, 400)),
    blocks: draw(proofTable),
    plainer: draw(proofLines),
  };
}

function next(
  { id, host, result, next: told, downtimeSeconds }: FixOutcome,
  { method, later }: OutcomeOptions,
  { text }: OutcomeRoom,
  words: SlackFixWords,
): KnownBlock[] {
  const sentences = [
    ...(downtimeSeconds === undefined ? [] : [words.downtimeWas(downtimeSeconds)]),
    ...(told === undefined ? [] : [told]),
    ...(result === 'fixed' && method !== 'revert' ? [words.takeBack(host, id)] : []),
    ...(result === 'pending' ? [words.lookHow(host, id)] : []),
    ...(later === undefined ? [] : [later]),
  ];
  return sentences.map((sentence) => richText(section(...prose(oneLine(sentence), text))));
}

function proofTable(
  proofs: readonly Proof[],
  { rows, cell }: OutcomeRoom,
  words: SlackFixWords,
): KnownBlock[] {
  if (proofs.length === 0) return [];
  const table: TableBlock = {
    type: 'table',
    column_settings: [{}, { is_wrapped: true }, { is_wrapped: true }, { is_wrapped: true }],
    rows: [words.proofHeads, ...proofs.slice(0, rows).map(rowOf)].map((row) =>
      row.map((text) => {
        const shown = cut(oneLine(text), cell);
        // Slack refuses an empty cell.
        return { type: 'raw_text' as const, text: shown === '' ? ' ' : shown };
      }),
    ),
  };
  return [richText(section(bold(words.proofs))), table, ...more(proofs, rows, words)];
}

/** The same for a Slack that knows no tables. */
function proofLines(
  proofs: readonly Proof[],
  { rows, cell }: OutcomeRoom,
  words: SlackFixWords,
): KnownBlock[] {
  if (proofs.length === 0) return [];
  const lines = proofs.slice(0, rows).map((proof) => {
    const [mark, what = '', before = '', after = ''] = rowOf(proof).map((text) => cut(oneLine(text), cell));
    return `${mark}  ${words.proofLine(what, before, after)}`;
  });
  return [
    richText(section(bold(words.proofs)), preformatted(lines.join('\n'))),
    ...more(proofs, rows, words),
  ];
}

function rowOf({ what, before, after, ok }: Proof): readonly string[] {
  return [ok ? fixMarks.seen : fixMarks.notSeen, what, before, after];
}

function more(proofs: readonly Proof[], rows: number, words: SlackFixWords): KnownBlock[] {
  const missing = proofs.length - rows;
  return missing > 0 ? [richText(section(plain(words.moreProofs(missing))))] : [];
}

function footer({ askedBy, approvedBy }: OutcomeOptions, reader: Reader): KnownBlock {
  const text = `${wordsFor(reader).askedBy(mention(askedBy))} · ${fixWordsFor(reader).approvedBy(mention(approvedBy))}`;
  return { type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] };
}

/** One line for the channel, under which the thread lies. */
export function renderEnd({ host, result }: FixOutcome, reader: Reader = english): SlackMessage {
  const title = cut(`${fixMarks.result[result]} ${oneLine(fixWordsFor(reader).result[result](host))}`, 300);
  return { text: escaped(title, 400), blocks: [richText(section(bold(title)))] };
}

/** What the message says where Ferryman itself failed and the host was not reached: nothing that is not known. */
export function renderNotChanged(
  host: string,
  sentence: string,
  what: string,
  reader: Reader = english,
): SlackMessage {
  const words = fixWordsFor(reader);
  const mark = fixMarks.result['not-begun'];
  const title = words.notChanged(cut(oneLine(host), 150));
  return {
    text: wordsFor(reader).inARow([
      `${mark} ${wordsFor(reader).stopped(escaped(title, 300))}`,
      escaped(sentence, 300),
      escaped(what, 300),
    ]),
    blocks: [
      richText(section(plain(`${mark} `), bold(title))),
      richText(section(...prose(sentence, 1500))),
      richText(labelled(words.next, what, 1500)),
    ],
  };
}
