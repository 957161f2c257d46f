import type { KnownBlock } from '@slack/types';
import type { FixDecision } from '../../report/fix.ts';
import { english, type Reader } from '../../text/reader.ts';
import { fixWordsFor } from './fix-words.ts';
import type { SlackMessage } from './message.ts';
import { escaped, mention } from './mrkdwn.ts';

/** A plan's card as it stands in Slack, its buttons replaced by who decided what. */
export function renderDecided(
  card: { readonly text: string; readonly blocks: readonly KnownBlock[] },
  decision: FixDecision,
  host: string,
  reader: Reader = english,
): SlackMessage {
  const sentence = decided(decision, host, reader);
  const rest = card.blocks.filter(({ type }) => type !== 'actions');
  return {
    // Slack hands it out as it was posted: escaped.
    text: `${card.text.slice(0, 1000)} ${sentence}`,
    blocks: [...rest, { type: 'context', elements: [{ type: 'mrkdwn', text: sentence, verbatim: true }] }],
  };
}

function decided({ kind, by, at }: FixDecision, host: string, reader: Reader): string {
  const words = fixWordsFor(reader);
  const sentence = words.decided[kind](mention(by), timeOf(at));
  return kind === 'expired' ? words.stopped(sentence, words.planAgain(escaped(host, 150))) : sentence;
}

/** For whoever came second. */
export function renderTooLate({ kind, by, at }: FixDecision, reader: Reader = english): SlackMessage {
  const words = fixWordsFor(reader);
  const text = words.tooLate(words.already[kind](mention(by), timeOf(at)));
  return { text, blocks: [{ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } }] };
}

function timeOf(at: string): string {
  return `<!date^${Math.floor(Date.parse(at) / 1000)}^{time_secs}|${escaped(at, 40)}>`;
}
