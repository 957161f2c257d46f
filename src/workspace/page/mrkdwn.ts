import { nameToEmoji } from 'gemoji';

/** Slack's mrkdwn as a tree. What is no markup stays text; nothing ever becomes HTML. */

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly inner: readonly Inline[] }
  | { readonly kind: 'code' | 'pre'; readonly text: string }
  | { readonly kind: 'quote'; readonly inner: readonly Inline[] }
  | { readonly kind: 'link'; readonly url: string; readonly text: string }
  | { readonly kind: 'user' | 'room' | 'group' | 'broadcast'; readonly id: string; readonly label: string }
  | { readonly kind: 'date'; readonly seconds: number; readonly format: string; readonly fallback: string };

export function parseMrkdwn(source: string): Inline[] {
  const parts: Inline[] = [];
  let rest = source;
  while (rest !== '') {
    const fence = /```\n?([\s\S]+?)\n?```/.exec(rest);
    const before = fence ? rest.slice(0, fence.index) : rest;
    parts.push(...quoted(before));
    if (!fence) break;
    parts.push({ kind: 'pre', text: unescaped(fence[1] ?? '') });
    rest = rest.slice(fence.index + fence[0].length).replace(/^\n/, '');
  }
  return parts;
}

/** Lines that start with `>` stand in a quote. */
function quoted(source: string): Inline[] {
  const parts: Inline[] = [];
  for (const run of source.split(/((?:^|(?<=\n))(?:&gt;|>)[^\n]*(?:\n(?:&gt;|>)[^\n]*)*\n?)/)) {
    if (run === '') continue;
    if (!/^(?:&gt;|>)/.test(run)) {
      parts.push(...inline(run));
      continue;
    }
    const text = run.replaceAll(/^(?:&gt;|>) ?/gm, '').replace(/\n$/, '');
    parts.push({ kind: 'quote', inner: inline(text) });
  }
  return parts;
}

const rules: readonly { readonly pattern: RegExp; readonly make: (found: RegExpExecArray) => Inline }[] = [
  { pattern: /`([^`\n]+)`/, make: ([, text = '']) => ({ kind: 'code', text: unescaped(text) }) },
  { pattern: /<([^<>\s][^<>]*)>/, make: ([, inside = '']) => bracketed(inside) },
  {
    pattern: /(?<![\w*])\*(?!\s)([^*\n]+?)(?<!\s)\*(?![\w*])/,
    make: ([, text = '']) => ({ kind: 'bold', inner: inline(text) }),
  },
  {
    pattern: /(?<![\w_])_(?!\s)([^_\n]+?)(?<!\s)_(?![\w_])/,
    make: ([, text = '']) => ({ kind: 'italic', inner: inline(text) }),
  },
  {
    pattern: /(?<![\w~])~(?!\s)([^~\n]+?)(?<!\s)~(?![\w~])/,
    make: ([, text = '']) => ({ kind: 'strike', inner: inline(text) }),
  },
];

function inline(source: string): Inline[] {
  if (source === '') return [];
  let first:
    | { readonly found: RegExpExecArray; readonly part: (found: RegExpExecArray) => Inline }
    | undefined;
  for (const { pattern, make } of rules) {
    const found = pattern.exec(source);
    if (found && (!first || found.index < first.found.index)) first = { found, part: make };
  }
  if (!first) return [{ kind: 'text', text: emojis(unescaped(source)) }];
  const { found, part } = first;
  const before = source.slice(0, found.index);
  const text: Inline[] = before === '' ? [] : [{ kind: 'text', text: emojis(unescaped(before)) }];
  return [...text, part(found), ...inline(source.slice(found.index + found[0].length))];
}

function bracketed(inside: string): Inline {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : unescaped(inside.slice(bar + 1));
  if (target.startsWith('@')) return { kind: 'user', id: target.slice(1), label };
  if (target.startsWith('#')) return { kind: 'room', id: target.slice(1), label };
  if (target.startsWith('!subteam^')) return { kind: 'group', id: target.slice(9), label };
  if (target.startsWith('!date^')) {
    const [, seconds = '0', format = ''] = target.split('^');
    return { kind: 'date', seconds: Number(seconds), format, fallback: label };
  }
  if (target.startsWith('!')) return { kind: 'broadcast', id: target.slice(1), label };
  const url = unescaped(target);
  return isSafe(url)
    ? { kind: 'link', url, text: label || url }
    : { kind: 'text', text: unescaped(`<${inside}>`) };
}

/** A link may lead to the web or to a mailbox, never into a script. */
export const isSafe = (url: string): boolean => /^(https?:\/\/|mailto:)/i.test(url);

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

export const emojis = (text: string): string =>
  text.replaceAll(/:([a-z0-9_+-]+):/g, (whole, name: string) => emoji(name) ?? whole);

/** Slack's names that differ from the common ones. */
const others: Readonly<Record<string, string>> = { large_green_circle: '🟢', large_yellow_circle: '🟡' };

export const emoji = (name: string): string | undefined =>
  Object.hasOwn(nameToEmoji, name) ? nameToEmoji[name] : others[name];
