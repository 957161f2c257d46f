import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Set-up of a whole run: what its tests, and the programs that they start, leave in the temporary folder goes with it. */
export default function ownTemp(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'ferryman-units-'));
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
