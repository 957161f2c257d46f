import { createLineMasker } from '../src/logs/mask-lines.ts';
import { providerTokens } from '../src/redact/provider-tokens.ts';
import { createRedactor } from '../src/redact/redactor.ts';
import { nameHints } from '../src/redact/secret-names.ts';
import { serviceTokens } from '../src/redact/service-tokens.ts';
import type { LogLine } from '../src/report/logs.ts';
import { atLeast, atMost, type Figure, type Part } from './figure.ts';
import { bytesOf, logText } from './log-text.ts';
import { median, processorSeconds } from './measure.ts';
import { memoryOver } from './memory-over.ts';

export const masking: Part = { name: 'masking', whyNot: () => undefined, run: measure };

const ROUNDS = 5;

async function measure(): Promise<readonly Figure[]> {
  const batches = [...logText(20)];
  const few = batches.slice(0, 40);
  const speeds: number[] = [];
  const plain: number[] = [];
  // The first round warms the engine up.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const masked = bytesOf(batches) / 1e6 / processorSeconds(() => maskAll(batches));
    const matched = bytesOf(few) / 1e6 / processorSeconds(() => matchAll(few));
    if (round === 0) continue;
    speeds.push(masked);
    plain.push(matched);
  }
  const reference = median(plain);
  const { first, highest } = await memoryOver('mask-memory.ts', 2_000);
  return [
    atLeast(50, {
      name: 'Masking of log lines',
      value: median(speeds),
      unit: 'MB/s',
      reference: 'fixed bar; lines in, masked lines out, all processor time that it takes as if on one core',
    }),
    atLeast(4, {
      name: 'Masking against plain regular expressions',
      value: median(speeds) / reference,
      unit: '×',
      reference: `a list of expressions for the same tokens, names and addresses, one after the other: ${reference.toFixed(1)} MB/s`,
    }),
    // The engine lets its heap for young objects grow once, by some sixty; lines that were kept would be two thousand.
    atMost(100, {
      name: 'Resident memory that masking 2 GB of log adds',
      value: highest - first,
      unit: 'MB',
      reference: `fixed bar; the highest, over ${Math.round(first)} MB after the first 10 MB, in a process of its own`,
    }),
  ];
}

function maskAll(batches: readonly (readonly LogLine[])[]): void {
  const masker = createLineMasker(createRedactor({ key: 'bench' }));
  for (const lines of batches) masker.push(lines);
  masker.end();
  if (Object.keys(masker.counts()).length === 0) throw new Error('nothing was masked');
}

function matchAll(batches: readonly (readonly LogLine[])[]): void {
  let masked = 0;
  for (const { text } of batches.flat()) {
    if (expressions.reduce((left, expression) => left.replace(expression, '‹›'), text) !== text) masked += 1;
  }
  if (masked === 0) throw new Error('nothing was matched');
}

/** A list of expressions tried one after the other, as scanners have it. It finds less than the masker, in fewer shapes. */
const expressions = [
  ...[...providerTokens, ...serviceTokens].map(({ shape }) => new RegExp(`\\b${shape.source}`, 'g')),
  new RegExp(`(?:${nameHints.join('|')})[\\w.-]{0,40}["']?\\s*[:=]\\s*["']?[^\\s"',;]+`, 'gi'),
  /:\/\/[^\s/@:]+:[^\s/@]+@/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/g,
];
