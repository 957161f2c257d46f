import type { Sayable } from '../../text/say.ts';
import type { FirewallPacket } from '../firewall/packet.ts';
import type { DeadEnd, End, Hop, TracedPacket } from './trace.ts';
import type { Place } from './world.ts';

/** Where a packet is after a step: at its end, or before the next one. */
export type Next =
  | { readonly at: 'end'; readonly end: End }
  /** Before the host's PREROUTING. */
  | { readonly at: 'host' }
  /** Before the host's INPUT. */
  | { readonly at: 'input' }
  | { readonly at: 'container'; readonly place: Place }
  /** A listener's queue: of the host, or of a container. */
  | { readonly at: 'listener'; readonly name: Sayable; readonly place?: Place }
  /** A proxy on the host dials on. */
  | { readonly at: 'proxy'; readonly to: string; readonly port: number };

/** A packet on its way: what it is by now, and the hops behind it. */
export class Flight {
  readonly hops: Hop[];
  readonly family: 4 | 6;
  readonly protocol: TracedPacket['protocol'];
  /** The way back of a connection that is known by now. */
  readonly answer: boolean;
  from: string | undefined;
  to: string;
  port: number;
  sourcePort: number | undefined;
  iif: string | undefined;
  /** The device by which it first came into the host. */
  cameBy: string | undefined;
  oif: string | undefined;
  mark = 0;
  /** Of the connection, as whoever opened it sees it: set once something of it is translated, and on answers. */
  originalTo: string | undefined;
  originalPort: number | undefined;
  originalFrom: string | undefined;
  /** What a rule of NAT has changed. */
  readonly translated = new Set<'DNAT' | 'SNAT'>();
  /** Connection tracking was told to leave it alone. */
  untracked = false;
  /** The nat table has seen it, and sees a connection but once. */
  tracked: boolean;

  constructor(
    packet: Pick<TracedPacket, 'protocol' | 'from' | 'to' | 'port'>,
    hops: Hop[] = [],
    answer = false,
  ) {
    this.hops = hops;
    this.family = packet.to.includes(':') ? 6 : 4;
    this.protocol = packet.protocol;
    this.from = packet.from;
    this.to = packet.to;
    this.port = packet.port;
    this.answer = answer;
    this.tracked = answer;
  }

  pass(hop: Hop): undefined {
    this.hops.push(hop);
    return undefined;
  }

  die(kind: DeadEnd['kind'], by: Hop): DeadEnd {
    if (!this.hops.includes(by)) this.hops.push(by);
    return { kind, by, way: this.answer ? 'back' : 'there' };
  }

  /** What a hook has made of it. */
  become({ from, to, port, mark, states }: FirewallPacket): void {
    this.mark = mark ?? 0;
    this.untracked = states.includes('UNTRACKED');
    if (this.tracked) return;
    if (to !== this.to || port !== this.port) {
      this.originalTo ??= this.to;
      this.originalPort ??= this.port;
      this.translated.add('DNAT');
    }
    if (from !== this.from) {
      this.originalFrom ??= this.from;
      this.translated.add('SNAT');
    }
    this.from = from;
    this.to = to;
    this.port = port ?? this.port;
  }

  /** What connection tracking knows of the connection that this is the answer to. */
  remember(opening: Flight): void {
    this.originalTo = opening.originalTo ?? opening.to;
    this.originalPort = opening.originalPort ?? opening.port;
    this.originalFrom = opening.originalFrom ?? opening.from;
    this.untracked = opening.untracked;
    for (const kind of opening.translated) this.translated.add(kind);
  }

  /** As rules of a firewall see it. */
  seenByRules(isLocal: (address: string) => boolean): FirewallPacket {
    const state = this.answer ? 'ESTABLISHED' : 'NEW';
    return {
      protocol: this.protocol,
      ...(this.from !== undefined && { from: this.from }),
      to: this.to,
      port: this.port,
      ...(this.sourcePort !== undefined && { sourcePort: this.sourcePort }),
      ...(this.iif !== undefined && { iif: this.iif }),
      ...(this.oif !== undefined && { oif: this.oif }),
      states: this.untracked ? ['UNTRACKED'] : [state, ...this.translated],
      ...(this.originalTo !== undefined && { originalTo: this.originalTo }),
      ...(this.originalPort !== undefined && { originalPort: this.originalPort }),
      ...(this.originalFrom !== undefined && { originalFrom: this.originalFrom }),
      direction: this.answer ? 'reply' : 'original',
      toLocal: isLocal(this.to),
      fromLocal: this.from !== undefined && isLocal(this.from),
      ...(this.mark !== 0 && { mark: this.mark }),
    };
  }
}

export function ended(end: End): Next {
  return { at: 'end', end };
}
