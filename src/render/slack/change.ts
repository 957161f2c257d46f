import type { KnownBlock } from '@slack/types';
import { type Change, compareReports } from '../../report/change.ts';
import type { Report } from '../../report/report.ts';
import { english } from '../../text/reader.ts';
import { type OperationWords, operationWords } from '../operation-words.ts';
import { otherCauses, unexplained, unknownReasons, whyUnreachable } from '../summary.ts';
import { oneLine } from '../untrusted.ts';
import { marks, type Words, wordsFor } from '../words.ts';
import { firstThatFits } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { escaped, slackDate } from './mrkdwn.ts';
import {
  buttons,
  causeInFull,
  causeList,
  type CauseSize,
  footer,
  nextStep,
  type ReportOptions,
  sizes,
  summaryText,
  verdictLine,
} from './report.ts';
import { prose, richText, section } from './rich-text.ts';

export interface Earlier {
  readonly report: Report;
  /** Of its card. */
  readonly permalink?: string | undefined;
}

/** The card of a diagnosis that was run again: what is different since the earlier one, and the rest in one line each. */
export function renderChange(report: Report, before: Earlier, options: ReportOptions = {}): SlackMessage {
  const reader = options.reader ?? english;
  const words = wordsFor(reader);
  const own = operationWords(reader);
  const change = compareReports(before.report, report);
  const { fixed, fresh, still, lost } = change;
  const counts = own.changes(fixed.length, fresh.length, still.length, lost.length);
  return {
    text: words.inARow([summaryText(report, words), counts]),
    blocks: firstThatFits(sizes, (size) => [
      verdictLine(report, words),
      since(before, own),
      ...body(report, change, size, words, own),
      ...nextStep(report, size, words),
      ...footer(report, options, words),
      ...buttons(report, options, words, own),
    ]),
  };
}

/** Where the earlier one stands, with its time in the zone of whoever reads. */
function since({ report, permalink }: Earlier, own: OperationWords): KnownBlock {
  const link = permalink === undefined ? '' : ` · <${escaped(permalink, 1000)}|${own.earlier}>`;
  return {
    type: 'context',
    elements: [{ type: 'mrkdwn', text: `${own.comparedWith(slackDate(report.at))}${link}`, verbatim: true }],
  };
}

function body(
  report: Report,
  { fixed, fresh, still, lost }: Change,
  size: CauseSize,
  words: Words,
  own: OperationWords,
): KnownBlock[] {
  const [first] = report.causes;
  const inFull = report.verdict === 'faulty' && first !== undefined && fresh.includes(first);
  const changed = fixed.length + fresh.length + lost.length > 0;
  return [
    ...(changed ? [] : [richText(section(...prose(own.nothingChanged, 300)))]),
    ...causeList(
      own.fixed,
      fixed.map(({ title }) => `✅ ${oneLine(title)}`),
      size,
      words,
    ),
    ...(inFull ? causeInFull(report, first, size, words) : []),
    ...causeList(
      own.fresh,
      otherCauses(inFull ? fresh.filter((one) => one !== first) : fresh, words),
      size,
      words,
    ),
    ...causeList(
      own.lost,
      lost.map(({ cause, why }) => `❔ ${own.whyLost(oneLine(cause.title), why)}`),
      size,
      words,
    ),
    ...causeList(
      own.still,
      still.map((cause) => {
        const title = oneLine(cause.title);
        const { severity } = cause;
        return `${marks.severity[severity]} ${severity === 'critical' ? title : words.aside(title, words.kindOf(cause))}`;
      }),
      size,
      words,
    ),
    ...causeList(words.unexplained, unexplained(report), size, words),
    ...(report.verdict === 'unknown'
      ? causeList(words.unchecked, unknownReasons(report, words), size, words)
      : []),
    ...(report.verdict === 'unreachable' ? causeList(words.why, whyUnreachable(report), size, words) : []),
  ];
}
