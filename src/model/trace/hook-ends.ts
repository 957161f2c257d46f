import type { ChainEnd } from '../firewall-walk.ts';
import type { Firewalls } from '../firewalls.ts';
import type { Flight } from './flight.ts';
import type { World } from './world.ts';

export type Hook = 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting';

/** What one table does with a packet at a hook. */
export interface TableEnds {
  readonly ends: readonly ChainEnd[];
  /** The command that prints the chain. */
  readonly source: string;
  readonly nat: boolean;
  /** What else stands at this hook that is not understood. */
  readonly doubt?: string;
}

/** Tables in the order of their priorities. The nat table sees the first packet of a connection only. */
const TABLES: Readonly<Record<Hook, readonly string[]>> = {
  prerouting: ['raw', 'mangle', 'nat'],
  input: ['mangle', 'filter', 'security', 'nat'],
  forward: ['mangle', 'filter', 'security'],
  output: ['raw', 'mangle', 'nat', 'filter', 'security'],
  postrouting: ['mangle', 'nat'],
};

/** Each table's word on the packet as it is when it gets there: a translation by one is seen by the next. */
export function* hookEnds(
  firewalls: Firewalls,
  hook: Hook,
  flight: Flight,
  world: World,
): Generator<TableEnds> {
  const chain = hook.toUpperCase();
  const tool = flight.family === 4 ? 'iptables' : 'ip6tables';
  for (const table of TABLES[hook]) {
    const nat = table === 'nat';
    if ((nat && flight.tracked) || firewalls.table(table).length === 0) continue;
    const ends = firewalls.walk(table, chain, flight.seenByRules(world.isLocal));
    yield { ends, nat, source: `${tool} -t ${table} -S ${chain}` };
  }
}
