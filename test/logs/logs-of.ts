import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Snapshot } from '../../src/facts/snapshot.ts';
import { readLogs } from '../../src/flows/logs/read-logs.ts';
import type { LogQuery, LogReport } from '../../src/report/logs.ts';
import type { Cause } from '../../src/report/report.ts';

const shells = { open: () => Promise.reject(new Error('a recorded host is not connected to')) };

/** What `/logs` says of a container of a recorded host. */
export async function logsOf(snapshot: Snapshot, name: string, query: LogQuery = {}): Promise<LogReport> {
  const folder = await mkdtemp(join(tmpdir(), 'logs-of-'));
  const path = join(folder, 'snapshot.json');
  try {
    await writeFile(path, JSON.stringify(snapshot));
    const host = {
      name: snapshot.host,
      via: { kind: 'snapshot', path },
      tags: [],
      needs: [],
      source: path,
    } as const;
    return await readLogs({ host, containerId: name, name, query }, { shells });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Ids of the causes that make a host faulty, in their order. */
export function alarms(causes: readonly Cause[]): readonly string[] {
  return causes.filter(({ severity }) => severity !== 'notice').map(({ cause }) => cause);
}
