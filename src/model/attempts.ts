import { inWords } from '../facts/reasons.ts';
import type { Attempt, Outcome } from '../facts/snapshot.ts';
import { say, type Said } from '../text/say.ts';

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

/** A need, tried from inside a container. */
export interface NeedFromContainer {
  readonly container: string;
  readonly outcome: Outcome;
}

export interface SparePort {
  readonly port: number;
  readonly beside: number;
  readonly outcome: Outcome;
}

/** A container that tried to reach another one in the same network. */
export interface PeerAttempt {
  readonly network: string;
  readonly container: string;
  readonly peer: string;
  readonly to: Attempt['to'];
  readonly outcome: Outcome;
  /** What the host itself got from that very address. */
  readonly fromHost: Outcome | undefined;
}

/** The attempts of a snapshot, by what they were about. */
export class Attempts {
  private readonly byPort = new Map<number, Draft>();
  private readonly byNeed = new Map<string, Outcome>();
  private readonly fromContainers = new Map<string, NeedFromContainer[]>();
  /** Ports that nobody publishes, tried from outside: whether packets for them arrive. */
  readonly spare: readonly SparePort[];
  /** Between containers of one network. */
  readonly peers: readonly PeerAttempt[];

  constructor(attempts: readonly Attempt[]) {
    this.spare = attempts.flatMap(({ about, to, outcome }) =>
      about.kind === 'spare-port' ? [{ port: to.port, beside: about.beside, outcome }] : [],
    );
    this.peers = attempts.flatMap((attempt) => peerAttempt(attempt, attempts));
    for (const attempt of attempts) {
      const { about, outcome } = attempt;
      if (about.kind === 'need') this.byNeed.set(about.need, outcome);
      if (about.kind === 'container-need') {
        const { need, container } = about;
        this.fromContainers.set(need, [...this.toNeedInside(need), { container, outcome }]);
      }
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

  /** The same need from inside the containers that were tried; none on an internal network, which has no way out. */
  toNeedInside(name: string): readonly NeedFromContainer[] {
    return this.fromContainers.get(name) ?? [];
  }
}

/** Keys of the symptoms that a need makes: its own, and one for each container from which it fails. */
export function needKeys(attempts: Attempts | undefined, name: string): readonly string[] {
  return [`need:${name}`, ...containerNeedKeys(attempts, name)];
}

export function containerNeedKeys(attempts: Attempts | undefined, name: string): readonly string[] {
  return (attempts?.toNeedInside(name) ?? [])
    .filter(({ outcome }) => failed(outcome))
    .map(({ container }) => `need:${name}:${container}`);
}

function peerAttempt({ about, to, outcome }: Attempt, all: readonly Attempt[]): PeerAttempt[] {
  if (about.kind !== 'container-peer') return [];
  const fromHost = all.find(
    (other) =>
      other.about.kind === 'container-address' &&
      other.to.address === to.address &&
      other.to.port === to.port,
  )?.outcome;
  const { network, container, peer } = about;
  return [{ network, container, peer, to, outcome, fromHost }];
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
export function describeOutcome(outcome: Outcome): Said {
  switch (outcome.kind) {
    case 'connected':
      return say`answers`;
    case 'refused':
      return say`is refused`;
    case 'timed-out':
      return say`times out`;
    case 'reset-after-accept':
      return say`is accepted and dropped at once`;
    case 'unreachable':
      return say`is unreachable (${inWords(outcome.because)})`;
    case 'not-tried':
      return say`was not tried (${inWords(outcome.because)})`;
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
    case 'container-need':
    case 'container-peer':
    case 'spare-port':
      return undefined;
  }
  return about satisfies never;
}

function placeOf({ vantage, about }: Attempt): 'outside' | 'loopback' | 'container' | 'inside' {
  if (vantage === 'worker') return 'outside';
  if (vantage === 'container') return 'inside';
  return about.kind === 'container-address' ? 'container' : 'loopback';
}
