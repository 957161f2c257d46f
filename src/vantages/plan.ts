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
  /** Where the worker connects to; absent where the worker is the host itself or stands behind a bastion. */
  readonly hostAddress?: string;
}

/** More published ports than this (a range) are sampled: the first of them. */
const MOST_PORTS = 64;

/** Every published TCP port and the asked one from four places, and every need from the host. */
export function planAttempts({
  containers,
  needs,
  askedPort,
  hostAddress,
}: AttemptPlan): readonly PlannedAttempt[] {
  const published = containers
    .filter(({ running }) => running)
    .flatMap((container) =>
      container.published
        .filter(({ protocol, bound }) => protocol === 'tcp' && bound)
        .map((port) => ({ container, port })),
    );
  const shown = published
    .toSorted(
      (one, other) => Number(other.port.hostPort === askedPort) - Number(one.port.hostPort === askedPort),
    )
    .slice(0, MOST_PORTS);
  const ports = shown.flatMap(({ container, port }) => attemptsOnPort(container, port, hostAddress));
  const isPublished = published.some(({ port }) => port.hostPort === askedPort);
  const asked = askedPort === undefined || isPublished ? [] : attemptsOnHostPort(askedPort, hostAddress);
  const toNeeds = needs.flatMap(({ name, address, port }): PlannedAttempt[] =>
    port === undefined
      ? []
      : [{ vantage: 'host', to: { address, port }, about: { kind: 'need', need: name } }],
  );
  return [...ports, ...asked, ...toNeeds];
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
