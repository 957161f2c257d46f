import { say, together, type Sayable, type Text } from '../../text/say.ts';

/** One packet of a new connection, as its sender makes it. */
export interface TracedPacket {
  readonly protocol: 'tcp' | 'udp';
  /**
   * Where it begins: before the network card (by `device`, else by the card that holds the address), in a process of the
   * host, or in the network namespace of a container.
   */
  readonly origin:
    | { readonly kind: 'outside'; readonly device?: string }
    | { readonly kind: 'host' }
    | { readonly kind: 'container'; readonly container: string };
  /** Absent where the sender is not known. */
  readonly from?: string;
  readonly to: string;
  readonly port: number;
}

/** What kind of thing decides at a hop. */
export type Layer =
  /** A chain of any firewall. */
  | 'filter'
  | 'nat'
  /** A route or a policy rule. */
  | 'route'
  /** Forwarding, of the host or of one device. */
  | 'switch'
  /** Reverse path and martians. */
  | 'source'
  /** A device of the host, a bridge and who is plugged into it. */
  | 'link'
  /** A neighbour on the network of one of the host's cards. */
  | 'beyond'
  | 'proxy'
  | 'socket';

/** One station on the way. */
export interface Hop {
  readonly layer: Layer;
  /** For people: `FORWARD`, `routes`, `docker0`, `container topapi`. */
  readonly where: Sayable;
  /** The very rule, route or setting, as the host prints it; or that nothing of the kind stands in the way. */
  readonly decided: Sayable;
  /** The command that prints it. */
  readonly source: string;
  /** The line as that command prints it, where `decided` says more than that. */
  readonly line?: string;
  /** Nothing of the kind is there at all: no route, no listener. */
  readonly absent?: true;
  /** What the packet is from here on, to be hung on the line: ` → to 172.17.0.2:9000`. */
  readonly changed?: Text;
  /** Where a translation sends it. */
  readonly translatedTo?: { readonly address: string; readonly port: number };
  /** The route leads into a bridge where nobody has the address, or past the bridge where somebody does. */
  readonly astray?: boolean;
  /** A rule that stops the packet if it holds, and how many packets it has stopped so far. */
  readonly mayStop?: { readonly kind: 'dropped' | 'rejected'; readonly packets: number };
  /** Why nobody can say from what was read whether the packet gets past here like this. */
  readonly unsure?: Sayable;
}

/** Where the packet's way ends for good. */
export interface DeadEnd {
  readonly kind: 'dropped' | 'rejected' | 'refused' | 'unreachable' | 'misrouted';
  readonly by: Hop;
  /** The packet itself, or the answer to it. */
  readonly way: 'there' | 'back';
}

export type End =
  /** A listener took it, and the answer found its way back. */
  | { readonly kind: 'delivered'; readonly to: Sayable }
  /** Out of the host's sight: it left by a card of the host. */
  | { readonly kind: 'left'; readonly device: string; readonly gateway?: string }
  | DeadEnd;

export interface Trace {
  readonly packet: TracedPacket;
  readonly hops: readonly Hop[];
  readonly end: End;
  /** A process of the host (docker-proxy) took the connection first and opened another one for it. */
  readonly proxied: boolean;
  /** Whether a hop is unsure: then the end is only the likeliest. */
  readonly sure: boolean;
}

export function isDeadEnd(end: End): end is DeadEnd {
  return end.kind !== 'delivered' && end.kind !== 'left';
}

/** As evidence: a line for each hop that decided something. */
export function hopLines({ hops }: Pick<Trace, 'hops'>): Text[] {
  return hops.map(({ where, decided, changed, unsure }) =>
    together(say`${where}: ${decided}`, changed, unsure !== undefined && say` (unsure: ${unsure})`),
  );
}
