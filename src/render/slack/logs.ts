import type { KnownBlock } from '@slack/types';
import type { FoundContainer, NotAsked } from '../../report/found-container.ts';
import type { LogQuery, LogReport } from '../../report/logs.ts';
import type { Report } from '../../report/report.ts';
import { asDiagnosis } from '../logs-report.ts';
import { type Reader, english } from '../../text/reader.ts';
import { type LogWords, logWordsFor } from '../logs-words.ts';
import { ledger, otherCauses, behindFirst } from '../summary.ts';
import { cut } from '../untrusted.ts';
import { type Words, wordsFor } from '../words.ts';
import { firstThatFits } from './limits.ts';
import { blockText, excerptText, lastLines, type LineRoom } from './log-lines.ts';
import { patternColumns, type PatternRoom, patternTable } from './log-patterns.ts';
import { cardButtons } from './logs-buttons.ts';
import type { SlackMessage, TextFile } from './message.ts';
import { escaped, mention } from './mrkdwn.ts';
import { type CauseSize, causeInFull, causeList, summaryText, verdictLine } from './report.ts';
import { bold, labelled, moment, plain, preformatted, richText, section } from './rich-text.ts';

export interface LogsOptions {
  /** Slack user id of the person who asked; named at the end of the card. */
  readonly askedBy?: string;
  /** Earlier instances of the container, still there. */
  readonly earlier?: readonly FoundContainer[];
  /** Hosts where it was looked for in vain. */
  readonly notAsked?: readonly NotAsked[];
  /** As it was typed, for the buttons: what they ask has to match. What is shown is `asked` of the report, masked. */
  readonly question?: LogQuery;
  /** Default: somebody who reads English. */
  readonly reader?: Reader;
}

type AllWords = Words & { readonly logs: LogWords };

interface Size {
  readonly cause: CauseSize;
  readonly lines: LineRoom;
  readonly patterns: PatternRoom;
}

const sizes: readonly [Size, ...Size[]] = [
  {
    cause: {
      text: 1200,
      items: 6,
      evidence: { sources: 4, lines: 8, length: 240 },
      commands: { lines: 8, length: 1500 },
    },
    lines: { lines: 15, length: 240 },
    patterns: { rows: 8, length: 160 },
  },
  {
    cause: {
      text: 600,
      items: 4,
      evidence: { sources: 2, lines: 5, length: 160 },
      commands: { lines: 6, length: 900 },
    },
    lines: { lines: 10, length: 160 },
    patterns: { rows: 6, length: 120 },
  },
  {
    cause: {
      text: 250,
      items: 2,
      evidence: { sources: 2, lines: 2, length: 100 },
      commands: { lines: 4, length: 400 },
    },
    lines: { lines: 6, length: 100 },
    patterns: { rows: 4, length: 80 },
  },
];

/** What the log of one container says: verdict, cause, the lines that decide, what repeats. All lines are in the file. */
export function renderLogs(report: LogReport, options: LogsOptions = {}): SlackMessage {
  const reader = options.reader ?? english;
  const words: AllWords = { ...wordsFor(reader), logs: logWordsFor(reader) };
  const diagnosis = asDiagnosis(report);
  const draw = (patterns: typeof patternTable) =>
    firstThatFits(sizes, (size) => [
      verdictLine(diagnosis, words),
      richText(labelled(words.logs.state, report.state.sentence, size.cause.text)),
      ...causes(diagnosis, size, words),
      ...decisive(report, size, words.logs),
      ...patterns(report, size.patterns, words.logs),
      ...notAll(report, size, words),
      ...footer(report, diagnosis, options, words),
      ...cardButtons(
        { ...report, asked: options.question ?? report.asked },
        options.earlier ?? [],
        words.logs,
      ),
    ]);
  return {
    text: summaryText(diagnosis, words),
    blocks: draw(patternTable),
    ...(report.patterns.length === 0 ? {} : { plainer: draw(patternColumns) }),
  };
}

function causes(diagnosis: Report, size: Size, words: Words): KnownBlock[] {
  const [first] = diagnosis.causes;
  if (diagnosis.verdict !== 'faulty' || first === undefined)
    return causeList(words.noticed, otherCauses(diagnosis.causes, words), size.cause, words);
  const others = diagnosis.causes.slice(1 + behindFirst(diagnosis).length);
  return [
    // How the container is, stands above.
    ...causeInFull({ ...diagnosis, symptoms: [] }, first, size.cause, words),
    ...causeList(words.also, otherCauses(others, words), size.cause, words),
  ];
}

/** The last error in one piece; without one the end of the log. */
function decisive(
  { lastError, excerpt, at, read }: LogReport,
  { lines: room }: Size,
  words: LogWords,
): KnownBlock[] {
  if (lastError !== undefined) {
    const time = lastError.lines[0]?.at;
    return [richText(lastErrorTitle(time, words), preformatted(blockText(lastError, room, words)))];
  }
  const shown = lastLines(excerpt, at, room);
  if (shown.length === 0) {
    const none = read.lines === 0 ? words.nothingRead : words.noLines;
    return [richText(section(plain(none)))];
  }
  const title = words.lastLines(shown.length, excerpt.length);
  const times = excerpt.some(({ at: time }) => time !== undefined) ? [plain(` · ${words.lineTimes}`)] : [];
  return [richText(section(bold(title), ...times), preformatted(shown.join('\n')))];
}

/** With its time in the zone of whoever reads, wherever in the sentence their language has it. */
function lastErrorTitle(time: string | undefined, words: LogWords) {
  if (time === undefined) return section(bold(words.lastError(undefined)));
  const [before = '', after = ''] = words.lastError(timeStandsHere).split(timeStandsHere);
  return section(bold(before), moment(time), ...(after === '' ? [] : [bold(after)]));
}

const timeStandsHere = '\u0000';

function notAll({ read }: LogReport, { cause }: Size, words: AllWords): KnownBlock[] {
  const label = read.lines === 0 ? words.why : words.logs.notAll;
  return read.cut === undefined ? [] : [richText(labelled(label, read.cut, cause.text))];
}

function footer(
  report: LogReport,
  diagnosis: Report,
  { askedBy, notAsked = [] }: LogsOptions,
  words: AllWords,
): KnownBlock[] {
  const { logs } = words;
  const said = [
    logs.asked(report.asked),
    logs.read(report),
    logs.masked(report.masked),
    logs.notAsked(notAsked),
    diagnosis.unknowns.length > 0 ? ledger({ ...diagnosis, verdict: 'healthy' }, words) : undefined,
  ];
  const text = [
    ...said.filter((one) => one !== undefined && one !== '').map((one) => escaped(one ?? '', 300)),
    ...(askedBy === undefined ? [] : [words.askedBy(mention(askedBy))]),
  ].join(' · ');
  return [{ type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] }];
}

/** All lines that were asked for; none where there is no line. */
export function logFile(
  report: LogReport,
  { stamp, reader = english }: { readonly stamp: string; readonly reader?: Reader },
): TextFile | undefined {
  const { excerpt, container, host } = report;
  if (excerpt.length === 0) return undefined;
  const words = logWordsFor(reader);
  const target = words.target(container.name, host);
  return {
    name: `${part(container.name)}.${part(host)}.${part(stamp)}.txt`,
    title: cut(target, 200),
    text: excerptText(excerpt),
    comment: escaped(words.fileComment(target, excerpt.length), 400),
  };
}

/** What every file system takes. */
function part(text: string): string {
  return text.replaceAll(/[^\w.-]+/g, '-').slice(0, 60);
}
