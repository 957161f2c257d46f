import { failed } from '../../model/attempts.ts';
import type { Container } from '../../model/containers.ts';
import type { ResolvedNeed, Views } from '../../model/views.ts';

/** A service that a container connects to, as far as anybody knows. */
export interface Service {
  readonly need: ResolvedNeed;
  /** From the host, or from inside this container. */
  readonly fails: boolean;
  /** Keys of the symptoms that its failure is. */
  readonly keys: readonly string[];
}

const DATABASES: ReadonlySet<number> = new Set([1433, 3306, 5432, 27_017, 1521, 6379, 5672]);

/**
 * Services that a container that complains may mean: those that its connection strings or its log name; else the databases of
 * the inventory. Empty where nothing is known, or none was tried.
 */
export function servicesOf(
  container: Container,
  { question, attempts }: Pick<Views, 'question' | 'attempts'>,
  ports: ReadonlySet<number> = DATABASES,
): readonly Service[] {
  const { endpoints } = container.inspect.config;
  const own = question.needs.filter(
    ({ address, port, of }) =>
      of === container.name || endpoints.some(({ host, port: told }) => host === address && told === port),
  );
  const listed = question.needs.filter(
    ({ name, port, of }) =>
      of === undefined && port !== undefined && (ports.has(port) || /sql|rds|db|database/i.test(name)),
  );
  return (own.length > 0 ? own : listed).flatMap((need) => serviceOf(need, container, { attempts }) ?? []);
}

/** Undefined where nobody tried it. */
export function serviceOf(
  need: ResolvedNeed,
  container: Container,
  { attempts }: Pick<Views, 'attempts'>,
): Service | undefined {
  const outcome = attempts.toNeed(need.name);
  const inside = attempts.toNeedInside(need.name).find((one) => one.container === container.name)?.outcome;
  if ([outcome, inside].every((one) => one === undefined || one.kind === 'not-tried')) return undefined;
  const fails = failed(outcome) || failed(inside);
  const keys = failed(outcome)
    ? [`need:${need.name}`]
    : failed(inside)
      ? [`need:${need.name}:${container.name}`]
      : [];
  return { need, fails, keys };
}

/** `192.168.0.20:1433` */
export function placeOf({ address, port }: Pick<ResolvedNeed, 'address' | 'port'>): string {
  return port === undefined ? address : `${address}:${port}`;
}
