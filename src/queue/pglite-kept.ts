import type { PGlite } from '@electric-sql/pglite';
import { z } from 'zod';
import { type KeptTexts, pack, unpack } from './kept.ts';

const table = `
CREATE TABLE IF NOT EXISTS public.ferryman_kept (
  key text PRIMARY KEY,
  bytes bytea NOT NULL,
  kept_until bigint NOT NULL
)`;

const Row = z.object({ bytes: z.instanceof(Uint8Array) });

/** What is kept in the single-process mode, beside the jobs. */
export async function pgliteKept(db: PGlite): Promise<KeptTexts> {
  await db.exec(table);
  return {
    async write(key, text, forMs) {
      const now = Date.now();
      await db.query('DELETE FROM public.ferryman_kept WHERE kept_until <= $1', [now]);
      await db.query(
        `INSERT INTO public.ferryman_kept (key, bytes, kept_until) VALUES ($1, $2, $3)
         ON CONFLICT (key) DO UPDATE SET bytes = $2, kept_until = $3`,
        [key, await pack(text), now + forMs],
      );
    },
    async read(key) {
      const query = 'SELECT bytes FROM public.ferryman_kept WHERE key = $1 AND kept_until > $2';
      const { rows } = await db.query(query, [key, Date.now()]);
      const { data } = Row.safeParse(rows[0]);
      return data === undefined ? undefined : unpack(data.bytes);
    },
  };
}
