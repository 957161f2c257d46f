import type { Fact, Parsed, RawText } from './fact.ts';
import { linesOf, unlessFailed, value } from './parsed.ts';

/** A set of ipset(8), for rules with `-m set`. */
export interface IpSet {
  readonly name: string;
  /** `hash:ip`, `hash:net,port`, `list:set`… */
  readonly type: string;
  /** Of `hash:ip` and `bitmap:ip`: addresses are cut to this many bits before they are looked up. */
  readonly netmask?: number;
  readonly entries: readonly IpSetEntry[];
  /** False where the set is too large to be read whole. */
  readonly complete: boolean;
}

export interface IpSetEntry {
  /** The fields of the set's type, as printed: `10.0.0.0/8`, `tcp:80`. */
  readonly fields: readonly string[];
  /** An exception from a wider entry. */
  readonly nomatch: boolean;
}

/**
 * Where no set was ever made the kernel has no ip_set, and asking would load it. Ban lists hold tens of thousands of addresses,
 * so that sets are cut.
 *
 *     create banned hash:ip family inet hashsize 1024 maxelem 65536 timeout 600 bucketsize 12 initval 0x06da713a
 *     add banned 203.0.113.9 timeout 599
 *     # cut banned
 */
const SCRIPT = `command -v ipset >/dev/null && [ -d /sys/module/ip_set ] || exit 127
ipset save | awk '
$1 == "create" { print substr($0, 1, 300); next }
++lines[$2] <= 4000 && ++all <= 20000 { print substr($0, 1, 120); next }
{ cut[$2] = 1 }
END { for (name in cut) print "# cut " name }'`;

export const ipset: Fact<'ipset', readonly IpSet[]> = {
  id: 'ipset',
  title: 'sets of addresses (ipset)',
  read: { kind: 'command', privileged: true, candidates: [['sh', '-c', SCRIPT]] },
  parse: unlessFailed(parseSets),
};

function parseSets(raw: RawText): Parsed<readonly IpSet[]> {
  const sets = new Map<string, Omit<IpSet, 'entries'> & { entries: IpSetEntry[] }>();
  const unread: string[] = [];
  for (const line of linesOf(raw.stdout)) {
    const [verb = '', name = '', what = '', ...rest] = line.split(' ');
    const set = sets.get(verb === '#' ? what : name);
    if (verb === 'create' && what !== '') {
      const netmask = rest.includes('netmask') ? Number(rest[rest.indexOf('netmask') + 1]) : undefined;
      sets.set(name, {
        name,
        type: what,
        ...(netmask !== undefined && { netmask }),
        entries: [],
        complete: true,
      });
    } else if (verb === 'add' && set !== undefined && what !== '') {
      set.entries.push({ fields: what.split(','), nomatch: rest.includes('nomatch') });
    } else if (verb === '#' && name === 'cut' && set !== undefined) {
      sets.set(what, { ...set, complete: false });
    } else {
      unread.push(line);
    }
  }
  return value([...sets.values()], unread);
}
