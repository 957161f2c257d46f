import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { createLineMasker } from '../src/logs/mask-lines.ts';
import { createLogScan } from '../src/logs/scan.ts';
import { createRedactor } from '../src/redact/redactor.ts';
import type { LogLine } from '../src/report/logs.ts';
import { atLeast, atMost, type Figure, type Part } from './figure.ts';
import { logText } from './log-text.ts';
import { median, processorSeconds } from './measure.ts';

export const logScan: Part = { name: 'logs', whyNot: () => undefined, run: measure };

const ROUNDS = 5;

async function measure(): Promise<readonly Figure[]> {
  const batches = [...logText(20)];
  const bytes = batches.flat().reduce((sum, { text }) => sum + Buffer.byteLength(text) + 1, 0);
  const speeds: number[] = [];
  // The first round warms the engine up.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const seconds = processorSeconds(() => scanWhole(batches));
    if (round > 0) speeds.push(bytes / 1e6 / seconds);
  }
  const { first, highest } = await memoryOver(2_000);
  return [
    atLeast(15, {
      name: 'Scan of a log: masking, grouping, last error',
      value: median(speeds),
      unit: 'MB/s',
      reference: 'fixed bar; all processor time that it takes, as if on one core',
    }),
    atMost(1.5, {
      name: 'Resident memory of a scan, 2 GB to 10 MB of log',
      value: highest / first,
      unit: '×',
      reference: `${Math.round(first)} MB after the first 10 MB, in a process of its own`,
    }),
  ];
}

function scanWhole(batches: readonly (readonly LogLine[])[]): void {
  const masker = createLineMasker(createRedactor({ key: 'bench' }));
  const scan = createLogScan({ ended: true });
  for (const lines of batches) scan.add(masker.push(lines));
  scan.add(masker.end());
  const { lastError, patterns } = scan.result();
  if (lastError === undefined || patterns.length === 0) throw new Error('the scan found nothing');
}

const Memory = z.object({ first: z.number(), highest: z.number() });

async function memoryOver(megabytes: number): Promise<z.infer<typeof Memory>> {
  const program = fileURLToPath(new URL('scan-memory.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    program,
    String(megabytes),
  ]);
  return Memory.parse(JSON.parse(stdout));
}
