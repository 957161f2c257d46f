import type { Argv, Fact } from './fact.ts';
import { neighbours, type Neighbour } from './neighbours.ts';

export const askNeighbours: readonly Argv[] = [
  ['ip', 'neigh', 'show'],
  ['arp', '-n'],
];

/** Read again after attempts that failed, which made the kernel ask for its neighbours. */
export const neighboursAfter: Fact<'neighbours-after', readonly Neighbour[]> = {
  id: 'neighbours-after',
  title: 'neighbours (ARP) after the attempts',
  read: { kind: 'question' },
  parse: neighbours.parse,
};
