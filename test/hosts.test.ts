import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { diagnoseSnapshot } from '../src/flows/diagnose.ts';
import { readAsked } from '../src/report/asked.ts';
import type { Asked } from '../src/report/report.ts';
import vitestConfig from '../vitest.config.ts';
import { largeHosts, recordedHosts } from './support/recorded-hosts.ts';

function askedFrom(target: string | undefined): Asked | undefined {
  const read = target === undefined ? undefined : readAsked(target);
  return read?.kind === 'asked' ? read.asked : undefined;
}

const hosts = [...recordedHosts(), ...largeHosts()];

test('a golden report that is missing fails instead of being written', () => {
  expect(vitestConfig.test?.update).toBe('none');
});

test('hosts are recorded', () => {
  expect(hosts.length).toBeGreaterThan(0);
});

test('a host of a system that the lab cannot boot says where its words are from', () => {
  const foreign = hosts.filter(({ snapshot }) => {
    const { stdout = '' } = snapshot.readings['os-release'] ?? {};
    return stdout !== '' && !/^ID=debian$/m.test(stdout);
  });
  expect(foreign.length).toBeGreaterThan(0);
  expect(foreign.filter(({ folder }) => !existsSync(join(folder, 'SOURCE.md')))).toEqual([]);
});

describe.each(hosts)('the recorded host $name', ({ folder, snapshot, questions }) => {
  test.each(questions)('asked for $target is $verdict: $cause', async ({ target, verdict, cause }) => {
    const report = diagnoseSnapshot(snapshot, askedFrom(target));
    const alarms = report.causes.filter(({ severity }) => severity !== 'notice').map((one) => one.cause);
    const expected = {
      verdict,
      ...(cause !== undefined && { cause }),
      ...(verdict === 'healthy' && { alarms: [] }),
    };
    expect({ verdict: report.verdict, cause: report.causes[0]?.cause, alarms }).toMatchObject(expected);
    // A false alarm or a lost word is a line of difference here.
    // What was ruled out would repeat the list of rules in every file.
    const golden = `${JSON.stringify({ ...report, checked: undefined }, undefined, 1)}\n`;
    await expect(golden).toMatchFileSnapshot(
      join(folder, `report${target === undefined ? '' : `-${target.replaceAll(/[^\w.-]/g, '_')}`}.json`),
    );
  });
});
