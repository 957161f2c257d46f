import type { KnownBlock } from '@slack/types';
import { cut } from '../untrusted.ts';
import { escaped } from './mrkdwn.ts';

/** Nothing where there are no lines. */
export function titled(
  title: string,
  lines: readonly KnownBlock[],
  below: readonly KnownBlock[] = [],
): KnownBlock[] {
  return lines.length === 0 ? [] : [{ type: 'header', text: plain(title) }, ...lines, ...below];
}

/** @param text as mrkdwn; what others wrote in it is escaped */
export function section(text: string): KnownBlock & { type: 'section' } {
  return { type: 'section', text: mrkdwn(text.slice(0, 3000)) };
}

export function context(text: string): KnownBlock {
  return { type: 'context', elements: [mrkdwn(escaped(text, 500))] };
}

export function mrkdwn(text: string) {
  return { type: 'mrkdwn' as const, text, verbatim: true };
}

/** Of a button or a title. */
export function plain(text: string) {
  return { type: 'plain_text' as const, text: cut(text, 75) };
}

/** Text as mrkdwn that leads somewhere, if that is an address. */
export function linked(text: string, link: string | undefined): string {
  const shown = escaped(text, 600).replaceAll('|', '¦');
  return link === undefined || !/^https?:\/\/[^\s<>|]+$/.test(link)
    ? escaped(text, 600)
    : `<${link}|${shown}>`;
}
