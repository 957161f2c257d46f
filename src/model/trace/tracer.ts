import { answerTo, type Answerer } from './answer.ts';
import { arrive } from './arrive.ts';
import { enterContainer } from './container-sockets.ts';
import { ended, Flight, type Next } from './flight.ts';
import { receive } from './host-sockets.ts';
import { leaveContainer } from './leave-container.ts';
import { send } from './send.ts';
import type { DeadEnd, End, Trace, TracedPacket } from './trace.ts';
import { World, type WorldParts } from './world.ts';

/** Follows packets through one host, as the kernel would. */
export class Tracer {
  private readonly parts: WorldParts;
  private made: World | undefined;

  constructor(parts: WorldParts) {
    this.parts = parts;
  }

  /** What is looked up often is indexed when the first packet comes. */
  private get world(): World {
    return (this.made ??= new World(this.parts));
  }

  trace(packet: TracedPacket): Trace {
    const journey = new Journey(this.world, packet);
    const end = journey.end();
    const { hops } = journey.flight;
    return {
      packet,
      hops,
      end,
      proxied: journey.proxied,
      sure: hops.every(({ unsure }) => unsure === undefined),
    };
  }
}

/** Loops cannot happen on a real host, but a recorded one could be half a host. */
const MOST_STEPS = 16;

class Journey {
  flight: Flight;
  proxied = false;
  private readonly world: World;
  private readonly packet: TracedPacket;

  constructor(world: World, packet: TracedPacket) {
    this.world = world;
    this.packet = packet;
    this.flight = new Flight(packet);
  }

  end(): End {
    let next = this.begin();
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      if (next.at === 'end') return this.answered(next.end);
      next = this.step(next);
    }
    return { kind: 'left', device: 'lo' };
  }

  private begin(): Next {
    const { origin } = this.packet;
    switch (origin.kind) {
      case 'outside':
        this.flight.iif = origin.device ?? this.world.deviceHolding(this.flight.to) ?? this.world.card;
        this.flight.cameBy = this.flight.iif;
        return { at: 'host' };
      case 'host':
        return send(this.flight, this.world);
      case 'container': {
        const container = this.world.container(origin.container);
        if (container === undefined || container.onHostNetwork) return send(this.flight, this.world);
        return leaveContainer(this.flight, this.world, container);
      }
    }
    return origin satisfies never;
  }

  private step(next: Exclude<Next, { at: 'end' }>): Next {
    switch (next.at) {
      case 'host':
        return arrive(this.flight, this.world);
      case 'input':
        return receive(this.flight, this.world);
      case 'container':
        return enterContainer(this.flight, this.world, next.place);
      case 'listener': {
        const { place, name } = next;
        const by: Answerer = place === undefined ? { kind: 'host' } : { kind: 'container', place };
        return ended(this.unanswered(by) ?? { kind: 'delivered', to: name });
      }
      case 'proxy':
        return this.dial(next.to, next.port);
    }
    return next satisfies never;
  }

  /** The proxy's own answer has to get back, and its connection is a new one of the host's. */
  private dial(to: string, port: number): Next {
    const lost = this.unanswered({ kind: 'host' });
    if (lost !== undefined) return ended(lost);
    if (this.proxied) return ended({ kind: 'left', device: 'lo' });
    this.proxied = true;
    const { protocol } = this.packet;
    this.flight = new Flight({ protocol, to, port }, this.flight.hops);
    return send(this.flight, this.world);
  }

  /** What left by a device of the host comes back by it. */
  private answered(end: End): End {
    if (end.kind !== 'left' || this.flight.oif !== end.device) return end;
    return this.unanswered({ kind: 'beyond', device: end.device }) ?? end;
  }

  private unanswered(by: Answerer): DeadEnd | undefined {
    const origin = this.proxied ? ({ kind: 'host' } as const) : this.packet.origin;
    return answerTo(this.flight, this.world, by, origin);
  }
}
