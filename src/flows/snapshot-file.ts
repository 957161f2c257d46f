import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';

import { FerrymanError } from '../errors.ts';
import type { Snapshot } from '../facts/snapshot.ts';
import { say } from '../text/say.ts';

/** Only what must be there for a diagnosis not to fall over; each fact's own parser judges its text. */
const SnapshotFile = z.looseObject({
  schema: z.literal('ferryman.snapshot/1'),
  host: z.string(),
  at: z.iso.datetime(),
  needs: z.array(z.looseObject({ name: z.string(), address: z.string() })),
  readings: z.record(
    z.string(),
    z.looseObject({ status: z.enum(['ok', 'absent', 'denied', 'timed-out', 'unreadable']) }),
  ),
  attempts: z.array(z.looseObject({ vantage: z.enum(['worker', 'host', 'container']) })),
});

/** Throws a `FerrymanError`: `snapshot-missing` or `snapshot-invalid`. */
export async function readSnapshotFile(path: string): Promise<Snapshot> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new FerrymanError(
      'snapshot-missing',
      say`The snapshot ${path} cannot be read.`,
      say`Check the path.`,
      { cause: error },
    );
  }
  return parseSnapshot(text, path);
}

export function parseSnapshot(text: string, path: string): Snapshot {
  try {
    const snapshot: unknown = SnapshotFile.parse(JSON.parse(text));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the rest of its shape is what `collect` wrote and the facts' parsers check
    return snapshot as Snapshot;
  } catch (error) {
    throw new FerrymanError(
      'snapshot-invalid',
      say`${path} is no snapshot of the form ferryman.snapshot/1.`,
      say`Write one with: ferryman snapshot <host> -o FILE`,
      { cause: error },
    );
  }
}

/** Throws a `FerrymanError`: `snapshot-unwritable`. */
export async function writeSnapshotFile(path: string, snapshot: Snapshot): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(snapshot, undefined, 1)}\n`, { mode: 0o600 });
  } catch (error) {
    throw new FerrymanError(
      'snapshot-unwritable',
      say`The snapshot cannot be written to ${path}.`,
      say`Name a file in a folder that exists and that you may write to.`,
      { cause: error },
    );
  }
}
