import { ABSENT, notKnown, numberField, protocolField, type ReadField } from './nft-field.ts';
import { linkTypeOf, typeOf, type Surroundings } from './surroundings.ts';

/** What the kernel knows of a packet beside its headers: devices, mark, owner. */
export function meta(key: string, around: Surroundings): ReadField {
  switch (key) {
    case 'iifname':
    case 'iif':
      return ({ packet }) => ({ kind: 'word', value: packet.iif ?? '', pattern: key === 'iifname' });
    case 'oifname':
    case 'oif':
      return ({ packet }) => ({ kind: 'word', value: packet.oif ?? '', pattern: key === 'oifname' });
    case 'l4proto':
      return ({ protocol }) => protocolField(protocol);
    case 'nfproto':
      return ({ family }) => ({ kind: 'word', value: family === 4 ? 'ipv4' : 'ipv6' });
    case 'protocol':
      return ({ family }) => ({ kind: 'word', value: family === 4 ? 'ip' : 'ip6' });
    case 'mark':
      return ({ packet }) => numberField(packet.mark ?? 0);
    case 'pkttype':
      return ({ packet }) => ({ kind: 'word', value: linkTypeOf(packet, around) });
    case 'skuid':
    case 'skgid':
      return ({ packet }) => {
        if (packet.iif !== undefined) return ABSENT;
        const owner = key === 'skuid' ? packet.uid : packet.gid;
        return owner === undefined ? undefined : numberField(owner);
      };
    default:
      return notKnown;
  }
}

/** What the routing table says of one of the packet's addresses: `fib daddr type`, `fib saddr . iif oif`. */
export function fib(result: string, flags: readonly string[], around: Surroundings): ReadField {
  const sender = flags.includes('saddr');
  if (result === 'type') {
    return ({ packet }) => {
      const asked = sender ? packet.from : packet.to;
      if (asked === undefined) return undefined;
      const found = typeOf(asked, sender ? packet.fromLocal : packet.toLocal, around);
      if (found === undefined) return undefined;
      const device = flags.includes('iif') ? packet.iif : flags.includes('oif') ? packet.oif : undefined;
      const elsewhere = device !== undefined && found.device !== undefined && found.device !== device;
      return { kind: 'word', value: elsewhere ? 'unicast' : found.type };
    };
  }
  if ((result === 'oif' || result === 'oifname') && sender && flags.includes('iif')) {
    return ({ packet }) => {
      const back = around.wayBack(packet, { mark: flags.includes('mark') });
      if (back === undefined) return undefined;
      return { kind: 'word', value: back !== 'none' && back.device === packet.iif ? back.device : '' };
    };
  }
  return notKnown;
}
