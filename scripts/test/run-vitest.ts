import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, a paragraph each: the file, the test and what it said. */
  readonly failures: readonly string[];
}

/** The part of vitest's JSON report that counts. */
const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** Of what a failed test said. */
const mostLines = 12;

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs one of the suites and counts from the report it writes. A file that does not load, an error outside of any test
 * and a run without a report are failures too, although no test failed.
 */
export async function runVitest(title: string, args: readonly string[]): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'ferryman-test-'));
  try {
    const report = join(folder, 'report.json');
    const code = await run([...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
    const count = readReport(report);
    if (!count) {
      const why = `${title}: no report was written (exit ${code})`;
      return { passed: 0, failed: 1, skipped: 0, failures: [why] };
    }
    if (code === 0 || count.failed > 0) return count;
    return { ...count, failed: 1, failures: [`${title}: exit ${code} although no test failed`] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(args: readonly string[]): Promise<number> {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function readReport(path: string): Count | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  const report = VitestReport.parse(JSON.parse(text));
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [
      ...unloaded.map(({ name, message }) => told(name, 'did not load', message)),
      ...report.testResults.flatMap(({ name, assertionResults }) =>
        assertionResults
          .filter(({ status }) => status === 'failed')
          .map(({ fullName, failureMessages }) => told(name, fullName, failureMessages?.join('\n'))),
      ),
    ],
  };
}

function told(file: string, test: string, message = ''): string {
  const lines = stripVTControlCharacters(message).split('\n').slice(0, mostLines);
  return [`${relative(root, file)} > ${test}`, ...lines.map((line) => `    ${line.slice(0, 300)}`)].join(
    '\n',
  );
}
