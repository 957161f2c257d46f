import { sha256 } from './digest.ts';
import type { PlanInput } from './plan-input.ts';

/** Of the host what a plan was made for, and nothing that changes by itself: no counters, times, process ids. */
export function hostState({ views, surroundings, bridge, docker, version }: PlanInput) {
  const { network, containers, daemonSetup, dockerInfo } = views;
  const { file, bootId } = surroundings;
  return {
    bootId,
    docker: { version, unit: docker.unit, flags: daemonSetup?.flags, liveRestore: dockerInfo.liveRestore },
    bridge: { device: bridge.device, address: bridge.address, length: bridge.prefix.length },
    file: {
      kind: file.kind,
      target: file.target,
      mode: file.mode,
      sha: file.bytes === undefined ? undefined : sha256(file.bytes),
    },
    containers: sorted(
      containers.map(({ id, inspect, attachments, published }) => ({
        id,
        // Between two tries of a container that restarts over and over it does not run for a moment.
        up: inspect.state.running || inspect.state.restarting,
        paused: inspect.state.paused,
        networks: sorted(attachments.map(({ networkId }) => networkId)),
        ports: sorted(published.map(({ hostIp, hostPort, protocol }) => `${hostIp}:${hostPort}/${protocol}`)),
      })),
    ),
    addresses: sorted(
      network.addresses
        .filter(({ family }) => family === 4)
        .map(({ device, address, prefixLength }) => `${device} ${address}/${prefixLength}`),
    ),
    routes: sorted(
      network.routes.map(({ table, type, destination, gateway, device, metric }) =>
        [table, type, destination, gateway, device, metric].join(' '),
      ),
    ),
    subnets: sorted(network.dockerSubnets),
  };
}

/** Neither Docker nor the kernel promises an order. */
function sorted<Item>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}
