import type { HostStatus, Status } from '../../src/status/status.ts';
import { minute } from './incidents.ts';

/** A host that is well, but for the changes. */
export function hostOf(name: string, changes: Partial<HostStatus> = {}): HostStatus {
  return {
    name,
    tags: [],
    state: 'well',
    faults: [],
    seenAt: minute(9),
    late: false,
    repaired: false,
    ...changes,
  };
}

/** Ten minutes after 2026-11-23 02:00 UTC. */
export function statusWith(changes: Partial<Status> = {}): Status {
  const { hosts = [hostOf('hz-shop')] } = changes;
  return {
    at: minute(10),
    hosts,
    watched: hosts.filter(({ state }) => state !== 'unwatched').length,
    incidents: [],
    sites: [...new Set(hosts.map(({ site }) => site))].map((site) => ({ ...(site && { site }), workers: 1 })),
    queues: [],
    jobs: [],
    toldAt: minute(10),
    store: 'redis://127.0.0.1:6379/0',
    ...changes,
  };
}
