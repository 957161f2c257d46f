import { say } from '../text/say.ts';
import type { Watchable } from './cover.ts';
import { take, type Draft } from './words-clauses.ts';
import { instead, namesOf, readName, unclear, wordsIn, type Unclear } from './words-common.ts';

export interface WatchAsked extends Draft {
  readonly kind: 'watch';
  /** A host's name or a tag. `ports` are in their order; none: the host as a whole. */
  readonly on: string;
}

export type WatchWords = WatchAsked | { readonly kind: 'list' } | Unclear;

/** More than a look should try each time. */
const mostPorts = 20;

/**
 * What stands behind `/watch`: `<host | tag> [port …] [every 5m] [in #channel]`, or `list`.
 * @param text as `withChannelIds` and then whoever makes Slack's text plain left it
 */
export function readWatchWords(text: string, hosts: readonly Watchable[]): WatchWords {
  const words = wordsIn(text);
  if (words.length === 1 && words[0]?.toLowerCase() === 'list') return { kind: 'list' };
  const names = namesOf(hosts);
  const [first, ...rest] = withPortApart(words, names);
  const behind = words.length === 0 ? '30001 every 5m' : shortly(rest);
  const read = readName(first, names, (name) => `/watch ${name} ${behind}`.trim());
  if (read.kind === 'unclear') return read;
  let draft: Draft = { ports: [] };
  for (let at = 0; at < rest.length;) {
    const taken = take(rest.slice(at), draft);
    if ('sentence' in taken) {
      const typed = [...rest.slice(0, at), taken.instead, ...rest.slice(at + taken.length)];
      return unclear(taken.sentence, instead(`/watch ${read.name} ${shortly(typed)}`.trim()));
    }
    draft = taken.draft;
    at += taken.length;
  }
  const ports = [...new Set(draft.ports)].toSorted((one, other) => one - other);
  if (ports.length > mostPorts) {
    const few = ports.slice(0, mostPorts).join(' ');
    return unclear(say`A watch takes ${mostPorts} ports at most.`, instead(`/watch ${read.name} ${few}`));
  }
  return { ...draft, kind: 'watch', on: read.name, ports };
}

/** `web-1:30003` is a host and a port. */
function withPortApart(words: readonly string[], names: readonly string[]): readonly string[] {
  const [first = '', ...rest] = words;
  const { name, port } = /^(?<name>.+):(?<port>\d+)$/.exec(first)?.groups ?? {};
  return name === undefined || port === undefined || names.includes(first) ? words : [name, port, ...rest];
}

/** What was typed may be a page that somebody pasted. */
function shortly(typed: readonly string[]): string {
  const line = typed.filter((word) => word !== '').join(' ');
  return line.length > 200 ? '30001 every 5m' : line;
}
