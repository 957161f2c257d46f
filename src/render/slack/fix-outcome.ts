import type { KnownBlock, TableBlock } from '@slack/types';
import type { FixMethod, FixOutcome, Proof } from '../../report/fix.ts';
import { cut, oneLine } from '../untrusted.ts';
import { words } from '../words.ts';
import { fixWords } from './fix-words.ts';
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
}

/** Which end a change had, and what proves it. */
export function renderOutcome(outcome: FixOutcome, options: OutcomeOptions): SlackMessage {
  const { result, because } = outcome;
  const title = cut(`${fixWords.resultMark[result]} ${oneLine(fixWords.end(outcome))}`, 300);
  const draw = (proofs: (all: readonly Proof[], room: OutcomeRoom) => KnownBlock[]) =>
    firstThatFits(rooms, (room) => [
      richText(section(bold(title))),
      richText(section(...prose(oneLine(because), room.text))),
      ...proofs(outcome.proofs, room),
      ...next(outcome, options, room),
      footer(options),
    ]);
  return {
    text: `${escaped(title, 400)}. ${escaped(because, 400)}`,
    blocks: draw(proofTable),
    plainer: draw(proofLines),
  };
}

function next(
  { id, host, result, next: told, downtimeSeconds }: FixOutcome,
  { method, later }: OutcomeOptions,
  { text }: OutcomeRoom,
): KnownBlock[] {
  const sentences = [
    ...(downtimeSeconds === undefined ? [] : [fixWords.downtimeWas(downtimeSeconds)]),
    ...(told === undefined ? [] : [told]),
    ...(result === 'fixed' && method !== 'revert' ? [fixWords.takeBack(host, id)] : []),
    ...(result === 'pending' ? [fixWords.lookHow(host, id)] : []),
    ...(later === undefined ? [] : [later]),
  ];
  return sentences.map((sentence) => richText(section(...prose(oneLine(sentence), text))));
}

function proofTable(proofs: readonly Proof[], { rows, cell }: OutcomeRoom): KnownBlock[] {
  if (proofs.length === 0) return [];
  const table: TableBlock = {
    type: 'table',
    column_settings: [{}, { is_wrapped: true }, { is_wrapped: true }, { is_wrapped: true }],
    rows: [fixWords.proofHeads, ...proofs.slice(0, rows).map(rowOf)].map((row) =>
      row.map((text) => {
        const shown = cut(oneLine(text), cell);
        // Slack refuses an empty cell.
        return { type: 'raw_text' as const, text: shown === '' ? ' ' : shown };
      }),
    ),
  };
  return [richText(section(bold(fixWords.proofs))), table, ...more(proofs, rows)];
}

/** The same for a Slack that knows no tables. */
function proofLines(proofs: readonly Proof[], { rows, cell }: OutcomeRoom): KnownBlock[] {
  if (proofs.length === 0) return [];
  const lines = proofs.slice(0, rows).map((proof) => {
    const [mark, what, before, after] = rowOf(proof).map((text) => cut(oneLine(text), cell));
    return `${mark}  ${what}: ${before} → ${after}`;
  });
  return [richText(section(bold(fixWords.proofs)), preformatted(lines.join('\n'))), ...more(proofs, rows)];
}

function rowOf({ what, before, after, ok }: Proof): readonly string[] {
  return [ok ? fixWords.seen : fixWords.notSeen, what, before, after];
}

function more(proofs: readonly Proof[], rows: number): KnownBlock[] {
  const missing = proofs.length - rows;
  return missing > 0 ? [richText(section(plain(fixWords.moreProofs(missing))))] : [];
}

function footer({ askedBy, approvedBy }: OutcomeOptions): KnownBlock {
  const text = `${words.askedBy} ${mention(askedBy)} · ${fixWords.approvedBy} ${mention(approvedBy)}`;
  return { type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] };
}

/** One line for the channel, under which the thread lies. */
export function renderEnd({ host, result }: FixOutcome): SlackMessage {
  const title = cut(`${fixWords.resultMark[result]} ${oneLine(fixWords.result[result](host))}`, 300);
  return { text: escaped(title, 400), blocks: [richText(section(bold(title)))] };
}

/** What the message says where Ferryman itself failed and the host was not reached: nothing that is not known. */
export function renderNotChanged(host: string, sentence: string, what: string): SlackMessage {
  const title = fixWords.notChanged(cut(oneLine(host), 150));
  return {
    text: `${fixWords.resultMark['not-begun']} ${escaped(title, 300)}. ${escaped(sentence, 300)} ${escaped(what, 300)}`,
    blocks: [
      richText(section(plain(`${fixWords.resultMark['not-begun']} `), bold(title))),
      richText(section(...prose(sentence, 1500))),
      richText(labelled(fixWords.next, what, 1500)),
    ],
  };
}
