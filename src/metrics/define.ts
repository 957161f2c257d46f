import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

interface Definition<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly Label[];
}

export function counter<Label extends string>(
  registry: Registry,
  { name, help, labelNames }: Definition<Label>,
): Counter<Label> {
  return new Counter({ name, help, labelNames, registers: [registry] });
}

export function gauge<Label extends string>(
  registry: Registry,
  { name, help, labelNames }: Definition<Label>,
): Gauge<Label> {
  return new Gauge({ name, help, labelNames, registers: [registry] });
}

export function histogram<Label extends string>(
  registry: Registry,
  { name, help, labelNames, buckets }: Definition<Label> & { readonly buckets: readonly number[] },
): Histogram<Label> {
  return new Histogram({ name, help, labelNames, buckets: [...buckets], registers: [registry] });
}

/** Hosts that name no site have one all the same. */
export function siteLabel(site: string | undefined): string {
  return site ?? '(none)';
}
