import { isIP } from 'node:net';
import type { Attempt, SnapshotNeed } from '../facts/snapshot.ts';

/** An attempt that is to be made. */
export type PlannedAttempt = Pick<Attempt, 'vantage' | 'to' | 'about'> & {
  /** Of a process in the network namespace from which it starts; absent for the host's own. */
  readonly pid?: number;
};

/** What the plan needs to know of a container; the model's containers fit. */
export interface PlannedContainer {
  readonly name: string;
  readonly running: boolean;
  readonly onHostNetwork: boolean;
  readonly pid: number;
  /** Its address in a bridge network. */
  readonly address?: string;
  /** Bridge networks from which packets may leave the host: none that is internal. */
  readonly ways: readonly {
    readonly network: string;
    readonly address: string;
    /** Its containers may talk to each other. */
    readonly interContainer: boolean;
  }[];
  /** TCP ports that its image declares. */
  readonly exposed: readonly number[];
  readonly published: readonly {
    readonly hostPort: number;
    readonly hostIp: string;
    readonly containerPort: number;
    readonly protocol: string;
    readonly bound: boolean;
  }[];
}

export interface AttemptPlan {
  readonly containers: readonly PlannedContainer[];
  readonly needs: readonly SnapshotNeed[];
  readonly askedPort?: number;
  /** Further ports that are to be tried, whoever publishes them. */
  readonly alsoPorts?: readonly number[];
  /** The container that was asked for, by its own name. */
  readonly askedContainer?: string;
  /** Somebody asks where packets to a need end: then every container is worth a try. */
  readonly asksForNeed?: boolean;
  /** Where the worker connects to; absent where the worker is the host itself or stands behind a bastion. */
  readonly hostAddress?: string;
}

/** More published ports than this (a range) are sampled: the first of them. */
const MOST_PORTS = 64;

/** More containers than this are not sent out: one of each network says what the others would. */
const MOST_SENT_OUT = 8;

/** Of all needs from all containers together, the first so many. */
const MOST_FROM_CONTAINERS = 32;

/**
 * Every published TCP port and the asked one from four places, every need from the host and from inside a container of each
 * bridge network, and in each of those networks one neighbour from another.
 */
export function planAttempts(plan: AttemptPlan): readonly PlannedAttempt[] {
  const { containers, needs, askedPort, alsoPorts = [], hostAddress } = plan;
  const wanted = new Set(askedPort === undefined ? alsoPorts : [askedPort, ...alsoPorts]);
  const published = containers
    .filter(({ running }) => running)
    .flatMap((container) =>
      container.published
        .filter(({ protocol, bound }) => protocol === 'tcp' && bound)
        .map((port) => ({ container, port })),
    );
  const shown = published
    .toSorted((one, other) => Number(wanted.has(other.port.hostPort)) - Number(wanted.has(one.port.hostPort)))
    .slice(0, MOST_PORTS);
  const ports = shown.flatMap(({ container, port }) => attemptsOnPort(container, port, hostAddress));
  const unpublished = [...wanted].filter((asked) => !published.some(({ port }) => port.hostPort === asked));
  const asked = unpublished.flatMap((port) => attemptsOnHostPort(port, hostAddress));
  const toNeeds = needs.flatMap(({ name, address, port }): PlannedAttempt[] =>
    port === undefined
      ? []
      : [{ vantage: 'host', to: { address, port }, about: { kind: 'need', need: name } }],
  );
  return [...ports, ...asked, ...toNeeds, ...needsFromContainers(plan), ...peers(plan)];
}

