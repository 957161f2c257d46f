import { addressNumber } from './address-number.ts';
import { changed, type Seen } from './packet.ts';
import type { Verdict } from './program.ts';
import { typeOf, type Surroundings } from './surroundings.ts';

/** `10.0.0.2:80`, `10.0.0.2`, `:8080`, `[fd00::2]:80`; undefined for ranges that leave the kernel a choice. */
export interface NatTarget {
  readonly address?: string;
  readonly ports?: { readonly first: number; readonly last: number; readonly base?: number };
}

export function parseNatTarget(text: string): NatTarget | undefined {
  const match =
    /^(?:\[([0-9a-fA-F:.-]+)\]|([0-9.-]+)|([0-9a-fA-F:.-]*:[0-9a-fA-F:.-]*:[0-9a-fA-F:.-]*))?(?::(\d+)(?:-(\d+)(?:\/(\d+))?)?)?$/.exec(
      text,
    );
  if (match === null) return undefined;
  const [, bracketed, four, six, first, last, base] = match;
  const addresses = bracketed ?? four ?? six;
  const [address, end = address] = addresses?.split('-') ?? [];
  if (address !== end) return undefined;
  if (address !== undefined && addressNumber(address) === undefined) return undefined;
  return {
    ...(address !== undefined && { address }),
    ...(first !== undefined && {
      ports: {
        first: Number(first),
        last: Number(last ?? first),
        ...(base !== undefined && { base: Number(base) }),
      },
    }),
  };
}

/** DNAT as iptables writes it. */
export function dnatTo(packet: Seen, to: string, around: Surroundings): Verdict {
  const target = parseNatTarget(to);
  return target === undefined
    ? { kind: 'other', target: 'DNAT' }
    : translateDestination(packet, target, { target: 'DNAT', to }, around);
}

/** REDIRECT: to the host itself, at the address of the device that the packet came in by. */
export function redirected(packet: Seen, ports: string, around: Surroundings): Verdict {
  const { iif, to } = packet.packet;
  const own = packet.family === 4 ? '127.0.0.1' : '::1';
  const address = iif === undefined ? own : around.deviceAddress(iif, packet.family);
  const target = parseNatTarget(ports === '' ? '' : `:${ports}`);
  if (target === undefined) return { kind: 'other', target: 'REDIRECT' };
  // Which of its addresses does not matter to a packet that was for the host anyway.
  const wanted = address ?? (packet.packet.toLocal ? to : undefined);
  if (wanted === undefined) return { kind: 'other', target: 'REDIRECT' };
  return translateDestination(
    packet,
    { ...target, address: wanted },
    { target: 'REDIRECT', to: ports },
    around,
    true,
  );
}

export function translateDestination(
  packet: Seen,
  target: NatTarget,
  said: { readonly target: string; readonly to: string },
  around: Surroundings,
  local = false,
): Verdict {
  const { to, port, originalTo, originalPort, states } = packet.packet;
  const newPort = portAfter(port, target.ports);
  const address = target.address ?? to;
  if (address === to && newPort === port) {
    return { kind: 'dnat', ...said, packet };
  }
  return {
    kind: 'dnat',
    ...said,
    packet: changed(packet, {
      to: address,
      ...(newPort !== undefined && { port: newPort }),
      originalTo: originalTo ?? to,
      ...((originalPort ?? port) !== undefined && { originalPort: originalPort ?? port }),
      states: states.includes('DNAT') ? states : [...states, 'DNAT'],
      toLocal: local || typeOf(address, false, around)?.type === 'local',
    }),
  };
}

/** A range keeps a port that is in it; else it begins with its first one, and goes on only where that is in use. */
function portAfter(port: number | undefined, ports: NatTarget['ports']): number | undefined {
  if (ports === undefined || port === undefined) return port;
  const { first, last, base } = ports;
  if (base !== undefined) return first + (((port - base) & 0xffff) % (last - first + 1));
  return port >= first && port <= last ? port : first;
}

export function snatTo(packet: Seen, to: string): Verdict {
  const target = parseNatTarget(to);
  return translateSource(packet, target?.address, { target: 'SNAT', to });
}

export function masqueraded(packet: Seen, to: string, around: Surroundings): Verdict {
  const { oif } = packet.packet;
  const address = oif === undefined ? undefined : around.deviceAddress(oif, packet.family);
  return translateSource(packet, address, { target: 'MASQUERADE', to });
}

/** An address that is not known (a range, a device without one) makes the sender one that is not known. */
export function translateSource(
  packet: Seen,
  address: string | undefined,
  said: { readonly target: string; readonly to: string },
): Verdict {
  const { from, sourcePort, originalFrom, originalSourcePort, states } = packet.packet;
  if (address === from && address !== undefined) return { kind: 'snat', ...said, packet };
  const { from: _, ...rest } = packet.packet;
  const before = originalFrom ?? from;
  const portBefore = originalSourcePort ?? sourcePort;
  const anonymous = { ...packet, packet: rest, from: undefined };
  return {
    kind: 'snat',
    ...said,
    packet: changed(anonymous, {
      ...(address !== undefined && { from: address }),
      ...(before !== undefined && { originalFrom: before }),
      ...(portBefore !== undefined && { originalSourcePort: portBefore }),
      states: states.includes('SNAT') ? states : [...states, 'SNAT'],
    }),
  };
}
