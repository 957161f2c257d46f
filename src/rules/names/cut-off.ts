import type { Views } from '../../model/views.ts';

/** What says whether a nameserver can be reached, and who misses it. */
export type NamesSeen = Pick<Views, 'resolvConf' | 'question'> &
  Partial<
    Pick<
      Views,
      | 'nameServers'
      | 'routeAnswers'
      | 'neighbours'
      | 'bridges'
      | 'containers'
      | 'containerNames'
      | 'logs'
      | 'symptoms'
      | 'attempts'
    >
  >;

/** No packet would get there: the route leads into a bridge of Docker or nowhere, or the next hop is dead. */
export function isCutOff(server: string, { routeAnswers, bridges, neighbours }: NamesSeen): boolean {
  if (server.startsWith('127.')) return false;
  const route = routeAnswers?.to(server);
  if (route === undefined) return false;
  if (route.refused !== undefined) return true;
  if (bridges?.some(({ device }) => device === route.device) === true) return true;
  return (
    route.gateway !== undefined &&
    neighbours?.some(
      ({ address, state }) => address === route.gateway && /FAILED|INCOMPLETE/i.test(state),
    ) === true
  );
}
