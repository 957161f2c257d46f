import type { FirewallTable } from '../facts/firewall.ts';
import type { FirewallPacket } from './firewall/packet.ts';
import { seen } from './firewall/packet.ts';
import { iptablesProgram } from './firewall/iptables-program.ts';
import type { Decider, ProgramTable } from './firewall/program.ts';
import { NO_SURROUNDINGS } from './firewall/surroundings.ts';
import { walkBaseChain, type WayEnd } from './firewall/walk.ts';

export type { Decider } from './firewall/program.ts';

/** Where a packet's way through a chain may end. */
export type ChainEnd =
  | { readonly kind: 'accept'; readonly by: Decider }
  | { readonly kind: 'drop' | 'reject'; readonly by: Decider }
  | { readonly kind: 'dnat'; readonly to: string; readonly by: Decider }
  | { readonly kind: 'other'; readonly target: string; readonly by: Decider };

/**
 * All ways in which the walk may end. One end: certain. Several: a match that this model does not know (limit, owner,
 * ipset…) stands in between, and both continuations count.
 */
export function walkChain(table: FirewallTable, chain: string, packet: FirewallPacket): readonly ChainEnd[] {
  return walkProgram(iptablesProgram(table, NO_SURROUNDINGS), chain, packet);
}

export function walkProgram(table: ProgramTable, chain: string, packet: FirewallPacket): readonly ChainEnd[] {
  const found = table.chains.get(chain);
  const start = seen(packet, table.name !== 'raw');
  if (found === undefined || start === undefined) {
    return [{ kind: 'accept', by: { table: table.name, chain, text: 'no such chain' } }];
  }
  const ends = walkBaseChain(table, found, [{ packet: start, doubts: [], translations: [] }]);
  const kept = new Map(ends.map((end) => [`${end.kind} ${end.by.chain} ${end.by.text}`, chainEnd(end)]));
  return [...kept.values()];
}

function chainEnd({ kind, by, target, translations }: WayEnd): ChainEnd {
  switch (kind) {
    case 'drop':
    case 'reject':
      return { kind, by };
    case 'other':
      return { kind, target: target ?? '', by };
    case 'accept': {
      const translation = translations.at(-1);
      if (translation === undefined) return { kind, by };
      return translation.target === 'DNAT'
        ? { kind: 'dnat', to: translation.to, by }
        : { kind: 'other', target: translation.target, by };
    }
  }
  return kind satisfies never;
}
