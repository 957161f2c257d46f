/** Masks so many megabytes of log, and prints the resident memory (MB) after the first ten and at its highest after that. */
import { createLineMasker } from '../src/logs/mask-lines.ts';
import { createRedactor } from '../src/redact/redactor.ts';
import { logText } from './log-text.ts';

const megabytes = Number(process.argv[2]);
const masker = createLineMasker(createRedactor({ key: 'bench' }));
const resident: number[] = [];
let read = 0;
let due = 10_000_000;
for (const lines of logText(megabytes)) {
  masker.push(lines);
  read += lines.reduce((sum, { text }) => sum + text.length + 1, 0);
  if (read < due) continue;
  due += 10_000_000;
  resident.push(process.memoryUsage.rss() / 1e6);
}
masker.end();
if (Object.keys(masker.counts()).length === 0) throw new Error('nothing was masked');
process.stdout.write(JSON.stringify({ first: resident[0], highest: Math.max(...resident) }));
