/**
 * How well lines are grouped into patterns, on public sample logs whose groups people have marked:
 *
 *     git clone https://github.com/logpai/loghub && npx tsx scripts/grouping.ts loghub
 *
 * Prints the table of docs/logs-patterns.md. The samples are free for research; they are not part of this repository.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKinds } from '../src/logs/kinds.ts';
import { afterStamp } from '../src/logs/stamp.ts';
import { createTemplates } from '../src/logs/templates.ts';
import { recordsOf } from './grouping/csv.ts';
import { groupingAccuracy } from './grouping/grouping-accuracy.ts';
import { published } from './grouping/published.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: npx tsx scripts/grouping.ts <folder of loghub>');
  process.exit(2);
}

function groupsOf(lines: readonly string[], begins: (line: string) => number): readonly unknown[] {
  const kinds = createKinds();
  const templates = createTemplates<object>({
    limit: 2_000,
    worth: () => 1,
    onForgotten: () => {
      throw new Error('a sample of 2,000 lines cannot be too much');
    },
  });
  return lines.map((line) => {
    const { words, level } = kinds.of(line, begins(line));
    return templates.learn(words, level, () => ({}));
  });
}

const rows = Object.entries(published).map(([system, theirs]) => {
  const path = join(folder, system, `${system}_2k.log`);
  const records = recordsOf(readFileSync(`${path}_structured.csv`, 'utf8'));
  const truth = records.map((record) => record.get('EventId'));
  const messages = records.map((record) => record.get('Content') ?? '');
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, records.length);
  return {
    system,
    theirs,
    message: groupingAccuracy(
      groupsOf(messages, () => 0),
      truth,
    ),
    line: groupingAccuracy(groupsOf(lines, afterStamp), truth),
  };
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function show(value: number): string {
  return value.toFixed(3);
}

console.log('| system | Drain, set for each | messages | whole lines |\n|---|---|---|---|');
for (const { system, theirs, message, line } of rows) {
  console.log(`| ${system} | ${show(theirs)} | ${show(message)} | ${show(line)} |`);
}
const means = [rows.map((row) => row.theirs), rows.map((row) => row.message), rows.map((row) => row.line)];
console.log(`| **average** | ${means.map((values) => show(mean(values))).join(' | ')} |`);
