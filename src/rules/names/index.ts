import type { Rule } from '../rule.ts';
import { dockerDnsFallback } from './docker-dns-fallback.ts';
import { embeddedDnsBroken } from './embedded-dns-broken.ts';
import { nameResolutionOnDefaultBridge } from './name-resolution-on-default-bridge.ts';
import { resolvConfOfOldRegion } from './resolv-conf-of-old-region.ts';
import { staleHostsEntry } from './stale-hosts-entry.ts';
import { systemdResolvedStub } from './systemd-resolved-stub.ts';

/** Names and who resolves them, in the order of the catalogue. */
export const namesRules: readonly Rule[] = [
  resolvConfOfOldRegion,
  systemdResolvedStub,
  dockerDnsFallback,
  staleHostsEntry,
  nameResolutionOnDefaultBridge,
  embeddedDnsBroken,
];
