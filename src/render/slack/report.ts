import type { ActionsBlock, Button, KnownBlock } from '@slack/types';

import type { Cause, Report } from '../../report/report.ts';
import { evidenceLines, type EvidenceSize } from '../evidence-lines.ts';
import {
  behindFirst,
  explains,
  headline,
  ledger,
  otherCauses,
  unexplained,
  unknownReasons,
  whatNow,
  whyUnreachable,
} from '../summary.ts';
import { type OperationWords, operationWords } from '../operation-words.ts';
import { cut, cutList, oneLine } from '../untrusted.ts';
import { type Reader, english } from '../../text/reader.ts';
import { type Words, wordsFor } from '../words.ts';
import { type CommandRoom, commandsThatFit } from './commands.ts';
import { askFixActionId } from './fix-buttons.ts';
import { firstThatFits } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { escaped, mention, slackDate } from './mrkdwn.ts';
import {
  button,
  type FinishedOperation,
  operationButtons,
  runAgainButton,
  watchButton,
} from './operation-buttons.ts';
import { bold, bulletList, labelled, plain, preformatted, prose, richText, section } from './rich-text.ts';

export interface ReportOptions {
  /** Slack user id of the person who asked; named at the end of the card. */
  readonly askedBy?: string;
  /** Default: somebody who reads English. */
  readonly reader?: Reader;
  /** Its host is a recording, so that all of it is as of the report's `at`. */
  readonly recorded?: boolean;
  /** Where its record is kept: what its card offers beside running it again. */
  readonly operation?: FinishedOperation | undefined;
}

/** Room for one cause. */
export interface CauseSize {
  readonly text: number;
  readonly items: number;
  readonly evidence: EvidenceSize;
  readonly commands: CommandRoom;
}

export const sizes: readonly [CauseSize, ...CauseSize[]] = [
  {
    text: 1500,
    items: 8,
    evidence: { sources: 5, lines: 10, length: 240 },
    commands: { lines: 10, length: 3000 },
  },
  {
    text: 800,
    items: 5,
    evidence: { sources: 4, lines: 6, length: 160 },
    commands: { lines: 7, length: 1500 },
  },
  {
    text: 300,
    items: 3,
    evidence: { sources: 2, lines: 2, length: 120 },
    commands: { lines: 5, length: 600 },
  },
];

/** The final card. It replaces the progress message and says all that one has to know; the rest is in the thread. */
export function renderReport(report: Report, options: ReportOptions = {}): SlackMessage {
  const reader = options.reader ?? english;
  const words = wordsFor(reader);
  const own = operationWords(reader);
  return {
    text: summaryText(report, words),
    blocks: firstThatFits(sizes, (size) => [
      verdictLine(report, words),
      ...body(report, size, words),
      ...nextStep(report, size, words),
      ...footer(report, options, words),
      ...buttons(report, options, words, own),
    ]),
  };
}

export function verdictLine(report: Report, words: Words): KnownBlock {
  const { mark, sentence, time } = headline(report, words);
  return richText(section(plain(`${mark} `), bold(sentence), plain(`   ${time}`)));
}

function body(report: Report, size: CauseSize, words: Words): KnownBlock[] {
  const [first] = report.causes;
  const showsFirst = report.verdict === 'faulty' && first !== undefined;
  const listed = showsFirst ? report.causes.slice(1 + behindFirst(report).length) : report.causes;
  return [
    ...(showsFirst ? causeInFull(report, first, size, words) : []),
    ...(report.verdict === 'healthy'
      ? [richText(labelled(words.checked, words.healthy(report.checked.length), size.text))]
      : []),
    ...causeList(showsFirst ? words.also : words.noticed, otherCauses(listed, words), size, words),
    ...causeList(words.unexplained, unexplained(report), size, words),
    ...(report.verdict === 'unknown'
      ? causeList(words.unchecked, unknownReasons(report, words), size, words)
      : []),
    ...(report.verdict === 'unreachable' ? causeList(words.why, whyUnreachable(report), size, words) : []),
  ];
}

