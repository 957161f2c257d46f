import type { Test } from './program.ts';

/** Of the flags in `mask` exactly `wanted` are set. */
export function tcpFlagsTest(mask: readonly string[], wanted: readonly string[]): Test {
  return ({ packet, protocol }) => {
    if (protocol !== 6) return false;
    const isFirst = packet.states.includes('NEW') && packet.direction !== 'reply';
    const flags = packet.tcpFlags ?? (isFirst ? ['syn'] : undefined);
    if (flags !== undefined) return mask.every((flag) => flags.includes(flag) === wanted.includes(flag));
    // Only the very first packet has a SYN without an ACK.
    const onlyFirst = mask.includes('ack') && !wanted.includes('ack') && wanted.includes('syn');
    return onlyFirst && packet.states.includes('ESTABLISHED') ? false : undefined;
  };
}
