import type { FoundContainer, FoundContainers, NotAsked } from '../../report/found-container.ts';
import type { LogQuery } from '../../report/logs.ts';
import { type Reader, english } from '../../text/reader.ts';
import { type LogWords, logWordsFor } from '../logs-words.ts';
import { cut, cutList, oneLine } from '../untrusted.ts';
import { type Words, wordsFor } from '../words.ts';
import { firstThatFits } from './limits.ts';
import { choiceButtons, tryAgain } from './logs-buttons.ts';
import type { SlackMessage } from './message.ts';
import { escaped, mention } from './mrkdwn.ts';
import { bold, bulletList, labelled, plain, prose, richText, section } from './rich-text.ts';

export interface Unsettled {
  /** As it was asked for. */
  readonly container: string;
  readonly host?: string | undefined;
  readonly query: LogQuery;
  readonly found: FoundContainers;
  readonly askedBy?: string | undefined;
}

/** Instead of a log: several containers that could be meant, or none and what is near. */
export function renderChoice(asked: Unsettled, reader: Reader = english): SlackMessage {
  const words = { ...wordsFor(reader), logs: logWordsFor(reader) };
  const { found } = asked;
  const sentence = found.matches.length > 0 ? several(asked, words) : none(asked, words);
  return {
    text: `${found.matches.length > 0 ? '❔' : '⚠️'} ${escaped(sentence, 450)}`,
    blocks: firstThatFits([10, 5, 3], (hosts) => [
      richText(section(plain(found.matches.length > 0 ? '❔ ' : '⚠️ '), bold(cut(sentence, 400)))),
      ...(found.matches.length > 0 ? choices(found.matches, asked.query, words) : nearMatches(asked, words)),
      ...notAsked(found.notAsked, hosts, words),
      ...(asked.askedBy === undefined
        ? []
        : [
            {
              type: 'context' as const,
              elements: [
                {
                  type: 'mrkdwn' as const,
                  text: words.askedBy(mention(asked.askedBy)),
                  verbatim: true,
                },
              ],
            },
          ]),
    ]),
  };
}

type AllWords = Words & { readonly logs: LogWords };

function several({ container, found }: Unsettled, { logs }: AllWords): string {
  return logs.several(container, found.matches.length);
}

function none({ container, host, found }: Unsettled, { logs }: AllWords): string {
  return logs.none(container, host, found.notAsked.length);
}

function choices(
  matches: readonly FoundContainer[],
  query: LogQuery,
  { logs }: AllWords,
): SlackMessage['blocks'] {
  const most = 15;
  const shown = matches.slice(0, most);
  return [
    richText(bulletList(shown.map(described))),
    ...(matches.length > most ? [richText(section(...prose(logs.tooMany(matches.length - most), 300)))] : []),
    ...choiceButtons(shown, query),
  ];
}

function nearMatches({ container, host, query, found }: Unsettled, words: AllWords): SlackMessage['blocks'] {
  const { near } = found;
  const { logs } = words;
  if (near.length > 0) {
    return [richText(section(bold(logs.near))), ...choices(near.slice(0, 5), query, words)];
  }
  const next = found.notAsked.length > 0 ? logs.noneAskedNext : logs.noneNext;
  return [
    richText(labelled(words.next, next, 600)),
    ...tryAgain({ container, ...(host === undefined ? {} : { host }), query }, logs),
  ];
}

function described({ host, name, image, status, project, service }: FoundContainer): string {
  const of = [project, service].filter((part) => part !== undefined).join('/');
  return oneLine(`${host}: ${name}, ${status}, ${image}${of === '' ? '' : `, ${of}`}`);
}

function notAsked(
  hosts: readonly NotAsked[],
  most: number,
  { more, labelled: told, logs }: AllWords,
): SlackMessage['blocks'] {
  if (hosts.length === 0) return [];
  const items = cutList(
    hosts.map(({ host, because }) => cut(told(oneLine(host), oneLine(because)), 200)),
    most,
    more,
  );
  return [richText(section(bold(logs.notAskedTitle)), bulletList(items))];
}
