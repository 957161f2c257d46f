import type { FetchFunction } from '@slack/web-api';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { JobQueue } from '../queue/queue.ts';
import { type HostMetrics, countHosts } from './hosts.ts';
import { countJobs } from './jobs.ts';
import { readShared, type Shared } from './shared.ts';
import { countSlackCalls } from './slack.ts';

/** What one process counts. Each has a registry of its own, so that several can be in one process, as in tests. */
export interface Metrics {
  readonly hosts: HostMetrics;
  /** The same queue, whose jobs are counted as this process does them. */
  readonly countJobs: (queue: JobQueue) => JobQueue;
  /** The same way to Slack, whose calls are counted; `undefined` is the direct one. */
  readonly countSlackCalls: (fetch: FetchFunction | undefined) => FetchFunction;
  /** From here on what the processes of this queue share is read at each scrape; once for each process. */
  readonly share: (shared: Shared) => void;
  /** All of it as Prometheus reads it. */
  readonly page: () => Promise<{ readonly type: string; readonly text: string }>;
}

export interface MetricsOptions {
  /** The inventory's. */
  readonly hosts: readonly { readonly name: string; readonly site?: string | undefined }[];
}

export function createMetrics({ hosts }: MetricsOptions): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const sites = new Map(hosts.map(({ name, site }) => [name, site]));
  const siteOf = (host: string) => sites.get(host);
  let refresh: (() => Promise<void>) | undefined;
  return {
    hosts: countHosts(registry, siteOf),
    countJobs: countJobs(registry, siteOf),
    countSlackCalls: countSlackCalls(registry),
    share(shared) {
      refresh = readShared(registry, shared);
    },
    async page() {
      await refresh?.();
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}
