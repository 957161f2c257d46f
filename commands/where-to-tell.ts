import type { NotifyConfig } from '../src/config/types.ts';
import { say } from '../src/text/say.ts';
import type { ChannelWord } from '../src/watches/words-channel.ts';
import type { Unclear } from './ask.ts';

export type WhereToTell =
  | { readonly kind: 'channel'; readonly to: string }
  | { readonly kind: 'destination'; readonly to: string }
  /** By the routes of ferryman.yaml. */
  | { readonly kind: 'routes'; readonly to?: undefined }
  | Unclear;

/** Where what a watch finds is told; without a word of it in the channel where it was typed, unless ferryman.yaml has a default. */
export function whereToTell(
  word: ChannelWord | undefined,
  here: string,
  { default: usual, destinations }: Pick<NotifyConfig, 'default' | 'destinations'>,
): WhereToTell {
  switch (word?.kind) {
    case undefined:
      return usual === undefined ? { kind: 'channel', to: here } : { kind: 'routes' };
    case 'here':
      return { kind: 'channel', to: here };
    case 'id':
      return { kind: 'channel', to: word.id };
    case 'name': {
      const { name } = word;
      if (destinations.some((one) => one.name === name)) return { kind: 'destination', to: name };
      // Slack says a channel's id only where it was picked from the list.
      return {
        kind: 'unclear',
        sentence: say`${name} is no destination of ferryman.yaml, and Slack does not say which channel that is.`,
        next: say`Pick the channel from the list that opens behind #, or write \`in here\` in that channel.`,
      };
    }
    default:
      return word satisfies never;
  }
}
