import { z } from 'zod';
import { collectionOf, type Records } from '../src/queue/records.ts';
import { triesOf } from '../src/queue/tries.ts';
import { Incident, pastIncidents } from '../src/report/incident.ts';
import { Told } from '../src/report/told.ts';
import { Quiet } from '../src/report/watch.ts';
import { forget } from './forget.ts';

const Cleared = z.object({ at: z.iso.datetime() });

const hour = 3_600_000;
/** Longer than anything may flap, and than a digest looks back for when somebody was told. */
const liveMs = 48 * hour;
const pastMs = 30 * 24 * hour;
const quietMs = 48 * hour;

/**
 * Once an hour: puts away what is long over, so that a run reads only what it may have to tell. It does not go before those who
 * heard of it, or could not be told, have heard the end.
 */
export async function clearDesk(records: Records, now: number): Promise<void> {
  const cleared = collectionOf(records, 'desk-cleared', Cleared);
  const last = await cleared.read('at');
  if (last !== undefined && now - Date.parse(last.at) < hour) return;
  const incidents = collectionOf(records, 'incidents', Incident);
  const past = collectionOf(records, pastIncidents, Incident);
  const told = collectionOf(records, 'told', Told);
  const quiets = collectionOf(records, 'quiets', Quiet);

  const known = await incidents.list();
  const waits = new Set(
    [...(await told.list()).values()]
      .filter(({ incident, revision }) => revision < (known.get(incident)?.revision ?? 0))
      .map(({ incident }) => incident),
  );
  const isOver = (one: Incident, ms: number) =>
    one.resolvedAt !== undefined && Date.parse(one.resolvedAt) < now - ms;
  const away = new Set([...known.values()].filter((one) => isOver(one, waits.has(one.id) ? pastMs : liveMs)));
  // First where it is kept: whoever reads both knows it by its id.
  for (const one of away) await past.change(one.id, () => one);
  await forget(incidents, known, (one) => away.has(one));
  const live = await incidents.list();
  await forget(told, await told.list(), ({ incident }) => !live.has(incident));

  await forget(past, await past.list(), (one) => isOver(one, pastMs));
  await forget(quiets, await quiets.list(), ({ until }) => Date.parse(until) < now - quietMs);
  await triesOf(records).clear(now - pastMs);
  await cleared.change('at', () => ({ at: new Date(now).toISOString() }));
}
