import { EventEmitter } from 'node:events';
import type { PGlite } from '@electric-sql/pglite';
import type { PgNotification, PgPool, PgPoolClient, PgQueryResult } from 'bullmq';

/**
 * As much of node-postgres' Pool as BullMQ's PostgreSQL backend uses, over PGlite. There is one session, so nothing is
 * ever checked out; every operation of the backend is a single statement and therefore atomic all the same.
 */
export class PglitePool extends EventEmitter implements PgPool {
  readonly #db: PGlite;

  constructor(db: PGlite) {
    super();
    this.#db = db;
    // Every queue and worker listens for errors here and, as BullMQ has it, never stops.
    this.setMaxListeners(0);
  }

  query(text: string, params?: readonly unknown[]): Promise<PgQueryResult> {
    return runQuery(this.#db, text, params);
  }

  async connect(): Promise<PgPoolClient> {
    return new PgliteClient(this.#db);
  }

  /** The database belongs to whoever opened it. */
  async end(): Promise<void> {}
}

export class PgliteClient extends EventEmitter implements PgPoolClient {
  readonly #db: PGlite;
  readonly #stop: () => void;

  constructor(db: PGlite) {
    super();
    this.#db = db;
    // The session's notifications reach all of its clients; the backend filters by channel and payload itself.
    this.#stop = db.onNotification((channel, payload) => {
      this.emit('notification', { channel, payload } satisfies PgNotification);
    });
  }

  query(text: string, params?: readonly unknown[]): Promise<PgQueryResult> {
    return runQuery(this.#db, text, params);
  }

  release(): void {
    this.#stop();
    this.removeAllListeners();
  }
}

/** With parameters it is one statement of the extended protocol; without, it may be a whole script (migrations). */
async function runQuery(db: PGlite, text: string, params?: readonly unknown[]): Promise<PgQueryResult> {
  if (params !== undefined && params.length > 0) return db.query(text, [...params]);
  const results = await db.exec(text);
  const last = results.at(-1);
  return { rows: last?.rows ?? [], rowCount: last?.affectedRows ?? 0 };
}
