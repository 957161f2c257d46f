import type { LostChannel } from '../report/lost-channel.ts';
import { say, sentences, type Text } from '../text/say.ts';

/**
 * What is wrong with a channel that Ferryman may not write into any more, and what to do about it.
 * @param meanwhile the destination that hears of it in the meantime
 */
export function lostChannelNote(
  lost: LostChannel,
  meanwhile: string | undefined,
): { readonly sentence: Text; readonly next: Text } {
  const { sentence, deed } = troubleOf(lost.because);
  return {
    sentence,
    next: sentences(
      deed,
      lost.destination === lost.channel
        ? say`Or end the watches that tell there (${'/watch list'}), and have them tell elsewhere.`
        : say`Or name another channel in ferryman.yaml, under notify.destinations.${lost.destination}.`,
      meanwhile === undefined
        ? say`Until then nobody hears of what would be told there alone.`
        : say`Until then what would be told there alone is told to ${meanwhile}.`,
    ),
  };
}

function troubleOf(because: string): { readonly sentence: Text; readonly deed: Text } {
  switch (because) {
    case 'is_archived':
    case 'is_inactive':
      return {
        sentence: say`The channel is archived, so Ferryman cannot tell of incidents there any more.`,
        deed: say`Unarchive it.`,
      };
    case 'not_in_channel':
      return {
        sentence: say`Ferryman is no member of the channel any more, so it cannot tell of incidents there.`,
        deed: say`Type ${'/invite @ferryman'} there.`,
      };
    case 'channel_not_found':
      return {
        sentence: say`Slack does not show Ferryman the channel any more: it is deleted, or it is private and Ferryman was removed from it.`,
        deed: say`Where it still exists, type ${'/invite @ferryman'} there.`,
      };
    default:
      return {
        sentence: say`Slack does not let Ferryman write into the channel any more (${because}).`,
        deed: say`Let Ferryman post there, in the settings of the channel.`,
      };
  }
}
