import type { Socket } from '../../facts/sockets.ts';
import { isForgotten, type Container } from '../../model/containers.ts';
import { isLooping } from '../../model/runs.ts';
import type { AskedOf } from '../../model/views.ts';
import type { Evidence } from '../rule.ts';

/** A port that Docker could not open for a container, which therefore does not run. */
export interface RefusedPort {
  readonly container: Container;
  /** Empty: every address of the host. */
  readonly hostIp: string;
  readonly hostPort: number;
  readonly reason: 'allocated' | 'in-use' | 'no-such-address';
  /** It never ran, and for long nobody has tried again. */
  readonly forgotten: boolean;
  /** Docker's own words, from the port on. */
  readonly words: string;
}

/**
 * Docker keeps why the last start failed until one succeeds. What it says, by version:
 *
 *     20.10  Bind for 0.0.0.0:30003 failed: port is already allocated
 *     20.10  Error starting userland proxy: listen tcp4 0.0.0.0:30009: bind: address already in use   (before: `listen tcp`)
 *     1.12   Bind for 0.0.0.0:80: unexpected error (Failure EADDRINUSE)
 *     28     failed to bind host port 0.0.0.0:80/tcp: address already in use
 *     28     failed to bind host port for 0.0.0.0:8000:172.31.0.2:8000/tcp: address already in use
 */
const REFUSED =
  /(?:Bind for|listen (?:tcp|udp)[46]?|bind host port(?: for)?) (?<ip>\[[^\]]*\]|[\d.]*|[0-9a-f:]*:):?(?<port>\d+)\b.*?(?<why>already allocated|already in use|EADDRINUSE|cannot assign requested address)/i;

export function refusedPorts(
  containers: readonly Container[],
  { now }: Pick<AskedOf, 'now'>,
): readonly RefusedPort[] {
  return containers.flatMap((container): RefusedPort[] => {
    const { state } = container.inspect;
    if (container.running && !isLooping(container, now)) return [];
    const found = REFUSED.exec(state.error);
    const { ip = '', port = '', why = '' } = found?.groups ?? {};
    if (found === null) return [];
    const hostIp = ip.replaceAll(/[[\]]/g, '');
    return [
      {
        container,
        hostIp: hostIp === '0.0.0.0' || hostIp === '::' ? '' : hostIp,
        hostPort: Number(port),
        reason: /allocated/i.test(why) ? 'allocated' : /assign/i.test(why) ? 'no-such-address' : 'in-use',
        forgotten: isForgotten(container, now),
        words: found[0],
      },
    ];
  });
}

export function refusalEvidence({ container, words }: RefusedPort): Evidence {
  const { status, exitCode } = container.inspect.state;
  return {
    source: `docker inspect -f '{{.State.Status}} {{.State.ExitCode}} {{.State.Error}}' ${container.name}`,
    lines: [`${status} ${exitCode} … ${words}`],
  };
}

/** Sockets of the host on that port which another on `hostIp` would get in the way of. */
export function holdersOf(
  { hostIp, hostPort }: Pick<RefusedPort, 'hostIp' | 'hostPort'>,
  listeners: readonly Socket[],
): readonly Socket[] {
  return listeners.filter(
    ({ protocol, port, address }) =>
      protocol === 'tcp' &&
      port === hostPort &&
      (hostIp === '' || address === hostIp || address === '0.0.0.0' || address === '::'),
  );
}

/** What the container was meant to do is missed: its name, and the port. */
export function missed({ container, hostPort }: RefusedPort): string[] {
  return [`container:${container.name}`, `port:${hostPort}`];
}
