import type { NftChain, NftRule, NftRuleset } from './nft.ts';

export type NftDraft = { -readonly [Key in keyof NftRuleset]: NftRuleset[Key][number][] };

/** Numbers of the names that nft prints for priorities, for families other than bridge. */
const PRIORITIES: Readonly<Record<string, number>> = {
  raw: -300,
  mangle: -150,
  dstnat: -100,
  filter: 0,
  security: 50,
  srcnat: 100,
};

/**
 * `nft -a list table` of versions without JSON:
 *
 *     table inet my { # handle 6
 *     	chain pre { # handle 2
 *     		type nat hook prerouting priority dstnat; policy accept;
 *     		tcp dport 8080 dnat ip to 10.0.0.5:80 # handle 3
 */
export function readNftText(lines: readonly string[], ruleset: NftDraft, unread: string[]): void {
  let table: { family: string; name: string } | undefined;
  let chain: string | undefined;
  let other: { name: string; lines: string[] } | undefined;
  for (const line of lines) {
    const text = line.trim().replace(/ ?# handle \d+$/, '');
    const handle = / # handle (\d+)$/.exec(line)?.[1];
    const opened = /^(table|chain|set|map|flowtable|ct helper|counter|quota) (?:(\S+) )?(\S+) \{$/.exec(text);
    if (opened?.[1] === 'table') {
      table = { family: opened[2] ?? 'ip', name: opened[3] ?? '' };
      ruleset.tables.push(table);
    } else if (table === undefined) {
      unread.push(line);
    } else if (other !== undefined) {
      if (text !== '}') other.lines.push(text);
      else {
        ruleset.sets.push({
          family: table.family,
          table: table.name,
          name: other.name,
          elements: elementsOf(other.lines),
        });
        other = undefined;
      }
    } else if (opened?.[1] === 'chain') {
      chain = opened[3] ?? '';
      ruleset.chains.push({ family: table.family, table: table.name, name: chain });
    } else if (opened !== null) {
      other = { name: opened[3] ?? '', lines: [] };
    } else if (text === '}') {
      if (chain === undefined) table = undefined;
      chain = undefined;
    } else if (chain === undefined) {
      unread.push(line);
    } else if (/^type \S+ hook /.test(text)) {
      ruleset.chains.push({ ...ruleset.chains.pop(), ...baseChain(table, chain, text) });
    } else {
      ruleset.rules.push(ruleOf(table, chain, text, handle));
    }
  }
}

function ruleOf(
  table: { family: string; name: string },
  chain: string,
  text: string,
  handle: string | undefined,
): NftRule {
  const comment = / comment "((?:[^"\\]|\\.)*)"$/.exec(text)?.[1];
  return {
    family: table.family,
    table: table.name,
    chain,
    ...(handle === undefined ? {} : { handle: Number(handle) }),
    text,
    ...(comment === undefined ? {} : { comment }),
  };
}

function baseChain(table: { family: string; name: string }, name: string, text: string): NftChain {
  const [, type = '', hook = ''] = /^type (\S+) hook (\S+)/.exec(text) ?? [];
  const priority = priorityOf(/ priority ([^;]+);/.exec(text)?.[1] ?? '');
  const policy = / policy (\w+);/.exec(text)?.[1];
  return {
    family: table.family,
    table: table.name,
    name,
    type,
    hook,
    ...(priority === undefined ? {} : { priority }),
    ...(policy === undefined ? {} : { policy }),
  };
}

/** `-100`, `dstnat`, `filter + 10` */
function priorityOf(text: string): number | undefined {
  if (/^-?\d+$/.test(text)) return Number(text);
  const [, name = '', sign, offset] = /^(\w+)(?: ([+-]) (\d+))?$/.exec(text) ?? [];
  const base = PRIORITIES[name];
  if (base === undefined) return undefined;
  return offset === undefined ? base : base + (sign === '-' ? -1 : 1) * Number(offset);
}

function elementsOf(lines: readonly string[]): string[] {
  const [, inside = ''] = /elements = \{([^}]*)\}/.exec(lines.join(' ')) ?? [];
  return inside
    .split(',')
    .map((element) => element.trim())
    .filter((element) => element !== '');
}
