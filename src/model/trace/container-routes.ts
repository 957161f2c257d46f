import type { NamespaceRoute } from '../../facts/network-namespaces.ts';
import { say, type Sayable } from '../../text/say.ts';
import type { Attachment, Container } from '../containers.ts';
import { addressIn, parsePrefix } from '../prefix.ts';
import type { Hop } from './trace.ts';

/** Which way a packet leaves a container. */
export type ContainerWay =
  | { readonly kind: 'way'; readonly attachment: Attachment; readonly onLink: boolean; readonly hop: Hop }
  | { readonly kind: 'none'; readonly hop: Hop }
  /** Its routes were not read, or lead to a device that is in no network of Docker. */
  | { readonly kind: 'unsure'; readonly hop: Hop };

/** The longest prefix of the container's own main table, then the lowest metric. */
export function wayOut(container: Container, to: string): ContainerWay {
  const { name, routes, inspect } = container;
  const source = `nsenter -t ${inspect.state.pid} -n ip route get ${to}`;
  const hop = (decided: Sayable): Hop => ({ layer: 'route', where: say`routes of ${name}`, decided, source });
  if (routes === undefined || to.includes(':')) {
    return { kind: 'unsure', hop: { ...hop(say`not known`), unsure: say`its routes could not be read` } };
  }
  const [best] = routes
    .map((route) => ({ route, prefix: parsePrefix(route.destination) }))
    .filter(({ prefix }) => prefix !== undefined && addressIn(to, prefix))
    .toSorted(
      (one, other) =>
        (other.prefix?.length ?? 0) - (one.prefix?.length ?? 0) || one.route.metric - other.route.metric,
    );
  if (best === undefined) return { kind: 'none', hop: { ...hop(say`no route to ${to}`), absent: true } };
  const { route } = best;
  const attachment = attachmentBehind(route.device, routes, container);
  if (attachment === undefined) {
    const unsure = say`${route.device} is in no network of Docker`;
    return { kind: 'unsure', hop: { ...hop(shown(route)), unsure } };
  }
  return { kind: 'way', attachment, onLink: route.gateway === undefined, hop: hop(shown(route)) };
}

/** The network whose address lies in the device's own subnet. */
function attachmentBehind(
  device: string,
  routes: readonly NamespaceRoute[],
  { attachments }: Container,
): Attachment | undefined {
  const onLink = routes.flatMap((route) => {
    const prefix =
      route.gateway === undefined && route.device === device ? parsePrefix(route.destination) : undefined;
    return prefix === undefined ? [] : [prefix];
  });
  return attachments.find(
    ({ ipv4 }) => ipv4 !== undefined && onLink.some((prefix) => addressIn(ipv4, prefix)),
  );
}

function shown({ destination, gateway, device }: NamespaceRoute): string {
  const to = destination === '0.0.0.0/0' ? 'default' : destination;
  return `${to}${gateway === undefined ? '' : ` via ${gateway}`} dev ${device}`;
}
