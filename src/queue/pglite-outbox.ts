import type { PGlite } from '@electric-sql/pglite';
import { z } from 'zod';
import type { OutboxEntry, OutboxStore } from '../notify/outbox-store.ts';
import { OutboxText } from './outbox-text.ts';

const keptMs = 24 * 3_600_000;

const table = `
CREATE TABLE IF NOT EXISTS public.ferryman_outbox (
  id text PRIMARY KEY,
  place text,
  entry text NOT NULL,
  held_until bigint,
  written_at bigint NOT NULL
);
CREATE INDEX IF NOT EXISTS ferryman_outbox_place ON public.ferryman_outbox (place);
-- Only one process uses this folder at a time: whoever held something has ended.
UPDATE public.ferryman_outbox SET held_until = 0 WHERE held_until IS NOT NULL;
`;

const Row = z.object({ entry: OutboxText });
const Waiting = z.object({ rows: z.number(), since: z.number().nullable() });

/** The outbox in the single-process mode, beside the jobs. */
export async function pgliteOutbox(db: PGlite): Promise<OutboxStore> {
  await db.exec(table);

  async function entries(query: string, values: readonly unknown[]): Promise<OutboxEntry[]> {
    const { rows } = await db.query(query, [...values]);
    return rows.flatMap((row) => Row.safeParse(row).data?.entry ?? []);
  }
  const first = async (column: 'id' | 'place', value: string) =>
    (await entries(`SELECT entry FROM public.ferryman_outbox WHERE ${column} = $1`, [value]))[0];

  return {
    read: (id) => first('id', id),
    readAt: (at) => first('place', at),
    async write(entry) {
      await db.query(
        `INSERT INTO public.ferryman_outbox (id, place, entry, held_until, written_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO UPDATE SET place = $2, entry = $3, held_until = $4, written_at = $5`,
        [entry.id, entry.at ?? null, JSON.stringify(entry), entry.heldUntil ?? null, Date.now()],
      );
    },
    async swap(entry, before) {
      const values = [entry.id, entry.at ?? null, JSON.stringify(entry), entry.heldUntil ?? null, Date.now()];
      const { rows } =
        before === undefined
          ? await db.query(
              `INSERT INTO public.ferryman_outbox (id, place, entry, held_until, written_at) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (id) DO NOTHING RETURNING id`,
              values,
            )
          : await db.query(
              `UPDATE public.ferryman_outbox SET place = $2, entry = $3, held_until = $4, written_at = $5
               WHERE id = $1 AND entry::json->>'text' = $6 RETURNING id`,
              [...values, before.text],
            );
      return rows.length > 0;
    },
    async takeOver(now, until) {
      const over = 'DELETE FROM public.ferryman_outbox WHERE written_at < $1';
      await db.query(over, [Date.now() - keptMs]);
      const taken = await entries(
        'UPDATE public.ferryman_outbox SET held_until = $2 WHERE held_until <= $1 RETURNING entry',
        [now, until],
      );
      return taken.toSorted((one, other) => one.order - other.order);
    },
    async undelivered() {
      const { rows } = await db.query(
        `SELECT count(*)::int AS rows, min((entry::json->>'waitsSince')::float8) AS since
         FROM public.ferryman_outbox WHERE held_until IS NOT NULL`,
      );
      const { rows: waiting, since } = Waiting.parse(rows[0]);
      return { rows: waiting, ...(since !== null && { since }) };
    },
  };
}