function needsFromContainers({
  containers,
  needs,
  askedContainer,
  asksForNeed = false,
}: AttemptPlan): PlannedAttempt[] {
  const seen = new Set<string>();
  const able = containers.filter(
    ({ running, onHostNetwork, pid, ways }) => running && !onHostNetwork && pid > 0 && ways.length > 0,
  );
  const sent = able
    .toSorted((one, other) => Number(other.name === askedContainer) - Number(one.name === askedContainer))
    .filter(({ name, ways }) => {
      const isNew = ways.some(({ network }) => !seen.has(network));
      for (const { network } of ways) seen.add(network);
      return isNew || asksForNeed || name === askedContainer;
    })
    .slice(0, MOST_SENT_OUT);
  return needs
    .flatMap(({ name: need, address, port }) => {
      if (port === undefined || !isSomewhereElse(address)) return [];
      // Where the need is a port of this very host, the way back to oneself is one that no neighbour goes.
      const itself = able.filter((one) => !sent.includes(one) && publishes(one, port));
      return [...sent, ...itself].map(({ name: container, pid }): PlannedAttempt => ({
        vantage: 'container',
        to: { address, port },
        about: { kind: 'container-need', need, container },
        pid,
      }));
    })
    .slice(0, MOST_FROM_CONTAINERS);
}

function publishes({ published }: PlannedContainer, port: number): boolean {
  return published.some(({ hostPort, protocol, bound }) => bound && protocol === 'tcp' && hostPort === port);
}

/** A container has a loopback of its own; and few have IPv6, which is no fault of the service. */
function isSomewhereElse(address: string): boolean {
  return isIP(address) === 6 ? false : !address.startsWith('127.') && address !== 'localhost';
}

/** In each bridge network one container that another one tries; what the host gets from it is tried beside it. */
function peers({ containers }: AttemptPlan): PlannedAttempt[] {
  const members = containers.filter(({ running, pid }) => running && pid > 0);
  const networks = new Set(
    members.flatMap(({ ways }) =>
      ways.flatMap(({ network, interContainer }) => (interContainer ? [network] : [])),
    ),
  );
  return [...networks].slice(0, MOST_SENT_OUT).flatMap((network) => {
    const inside = members.flatMap((container) =>
      container.ways.filter((way) => way.network === network).map(({ address }) => ({ container, address })),
    );
    const target = inside.find(({ container }) => portOf(container) !== undefined);
    const source = inside.find(({ container }) => container !== target?.container);
    const port = target === undefined ? undefined : portOf(target.container);
    if (target === undefined || source === undefined || port === undefined) return [];
    const peer = target.container.name;
    const to = { address: target.address, port };
    const { name: container, pid } = source.container;
    const isTried =
      target.container.address === target.address &&
      target.container.published.some(({ containerPort, bound }) => bound && containerPort === port);
    const fromHost: PlannedAttempt = {
      vantage: 'host',
      to,
      about: { kind: 'container-address', container: peer },
    };
    return [
      { vantage: 'container', to, about: { kind: 'container-peer', network, container, peer }, pid },
      ...(isTried ? [] : [fromHost]),
    ];
  });
}

function portOf({ published, exposed }: PlannedContainer): number | undefined {
  return published.find(({ protocol, bound }) => protocol === 'tcp' && bound)?.containerPort ?? exposed[0];
}

function attemptsOnPort(
  container: PlannedContainer,
  { hostPort, hostIp, containerPort }: PlannedContainer['published'][number],
  hostAddress: string | undefined,
): PlannedAttempt[] {
  const { name, address, pid } = container;
  const about = { kind: 'published-port', hostPort, container: name } as const;
  const local = hostIp === '' || hostIp.includes(':') ? '127.0.0.1' : hostIp;
  return [
    ...(hostAddress === undefined
      ? []
      : [{ vantage: 'worker', to: { address: hostAddress, port: hostPort }, about } as const]),
    { vantage: 'host', to: { address: local, port: hostPort }, about },
    ...(address === undefined
      ? []
      : [
          {
            vantage: 'host',
            to: { address, port: containerPort },
            about: { kind: 'container-address', container: name, hostPort },
          } as const,
          ...(pid > 0
            ? [
                {
                  vantage: 'container',
                  to: { address, port: containerPort },
                  about: { kind: 'inside-container', container: name, hostPort },
                  pid,
                } as const,
              ]
            : []),
        ]),
  ];
}

function attemptsOnHostPort(port: number, hostAddress: string | undefined): PlannedAttempt[] {
  const about = { kind: 'host-port' } as const;
  return [
    ...(hostAddress === undefined
      ? []
      : [{ vantage: 'worker', to: { address: hostAddress, port }, about } as const]),
    { vantage: 'host', to: { address: '127.0.0.1', port }, about },
  ];
}