export function causeInFull(report: Report, cause: Cause, size: CauseSize, words: Words): KnownBlock[] {
  const evidence = evidenceLines(cause.evidence, size.evidence, words);
  const explained = explains(report, cause, words);
  return [
    richText(
      labelled(words.cause[cause.certainty], cause.explanation, size.text),
      ...(evidence.length > 0 ? [preformatted(evidence.join('\n'))] : []),
    ),
    ...(explained === '' ? [] : [richText(labelled(words.explains, explained, size.text))]),
    ...behindFirst(report).map(({ explanation }) => richText(labelled(words.behind, explanation, size.text))),
    ...fix(cause, size, words),
    richText(section(...prose(words.wrongIf(oneLine(cause.falsifier)), size.text))),
  ];
}

function fix({ fix: remedy }: Cause, size: CauseSize, words: Words): KnownBlock[] {
  if (remedy === undefined) return [];
  const { summary, risk, apply } = remedy;
  const commands = commandsThatFit(remedy.commands.map(oneLine), size.commands);
  const missing = remedy.commands.length - commands.length;
  const pointer = words.commandsInThread(missing, remedy.commands.length);
  return [
    richText(
      labelled(words.fix, summary, size.text),
      ...(commands.length > 0 ? [preformatted(commands.join('\n'))] : []),
      ...(missing > 0 ? [section(plain(pointer))] : []),
      labelled(words.risk, risk, size.text),
      ...(apply === undefined || apply.length > size.text
        ? []
        : [section(...prose(words.apply(oneLine(apply)), 2 * size.text))]),
    ),
  ];
}

export function causeList(
  label: string,
  items: readonly string[],
  size: CauseSize,
  words: Words,
): KnownBlock[] {
  if (items.length === 0) return [];
  const shown = cutList(items, size.items, words.moreInThread).map((item) => cut(item, size.evidence.length));
  return [richText(section(bold(label)), bulletList(shown))];
}

export function nextStep(report: Report, size: CauseSize, words: Words): KnownBlock[] {
  const next = whatNow(report, words);
  return next === undefined ? [] : [richText(labelled(words.next, next, size.text))];
}

export function footer(
  report: Report,
  { askedBy, recorded = false, reader = english }: ReportOptions,
  words: Words,
): KnownBlock[] {
  const when = recorded ? reader.t`as recorded on ${slackDate(report.at)}` : '';
  const asked = askedBy === undefined ? '' : words.askedBy(mention(askedBy));
  const text = [escaped(ledger(report, words), 500), when, asked].filter((part) => part !== '').join(' · ');
  return text === '' ? [] : [{ type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] }];
}

/** What one can do from a finished card. */
export function buttons(
  report: Report,
  { operation }: ReportOptions,
  words: Words,
  own: OperationWords,
): ActionsBlock[] {
  const [row] = runAgainButton(report.host, report.asked, words, operation?.id);
  if (row === undefined) return [];
  const more =
    operation === undefined
      ? []
      : [...watchButton(report.host, report.asked, own), ...operationButtons(operation, own)];
  return [{ ...row, elements: [...row.elements, ...fixButton(report, words), ...more] }];
}

/** Where Ferryman can do itself what the card recommends: a plan first, and nothing without an approval. */
function fixButton({ asked, causes }: Report, words: Words): Button[] {
  const cause = causes.find(({ fix: remedy }) => remedy?.apply?.startsWith(fixCommand) === true);
  const typed = cause?.fix?.apply?.slice(fixCommand.length) ?? '';
  // Where something else stops the port first, a fix that has to prove the port would be taken back.
  const port = cause === causes[0] ? asked?.port?.toString() : undefined;
  const value = port === undefined || typed.split(' ').includes(port) ? typed : `${typed} ${port}`;
  if (typed === '' || value.length > 2000) return [];
  return [button(askFixActionId, words.fixIt, value)];
}

const fixCommand = '/fix-bridge ';

/** What a notification or a screen reader says: verdict, cause, fix. */
export function summaryText(report: Report, words: Words): string {
  const { mark, sentence } = headline(report, words);
  const remedy = report.verdict === 'faulty' ? report.causes[0]?.fix?.summary : undefined;
  const rest = remedy === undefined ? whatNow(report, words) : words.labelled(words.fix, remedy);
  const said = `${mark} ${words.stopped(escaped(sentence, 450))}`;
  return rest === undefined ? said : words.inARow([said, escaped(rest, 250)]);
}
