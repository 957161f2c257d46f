import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPostgresBackend, DEFAULT_SCHEMA, runMigrations } from 'bullmq';
import { bullQueue } from './bull-queue.ts';
import { lockFolder } from './lock-folder.ts';
import type { QueueSettings } from './open-queue.ts';
import { pgliteKept } from './pglite-kept.ts';
import { pgliteOutbox } from './pglite-outbox.ts';
import { pgliteRecords } from './pglite-records.ts';
import { PgliteClient, PglitePool } from './pglite-pool.ts';
import type { JobQueue } from './queue.ts';

/** The single-process mode: PostgreSQL inside this process, its files in `dataDir`, which only one process may use. */
export async function overEmbedded(
  dataDir: string,
  { logger, times, telemetry }: QueueSettings,
): Promise<JobQueue> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const unlock = await lockFolder(dataDir);
  try {
    const db = await openDatabase(join(dataDir, 'pglite'));
    const pool = new PglitePool(db);
    return await bullQueue({
      kind: 'embedded',
      label: `${dataDir} (in this process)`,
      factory: createPostgresBackend,
      producer: pool,
      worker: pool,
      outbox: await pgliteOutbox(db),
      kept: await pgliteKept(db),
      records: await pgliteRecords(db),
      workers: 'only here',
      logger,
      times,
      telemetry,
      ping: async () => {
        await db.query('SELECT 1');
      },
      release: async () => {
        await db.close();
        await unlock();
      },
    });
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function openDatabase(path: string): Promise<PGlite> {
  const db = await PGlite.create(path);
  const session = new PgliteClient(db);
  try {
    await runMigrations(session);
  } finally {
    session.release();
  }
  await db.exec(`SET search_path TO ${DEFAULT_SCHEMA}`);
  return db;
}
