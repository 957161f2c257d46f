/**
 * The figures that this project promises, measured here and now: ratios against other tools in the same run, medians.
 *
 *     npm run bench                          all that can run here
 *     npm run bench -- report ssh            only these parts
 *     npm run bench -- --json figures.json   also as JSON
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { tableOf, type Figure } from '../bench/figure.ts';
import { parts } from '../bench/parts.ts';

const { values, positionals } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true });
const unknown = positionals.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(
    `No part is called ${unknown.join(', ')}. There are: ${parts.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}

const figures: Figure[] = [];
const leftOut: string[] = [];
for (const { name, whyNot, run } of parts) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const why = whyNot();
  if (why !== undefined) {
    leftOut.push(`${name}: ${why}`);
    continue;
  }
  console.error(`Measuring ${name} …`);
  figures.push(...(await run()));
}

console.log(tableOf(figures));
for (const line of leftOut) console.log(`Left out ${line}`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
const missed = figures.filter(({ pass }) => !pass).length;
console.log(`${figures.length - missed} of ${figures.length} figures reached`);
process.exitCode = missed > 0 ? 1 : 0;
