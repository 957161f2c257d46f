import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { counters, histograms, ownGauges, sharedGauges } from '../src/metrics/catalogue.ts';
import { createMetrics } from '../src/metrics/metrics.ts';
import { readExposition } from './support/exposition.ts';
import { unusedQueue } from './support/unused-queue.ts';

const text = (name: string) => readFileSync(new URL(`../docs/grafana/${name}`, import.meta.url), 'utf8');

const Panel = z.object({
  id: z.number(),
  type: z.string(),
  title: z.string(),
  gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
  targets: z.array(z.object({ expr: z.string(), datasource: z.object({ uid: z.string() }) })).default([]),
});
const dashboard = z
  .object({
    panels: z.array(Panel),
    templating: z.object({
      list: z.array(z.object({ name: z.string(), type: z.string(), definition: z.string().optional() })),
    }),
  })
  .parse(JSON.parse(text('ferryman.json')));

const Alerts = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({ alert: z.string(), expr: z.string(), annotations: z.object({ summary: z.string() }) }),
      ),
    }),
  ),
});
const alerts = Alerts.parse(parse(text('alerts.yaml'))).groups.flatMap(({ rules }) => rules);

const all = [counters, histograms, ownGauges, sharedGauges].flatMap((group) => Object.values(group));
const labelsOf = new Map<string, readonly string[]>(all.map(({ name, labelNames }) => [name, labelNames]));
/** What Prometheus adds to all that it scrapes, and histograms to their buckets. */
const everywhere = ['job', 'instance', 'le'];

interface Named {
  readonly metric: string;
  readonly labels: readonly string[];
}

/** The metrics of an expression, each with the labels that it is chosen and summed by. */
function namedIn(expr: string): Named[] {
  const metrics = [...expr.matchAll(/\b((?:ferryman|nodejs|process)_\w+)(?:\{([^}]*)\})?/g)];
  const by = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(/,\s*/));
  return metrics.map(([, name = '', chosen = '']) => ({
    metric: name.replace(/_(?:bucket|count|sum)$/, ''),
    labels: [...by, ...[...chosen.matchAll(/(\w+)(?:=~|!~|!=|=)/g)].map(([, label = '']) => label)],
  }));
}

async function unknownIn(exprs: readonly string[]): Promise<string[]> {
  const metrics = createMetrics({ hosts: [] });
  metrics.share({ queue: unusedQueue(), sites: [], clock: Date.now });
  const known = readExposition((await metrics.page()).text);
  return exprs
    .flatMap(namedIn)
    .flatMap(({ metric, labels }) => [
      ...(known.has(metric) ? [] : [metric]),
      ...labels
        .filter((label) => ![...everywhere, ...(labelsOf.get(metric) ?? [])].includes(label))
        .map((label) => `${metric}{${label}}`),
    ]);
}

describe('the example dashboard', () => {
  const exprs = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

  test('asks for metrics that there are, by labels that they have', async () => {
    expect(exprs.length).toBeGreaterThan(20);
    expect(exprs.filter((expr) => namedIn(expr).length === 0)).toEqual([]);
    const definitions = dashboard.templating.list.flatMap(({ definition }) => definition ?? []);
    expect(await unknownIn([...exprs, ...definitions])).toEqual([]);
    expect(await unknownIn(['sum by (host) (ferryman_gone_total)'])).toEqual([
      'ferryman_gone_total',
      'ferryman_gone_total{host}',
    ]);
  });

  test('shows every metric of the catalogue that is not of a process alone', () => {
    const shown = new Set(exprs.flatMap(namedIn).map(({ metric }) => metric));
    expect(all.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual(['ferryman_jobs_running']);
  });

  test('adds up no gauge that each process tells of all', () => {
    const shared: readonly string[] = Object.values(sharedGauges).map(({ name }) => name);
    const added = [...exprs, ...alerts.map((one) => one.expr)].filter((expr) =>
      namedIn(expr).some(
        ({ metric }) =>
          shared.includes(metric) && !new RegExp(`max(?: by \\([^)]*\\) )?\\(${metric}`).test(expr),
      ),
    );
    expect(added).toEqual([]);
  });

  test('is read from the source that whoever imports it picks, and nothing lies over anything', () => {
    expect(dashboard.templating.list).toContainEqual({ name: 'datasource', type: 'datasource' });
    const sources = dashboard.panels.flatMap(({ targets }) =>
      targets.map(({ datasource }) => datasource.uid),
    );
    expect(new Set(sources)).toEqual(new Set(['${datasource}']));
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)}/${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(dashboard.panels.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([]);
  });
});

describe('the example alerts', () => {
  test('ask for metrics that there are, by labels that they have', async () => {
    const exprs = alerts.map(({ expr }) => expr);
    expect(exprs.length).toBeGreaterThan(8);
    expect(await unknownIn(exprs)).toEqual([]);
  });

  test('tell only of labels that are left of what they sum', () => {
    const told = alerts.flatMap(({ alert, expr, annotations: { summary } }) =>
      [...summary.matchAll(/\$labels\.(\w+)/g)]
        .map(([, label = '']) => label)
        .filter((label) => !new RegExp(`by \\([^)]*\\b${label}\\b`).test(expr))
        .map((label) => `${alert}: ${label}`),
    );
    expect(told).toEqual([]);
  });
});
