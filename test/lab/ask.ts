import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';

import type { Need } from '../../src/hosts/host.ts';
import type { LabHost } from './lab.ts';

import { runCli } from '../../src/cli/program.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { Report } from '../../src/report/report.ts';
import { run } from './process.ts';

const FERRYMAN = fileURLToPath(new URL('../../bin/ferryman.js', import.meta.url));

/** A ferryman.yaml that knows this host; answers its path. */
export async function configurationFor(
  host: LabHost,
  { needs = [], user = 'root' }: { needs?: readonly Need[]; user?: string } = {},
): Promise<string> {
  const path = join(host.directory, 'ferryman.yaml');
  const entry = {
    address: host.address,
    user,
    identityFile: host.identityFile,
    knownHostsFile: host.knownHostsFile,
    ...(needs.length > 0 ? { needs } : {}),
  };
  // Hosts that are played at once have one name, and their records are not to be mixed.
  const audit = { file: join(host.directory, 'audit.jsonl') };
  await writeFile(path, stringify({ hosts: { [host.name]: entry }, audit }));
  return path;
}

export interface Answer {
  readonly report: Report;
  readonly exitCode: number;
}

/** Asks as a person does: `ferryman diagnose <host> [target] --json`, less the second that a process takes to start. */
export async function diagnose(host: LabHost, config: string, target?: string): Promise<Answer> {
  const asked = target === undefined ? [] : target.split(' ');
  const written = { stdout: '', stderr: '' };
  const exitCode = await runCli(['diagnose', host.name, ...asked, '--json', '--config', config], {
    environment: readEnvironment(),
    terminal: {
      stdout: (text) => (written.stdout += text),
      stderr: (text) => (written.stderr += text),
      columns: undefined,
      color: false,
      ask: undefined,
    },
  });
  try {
    return { report: Report.parse(JSON.parse(written.stdout)), exitCode };
  } catch (cause) {
    const said = written.stderr || written.stdout;
    throw new Error(`diagnose ended with ${exitCode} and no report: ${said}`, { cause });
  }
}

/** Writes what `ferryman snapshot` collects. */
export async function snapshot(host: LabHost, config: string, path: string, target?: string): Promise<void> {
  const asked = target === undefined ? [] : [target];
  const argv = [process.execPath, FERRYMAN, 'snapshot', host.name, ...asked, '-o', path, '--config', config];
  const { code, stderr } = await run(argv, { timeoutMs: 90_000 });
  if (code !== 0) throw new Error(`snapshot ended with ${code}: ${stderr}`);
}
