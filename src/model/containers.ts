import type { BindSource } from '../facts/bind-sources.ts';
import type { ContainerEvent, ContainerEvents } from '../facts/docker-events.ts';
import type { ContainerInspect } from '../facts/docker-inspect.ts';
import type { DockerNetwork } from '../facts/docker-networks.ts';
import type { NamespaceListener, NamespaceRoute, NetworkNamespace } from '../facts/network-namespaces.ts';

/** A container with what stands around it. */
export interface Container {
  readonly id: string;
  readonly name: string;
  readonly inspect: ContainerInspect;
  readonly running: boolean;
  readonly attachments: readonly Attachment[];
  readonly published: readonly PublishedPort[];
  /** Listeners in its network namespace, Docker's embedded DNS left out; undefined where they could not be read. */
  readonly listeners: readonly NamespaceListener[] | undefined;
  /** Of its main IPv4 table; absent where they could not be read. */
  readonly routes?: readonly NamespaceRoute[];
  /** It uses the host's own network namespace. */
  readonly onHostNetwork: boolean;
  /** What it mounts from the host, where that was looked at: of containers in trouble. */
  readonly bindSources: readonly BindSource[];
  /** What Docker's events still tell of it, oldest first; they go back a few hundred events at most. */
  readonly events: readonly ContainerEvent[];
  /** When that was, in milliseconds since 1970 by the host's clock. */
  readonly seenAt?: number;
  /** The compose project or stack that owns it. */
  readonly project?: string;
  /**
   * Docker wrote down that somebody sent it a signal (`docker stop`, `docker kill`) and nobody started it since. Its events
   * forget that with the next start of the daemon, this stays.
   */
  readonly halted?: true;
}

/** A place of a container in a network. */
export interface Attachment {
  readonly network: string;
  readonly networkId: string;
  /** For bridge networks: the device on the host. */
  readonly bridge?: string;
  readonly internal: boolean;
  /** Its containers may talk to each other; `enable_icc=false` forbids it. */
  readonly interContainer: boolean;
  /** Absent while it does not run. */
  readonly ipv4?: string;
  readonly ipv6?: string;
}

export interface PublishedPort {
  readonly hostPort: number;
  /** Empty: every address of the host. */
  readonly hostIp: string;
  readonly containerPort: number;
  readonly protocol: string;
  /** Bound now; a container that does not run only asks for it. */
  readonly bound: boolean;
}

/** Docker's embedded DNS server listens there in every user-defined network. */
const EMBEDDED_DNS = '127.0.0.11';

export function joinContainers(
  inspected: readonly ContainerInspect[],
  networks: readonly DockerNetwork[],
  namespaces: readonly NetworkNamespace[] | undefined,
  happened: ContainerEvents = { events: [] },
  sources: readonly BindSource[] = [],
  halted: readonly string[] = [],
): readonly Container[] {
  const byId = new Map(networks.map((network) => [network.id, network]));
  const byPid = new Map(namespaces?.flatMap((space) => space.pids.map((pid) => [pid, space] as const)));
  return inspected.map((inspect) => {
    const { networkMode } = inspect.hostConfig;
    const events = happened.events
      .filter(({ containerId }) => containerId === inspect.id)
      .toSorted((one, other) => one.at - other.at);
    const project = inspect.config.labels['com.docker.compose.project'];
    const space = inspect.state.pid > 0 ? byPid.get(inspect.state.pid) : undefined;
    return {
      id: inspect.id,
      name: inspect.name,
      inspect,
      running: inspect.state.running && !inspect.state.restarting && !hasDiedSince(inspect, events),
      attachments: inspect.networks.map((attached) => {
        const network = byId.get(attached.networkId) ?? networks.find(({ name }) => name === attached.name);
        return {
          network: attached.name,
          networkId: attached.networkId,
          internal: network?.internal ?? false,
          interContainer: network?.options.interContainer ?? true,
          ...(network?.bridgeDevice !== undefined && { bridge: network.bridgeDevice }),
          ...(attached.ipv4 !== undefined && { ipv4: attached.ipv4 }),
          ...(attached.ipv6 !== undefined && { ipv6: attached.ipv6 }),
        };
      }),
      published: publishedPorts(inspect),
      listeners: space?.listeners.filter(({ address }) => address !== EMBEDDED_DNS),
      ...(space !== undefined && { routes: space.routes }),
      onHostNetwork: networkMode === 'host',
      bindSources: sources.filter(({ path }) => inspect.mounts.some(({ source }) => source === path)),
      events,
      ...(happened.until !== undefined && { seenAt: happened.until }),
      ...(project !== undefined && { project }),
      ...(halted.includes(inspect.id) && { halted: true as const }),
    };
  });
}

