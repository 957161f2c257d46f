// Writes the table of docs/metrics.md from the catalogue: npx tsx scripts/metrics.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { counters, histograms, ownGauges, sharedGauges } from '../src/metrics/catalogue.ts';

const path = new URL('../docs/metrics.md', import.meta.url);

interface Definition {
  readonly name: string;
  readonly labelNames: readonly string[];
  readonly help: string;
}

function rows(type: string, group: Readonly<Record<string, Definition>>): string[] {
  return Object.values(group).map(({ name, labelNames, help }) => {
    const labels = labelNames.map((label) => `\`${label}\``).join(', ');
    return `| \`${name}\` | ${type} | ${labels} | ${help} |`;
  });
}

const table = (lines: readonly string[]) =>
  ['| metric | type | labels | meaning |', '|---|---|---|---|', ...lines].join('\n');
const own = table([
  ...rows('counter', counters),
  ...rows('histogram', histograms),
  ...rows('gauge', ownGauges),
]);
const shared = table(rows('gauge', sharedGauges));

const text = readFileSync(path, 'utf8')
  .replace(
    /(<!-- own -->\n)[^]*?(\n<!-- \/own -->)/,
    (_, before: string, after: string) => before + own + after,
  )
  .replace(
    /(<!-- shared -->\n)[^]*?(\n<!-- \/shared -->)/,
    (_, before: string, after: string) => before + shared + after,
  );
writeFileSync(path, text);
