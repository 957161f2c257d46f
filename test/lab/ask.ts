import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';

import type { Need } from '../../src/hosts/host.ts';
import type { LabHost } from './lab.ts';

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
  await writeFile(path, stringify({ hosts: { [host.name]: entry } }));
  return path;
}

export interface Answer {
  readonly report: Report;
  readonly exitCode: number;
}

/** Asks as a person does: `ferryman diagnose <host> [target] --json`. */
export async function diagnose(host: LabHost, config: string, target?: string): Promise<Answer> {
  const asked = target === undefined ? [] : [target];
  const argv = [process.execPath, FERRYMAN, 'diagnose', host.name, ...asked, '--json', '--config', config];
  const { code, stdout, stderr } = await run(argv, { timeoutMs: 90_000 });
  try {
    return { report: Report.parse(JSON.parse(stdout)), exitCode: code };
  } catch (cause) {
    throw new Error(`diagnose ended with ${code} and no report: ${stderr || stdout}`, { cause });
  }
}

/** Writes what `ferryman snapshot` collects. */
export async function snapshot(host: LabHost, config: string, path: string, target?: string): Promise<void> {
  const asked = target === undefined ? [] : [target];
  const argv = [process.execPath, FERRYMAN, 'snapshot', host.name, ...asked, '-o', path, '--config', config];
  const { code, stderr } = await run(argv, { timeoutMs: 90_000 });
  if (code !== 0) throw new Error(`snapshot ended with ${code}: ${stderr}`);
}