/** A run of less than a second may be over by the time that Docker is asked what happened. */
export function hasDiedSince(
  { state }: Pick<ContainerInspect, 'state'>,
  events: readonly ContainerEvent[],
): boolean {
  return events.some(({ action, at }) => action === 'die' && at > Date.parse(state.startedAt ?? ''));
}

function publishedPorts(inspect: ContainerInspect): PublishedPort[] {
  const bound = inspect.ports.flatMap(({ containerPort, protocol, bindings }) =>
    bindings.map(({ hostIp, hostPort }) => ({
      hostPort,
      hostIp: everyAddress(hostIp) ? '' : hostIp,
      containerPort,
      protocol,
      bound: true,
    })),
  );
  const asked = inspect.hostConfig.portBindings.flatMap(({ containerPort, protocol, hostIp, hostPort }) =>
    hostPort === undefined
      ? []
      : [{ hostPort, hostIp: everyAddress(hostIp) ? '' : hostIp, containerPort, protocol, bound: false }],
  );
  const every = [...asked, ...bound];
  // Published on :: and on nothing else is IPv6 alone; Docker binds 0.0.0.0 and :: for one -p, to a person one published port.
  const isTwin = ({ hostIp, hostPort, protocol }: PublishedPort) =>
    hostIp === '::' &&
    every.some((other) => other.hostIp === '' && other.hostPort === hostPort && other.protocol === protocol);
  const ports = every.filter((port) => !isTwin(port));
  const unique = new Map(ports.map((port) => [`${port.hostIp} ${port.hostPort} ${port.protocol}`, port]));
  return [...unique.values()];
}

function everyAddress(hostIp: string): boolean {
  return hostIp === '' || hostIp === '0.0.0.0';
}

/** The container behind a port of the host; one that runs before one that only asks for it. */
export function publisherOf(containers: readonly Container[], hostPort: number): Publisher | undefined {
  let index = publishers.get(containers);
  if (index === undefined) {
    index = publishersOf(containers);
    publishers.set(containers, index);
  }
  return index.get(hostPort);
}

interface Publisher {
  readonly container: Container;
  readonly port: PublishedPort;
}

/** Asked for by many rules for every port of every container. */
const publishers = new WeakMap<readonly Container[], ReadonlyMap<number, Publisher>>();

function publishersOf(containers: readonly Container[]): ReadonlyMap<number, Publisher> {
  const index = new Map<number, Publisher>();
  for (const container of containers) {
    for (const port of container.published) {
      const known = index.get(port.hostPort);
      if (known === undefined || (port.bound && !known.port.bound))
        index.set(port.hostPort, { container, port });
    }
  }
  return index;
}

/**
 * It does not run, and another container serves everything that it published: what an upgrade or an experiment leaves
 * behind, and nothing that anybody misses.
 */
export function isReplaced(container: Container, all: readonly Container[]): boolean {
  const { running, published, inspect } = container;
  if (running || inspect.state.restarting) return false;
  if (all.some((other) => other.running && isSameOfProject(container, other))) return true;
  if (published.length === 0) return false;
  return published.every(({ hostPort, protocol }) =>
    all.some(
      (other) =>
        other.running &&
        other.published.some(
          (port) => port.bound && port.hostPort === hostPort && port.protocol === protocol,
        ),
    ),
  );
}

/** What nobody missed for so long is left over from an experiment. */
const FORGOTTEN_MS = 7 * 24 * 3_600_000;

/** Its first start came to nothing, and nobody has tried again since. */
export function isForgotten({ inspect }: Pick<Container, 'inspect'>, now: number): boolean {
  return inspect.state.status === 'created' && now - Date.parse(inspect.created) > FORGOTTEN_MS;
}

const SAME_OF_PROJECT = ['project', 'service', 'container-number'].map(
  (name) => `com.docker.compose.${name}`,
);

/** Compose's second of a service is another container; the first, made anew, takes the place of the first. */
function isSameOfProject({ inspect: one }: Container, { inspect: other }: Container): boolean {
  return SAME_OF_PROJECT.every((label) => {
    const value = one.config.labels[label];
    return value !== undefined && value === other.config.labels[label];
  });
}
