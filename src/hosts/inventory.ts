import { distance } from 'fastest-levenshtein';
import { FerrymanError } from '../errors.ts';
import { list, say, sentences, type Text } from '../text/say.ts';
import type { Host } from './host.ts';

/** An entry of an imported inventory that cannot be used, and the sentence that says why. */
export interface RefusedHost {
  readonly name: string;
  readonly because: Text | string;
  readonly source: string;
}

export interface Inventory {
  readonly hosts: readonly Host[];
  readonly refused: readonly RefusedHost[];
}

export type HostLookup =
  | { readonly kind: 'found'; readonly host: Host }
  | { readonly kind: 'bad-name'; readonly because: Text }
  | { readonly kind: 'refused'; readonly because: Text | string; readonly source: string }
  | { readonly kind: 'unknown'; readonly near: readonly string[] };

const hostName = /^[a-zA-Z0-9][\w.-]{0,127}$/;

/** A name starts with a letter or digit: `-oProxyCommand=…` can never be one. */
export function isHostName(name: string): boolean {
  return hostName.test(name);
}

/** The only way from what a person typed to a host: an exact name of the inventory. */
export function lookUpHost(inventory: Inventory, name: string): HostLookup {
  if (!isHostName(name)) {
    return {
      kind: 'bad-name',
      because: say`a host name starts with a letter or digit and holds letters, digits, . _ -`,
    };
  }
  const host = inventory.hosts.find((candidate) => candidate.name === name);
  if (host) return { kind: 'found', host };
  const refused = inventory.refused.find((candidate) => candidate.name === name);
  if (refused) return { kind: 'refused', because: refused.because, source: refused.source };
  return {
    kind: 'unknown',
    near: nearMatches(
      name,
      inventory.hosts.map((candidate) => candidate.name),
    ),
  };
}

/** `lookUpHost` for callers that cannot go on without the host. */
export function findHost(inventory: Inventory, name: string): Host {
  const found = lookUpHost(inventory, name);
  switch (found.kind) {
    case 'found':
      return found.host;
    case 'bad-name':
      throw new FerrymanError(
        'bad-host-name',
        say`${JSON.stringify(name)} is no host name: ${found.because}.`,
        listHosts,
      );
    case 'refused':
      throw new FerrymanError(
        'host-refused',
        say`${name} (${found.source}) cannot be used: ${found.because}.`,
        say`Write ${name} into ferryman.yaml; an entry there takes precedence.`,
      );
    case 'unknown':
      throw new FerrymanError('unknown-host', say`${name} is not in the inventory.`, suggestion(found.near));
  }
  return found satisfies never;
}

const listHosts = say`All names: ferryman hosts`;

function suggestion(near: readonly string[]): Text {
  return near.length === 0 ? listHosts : sentences(say`Did you mean ${list(near, 'or')}?`, listHosts);
}

/** Names that a slip of the finger away could have meant, the nearest first, three at most. */
export function nearMatches(typed: string, names: readonly string[]): string[] {
  const wanted = typed.toLowerCase();
  const reach = wanted.length <= 3 ? 1 : Math.max(2, Math.floor(wanted.length / 3));
  return names
    .map((name) => ({ name, far: distanceTo(wanted, name.toLowerCase()) }))
    .filter(({ far }) => far <= reach)
    .toSorted((a, b) => a.far - b.far || a.name.localeCompare(b.name))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** A name typed in part ("shop" for "hz-shop") counts as near. */
function distanceTo(wanted: string, name: string): number {
  if (wanted.length >= 3 && name.includes(wanted)) return 1;
  return distance(wanted, name);
}
