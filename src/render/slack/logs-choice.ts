import type { FoundContainer, FoundContainers, NotAsked } from '../../report/found-container.ts';
import type { LogQuery } from '../../report/logs.ts';
import { logWords } from '../logs-words.ts';
import { cut, cutList, oneLine } from '../untrusted.ts';
import { words } from '../words.ts';
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
export function renderChoice(asked: Unsettled): SlackMessage {
  const { found } = asked;
  const sentence = found.matches.length > 0 ? several(asked) : none(asked);
  return {
    text: `${found.matches.length > 0 ? '❔' : '⚠️'} ${escaped(sentence, 450)}`,
    blocks: firstThatFits([10, 5, 3], (hosts) => [
      richText(section(plain(found.matches.length > 0 ? '❔ ' : '⚠️ '), bold(cut(sentence, 400)))),
      ...(found.matches.length > 0 ? choices(found.matches, asked.query) : nearMatches(asked)),
      ...notAsked(found.notAsked, hosts),
      ...(asked.askedBy === undefined
        ? []
        : [
            {
              type: 'context' as const,
              elements: [
                {
                  type: 'mrkdwn' as const,
                  text: `${words.askedBy} ${mention(asked.askedBy)}`,
                  verbatim: true,
                },
              ],
            },
          ]),
    ]),
  };
}

function several({ container, found }: Unsettled): string {
  return logWords.several(container, found.matches.length);
}

function none({ container, host, found }: Unsettled): string {
  const where = host === undefined ? logWords.onAnyHost(found.notAsked.length) : logWords.onHost(host);
  return `${logWords.none(container, where)}.`;
}

function choices(matches: readonly FoundContainer[], query: LogQuery): SlackMessage['blocks'] {
  const most = 15;
  const shown = matches.slice(0, most);
  return [
    richText(bulletList(shown.map(described))),
    ...(matches.length > most
      ? [richText(section(...prose(logWords.tooMany(matches.length - most), 300)))]
      : []),
    ...choiceButtons(shown, query),
  ];
}

function nearMatches({ container, host, query, found }: Unsettled): SlackMessage['blocks'] {
  const { near } = found;
  if (near.length > 0) {
    return [richText(section(bold(logWords.near))), ...choices(near.slice(0, 5), query)];
  }
  const next = found.notAsked.length > 0 ? logWords.noneAskedNext : logWords.noneNext;
  return [
    richText(labelled(words.next, next, 600)),
    ...tryAgain({ container, ...(host === undefined ? {} : { host }), query }),
  ];
}

function described({ host, name, image, status, project, service }: FoundContainer): string {
  const of = [project, service].filter((part) => part !== undefined).join('/');
  return oneLine(`${host}: ${name}, ${status}, ${image}${of === '' ? '' : `, ${of}`}`);
}

function notAsked(hosts: readonly NotAsked[], most: number): SlackMessage['blocks'] {
  if (hosts.length === 0) return [];
  const items = cutList(
    hosts.map(({ host, because }) => cut(oneLine(`${host}: ${because}`), 200)),
    most,
    words.more,
  );
  return [richText(section(bold(logWords.notAskedTitle)), bulletList(items))];
}
