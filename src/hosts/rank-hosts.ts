import { distance } from 'fastest-levenshtein';
import type { Host } from './host.ts';

/**
 * The hosts that somebody who typed so far may mean, the likeliest first: the name itself, what begins with it, what begins with it behind
 * a separator, what holds it, then its site and tags, then names a slip of the finger away. Nothing typed is all of them, by name.
 */
export function rankHosts(hosts: readonly Host[], typed: string): Host[] {
  const wanted = typed.trim().toLowerCase();
  return hosts
    .map((host) => ({ host, rank: rankOf(host, wanted) }))
    .filter(({ rank }) => rank < noMatch)
    .toSorted((a, b) => a.rank - b.rank || byName.compare(a.host.name, b.host.name))
    .map(({ host }) => host);
}

const noMatch = 100;
/** web-2 before web-10. */
const byName = new Intl.Collator('en', { numeric: true });

function rankOf({ name: written, site, tags }: Host, wanted: string): number {
  const name = written.toLowerCase();
  if (wanted === '' || name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.split(/[._-]/).some((part) => part.startsWith(wanted))) return 2;
  if (name.includes(wanted)) return 3;
  const about = [site, ...tags].map((one) => one?.toLowerCase() ?? '');
  if (about.some((one) => one.startsWith(wanted))) return 4;
  const reach = wanted.length <= 3 ? 1 : Math.max(2, Math.floor(wanted.length / 3));
  // What is typed may be only the beginning of a name.
  const far = Math.min(distance(wanted, name), distance(wanted, name.slice(0, wanted.length)));
  return far <= reach ? 10 + far : noMatch;
}
