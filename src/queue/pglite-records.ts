import type { PGlite } from '@electric-sql/pglite';
import { z } from 'zod';
import type { Records } from './records.ts';

const table = `
CREATE TABLE IF NOT EXISTS public.ferryman_records (
  collection text NOT NULL,
  key text NOT NULL,
  version bigint NOT NULL,
  text text NOT NULL,
  PRIMARY KEY (collection, key)
)`;

const Row = z.object({ key: z.string(), version: z.coerce.number(), text: z.string() });

/** The records of the single-process mode, beside the jobs. */
export async function pgliteRecords(db: PGlite): Promise<Records> {
  await db.exec(table);
  async function rows(condition: string, values: readonly string[]) {
    const query = `SELECT key, version, text FROM public.ferryman_records WHERE ${condition}`;
    return (await db.query(query, [...values])).rows.map((row) => Row.parse(row));
  }
  async function changes(query: string, values: readonly (string | number)[]): Promise<boolean> {
    return (await db.query(query, [...values])).affectedRows === 1;
  }
  return {
    async read(collection, key) {
      return (await rows('collection = $1 AND key = $2', [collection, key]))[0];
    },
    async list(collection) {
      return new Map((await rows('collection = $1', [collection])).map((row) => [row.key, row]));
    },
    write: (collection, key, text, version) =>
      version === 0
        ? changes(
            `INSERT INTO public.ferryman_records (collection, key, version, text) VALUES ($1, $2, 1, $3)
             ON CONFLICT DO NOTHING`,
            [collection, key, text],
          )
        : changes(
            `UPDATE public.ferryman_records SET version = version + 1, text = $3
             WHERE collection = $1 AND key = $2 AND version = $4`,
            [collection, key, text, version],
          ),
    remove: (collection, key, version) =>
      changes('DELETE FROM public.ferryman_records WHERE collection = $1 AND key = $2 AND version = $3', [
        collection,
        key,
        version,
      ]),
  };
}
