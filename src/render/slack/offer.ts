import type { Button } from '@slack/types';
import type { Reader } from '../../text/reader.ts';
import { cut, oneLine } from '../untrusted.ts';
import type { SlackMessage } from './message.ts';
import { escaped } from './mrkdwn.ts';
import { prose, richText, section } from './rich-text.ts';

/** Each button's id has its number behind this; its value is an `Offered` as JSON. */
export const offeredActionId = 'diagnose_offered';

export interface Offered {
  readonly host: string;
  /** As one types it behind the host. */
  readonly target?: string | undefined;
}

/** Slack shows more buttons than anybody reads. */
const mostOffers = 5;

/** Somebody calls for help about these hosts: a click, and Ferryman looks. */
export function renderOffer(offers: readonly Offered[], { t }: Reader): SlackMessage {
  const shown = offers.slice(0, mostOffers);
  const names = shown.map((offer) => `\`${oneLine(nameOf(offer))}\``).join(' ');
  const sentence = t`Ferryman can look at ${names} right away. It only reads, and answers in this thread.`;
  return {
    text: escaped(sentence, 500),
    blocks: [
      richText(section(...prose(sentence, 1500))),
      {
        type: 'actions',
        elements: shown.map((offer, index): Button => ({
          type: 'button',
          action_id: `${offeredActionId}_${index + 1}`,
          text: { type: 'plain_text', text: cut(t`Diagnose ${nameOf(offer)}`, 75) },
          value: JSON.stringify(offer),
        })),
      },
    ],
  };
}

function nameOf({ host, target }: Offered): string {
  if (target === undefined) return host;
  return /^\d+$/.test(target) ? `${host}:${target}` : `${host} ${target}`;
}
