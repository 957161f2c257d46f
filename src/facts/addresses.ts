import type { Fact, Parsed, RawText } from './fact.ts';
import { type IfconfigBlock, ifconfigBlocks } from './ifconfig.ts';
import { prefixLengthOf } from './ip-text.ts';
import { linesOf, unlessFailed, value } from './parsed.ts';

/** An address that the host holds. */
export interface Address {
  readonly device: string;
  readonly family: 4 | 6;
  readonly address: string;
  readonly prefixLength: number;
  /** The far end of a point-to-point address; the prefix is then the peer's. */
  readonly peer?: string;
  /** `global`, `link`, `host`, `site` or a number. */
  readonly scope: string;
  readonly secondary: boolean;
  /** dynamic, noprefixroute, deprecated, tentative, dadfailed, temporary, mngtmpaddr… */
  readonly flags: readonly string[];
}

/**
 *     2: eth0    inet 192.168.0.51/24 brd 192.168.0.255 scope global secondary eth0\       valid_lft forever preferred_lft forever
 *     7: tun0    inet 10.8.0.6 peer 10.8.0.5/32 scope global tun0\       valid_lft forever …
 */
export const addresses: Fact<'addresses', readonly Address[]> = {
  id: 'addresses',
  title: 'addresses',
  read: {
    kind: 'command',
    candidates: [
      ['ip', '-o', 'addr', 'show'],
      ['ifconfig', '-a'],
    ],
  },
  parse: unlessFailed(parseAddresses),
};

function parseAddresses(raw: RawText): Parsed<readonly Address[]> {
  const blocks = ifconfigBlocks(raw.stdout);
  if (blocks !== undefined) return value(blocks.flatMap((block) => addressesOfBlock(block)));
  const found: Address[] = [];
  const unread: string[] = [];
  for (const line of linesOf(raw.stdout)) {
    const address = parseAddress(line);
    if (address === undefined) unread.push(line);
    else if (address !== 'none') found.push(address);
  }
  return value(found, unread);
}

function parseAddress(line: string): Address | 'none' | undefined {
  const [before = ''] = line.split('\\');
  const [, device, inet, local, ...rest] = before.trim().split(/\s+/);
  // iproute2 before 3.x prints the device's own line as well
  if (inet?.startsWith('<') === true) return 'none';
  if (device === undefined || local === undefined || (inet !== 'inet' && inet !== 'inet6')) return undefined;
  const family = inet === 'inet' ? 4 : 6;
  const peer = rest[0] === 'peer' ? rest[1] : undefined;
  const [address = ''] = local.split('/');
  const length = (peer ?? local).split('/')[1];
  const scopeAt = rest.indexOf('scope');
  const flags =
    scopeAt < 0 ? [] : rest.slice(scopeAt + 2).filter((word) => word !== device && !isLabel(word, device));
  return {
    device,
    family,
    address,
    prefixLength: length === undefined ? (family === 4 ? 32 : 128) : Number(length),
    ...(peer === undefined ? {} : { peer: peer.split('/')[0] ?? peer }),
    scope: (scopeAt < 0 ? undefined : rest[scopeAt + 1]) ?? 'global',
    secondary: flags.includes('secondary'),
    flags: flags.filter((flag) => flag !== 'secondary'),
  };
}

/** `eth0:1`, the name of an alias of old. */
const isLabel = (word: string, device: string): boolean => word.startsWith(`${device}:`);

const OLD_SCOPES: Readonly<Record<string, string>> = {
  Host: 'host',
  Link: 'link',
  Site: 'site',
  Global: 'global',
};

function addressesOfBlock(block: IfconfigBlock): Address[] {
  const device = block.name.split(':')[0] ?? block.name;
  const alias = block.name.includes(':');
  const loopback = block.flags.includes('LOOPBACK');
  return block.lines.flatMap((line): Address[] => {
    const four = /^inet (?:addr:)?(\S+)(.*)$/.exec(line);
    if (four !== null) {
      const [, address = '', rest = ''] = four;
      const netmask = /(?:netmask |Mask:)(\S+)/.exec(rest)?.[1];
      const peer = /(?:destination |P-t-P:)(\S+)/.exec(rest)?.[1];
      return [
        {
          device,
          family: 4,
          address,
          prefixLength: (netmask === undefined ? undefined : prefixLengthOf(netmask)) ?? 32,
          ...(peer === undefined ? {} : { peer }),
          scope: loopback ? 'host' : 'global',
          secondary: alias,
          flags: [],
        },
      ];
    }
    const six =
      /^inet6 (?:addr: )?([0-9a-fA-F:.]+)(?:\/(\d+)| +prefixlen (\d+)) *(?:Scope:(\w+)|scopeid \w+<(\w+)>)?/.exec(
        line,
      );
    if (six === null) return [];
    const [, address = '', oldLength, newLength, oldScope, newScope] = six;
    return [
      {
        device,
        family: 6,
        address,
        prefixLength: Number(oldLength ?? newLength),
        scope: (oldScope === undefined ? newScope : OLD_SCOPES[oldScope]) ?? 'global',
        secondary: false,
        flags: [],
      },
    ];
  });
}
