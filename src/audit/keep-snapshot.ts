import { createHash } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { syncFolder } from './append-line.ts';

/** More runs of one change than anybody makes. */
const MOST = 1_000;

/**
 * Keeps a snapshot, whose secrets are masked already, in `audit/<id>/before.json` beside `audit.jsonl`; a second one of the same kind in
 * `before-2.json`, since nothing here is written over. Gives the path from the audit's folder, and the SHA-256 of the bytes.
 */
export async function keepSnapshot(
  audit: string,
  { id, which, snapshot }: { id: string; which: 'before' | 'after'; snapshot: object },
): Promise<{ file: string; sha256: string }> {
  const folder = join(audit.endsWith('.jsonl') ? audit.slice(0, -'.jsonl'.length) : `${audit}.d`, id);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const bytes = Buffer.from(`${JSON.stringify(snapshot, undefined, 1)}\n`);
  const file = await writeNew(folder, which, bytes);
  return { file: relative(dirname(audit), file), sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function writeNew(folder: string, name: string, bytes: Buffer): Promise<string> {
  for (let copy = 1; copy < MOST; copy += 1) {
    const file = join(folder, copy === 1 ? `${name}.json` : `${name}-${copy}.json`);
    try {
      const handle = await open(file, 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await syncFolder(folder);
      return file;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  throw new Error(`${folder} holds ${MOST} snapshots called ${name}`);
}
