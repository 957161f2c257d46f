import { dirname, resolve } from 'node:path';

import { facts } from '../../facts/index.ts';
import type { Snapshot } from '../../facts/snapshot.ts';
import { readAsked } from '../../report/asked.ts';
import type { Example } from '../../rules/api.ts';
import type { Rule } from '../../rules/rule.ts';
import { readSnapshotFile } from '../snapshot-file.ts';
import { writeReport } from '../write-report.ts';
import type { OwnRule } from './load.ts';

/** What is wrong with a rule, measured on its own examples: a sentence each. */
export async function checkExamples({ rule, file, examples }: OwnRule): Promise<readonly string[]> {
  const missing = [true, false].filter((speaks) => !examples.some((example) => example.speaks === speaks));
  const asked = missing.map((speaks) =>
    speaks
      ? 'no example shows that it speaks: record a host with the fault'
      : 'no example shows that it stays silent: record a healthy host',
  );
  const wrong = await Promise.all(
    examples.map(async (example) => {
      const path = resolve(dirname(file), example.snapshot);
      try {
        return tryExample(rule, await readSnapshotFile(path), example);
      } catch (error) {
        return [error instanceof Error ? error.message : String(error)];
      }
    }),
  );
  return [...asked, ...wrong.flat()];
}

function tryExample(rule: Rule, snapshot: Snapshot, { speaks, target, snapshot: name }: Example): string[] {
  const where = [name, target ?? ''].join(' ').trim();
  const read = target === undefined ? undefined : readAsked(target);
  const asked = read?.kind === 'asked' ? read.asked : undefined;
  const { causes, unknowns } = writeReport(snapshot, asked, [rule]);
  const blind = unknowns.find(({ check }) => check === rule.id);
  if (blind !== undefined) return [`${where}: could not look: ${blind.because}`];
  if (causes.length > 0 !== speaks) {
    return [speaks ? `${where}: stays silent, and should speak` : `${where}: speaks, and should stay silent`];
  }
  return Object.keys(facts).flatMap((fact) => {
    const report = writeReport(without(snapshot, fact), asked, [rule]);
    const broken = report.unknowns.find(({ because }) => because.startsWith('the rule itself failed'));
    if (broken !== undefined) return [`${where}: without ${fact} ${broken.because}`];
    if (report.causes.length > 0 && !speaks)
      return [`${where}: without ${fact} it speaks where nothing is wrong`];
    return [];
  });
}

function without(snapshot: Snapshot, fact: string): Snapshot {
  const denied = { status: 'denied', because: 'permission denied', argv: [] } as const;
  return { ...snapshot, readings: { ...snapshot.readings, [fact]: denied } };
}
