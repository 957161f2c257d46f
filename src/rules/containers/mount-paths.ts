import type { ContainerMount } from '../../facts/docker-inspect.ts';
import type { Container } from '../../model/containers.ts';

/** The mount in which a path that a line names lies; the longest that fits. */
export function mountNamedIn(text: string, { inspect }: Container): ContainerMount | undefined {
  const paths = text.match(/\/[^\s'"`:,;()\][]+/g) ?? [];
  return inspect.mounts
    .filter(({ destination }) =>
      paths.some((path) => path === destination || path.startsWith(`${destination.replace(/\/$/, '')}/`)),
    )
    .toSorted((one, other) => other.destination.length - one.destination.length)[0];
}
