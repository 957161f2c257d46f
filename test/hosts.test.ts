import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { diagnoseSnapshot } from '../src/flows/diagnose.ts';
import { readAsked } from '../src/report/asked.ts';
import type { Asked } from '../src/report/report.ts';
import { recordedHosts } from './support/recorded-hosts.ts';

function askedFrom(target: string | undefined): Asked | undefined {
  const read = target === undefined ? undefined : readAsked(target);
  return read?.kind === 'asked' ? read.asked : undefined;
}

const hosts = recordedHosts();

test('hosts are recorded', () => {
  expect(hosts.length).toBeGreaterThan(0);
});

describe.each(hosts)('the recorded host $name', ({ folder, snapshot, questions }) => {
  test.each(questions)('asked for $target is $verdict: $cause', async ({ target, verdict, cause }) => {
    const report = diagnoseSnapshot(snapshot, askedFrom(target));
    expect(report.verdict).toBe(verdict);
    if (cause !== undefined) expect(report.causes[0]?.cause).toBe(cause);
    if (verdict === 'healthy')
      expect(report.causes.filter(({ severity }) => severity !== 'notice')).toEqual([]);
    // A false alarm or a lost word is a line of difference here.
    const golden = `${JSON.stringify(report, undefined, 1)}\n`;
    await expect(golden).toMatchFileSnapshot(
      join(folder, `report${target === undefined ? '' : `-${target.replaceAll(/[^\w.-]/g, '_')}`}.json`),
    );
  });
});
