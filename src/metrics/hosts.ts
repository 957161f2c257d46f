import type { Registry } from 'prom-client';
import { counters } from './catalogue.ts';
import { counter, siteLabel } from './define.ts';

/** What is done on hosts, and what is found there. */
export interface HostMetrics {
  /** @param outcome `ok`, or the code of the error */
  connected(host: string | undefined, outcome: string): void;
  found(causes: readonly string[]): void;
}

/** @param siteOf the site of a host of the inventory */
export function countHosts(registry: Registry, siteOf: (host: string) => string | undefined): HostMetrics {
  const connects = counter(registry, counters.sshConnects);
  const causesFound = counter(registry, counters.causesFound);
  return {
    connected(host, outcome) {
      connects.inc({ site: siteLabel(host === undefined ? undefined : siteOf(host)), outcome });
    },
    found(causes) {
      for (const cause of causes) causesFound.inc({ cause });
    },
  };
}
