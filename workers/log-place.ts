import type { Host } from '../src/hosts/host.ts';
import { findHost, type Inventory } from '../src/hosts/inventory.ts';
import type { LogsJob } from '../src/queue/logs-job.ts';
import type { FoundContainer, FoundContainers, NotAsked } from '../src/report/found-container.ts';
import { foundBy, search, type SearchDeps } from './find.ts';

/** The container that is meant, and what else was found or not while it was looked for. */
export interface Place {
  readonly host: Host;
  readonly id: string;
  readonly name: string;
  readonly earlier: readonly FoundContainer[];
  readonly notAsked: readonly NotAsked[];
}

type Located =
  | { readonly kind: 'here'; readonly place: Place }
  | { readonly kind: 'elsewhere'; readonly place: Place }
  | { readonly kind: 'asked-back'; readonly found: FoundContainers };

export interface LocateDeps extends SearchDeps {
  readonly inventory: Inventory;
  /** Whether this process reads the hosts of a site itself. */
  readonly serves: (host: Host) => boolean;
}

/** The one container that is meant, or what to ask the person. */
export async function locate(data: LogsJob, deps: LocateDeps, signal: AbortSignal): Promise<Located> {
  const { container, containerId, host: hostName, begun, traceId, language } = data;
  if (hostName !== undefined && containerId !== undefined) {
    // Bot and worker may have read different inventories.
    const host = findHost(deps.inventory, hostName);
    const { earlier = [], notAsked = [] } = begun ?? {};
    return { kind: 'here', place: { host, id: containerId, name: container, earlier, notAsked } };
  }
  const found =
    hostName === undefined
      ? await search(container, deps, { traceId, language, signal })
      : foundBy(
          await deps.lookUp(container, { host: findHost(deps.inventory, hostName).name, signal }),
          language,
        );
  const [match, another] = found.matches;
  if (match === undefined || another !== undefined) return { kind: 'asked-back', found };
  const host = findHost(deps.inventory, match.host);
  const { earlier, notAsked } = found;
  const place = { host, id: match.id, name: match.name, earlier, notAsked };
  return deps.serves(host) || hostName !== undefined ? { kind: 'here', place } : { kind: 'elsewhere', place };
}
