import { isIP } from 'node:net';

import type { Views } from '../../model/views.ts';
import { addressesByDns } from './resolving.ts';

type Pin = Views['hostsFile'][number];

interface StalePins {
  readonly stale: readonly [Pin, ...Pin[]];
  readonly byDns: NonNullable<ReturnType<typeof addressesByDns>>;
}

/** Lines of /etc/hosts that send a name elsewhere than DNS does; none where one of them agrees with DNS, or DNS says nothing. */
export function stalePins(
  name: string,
  { hostsFile = [], nameServers }: Partial<Pick<Views, 'hostsFile' | 'nameServers'>>,
): StalePins | undefined {
  if (isIP(name) !== 0) return undefined;
  const wanted = name.toLowerCase();
  const pins = hostsFile.filter(({ names }) => names.some((one) => one.toLowerCase() === wanted));
  const byDns = addressesByDns(name, nameServers?.answers ?? []);
  const [first, ...others] = pins.filter(({ address }) => byDns?.addresses.includes(address) === false);
  if (byDns === undefined || first === undefined || others.length + 1 < pins.length) return undefined;
  return { stale: [first, ...others], byDns };
}
