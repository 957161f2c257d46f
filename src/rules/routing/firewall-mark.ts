import type { FirewallPacket } from '../../model/firewall/packet.ts';
import type { RoutedPacket } from '../../model/routing.ts';
import type { Views } from '../../model/views.ts';

/** What a firewall sees of a packet beside its addresses and the device that it came in by. */
export type SeenByFirewall = Pick<FirewallPacket, 'states'> & Partial<FirewallPacket>;

/**
 * A packet of TCP with the mark that the firewall gives it on its way to the choice of a route; without one where that
 * hangs on what is not known (the mark of its connection, a limit).
 */
export function marked(
  packet: RoutedPacket,
  seen: SeenByFirewall,
  { firewalls, network }: Pick<Views, 'network'> & Partial<Pick<Views, 'firewalls'>>,
): RoutedPacket {
  const { to, from, iif } = packet;
  const ends = firewalls?.hook(iif === undefined ? 'output' : 'prerouting', {
    protocol: 'tcp',
    to,
    ...(from !== undefined && { from }),
    ...(iif !== undefined && { iif }),
    toLocal: network.addresses.some(({ address }) => address === to),
    fromLocal: iif === undefined,
    ...seen,
  });
  const marks = new Set(ends?.map((end) => (end.kind === 'pass' ? (end.packet.mark ?? 0) : undefined)));
  const [mark] = marks;
  return marks.size === 1 && mark !== undefined && mark !== 0 ? { ...packet, mark } : packet;
}

export function markText(mark: number): string {
  return `0x${mark.toString(16)}`;
}
