import { isChannelId } from '../report/channel-id.ts';

/** What somebody wrote behind `in`. A name may also be that of a destination of ferryman.yaml. */
export type ChannelWord =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'name'; readonly name: string }
  /** The channel in which it was typed. */
  | { readonly kind: 'here' };

/** Channels of Slack's (`<#C024BE91L|ops>`) as `#C024BE91L`, before whatever else Slack wrote is made plain: that keeps names only. */
export function withChannelIds(text: string): string {
  return text.replaceAll(/<#([A-Z0-9]+)(?:\|[^<>]*)?>/g, ' #$1 ');
}

/** `#C024BE91L`, `#ops`, `ops` or `here`; undefined where it is none. */
export function readChannel(word: string): ChannelWord | undefined {
  const name = word.replace(/^#/, '');
  if (isChannelId(name)) return { kind: 'id', id: name };
  if (word.toLowerCase() === 'here') return { kind: 'here' };
  return /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,79}$/u.test(name) ? { kind: 'name', name } : undefined;
}
