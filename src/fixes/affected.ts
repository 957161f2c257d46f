import type { Container } from '../model/containers.ts';
import { isLooping } from '../model/runs.ts';
import type { BridgeSubnet } from '../model/network.ts';
import type { FixPlan } from '../report/fix.ts';
import type { Surroundings } from './surroundings.ts';

export type Affected = FixPlan['affected'][number];

/** Those that a restart of Docker stops: all that run, the oldest first, as they are started again. */
export function running(containers: readonly Container[]): readonly Container[] {
  return containers
    .filter(({ inspect }) => inspect.state.running)
    .toSorted(
      (one, other) =>
        one.inspect.created.localeCompare(other.inspect.created) || one.name.localeCompare(other.name),
    );
}

/** Those of them that have to run afterwards: one that restarts over and over is held to nothing. */
export function steady(containers: readonly Container[], now: number): readonly Container[] {
  return running(containers).filter((container) => !isLooping(container, now));
}

/** Whether it may end for good by itself: no policy starts it again after an exit without an error. */
export function mayEnd({ inspect }: Container): boolean {
  return !['always', 'unless-stopped'].includes(inspect.hostConfig.restartPolicy.name);
}

/** How a container is told that loses its connections for a while. */
export function affectedBy(container: Container, bridge: BridgeSubnet): Affected {
  const { name: policy, maximumRetryCount } = container.inspect.hostConfig.restartPolicy;
  const { health } = container.inspect.state;
  const retries = policy === 'on-failure' && maximumRetryCount > 0 ? `:${maximumRetryCount}` : '';
  return {
    name: container.name,
    id: container.id,
    restartPolicy: policy === '' ? 'no' : policy + retries,
    ports: [
      ...new Set(
        container.published
          .filter(({ bound }) => bound)
          .map(({ hostPort, protocol }) => `${hostPort}/${protocol}`),
      ),
    ],
    ...(health !== undefined && health.status !== 'none' && { health: health.status }),
    // After `on-failure` Docker starts it again only if it ended with an error.
    startedByFix: mayEnd(container),
    newAddress: container.attachments.some(({ networkId, bridge: device }) =>
      bridge.networkId === '' ? device === bridge.device : networkId === bridge.networkId,
    ),
  };
}

/** Docker's default for a container that does not end by itself. */
const STOP_SECONDS = 10;

const slowest = (times: readonly number[]) => Math.max(0, ...times);

/**
 * Seconds without published ports. Docker stops all at once, so the slowest counts: a first process that does not catch SIGTERM is
 * killed when its time is over (11.4 s were measured, 2.1 s without such a container); a start takes another 2 to 5 s and some for each
 * container.
 */
export function downtimeOf(
  containers: readonly Container[],
  { processes }: Pick<Surroundings, 'processes'>,
): FixPlan['downtimeSeconds'] {
  const stops = containers.map(({ id }) => {
    const main = processes[id];
    const most = main?.stopSeconds ?? STOP_SECONDS;
    if (main === undefined) return { least: 0, most };
    return main.catchesTerm ? { least: 0, most: Math.min(2, most) } : { least: most, most };
  });
  return {
    least: Math.ceil(slowest(stops.map(({ least }) => least)) + 2),
    most: Math.ceil(slowest(stops.map(({ most }) => most)) + 5 + containers.length * 0.4),
  };
}
