import { isIP } from 'node:net';
import type { Argv, Fact } from './fact.ts';
import { linesOf, value } from './parsed.ts';

/** That something answers at an address whose port keeps silent: an echo reply, or a refusal on a port that nobody serves. */
export interface FarSign {
  /** As the need names it. */
  readonly address: string;
  readonly sign: 'echo' | 'refused';
}

/**
 * One echo request and one SYN to tcpmux each, side by side; a second is enough for what answers at all. `-W` does not
 * hold while ping asks a silent nameserver for the name.
 */
const SCRIPT = `export LC_ALL=C
for a; do
  { timeout 2 ping -n -c 1 -W 1 "$a" >/dev/null 2>&1 && echo "$a echo"; } &
  { timeout 1 bash -c ': 3<>"/dev/tcp/$1/1"' bash "$a" 2>&1 | grep -q refused && echo "$a refused"; } &
done
wait
exit 0`;

export function askFarSigns(addresses: readonly string[]): Argv {
  const asked = addresses.filter(
    (address) => isIP(address) === 4 || /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(address),
  );
  return ['sh', '-c', SCRIPT, 'sh', ...asked];
}

/**
 *     10.44.0.9 echo
 *     10.44.0.9 refused
 */
export const farSigns: Fact<'far-signs', readonly FarSign[]> = {
  id: 'far-signs',
  title: 'signs of life of services that keep silent',
  read: { kind: 'question' },
  parse: (raw) => {
    const unread: string[] = [];
    const signs = linesOf(raw.stdout).flatMap((line): FarSign[] => {
      const row = /^(\S+) (echo|refused)$/.exec(line);
      if (row === null) {
        unread.push(line);
        return [];
      }
      return [{ address: row[1] ?? '', sign: row[2] === 'echo' ? 'echo' : 'refused' }];
    });
    return value(signs, unread);
  },
};
