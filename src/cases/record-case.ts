import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FerrymanError } from '../errors.ts';
import { createRedactor, type RedactorOptions } from '../redact/redactor.ts';
import type { OperationRecord } from '../report/operation.ts';
import { say } from '../text/say.ts';

export interface Objection {
  /** Names the case, so that the same form makes one case however often it arrives. */
  readonly id: string;
  /** Slack user id. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  /** What they wrote. */
  readonly words: string;
}

export interface Case {
  /** Absolute path. */
  readonly folder: string;
  /** What is kept of the words: masked. */
  readonly words: string;
  /** Absolute path; absent where the host could not be read. */
  readonly snapshot?: string;
}

/**
 * Keeps a verdict that somebody says is wrong as a folder that a developer replays: `snapshot.json`, `report.json` and `words.txt`, readable
 * by whoever runs Ferryman only. The folder is there as a whole or not at all. Throws a `FerrymanError` (`case-unwritable`).
 */
export async function recordCase(
  cases: string,
  { report, snapshot, id: operation }: OperationRecord,
  objection: Objection,
  redact: RedactorOptions,
): Promise<Case> {
  const words = createRedactor(redact).redact(objection.words);
  const folder = join(cases, nameOf(report.host, objection));
  const found = {
    folder,
    words,
    ...(snapshot === undefined ? {} : { snapshot: join(folder, 'snapshot.json') }),
  };
  const { by, at } = objection;
  const files = {
    'report.json': `${JSON.stringify(report, undefined, 2)}\n`,
    'words.txt': `${words}\n`,
    'case.json': `${JSON.stringify({ schema: 'ferryman.case/1', operation, by, at, host: report.host, asked: report.asked }, undefined, 2)}\n`,
    ...(snapshot === undefined ? {} : { 'snapshot.json': snapshot }),
  };
  let draft: string | undefined;
  try {
    await mkdir(cases, { recursive: true, mode: 0o700 });
    draft = await mkdtemp(join(cases, `.${randomBytes(4).toString('hex')}-`));
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(draft, name), text, { mode: 0o600 });
    }
    await putInPlace(draft, folder);
    return found;
  } catch (error) {
    if (draft !== undefined) await rm(draft, { recursive: true, force: true });
    throw new FerrymanError(
      'case-unwritable',
      say`The case cannot be written to ${cases}.`,
      say`Whoever runs Ferryman can make that folder writable, or name another one under cases: in ferryman.yaml.`,
      { cause: error },
    );
  }
}

async function putInPlace(draft: string, folder: string): Promise<void> {
  try {
    await rename(draft, folder);
  } catch (error) {
    const isThere =
      error instanceof Error && 'code' in error && ['ENOTEMPTY', 'EEXIST'].includes(String(error.code));
    if (!isThere) throw error;
    // The same form once more: its case is there already.
    await rm(draft, { recursive: true, force: true });
  }
}

function nameOf(host: string, { at, id }: Objection): string {
  const day = at.slice(0, 10);
  const about = host
    .replaceAll(/[^\w.-]+/g, '-')
    .replace(/^\.+/, '')
    .slice(0, 60);
  return `${day}-${about}-${id.replaceAll(/[^\w]/g, '').slice(-10)}`;
}
