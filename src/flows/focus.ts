import { type Attempts, connected, failed, needKeys } from '../model/attempts.ts';
import type { SnapshotNeed } from '../facts/snapshot.ts';
import { needsMeantBy } from '../model/asked-address.ts';
import type { Container } from '../model/containers.ts';
import type { Question } from '../model/symptoms.ts';

/** What a question is about: the symptoms that would answer it, and whether what was asked for plainly works. */
export interface Focus {
  /** Keys of symptoms. */
  readonly keys: readonly string[];
  /** Container that was asked for. */
  readonly container?: string;
  /** A connection came about where one was asked for. */
  readonly works: boolean;
}

/**
 * Undefined where the whole host was asked about.
 * @param containers undefined where they could not be read
 * @param missed keys of services that the container which was asked for says it cannot reach
 */
export function focusOf(
  asked: Question,
  attempts: Attempts,
  needs: readonly SnapshotNeed[],
  containers: readonly Container[] | undefined,
  missed: readonly string[] = [],
): Focus | undefined {
  if (asked.port !== undefined) {
    const { outside, loopback, container } = attempts.onPort(asked.port);
    // Docker's proxy takes connections that it cannot serve, so the container has to have been looked at.
    const served = container === undefined ? containers !== undefined : connected(container);
    return { keys: [`port:${asked.port}`], works: connected(outside ?? loopback) && served };
  }
  if (asked.container !== undefined)
    return focusOnContainer(asked.container, attempts, needs, containers ?? [], missed);
  if (asked.to !== undefined) {
    const meant = needsMeantBy(needs, asked.to);
    return {
      keys: meant.flatMap(({ name }) => needKeys(attempts, name)),
      works: meant.some(
        ({ name }) =>
          connected(attempts.toNeed(name)) &&
          !attempts.toNeedInside(name).some(({ outcome }) => failed(outcome)),
      ),
    };
  }
  return undefined;
}

function focusOnContainer(
  name: string,
  attempts: Attempts,
  needs: readonly SnapshotNeed[],
  containers: readonly Container[],
  missed: readonly string[],
): Focus {
  const container = containers.find((one) => one.name === name);
  const ports = (container?.published ?? [])
    .filter(({ protocol }) => protocol === 'tcp')
    .map(({ hostPort }) => hostPort);
  const outside = ports.map((port) => attempts.onPort(port)).map((one) => one.outside ?? one.container);
  return {
    keys: [
      `container:${name}`,
      ...ports.map((port) => `port:${port}`),
      // What another container alone connects to is tried from here too, and means nothing here.
      ...needs.filter((need) => isItsNeed(need, name, container)).map((need) => `need:${need.name}:${name}`),
      ...missed,
    ],
    container: name,
    works:
      container?.running === true && outside.every((outcome) => outcome === undefined || connected(outcome)),
  };
}

function isItsNeed(
  { of, address, port }: SnapshotNeed,
  name: string,
  container: Container | undefined,
): boolean {
  const endpoints = container?.inspect.config.endpoints ?? [];
  return (
    of === undefined || of === name || endpoints.some((one) => one.host === address && one.port === port)
  );
}
