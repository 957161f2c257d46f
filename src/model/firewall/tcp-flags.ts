import type { FirewallPacket } from './packet.ts';
import type { Test } from './program.ts';

/** Of the flags in `mask` exactly `wanted` are set. */
export function tcpFlagsTest(mask: readonly string[], wanted: readonly string[]): Test {
  return ({ packet, protocol }) => {
    if (protocol !== 6) return false;
    const flags = packet.tcpFlags ?? firstFlags(packet.states, packet.direction);
    if (flags !== undefined) return mask.every((flag) => flags.includes(flag) === wanted.includes(flag));
    // Only the very first packet has a SYN without an ACK.
    const onlyFirst = mask.includes('ack') && !wanted.includes('ack') && wanted.includes('syn');
    return onlyFirst && packet.states.includes('ESTABLISHED') ? false : undefined;
  };
}

/** The flags of a packet that opens a connection; of others they are not known. */
export function firstFlags(
  states: FirewallPacket['states'],
  direction: FirewallPacket['direction'],
): readonly string[] | undefined {
  return states.includes('NEW') && direction !== 'reply' ? ['syn'] : undefined;
}
