import { isIP } from 'node:net';

import type { Container } from './containers.ts';

/** Names of other containers, and the short names that compose gives them. */
export function namesOf({ name, inspect }: Pick<Container, 'name' | 'inspect'>): readonly string[] {
  const service = inspect.config.labels['com.docker.compose.service'];
  const aliases = inspect.networks.flatMap((network) => network.aliases);
  return [...new Set([name, ...(service === undefined ? [] : [service]), ...aliases])].filter(
    // Docker gives every container its short id as an alias.
    (alias) => !/^[0-9a-f]{12}$/.test(alias),
  );
}

/** What a container is told to connect to by a name that is another container's. */
export function containersByName(
  container: Container,
  containers: readonly Container[],
): readonly { readonly name: string; readonly port: number; readonly other: Container }[] {
  return container.inspect.config.endpoints.flatMap(({ host, port }) => {
    const other = containers.find((one) => one.id !== container.id && namesOf(one).includes(host));
    return other === undefined ? [] : [{ name: host, port, other }];
  });
}

/** Names that somebody needs to be resolved: of needs, and those that were pinned for a container by hand. */
export function wantedNames(
  needs: readonly { readonly address: string }[],
  containers: readonly Container[],
): readonly string[] {
  const needed = needs.map(({ address }) => address).filter((address) => isIP(address) === 0);
  const pinned = containers
    .filter(({ running }) => running)
    .flatMap(({ inspect }) => inspect.hostConfig.extraHosts.map((line) => line.split(/[:=]/)[0] ?? ''))
    .filter((name) => name.includes('.') && !name.endsWith('.docker.internal'));
  return [...new Set([...needed, ...pinned])].filter((name) => /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name));
}

interface Named {
  readonly name: string;
  readonly address: string;
  readonly port?: number;
}

/** Names that were pinned for a container by hand: --add-host, extra_hosts. */
export function pinsOf({
  inspect,
}: Pick<Container, 'inspect'>): readonly { name: string; address: string }[] {
  return inspect.hostConfig.extraHosts.flatMap((line) => {
    const [, name = '', address = ''] = /^([^:=]+)[:=](.+)$/.exec(line) ?? [];
    return isIP(address) === 0 || name.endsWith('docker.internal') ? [] : [{ name, address }];
  });
}

/** The inventory's word for a name: the address or the name of the need, or the first part of a longer one. */
export function isMeantBy({ name, address }: Named, asked: string): boolean {
  const [wanted, short] = [asked.toLowerCase(), asked.toLowerCase().split('.')[0]];
  return address.toLowerCase() === wanted || name.toLowerCase() === wanted || name.toLowerCase() === short;
}

/** `address:port` of each pin of which it is known what is behind it: a need, or a place that the container is told to use. */
export function pinnedPlaces(container: Container, needs: readonly Named[]): readonly string[] {
  return pinsOf(container).flatMap(({ name, address }) => {
    const ports = [
      ...needs.filter((need) => isMeantBy(need, name)).flatMap(({ port }) => port ?? []),
      ...container.inspect.config.endpoints.filter(({ host }) => host === name).map(({ port }) => port),
    ];
    return [...new Set(ports)].slice(0, 2).map((port) => `${address}:${port}`);
  });
}
