import { addressNumber } from './address-number.ts';
import { statesOf, statusTest } from './conntrack-match.ts';
import { connmarkOf } from './iptables-target.ts';
import { ABSENT, address, notKnown, numberField, protocolField, type ReadField } from './nft-field.ts';

/** What connection tracking knows of a packet: `ct state`, `ct original daddr`. */
export function conntrack(key: string, direction: string): ReadField {
  switch (key) {
    case 'state':
      return (packet) => ({
        kind: 'bits',
        has: (bit) => statesOf(packet).includes(bit.toUpperCase()),
        all: CT_STATES,
      });
    case 'status':
      return ofTracked((packet) => ({
        kind: 'bits',
        has: (bit) => statusTest(packet, [STATUS[bit] ?? bit.toUpperCase()]),
      }));
    case 'mark':
      return ofTracked((packet) => {
        const mark = connmarkOf(packet);
        return mark === undefined ? undefined : numberField(mark);
      });
    case 'direction':
      return ofTracked(({ packet }) => ({ kind: 'word', value: packet.direction ?? 'original' }));
    case 'protocol':
      return ofTracked(({ protocol }) => protocolField(protocol));
    case 'l3proto':
      return ofTracked(({ family }) => ({ kind: 'word', value: family === 4 ? 'ipv4' : 'ipv6' }));
    default:
      return direction === 'original' ? originalOf(key) : notKnown;
  }
}

const CT_STATES = ['new', 'established', 'related', 'invalid', 'untracked'];
const STATUS: Readonly<Record<string, string>> = { 'seen-reply': 'SEEN_REPLY' };

function ofTracked(read: ReadField): ReadField {
  return (packet) => (packet.tracked && !packet.packet.states.includes('UNTRACKED') ? read(packet) : ABSENT);
}

function originalOf(key: string): ReadField {
  const [end, proto] = [/(saddr|daddr)$/.exec(key)?.[1], /^proto-(src|dst)$/.exec(key)?.[1]];
  return ofTracked(({ packet, family }) => {
    const reply = packet.direction === 'reply';
    if (end !== undefined) {
      if ((key.startsWith('ip6') && family === 4) || (key.startsWith('ip ') && family === 6)) return ABSENT;
      const found =
        end === 'daddr'
          ? (packet.originalTo ?? (reply ? undefined : packet.to))
          : (packet.originalFrom ?? (reply ? undefined : packet.from));
      return found === undefined ? undefined : address(addressNumber(found));
    }
    if (proto === undefined) return undefined;
    const port =
      proto === 'dst'
        ? (packet.originalPort ?? (reply ? undefined : packet.port))
        : (packet.originalSourcePort ?? (reply ? undefined : packet.sourcePort));
    return port === undefined ? undefined : numberField(port);
  });
}
