import { isIP } from 'node:net';

import type { LogLine } from '../facts/docker-logs.ts';
import type { DockerNetwork } from '../facts/docker-networks.ts';
import type { SnapshotNeed } from '../facts/snapshot.ts';
import { CONNECT_FAILURE, placesIn } from './connect-failure.ts';
import type { Container } from './containers.ts';
import { addressIn, parsePrefix } from './prefix.ts';
import { isLooping, linesOfRun } from './runs.ts';

/** Of all containers together. */
const MOST = 6;

export interface InTrouble {
  readonly containers: readonly Container[];
  readonly networks: readonly DockerNetwork[];
  readonly logs: Readonly<Record<string, readonly LogLine[]>>;
  /** Of the inventory, and what was asked for. */
  readonly needs: readonly SnapshotNeed[];
  /** The container that was asked for, by its own name. */
  readonly asked?: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Services that containers in trouble connect to, by their connection strings and by what their logs say they could not
 * reach: whether they answer is the first thing that anybody would try. What other containers are told to use is left alone
 * unless somebody asks for them, or the inventory knows such a service at another address; and so are other containers, which only containers reach by name.
 */
export function needsOfContainers(seen: InTrouble): readonly SnapshotNeed[] {
  const found = new Map<string, SnapshotNeed>();
  for (const container of seen.containers) {
    const lines = linesOfRun(container, seen.logs[container.id] ?? [], seen.now);
    const texts = lines.map(({ text }) => text);
    const complains = texts.some((text) => CONNECT_FAILURE.test(text));
    const { endpoints } = container.inspect.config;
    const suspicious = endpoints.some(({ host, port }) => isElsewhere(host, port, seen.needs));
    const isAsked = container.name === seen.asked;
    if (!complains && !suspicious && !isAsked && !isInTrouble(container, seen.now)) continue;
    const told = endpoints.map(({ host, port }) => ({ address: host, port }));
    for (const { address, port } of [...told, ...placesIn(texts)]) {
      if (!isRemote(address, container, seen) || port > 65_535) continue;
      if (seen.needs.some((need) => need.address === address && need.port === port)) continue;
      const name = `${address}:${port}`;
      if (!found.has(name)) found.set(name, { name, address, port, of: container.name });
    }
  }
  return [...found.values()].slice(0, MOST);
}

function isInTrouble(container: Container, now: number): boolean {
  const { state } = container.inspect;
  if (isLooping(container, now) || state.health?.status === 'unhealthy') return true;
  return !container.running && !state.paused && ![0, 130, 137, 143].includes(state.exitCode);
}

/** The inventory lists such a service, at another address. */
function isElsewhere(host: string, port: number, needs: readonly SnapshotNeed[]): boolean {
  const alike = needs.filter((need) => need.port === port);
  return alike.length > 0 && !alike.some(({ address }) => address === host);
}

/** Not the container itself, not another container, and not a name that only Docker resolves. */
function isRemote(address: string, container: Container, { containers, networks }: InTrouble): boolean {
  if (isIP(address) === 0)
    return /^[\w-]+(?:\.[\w-]+)+$/.test(address) && !address.endsWith('.docker.internal');
  if (isIP(address) === 6 || /^(?:127|0|255)\./.test(address)) return false;
  if (containers.some(({ attachments }) => attachments.some(({ ipv4 }) => ipv4 === address))) return false;
  // A range of its own networks belongs to its neighbours; one of another network may cover a server by mistake.
  return !networks
    .filter(({ id }) => container.attachments.some(({ networkId }) => networkId === id))
    .flatMap(({ subnets }) => subnets.flatMap(({ subnet }) => parsePrefix(subnet) ?? []))
    .some((prefix) => addressIn(address, prefix));
}
