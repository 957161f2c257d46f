import type { Link } from '../../facts/links.ts';
import type { Neighbour } from '../../facts/neighbours.ts';
import type { Socket } from '../../facts/sockets.ts';
import type { Sysctls } from '../../facts/sysctls.ts';
import type { Attachment, Container } from '../containers.ts';
import type { Firewalls } from '../firewalls.ts';
import type { Network } from '../network.ts';
import { outsideDevice } from '../paths.ts';
import type { Routing } from '../routing.ts';

/** What is known of a host when a packet is followed; undefined is "could not be read". */
export interface WorldParts {
  readonly network: Network;
  /** IPv6; undefined where its routes or rules could not be read. */
  readonly routing6: Routing | undefined;
  readonly firewalls: Firewalls | undefined;
  readonly sysctls: Sysctls | undefined;
  readonly listeners: readonly Socket[] | undefined;
  readonly containers: readonly Container[] | undefined;
  readonly neighbours: readonly Neighbour[] | undefined;
}

/** A container where one of its addresses is. */
export interface Place {
  readonly container: Container;
  readonly attachment: Attachment;
}

/** The same, found by what a packet asks for; made once for each host. */
export class World {
  readonly parts: WorldParts;
  /** The card by which packets from outside come in. */
  readonly card: string | undefined;
  private readonly deviceOf: ReadonlyMap<string, string>;
  private readonly links: ReadonlyMap<string, Link>;
  private readonly ports: ReadonlyMap<string, readonly Link[]>;
  private readonly listeners: ReadonlyMap<string, readonly Socket[]>;
  private readonly places: ReadonlyMap<string, readonly Place[]>;
  private readonly publishers: ReadonlyMap<string, readonly Container[]>;
  private readonly neighbours: ReadonlyMap<string, Neighbour>;
  private readonly pluggedIn: ReadonlyMap<string, readonly Container[]>;
  /** Whether the tool tells which device is plugged into which bridge. */
  readonly knowsPorts: boolean;

  constructor(parts: WorldParts) {
    this.parts = parts;
    const { network, listeners = [], containers = [], neighbours = [] } = parts;
    const running = containers.filter((container) => container.running);
    this.card = outsideDevice(network);
    this.deviceOf = new Map(network.addresses.map(({ address, device }) => [address, device]));
    this.knowsPorts = network.links.some(({ master }) => master !== undefined);
    this.pluggedIn = groupedByEach(running, ({ attachments }) =>
      attachments.flatMap(({ bridge }) => (bridge === undefined ? [] : [bridge])),
    );
    this.links = new Map(network.links.map((link) => [link.name, link]));
    this.ports = grouped(network.links, ({ master }) => master ?? '');
    this.listeners = grouped(listeners, ({ protocol, port }) => `${protocol} ${port}`);
    this.places = grouped(
      running.flatMap((container) =>
        container.attachments.flatMap((attachment) =>
          [attachment.ipv4, attachment.ipv6].flatMap((address) =>
            address === undefined ? [] : [{ address, container, attachment }],
          ),
        ),
      ),
      ({ address }) => address,
    );
    this.publishers = groupedByEach(running, ({ published }) =>
      published.filter(({ bound }) => bound).map(({ protocol, hostPort }) => `${protocol} ${hostPort}`),
    );
    this.neighbours = new Map(neighbours.map((entry) => [`${entry.device} ${entry.address}`, entry]));
  }

  readonly isLocal = (address: string): boolean =>
    this.deviceOf.has(address) || address.startsWith('127.') || address === '::1';

  deviceHolding(address: string): string | undefined {
    return this.deviceOf.get(address);
  }

  /** The address that the host itself would send from. */
  addressOf(device: string, family: 4 | 6): string | undefined {
    return this.parts.network.addresses.find(
      (one) => one.device === device && one.family === family && one.scope === 'global',
    )?.address;
  }

  link(device: string): Link | undefined {
    return this.links.get(device);
  }

  /** Devices that are plugged into a bridge. */
  portsOf(bridge: string): readonly Link[] {
    return this.ports.get(bridge) ?? [];
  }

  listenersAt(protocol: string, port: number): readonly Socket[] {
    return this.listeners.get(`${protocol} ${port}`) ?? [];
  }

  /** Running containers that hold an address, on a bridge or not; two networks may use the same range. */
  holdersOf(address: string): readonly Place[] {
    return this.places.get(address) ?? [];
  }

  /** The container that Docker's proxy dials for a port of the host. */
  publishedAt(protocol: string, address: string, hostPort: number) {
    for (const container of this.publishers.get(`${protocol} ${hostPort}`) ?? []) {
      const port = container.published.find(
        (one) =>
          one.bound &&
          one.protocol === protocol &&
          one.hostPort === hostPort &&
          (one.hostIp === '' || one.hostIp === address),
      );
      const attachment = container.attachments.find((one) => one.bridge !== undefined && one.ipv4);
      if (port !== undefined && attachment?.ipv4 !== undefined) {
        return { container, port, address: attachment.ipv4 };
      }
    }
    return undefined;
  }

  container(name: string): Container | undefined {
    return this.parts.containers?.find((one) => one.name === name);
  }

  neighbour(device: string, address: string): Neighbour | undefined {
    return this.neighbours.get(`${device} ${address}`);
  }

  routing(family: 4 | 6): Routing | undefined {
    return family === 4 ? this.parts.network.routing : this.parts.routing6;
  }

  /** A bridge that containers are in: what holds no address of theirs there holds none. */
  isDockerBridge(device: string): boolean {
    return this.pluggedIn.has(device) || /^(docker\d+|br-[0-9a-f]{12})$/.test(device);
  }

  /** Running containers in a bridge network with a network namespace of their own. */
  plugged(bridge: string): readonly Container[] {
    return this.pluggedIn.get(bridge) ?? [];
  }
}

function grouped<Item>(items: readonly Item[], key: (item: Item) => string): ReadonlyMap<string, Item[]> {
  return groupedByEach(items, (item) => [key(item)]);
}

function groupedByEach<Item>(
  items: readonly Item[],
  keys: (item: Item) => readonly string[],
): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    for (const key of keys(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
}
