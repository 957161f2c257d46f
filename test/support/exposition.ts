import parsePrometheusTextFormat from 'parse-prometheus-text-format';
import { z } from 'zod';

const Labels = z.record(z.string(), z.string()).default({});

const Family = z.object({
  name: z.string(),
  help: z.string(),
  type: z.enum(['COUNTER', 'GAUGE', 'HISTOGRAM', 'SUMMARY', 'UNTYPED']),
  metrics: z.array(
    z.object({
      labels: Labels,
      value: z.string().optional(),
      count: z.string().optional(),
      sum: z.string().optional(),
      buckets: z.record(z.string(), z.string()).optional(),
    }),
  ),
});
export type Family = z.infer<typeof Family>;

/** A page of metrics as Prometheus reads it (https://prometheus.io/docs/instrumenting/exposition_formats/). */
export function readExposition(text: string): Map<string, Family> {
  const families = z.array(Family).parse(parsePrometheusTextFormat(text));
  return new Map(families.map((family) => [family.name, family]));
}

/** What is there with these labels: the value, or how many were observed; undefined where nothing is. */
export function valueOf(
  families: ReadonlyMap<string, Family>,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const found = families
    .get(name)
    ?.metrics.find((one) => Object.entries(labels).every(([key, value]) => one.labels[key] === value));
  const value = found?.value ?? found?.count;
  return value === undefined ? undefined : Number(value);
}
