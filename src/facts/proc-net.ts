import { formatIpv6 } from './ip-text.ts';

/**
 * The tables of /proc/net. Addresses are printed as 32-bit words in the byte order of the machine, which is little-endian on
 * every machine that Docker is commonly run on: 127.0.0.1 is `0100007F`.
 */

/** 8 digits for IPv4, 32 for IPv6; undefined for anything else. */
export function hexAddress(hex: string): string | undefined {
  if (!/^[0-9A-Fa-f]+$/.test(hex)) return undefined;
  if (hex.length === 8) return bytesOfWord(hex).join('.');
  if (hex.length !== 32) return undefined;
  const groups: number[] = [];
  for (let at = 0; at < 32; at += 8) {
    const [a = 0, b = 0, c = 0, d = 0] = bytesOfWord(hex.slice(at, at + 8));
    groups.push((a << 8) | b, (c << 8) | d);
  }
  return formatIpv6(groups);
}

function bytesOfWord(hex: string): number[] {
  const word = Number.parseInt(hex, 16);
  return [word & 255, (word >>> 8) & 255, (word >>> 16) & 255, (word >>> 24) & 255];
}

export interface ProcSocket {
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
  readonly remotePort: number;
  /** `0A` is a TCP listener, `07` an unconnected UDP socket. */
  readonly state: string;
  readonly sendQ: number;
  readonly recvQ: number;
  readonly uid: number;
  readonly inode: number;
}

/** A row of /proc/net/{tcp,tcp6,udp,udp6}; undefined for the header and for anything else. */
export function procSocket(row: string): ProcSocket | undefined {
  const [slot, local, remote, state, queues, , , uid, , inode] = row.trim().split(/\s+/);
  if (local === undefined || remote === undefined || state === undefined || queues === undefined) {
    return undefined;
  }
  if (slot === 'sl' || inode === undefined) return undefined;
  const [localHex = '', portHex = ''] = local.split(':');
  const address = hexAddress(localHex);
  if (address === undefined || !/^[0-9A-Fa-f]{4}$/.test(portHex)) return undefined;
  const [sendHex = '0', recvHex = '0'] = queues.split(':');
  return {
    address,
    family: localHex.length === 8 ? 4 : 6,
    port: Number.parseInt(portHex, 16),
    remotePort: Number.parseInt(remote.split(':')[1] ?? '0', 16),
    state: state.toUpperCase(),
    sendQ: Number.parseInt(sendHex, 16),
    recvQ: Number.parseInt(recvHex, 16),
    uid: Number(uid),
    inode: Number(inode),
  };
}

export interface ProcRoute {
  readonly device: string;
  readonly destination: string;
  readonly gateway?: string;
  readonly metric: number;
  readonly mtu: number;
  /** RTF_REJECT: unreachable or prohibit. */
  readonly rejects: boolean;
}

const RTF_GATEWAY = 0x2;
const RTF_REJECT = 0x200;

/** A row of /proc/net/route; undefined for the header and for anything else. */
export function procRoute(row: string): ProcRoute | undefined {
  const [device, destination, gateway, flagsHex, , , metric, mask, mtu] = row.trim().split(/\s+/);
  if (device === undefined || device === 'Iface' || destination === undefined || gateway === undefined) {
    return undefined;
  }
  if (flagsHex === undefined || metric === undefined || mask === undefined) return undefined;
  const network = hexAddress(destination);
  const netmask = hexAddress(mask);
  const nextHop = hexAddress(gateway);
  if (network === undefined || netmask === undefined || nextHop === undefined) return undefined;
  const flags = Number.parseInt(flagsHex, 16);
  const bits = Number.parseInt(mask, 16).toString(2).replaceAll('0', '').length;
  return {
    device,
    destination: `${network}/${bits}`,
    ...((flags & RTF_GATEWAY) === 0 ? {} : { gateway: nextHop }),
    metric: Number(metric),
    mtu: Number(mtu ?? 0),
    rejects: (flags & RTF_REJECT) !== 0,
  };
}
