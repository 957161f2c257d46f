import type { NamedElements } from './nft-compare.ts';
import { kindOf, listOf } from './nft-value.ts';
import type { Seen } from './packet.ts';
import type { Step, Test, Verdict } from './program.ts';
import type { Surroundings } from './surroundings.ts';

/** What a rule may ask about beside the packet. */
export interface NftContext {
  readonly around: Surroundings;
  readonly named: NamedElements;
}

export const test = (holds: Test): Step => ({ kind: 'test', holds });
export const verdict = (choose: (packet: Seen) => readonly Verdict[]): Step => ({ kind: 'verdict', choose });

/** What a set or a map holds, by name or written out; undefined where it is not known. */
export function elementsOf(data: unknown, named: NamedElements): readonly unknown[] | undefined {
  if (typeof data === 'string' && data.startsWith('@')) return named(data.slice(1))?.elements;
  const [kind, content] = kindOf(data);
  return kind === 'set' ? listOf(content) : undefined;
}

export function valueOf(element: unknown): unknown {
  return listOf(element)?.[1];
}
