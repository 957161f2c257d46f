import { diagnoseContainer } from '../src/flows/logs/diagnose-container.ts';
import { createLineMasker } from '../src/logs/mask-lines.ts';
import { createLogScan } from '../src/logs/scan.ts';
import { valueOr } from '../src/model/known.ts';
import { readModel } from '../src/model/read-model.ts';
import { createRedactor } from '../src/redact/redactor.ts';
import type { LogLine } from '../src/report/logs.ts';
import { rules } from '../src/rules/index.ts';
import { recordedHost } from '../test/support/recorded-hosts.ts';
import { atLeast, atMost, type Figure, type Part } from './figure.ts';
import { bytesOf, logText, uniqueText } from './log-text.ts';
import { median, processorSeconds } from './measure.ts';
import { memoryOver } from './memory-over.ts';

export const logScan: Part = { name: 'logs', whyNot: () => undefined, run: measure };

const ROUNDS = 5;
/** As many lines as `/logs` shows to the rules. */
const JUDGED = 10_000;
const fixed = 'fixed bar; all processor time that it takes, as if on one core';

async function measure(): Promise<readonly Figure[]> {
  const shop = [...logText(20)];
  const unique = [...uniqueText(20)];
  const judged = shop.flat().slice(-JUDGED);
  const { first, highest } = await memoryOver('scan-memory.ts', 2_000);
  return [
    atLeast(15, {
      name: 'Scan of a log: masking, grouping, last error',
      value: speedOf(bytesOf(shop), () => scanWhole(shop)),
      unit: 'MB/s',
      reference: fixed,
    }),
    atLeast(15, {
      name: 'The same, of a log whose lines are nearly all unique',
      value: speedOf(bytesOf(unique), () => scanWhole(unique)),
      unit: 'MB/s',
      reference: fixed,
    }),
    atLeast(15, {
      name: `The same with all signatures, of a log of ${JUDGED.toLocaleString('en')} lines`,
      value: speedOf(bytesOf([judged]), () => judge(scanWhole([judged]))),
      unit: 'MB/s',
      reference: `${fixed}; with the diagnosis of the host that the signatures are joined with`,
    }),
    atMost(1.5, {
      name: 'Resident memory of a scan, 2 GB to 10 MB of log',
      value: highest / first,
      unit: '×',
      reference: `${Math.round(first)} MB after the first 10 MB, in a process of its own`,
    }),
  ];
}

/** MB of log in a second; the first round warms the engine up. */
function speedOf(bytes: number, work: () => void): number {
  work();
  return median(Array.from({ length: ROUNDS }, () => bytes / 1e6 / processorSeconds(work)));
}

/** The lines, masked. */
function scanWhole(batches: readonly (readonly LogLine[])[]): readonly LogLine[] {
  const masker = createLineMasker(createRedactor({ key: 'bench' }));
  const scan = createLogScan({ ended: true });
  const masked: LogLine[] = [];
  const take = (lines: readonly LogLine[]) => {
    scan.add(lines);
    masked.push(...lines);
  };
  for (const lines of batches) take(masker.push(lines));
  take(masker.end());
  const { lastError, patterns } = scan.result();
  if (lastError === undefined || patterns.length === 0) throw new Error('the scan found nothing');
  return masked;
}

const { snapshot } = recordedHost('dotnet-shared-framework-missing-6.0');
const [container] = valueOr(readModel(snapshot, {}).containers, []).filter(({ name }) => name === 'topapi');

function judge(lines: readonly LogLine[]): void {
  if (container === undefined) throw new Error('the recorded host has no topapi');
  const { isBlind } = diagnoseContainer(snapshot, container, lines, { rules, isSuspected: true });
  if (isBlind) throw new Error('the rules did not see the log');
}
