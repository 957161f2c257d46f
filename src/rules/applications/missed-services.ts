import { CONNECT_FAILURE, placesIn } from '../../model/connect-failure.ts';
import type { Container } from '../../model/containers.ts';
import type { ResolvedNeed, Views } from '../../model/views.ts';
import { spokenNow } from '../log-signature.ts';
import { serviceOf, servicesOf, type Service } from './service-of.ts';

type Seen = Pick<Views, 'containers' | 'logs' | 'question' | 'symptoms' | 'attempts'>;

/**
 * Services of which a container says now that it gets no connection to them, and to which indeed none comes about. Those that its log
 * names by their place; where it names none, those that it is known to use.
 */
export function missedServices(container: Container, views: Seen): readonly Service[] {
  const spoken = spokenNow(CONNECT_FAILURE, { ...views, containers: [container] })[0];
  if (spoken === undefined) return [];
  const places = placesIn(spoken.around.split('\n'));
  const meant =
    places.length === 0
      ? servicesOf(container, views)
      : views.question.needs
          .filter((need) => places.some((place) => isAt(need, place)))
          .flatMap((need) => serviceOf(need, container, views) ?? []);
  return meant.filter(({ fails }) => fails);
}

function isAt(
  { address, port, resolved }: ResolvedNeed,
  place: { readonly address: string; readonly port: number },
): boolean {
  return port === place.port && (address === place.address || resolved.includes(place.address));
}
