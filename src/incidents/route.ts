import type { NotifyConfig, RouteConfig } from '../config/types.ts';
import type { Watch } from '../report/watch.ts';
import type { Fault, WatchedHost } from '../report/watched.ts';

type Routing = Pick<NotifyConfig, 'default' | 'routes'>;
type RoutedHost = Pick<WatchedHost, 'site' | 'tags'>;
type RoutedFault = Pick<Fault, 'cause' | 'severity'>;

/** Names of the destinations that hear of a fault of a host: those of the first route that matches, else the default. */
export function routeOf(
  { default: usual, routes }: Routing,
  host: RoutedHost,
  fault: RoutedFault,
): readonly string[] {
  const route = routes.find((one) => matches(one, host, fault));
  if (route !== undefined) return [...new Set(route.to)];
  return usual === undefined ? [] : [usual];
}

/**
 * The same with what the watches of the host say: one that names where to tell adds that, one that names nothing adds what routes say.
 * Each is told once, however many watches name it.
 * @param watches those that cover the host, in their order
 */
export function destinationsOf(
  routing: Routing,
  watches: readonly Pick<Watch, 'to'>[],
  host: RoutedHost,
  fault: RoutedFault,
): readonly string[] {
  const told = watches.flatMap(({ to }) => to ?? routeOf(routing, host, fault));
  return [...new Set(told)];
}

function matches(
  { tags, sites, causes, severities }: RouteConfig,
  { site, tags: its }: RoutedHost,
  { cause, severity }: RoutedFault,
): boolean {
  return (
    (tags?.some((tag) => its.includes(tag)) ?? true) &&
    (sites === undefined || (site !== undefined && sites.includes(site))) &&
    (causes?.includes(cause) ?? true) &&
    (severities?.includes(severity) ?? true)
  );
}
