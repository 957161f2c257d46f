/**
 * Everything that is tested:
 *
 *     npm test                       all of it
 *     npm test -- src/redact         only the unit tests of these paths (what vitest takes: also -t 'a name')
 *     npm test -- --lab bridge       only the lab, only cases with these words (a regular expression)
 *
 * Whatever failed is said again at the end, where it is found. The last line is the plain count, summed from the runners' own
 * reports.
 */
import { installPrograms } from './test/programs.ts';
import { runVitest, type Count } from './test/run-vitest.ts';

const given = process.argv.slice(2);
const labOnly = given.includes('--lab');
const filters = given.filter((argument) => argument !== '--lab');
const counts: Count[] = [];

installPrograms();
if (!labOnly) counts.push(await runVitest('Unit tests', filters));
if (labOnly || filters.length === 0) counts.push(...(await runLab()));

const sum = (of: 'passed' | 'failed' | 'skipped'): number =>
  counts.reduce((total, count) => total + count[of], 0);
const failures = counts.flatMap((count) => count.failures);
if (failures.length > 0) console.log(['', 'Failed:', ...failures, ''].join('\n'));
process.exitCode = sum('failed') > 0 ? 1 : 0;
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);

/** The lab needs root and Debian; where it cannot run it is not there, and one line says why. */
async function runLab(): Promise<readonly Count[]> {
  const { whyNoLab } = await import('../test/lab/skip.ts');
  const why = whyNoLab();
  if (why !== undefined) {
    console.log(`Lab skipped: ${why}`);
    return [];
  }
  const { installLab } = await import('../test/lab/install.ts');
  await installLab();
  const cases = filters.length === 0 ? [] : ['-t', filters.join('|')];
  return [await runVitest('Lab', ['--config', 'vitest.lab.config.ts', ...cases])];
}
