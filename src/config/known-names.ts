import { nearMatches } from '../hosts/inventory.ts';
import { quote } from './sentences.ts';

/** What the inventory calls hosts and places; what stands elsewhere in the file has to be one of these. */
export interface KnownNames {
  readonly hosts: readonly string[];
  readonly tags: readonly string[];
  readonly sites: readonly string[];
}

/** What there is that a section may name. */
export interface Nameable {
  /** Absent where the inventory could not be read as a whole. */
  readonly inventory: KnownNames | undefined;
  /** Ids of causes that rules can name; absent where nobody said which. */
  readonly causes: readonly string[] | undefined;
}

interface NamedHost {
  readonly name: string;
  readonly site?: string;
  readonly tags: readonly string[];
}

export function knownNames(hosts: readonly NamedHost[], refused: readonly { name: string }[]): KnownNames {
  return {
    hosts: unique([...hosts, ...refused].map(({ name }) => name)),
    tags: unique(hosts.flatMap(({ tags }) => tags)),
    sites: unique(hosts.flatMap(({ site }) => site ?? [])),
  };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

/** What is wrong with a name that means nothing, with the one that was probably meant. */
export function unknownName(name: string, what: string, known: readonly string[]): string {
  const [near] = nearMatches(name, known);
  return `${quote(name)} is no ${what}: ${near === undefined ? instead(what, known) : `did you mean ${near}?`}`;
}

function instead(what: string, known: readonly string[]): string {
  if (known.length === 0) return `there is no ${what} yet`;
  return `write one of ${known.slice(0, 6).join(', ')}${known.length > 6 ? ' …' : ''}`;
}
