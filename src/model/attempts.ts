import type { Attempt, Outcome } from '../facts/snapshot.ts';

/** What the attempts on one TCP port of the host say, from the outside in. The first that fails names the layer. */
export interface PortOutcomes {
  readonly hostPort: number;
  /** From Ferryman to the host's address. */
  readonly outside?: Outcome;
  /** From the host to its own loopback address. */
  readonly loopback?: Outcome;
  /** The address of the host's own that was tried instead, where the port is published on that one alone. */
  readonly ownAddress?: string;
  /** From the host to the container's address and port. */
  readonly container?: Outcome;
  /** Inside the container's network namespace. */
  readonly inside?: Outcome;
}

/** The attempts of a snapshot, by what they were about. */
export class Attempts {
  private readonly byPort = new Map<number, Draft>();
  private readonly byNeed = new Map<string, Outcome>();

  constructor(attempts: readonly Attempt[]) {
    for (const attempt of attempts) {
      if (attempt.about.kind === 'need') this.byNeed.set(attempt.about.need, attempt.outcome);
      const hostPort = hostPortOf(attempt);
      if (hostPort === undefined) continue;
      const found = this.byPort.get(hostPort) ?? { hostPort };
      const place = placeOf(attempt);
      found[place] = attempt.outcome;
      if (place === 'loopback' && attempt.to.address !== '127.0.0.1') found.ownAddress = attempt.to.address;
      this.byPort.set(hostPort, found);
    }
  }

  onPort(hostPort: number): PortOutcomes {
    return this.byPort.get(hostPort) ?? { hostPort };
  }

  /** Ports of the host that were tried, ascending. */
  get ports(): readonly number[] {
    return [...this.byPort.keys()].toSorted((one, other) => one - other);
  }

  toNeed(name: string): Outcome | undefined {
    return this.byNeed.get(name);
  }
}

type Draft = { -readonly [Key in keyof PortOutcomes]: PortOutcomes[Key] };

/** Tried, and no connection came of it. */
export function failed(outcome: Outcome | undefined): boolean {
  return outcome !== undefined && outcome.kind !== 'connected' && outcome.kind !== 'not-tried';
}

export function connected(outcome: Outcome | undefined): boolean {
  return outcome?.kind === 'connected';
}

/** Docker's proxy takes every connection on the host's own addresses, whether or not the container can be reached. */
export function onlyProxyAnswers({ loopback, container }: PortOutcomes): boolean {
  return connected(loopback) && failed(container) && container?.kind !== 'refused';
}

/** As in "30003 …". */
export function describeOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'connected':
      return 'answers';
    case 'refused':
      return 'is refused';
    case 'timed-out':
      return 'times out';
    case 'reset-after-accept':
      return 'is accepted and dropped at once';
    case 'unreachable':
      return `is unreachable (${outcome.because})`;
    case 'not-tried':
      return `was not tried (${outcome.because})`;
  }
  return outcome satisfies never;
}

function hostPortOf({ about, to }: Attempt): number | undefined {
  switch (about.kind) {
    case 'published-port':
    case 'container-address':
    case 'inside-container':
      return about.hostPort;
    case 'host-port':
      return to.port;
    case 'need':
      return undefined;
  }
  return about satisfies never;
}

function placeOf({ vantage, about }: Attempt): 'outside' | 'loopback' | 'container' | 'inside' {
  if (vantage === 'worker') return 'outside';
  if (vantage === 'container') return 'inside';
  return about.kind === 'container-address' ? 'container' : 'loopback';
}
