import { askContainerNames, containerNames, type ContainerToAsk } from '../facts/container-names.ts';
import { askNameServers, nameServers } from '../facts/name-servers.ts';
import type { SnapshotNeed } from '../facts/snapshot.ts';
import type { Container } from '../model/containers.ts';
import { pinnedPlaces, wantedNames } from '../model/wanted-names.ts';
import type { Asked } from '../report/report.ts';
import type { Shell } from '../ssh/shell.ts';
import { runSections, type Readings } from './read-host.ts';

/** More containers than this are not looked into; those that were asked for come first. */
const MOST_CONTAINERS = 24;

/** Names that are asked for on the host, and within each container. */
const MOST_NAMES = 8;
const MOST_INSIDE = 3;

const TIMEOUT_MS = 6_000;

interface Resolving {
  readonly containers: readonly Container[];
  readonly needs: readonly SnapshotNeed[];
  readonly asked: Asked | undefined;
}

/**
 * A real question to each nameserver that the host or a container is configured with, and to no other. It takes two
 * seconds where one is silent, and runs beside the attempts on the ports.
 */
export async function askNameservers(
  shell: Shell,
  { containers, needs, asked }: Resolving,
  signal?: AbortSignal,
): Promise<Readings> {
  const names = wantedNames(needs, containers);
  const inside = wantedNames(needs, []).slice(0, MOST_INSIDE);
  const host = {
    id: nameServers.id,
    candidates: [askNameServers(names.slice(0, MOST_NAMES))],
    timeoutSeconds: 4,
  };
  const within = {
    id: containerNames.id,
    candidates: [askContainerNames(inside, toAsk(containers, needs, asked))],
    privileged: true,
    timeoutSeconds: 4,
  };
  const [ofHost, ofContainers] = await Promise.all([
    runSections(shell, [host], TIMEOUT_MS, signal),
    runSections(shell, [within], TIMEOUT_MS, signal),
  ]);
  return { ...ofHost, ...ofContainers };
}

function toAsk(
  containers: readonly Container[],
  needs: readonly SnapshotNeed[],
  asked: Asked | undefined,
): readonly ContainerToAsk[] {
  return containers
    .filter(({ running, onHostNetwork, inspect }) => running && !onHostNetwork && !inspect.state.paused)
    .toSorted((one, other) => Number(other.name === asked?.container) - Number(one.name === asked?.container))
    .flatMap((container): ContainerToAsk[] => {
      const { name, inspect } = container;
      const { resolvConfPath, hostsPath, state, hostConfig } = inspect;
      if (resolvConfPath === undefined || hostsPath === undefined || state.pid <= 0) return [];
      return [
        {
          pid: state.pid,
          resolvConf: resolvConfPath,
          hosts: hostsPath,
          name,
          dns: hostConfig.dns,
          pins: pinnedPlaces(container, needs),
        },
      ];
    })
    .slice(0, MOST_CONTAINERS);
}
