import type { ModalView } from '@slack/types';
import type { OperationRecord } from '../../report/operation.ts';
import type { Reader } from '../../text/reader.ts';
import { operationWords } from '../operation-words.ts';
import { headline } from '../summary.ts';
import { nameTarget } from '../target.ts';
import { cut } from '../untrusted.ts';
import { wordsFor } from '../words.ts';
import { firstThatFits } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { escaped, mention } from './mrkdwn.ts';
import { bold, plain, prose, richText, section } from './rich-text.ts';

export const wrongFormId = 'operation_wrong_form';
/** Of the block and of the field in it. */
export const wrongField = 'operation_wrong_words';

/** Asks what is wrong with a verdict. @param metadata comes back with the form; 3,000 characters at most, and no secret in it */
export function renderWrongForm({ report }: OperationRecord, metadata: string, reader: Reader): ModalView {
  const own = operationWords(reader);
  const { mark, sentence } = headline(report, wordsFor(reader));
  return {
    type: 'modal',
    callback_id: wrongFormId,
    title: { type: 'plain_text', text: cut(own.wrongTitle, 24) },
    submit: { type: 'plain_text', text: cut(own.wrongSend, 24) },
    close: { type: 'plain_text', text: cut(own.wrongBack, 24) },
    private_metadata: metadata,
    blocks: [
      richText(section(plain(`${mark} `), bold(sentence))),
      {
        type: 'input',
        block_id: wrongField,
        label: { type: 'plain_text', text: own.wrongLabel },
        hint: { type: 'plain_text', text: own.wrongHint },
        element: { type: 'plain_text_input', action_id: wrongField, multiline: true, max_length: 3000 },
      },
    ],
  };
}

export interface RecordedCase {
  /** Slack user id. */
  readonly by: string;
  readonly folder: string;
  /** What they wrote, masked. */
  readonly words: string;
  /** Absent where the host could not be read. */
  readonly replay?: string | undefined;
}

/** Says in the thread that somebody disagrees, in their words, and where the case is. */
export function renderRecordedCase(
  { report }: OperationRecord,
  { by, folder, words, replay }: RecordedCase,
  reader: Reader,
): SlackMessage {
  const own = operationWords(reader);
  const target = cut(nameTarget(report.host, report.asked, wordsFor(reader)), 200);
  const said = own.wrongBy(mention(by), escaped(target, 200));
  const where = own.recordedIn(folder);
  const again = replay === undefined ? own.noReplay : own.replayCase(replay);
  return {
    text: wordsFor(reader).inARow([said, escaped(where, 400)]),
    // Words that are full of marks grow in rich text, where each run of them is an element.
    blocks: firstThatFits([2900, 900, 300], (most) => [
      { type: 'section', text: { type: 'mrkdwn', text: `🚩 ${said}`, verbatim: true } },
      { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: prose(words, most) }] },
      richText(
        section(...prose(where, Math.min(most, 1000))),
        section(plain('\n'), ...prose(again, Math.min(most, 1000))),
      ),
    ]),
  };
}
