import type { RichTextBlockElement } from '@slack/types';

import type { Cause, Remedy, Report } from '../../report/report.ts';
import { outputLines } from '../evidence-lines.ts';
import { unknownReasons } from '../summary.ts';
import { nameTarget, typedTarget } from '../target.ts';
import { cut, cutList, oneLine } from '../untrusted.ts';
import { english, type Reader } from '../../text/reader.ts';
import { marks, type Words, wordsFor } from '../words.ts';
import { commandBlocks, lengthInJson } from './commands.ts';
import { blockLength, hasRoom } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { escaped } from './mrkdwn.ts';
import { heardLength, plainText } from './plain-text.ts';
import { bold, bulletList, labelled, plain, preformatted, prose, richText, section } from './rich-text.ts';

/** What stays together in one rich_text block; each well below what a message may hold. */
type Piece = RichTextBlockElement[];

const messagesAtMost = 8;
const chunkLength = 2800;
/** A command is never cut; together with a title this is about what a message takes. */
const commandLength = 9000;

/** Everything that the report holds, as replies for the thread under the card; none where the card has said it all. */
export function renderEvidence(report: Report, reader: Reader = english): SlackMessage[] {
  const words = wordsFor(reader);
  if (cardSaysAll(report)) return [];
  const evidence = report.causes.flatMap((cause) => causePieces(cause, report, words));
  const rest = [
    ...symptomPieces(report, words),
    ...uncheckedPieces(report, words),
    ...checkedPieces(report, words),
  ];
  const target = cut(nameTarget(report.host, report.asked, words), 200);

  const messages = withinMessages(evidence, rest, report, words);
  return messages.map((pieces, index) => {
    const title = words.evidenceOf(target, index + 1, messages.length);
    const blocks = [titled(title), ...pieces.map((piece) => richText(...piece))];
    return { text: plainText({ text: escaped(title, 300), blocks }, heardLength), blocks };
  });
}

function cardSaysAll({ verdict, causes, symptoms, unknowns }: Report): boolean {
  return verdict === 'unreachable' || causes.length + symptoms.length + unknowns.length === 0;
}

/** All of it where that fits; otherwise as much evidence as fits, never without the lists that follow it. */
function withinMessages(evidence: Piece[], rest: Piece[], report: Report, words: Words): Piece[][] {
  const all = pack([...evidence, ...rest]);
  if (all.length <= messagesAtMost) return all;
  const tail = pack([goesOn(evidence.length, report, words), ...rest]);
  const head = pack(evidence).slice(0, messagesAtMost - tail.length);
  const shown = head.flat().length;
  return [...head, ...pack([goesOn(evidence.length - shown, report, words), ...rest])];
}

/** Fills one message after the other, each with room for its title. */
function pack(pieces: readonly Piece[]): Piece[][] {
  const title = blockLength(titled(' '.repeat(300)));
  const messages: Piece[][] = [];
  let open: Piece[] = [];
  let lengths: number[] = [title];
  for (const piece of pieces) {
    const length = blockLength(richText(...piece));
    if (open.length > 0 && !hasRoom([...lengths, length])) {
      messages.push(open);
      open = [];
      lengths = [title];
    }
    open.push(piece);
    lengths.push(length);
  }
  return open.length > 0 ? [...messages, open] : messages;
}

function causePieces(cause: Cause, report: Report, words: Words): Piece[] {
  const mark = marks.severity[cause.severity];
  const about = words.phrases([
    words.kindOf(cause),
    cut(words.subject(cause.subject), 150),
    cut(oneLine(cause.cause), 100),
  ]);
  const head = section(
    plain(`${mark} `),
    bold(cut(oneLine(cause.title), 250)),
    plain(` ${about}`),
    plain('\n'),
    ...prose(cause.explanation, 1500),
    plain('\n'),
    ...prose(words.wrongIf(oneLine(cause.falsifier)), 600),
  );
  return [
    [head],
    ...(cause.fix === undefined ? [] : fixPieces(cause.fix, report, words)),
    ...cause.evidence.flatMap(({ source, lines }) =>
      chunks(outputLines(lines, words)).map((chunk) => [
        section(plain(cut(oneLine(source), 400), { code: true })),
        preformatted(chunk),
      ]),
    ),
  ];
}

/** Here too for the first cause: its card may have had no room for every command. */
function fixPieces({ summary, commands, risk, apply }: Remedy, report: Report, words: Words): Piece[] {
  const blocks = commandBlocks(commands.map(oneLine), chunkLength);
  return [
    [labelled(words.fix, summary, 1500)],
    ...blocks.map((block): Piece => {
      const text = block.join('\n');
      return lengthInJson(text) > commandLength
        ? [section(...prose(words.commandTooLong(asJson(report)), 600))]
        : [preformatted(text)];
    }),
    [labelled(words.risk, risk, 1500)],
    ...(apply === undefined || apply.length > chunkLength
      ? []
      : [[section(...prose(words.apply(oneLine(apply)), chunkLength + 100))]]),
  ];
}

function chunks(lines: readonly string[]): string[] {
  const done: string[] = [];
  let open = '';
  for (const line of lines.map((one) => cut(one, 1500))) {
    if (open !== '' && open.length + 1 + line.length > chunkLength) {
      done.push(open);
      open = line;
    } else {
      open = open === '' ? line : `${open}\n${line}`;
    }
  }
  return [...done, open];
}

function symptomPieces({ symptoms }: Report, words: Words): Piece[] {
  return listed(
    words.symptoms,
    symptoms.map(({ text, explainedBy }) => {
      const by =
        explainedBy.length > 0
          ? words.explainedBy(words.names(explainedBy.map(oneLine)))
          : words.explainedByNothing;
      return words.aside(cut(oneLine(text), 250), cut(by, 120));
    }),
    words,
  );
}

function uncheckedPieces(report: Report, words: Words): Piece[] {
  return listed(
    words.unchecked,
    unknownReasons(report, words).map((reason) => cut(reason, 380)),
    words,
  );
}

function listed(label: string, items: readonly string[], words: Words): Piece[] {
  return items.length === 0 ? [] : [[section(bold(label)), bulletList(cutList(items, 20, words.more))]];
}

function checkedPieces({ checked }: Report, words: Words): Piece[] {
  if (checked.length === 0) return [];
  return [[section(bold(words.checked), plain('   '), plain(cut(words.names(checked.map(oneLine)), 3000)))]];
}

function goesOn(missing: number, report: Report, words: Words): Piece {
  return [section(...prose(words.evidenceGoesOn(missing, asJson(report)), 600))];
}

/** The command that prints all of the report. */
function asJson({ host, asked }: Report): string {
  return ['ferryman diagnose', oneLine(host), typedTarget(asked), '--json'].filter(Boolean).join(' ');
}

function titled(title: string) {
  return richText(section(bold(title)));
}
