import type { KnownBlock } from '@slack/types';
import type { OperationRecord } from '../../report/operation.ts';
import type { Reader } from '../../text/reader.ts';
import { operationWords } from '../operation-words.ts';
import { headline, otherCauses, unexplained, unknownReasons } from '../summary.ts';
import { nameTarget } from '../target.ts';
import { cut } from '../untrusted.ts';
import { wordsFor } from '../words.ts';
import { firstThatFits } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { escaped, mention, slackDate } from './mrkdwn.ts';
import { causeList, type CauseSize, sizes } from './report.ts';
import { bold, labelled, plain, richText, section } from './rich-text.ts';

export interface HandOff {
  /** Slack user id of who hands it off. */
  readonly by: string;
  /** Ids of the user groups that are called. */
  readonly groups: readonly string[];
  /** Address of the card. */
  readonly card?: string | undefined;
}

/** What the support staff reads first; the files that hold all of it follow. */
export function renderHandOff(
  { report, snapshot, askedBy, requestedAt }: OperationRecord,
  { by, groups, card }: HandOff,
  reader: Reader,
): SlackMessage {
  const words = wordsFor(reader);
  const own = operationWords(reader);
  const target = cut(nameTarget(report.host, report.asked, words), 200);
  const called = groups.filter((id) => /^S[A-Z0-9]{2,20}$/.test(id)).map((id) => `<!subteam^${id}>`);
  const call = [...called, own.handsOff(mention(by), escaped(target, 200))].join(' ');
  const asked = own.askedBy(mention(askedBy), slackDate(requestedAt));
  const link = card === undefined ? '' : ` · <${escaped(card, 1000)}|${own.card}>`;
  const { mark, sentence } = headline(report, words);
  const files =
    snapshot === undefined ? reader.t`All evidence is in this thread as a file.` : own.filesFollow;
  const lists = (size: CauseSize): KnownBlock[] => [
    ...causeList(own.causes, otherCauses(report.causes, words), size, words),
    ...causeList(words.unexplained, unexplained(report), size, words),
    ...causeList(words.unchecked, unknownReasons(report, words), size, words),
    ...(report.checked.length === 0
      ? []
      : [richText(labelled(own.ruledOut, own.ruledOutInFile(report.checked.length), size.text))]),
  ];
  return {
    text: words.inARow([call, `${mark} ${words.stopped(escaped(sentence, 450))}`]),
    blocks: firstThatFits(sizes, (size) => [
      { type: 'section', text: { type: 'mrkdwn', text: `🤝 ${call}`, verbatim: true } },
      richText(section(plain(`${mark} `), bold(sentence))),
      { type: 'context', elements: [{ type: 'mrkdwn', text: `${asked}${link}`, verbatim: true }] },
      ...lists(size),
      { type: 'context', elements: [{ type: 'mrkdwn', text: files, verbatim: true }] },
    ]),
  };
}
