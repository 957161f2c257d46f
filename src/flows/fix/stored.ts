import { z } from 'zod';
import type { Snapshot } from '../../facts/snapshot.ts';
import { FixOutcome, type Proof } from '../../report/fix.ts';
import type { Shell } from '../../ssh/shell.ts';
import { parseSnapshot } from '../snapshot-file.ts';
import { readStored } from './on-host.ts';

const Proofs = FixOutcome.shape.proofs;

export async function readStoredProofs(shell: Shell, id: string): Promise<readonly Proof[]> {
  const text = await readStored(shell, id, 'proofs.json');
  const read = z
    .string()
    .transform((json): unknown => JSON.parse(json))
    .pipe(Proofs)
    .safeParse(text);
  return read.success ? read.data : [];
}

export async function readStoredSnapshot(shell: Shell, id: string): Promise<Snapshot | undefined> {
  const text = await readStored(shell, id, 'before.json');
  if (text === undefined) return undefined;
  try {
    return parseSnapshot(text, `the host's record of change ${id}`);
  } catch {
    return undefined;
  }
}
