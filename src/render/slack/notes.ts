import type { Asked } from '../../report/report.ts';
import { nameTarget } from '../target.ts';
import { cut, oneLine } from '../untrusted.ts';
import { english, type Reader } from '../../text/reader.ts';
import { wordsFor } from '../words.ts';
import type { SlackMessage } from './message.ts';
import { escaped } from './mrkdwn.ts';
import { runAgainButton } from './operation-buttons.ts';
import { bold, labelled, plain, prose, richText, section } from './rich-text.ts';

export interface Failure {
  readonly host: string;
  readonly asked?: Asked | undefined;
  /** What happened, and what to do next: the two halves of a `FerrymanError`. */
  readonly sentence: string;
  readonly next: string;
}

/** What replaces the progress message where a run ended without a report. */
export function renderFailure({ host, asked, ...why }: Failure, reader: Reader = english): SlackMessage {
  const words = wordsFor(reader);
  const title = words.notDiagnosed(cut(nameTarget(host, asked, words), 300));
  return renderUndone(title, why, runAgainButton(host, asked, words), reader);
}

/** What was asked for and not done, why, and what to do next. */
export function renderUndone(
  title: string,
  { sentence, next }: Pick<Failure, 'sentence' | 'next'>,
  buttons: SlackMessage['blocks'] = [],
  reader: Reader = english,
): SlackMessage {
  const words = wordsFor(reader);
  return {
    text: words.inARow([
      `⚠️ ${words.stopped(escaped(title, 400))}`,
      escaped(sentence, 300),
      escaped(next, 300),
    ]),
    blocks: [
      richText(section(plain('⚠️ '), bold(title))),
      richText(section(...prose(sentence, 1500))),
      richText(labelled(words.next, next, 1500)),
      ...buttons,
    ],
  };
}

/** Somebody asked for what is running already. */
export function renderJoined(running: string, permalink: string, reader: Reader = english): SlackMessage {
  const words = wordsFor(reader);
  const sentence = cut(oneLine(running), 400);
  return {
    text: words.inARow([escaped(sentence, 400), words.labelled(words.followThere, escaped(permalink, 1000))]),
    blocks: [
      richText(
        section(
          plain(`${sentence} `),
          permalink.length > 3000
            ? plain(words.followThere)
            : { type: 'link', url: permalink, text: words.followThere },
        ),
      ),
    ],
  };
}

/** What Ferryman says of itself, with the channel that it is about before it. @param about its id */
export function renderChannelNote(about: string | undefined, sentence: string, next: string): SlackMessage {
  const note = renderNote(sentence, next);
  if (about === undefined || !/^[CG][A-Z0-9]{2,}$/.test(about)) return note;
  return {
    text: `<#${about}>: ${note.text}`,
    blocks: [
      richText(
        section(
          { type: 'channel', channel_id: about },
          plain(': '),
          ...prose(sentence, 1500),
          plain('\n'),
          ...prose(next, 1500),
        ),
      ),
    ],
  };
}

/** A sentence for one person: what is wrong with what they typed, or why they may not; and what to do. */
export function renderNote(sentence: string, next?: string): SlackMessage {
  const rest = next === undefined ? '' : ` ${escaped(next, 500)}`;
  return {
    text: `${escaped(sentence, 500)}${rest}`,
    blocks: [
      richText(
        section(...prose(sentence, 1500), ...(next === undefined ? [] : [plain('\n'), ...prose(next, 1500)])),
      ),
    ],
  };
}
