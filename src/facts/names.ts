import { isIP } from 'node:net';
import type { Argv, Fact } from './fact.ts';
import { linesOf, unlessFailed, value } from './parsed.ts';

/** Addresses by name, as the host itself resolves it (nsswitch: hosts file, DNS…); empty where it resolves to nothing. */
export type Names = Readonly<Record<string, readonly string[]>>;

/** All names at once, since one that times out must not hold up the others; what takes longer than a connection may is not resolved. */
const SCRIPT = `command -v getent >/dev/null || exit 127
limit=; timeout 3 true 2>/dev/null && limit='timeout 3'
for name; do { found=$($limit getent ahosts "$name" 2>/dev/null); printf '# %s\\n%s\\n' "$name" "$found"; } & done; wait`;

/** The command that resolves names on the host. Throws a TypeError where a word can be no host name. */
export function askNames(names: readonly string[]): Argv {
  for (const name of names) {
    if (!/^[A-Za-z0-9_.:][A-Za-z0-9_.:-]{0,252}$/.test(name)) throw new TypeError(`no host name: ${name}`);
  }
  return ['sh', '-c', SCRIPT, 'sh', ...names];
}

/**
 *     # db.internal
 *     192.168.0.20    STREAM db.internal
 *     192.168.0.20    DGRAM
 */
export const names: Fact<'names', Names> = {
  id: 'names',
  title: 'names as the host resolves them',
  read: { kind: 'question' },
  parse: unlessFailed((raw) => {
    const found = new Map<string, Set<string>>();
    const unread: string[] = [];
    let current: Set<string> | undefined;
    for (const line of linesOf(raw.stdout)) {
      const [first = '', second = ''] = line.split(/\s+/);
      if (first === '#') {
        current = new Set();
        found.set(second, current);
      } else if (current === undefined || isIP(first.replace(/%.*$/, '')) === 0) unread.push(line);
      else current.add(first);
    }
    return value(Object.fromEntries([...found].map(([name, addresses]) => [name, [...addresses]])), unread);
  }),
};
