import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { judgeWatched } from '../src/flows/watch/judge.ts';
import { incidentId } from '../src/incidents/incident-id.ts';
import { incidentEvent } from '../src/render/incident-event.ts';
import { rules } from '../src/rules/index.ts';
import { readerOf } from '../src/text/reader.ts';
import { recordedHost } from './support/recorded-hosts.ts';
import { watching } from './support/watching-team.ts';

/** What a watch finds on a host that was recorded with it, on two hosts of twelve; on one of them it is gone since. */
function recordedIncident() {
  const { snapshot } = recordedHost('bridge-subnet-contains-host-subnet');
  const { found } = judgeWatched(snapshot, { ports: [], whole: true }, rules);
  const on = (host: string) => found.map((fault) => ({ ...fault, apply: `/fix-bridge ${host}` }));
  const team = watching({ idOf: incidentId });
  team.look(0, { 'web-1': on('web-1'), 'web-2': [] });
  team.look(1, { 'web-1': on('web-1'), 'web-2': on('web-2') });
  const [incident] = team.look(3, { 'web-1': on('web-1'), 'web-2': [] });
  if (incident === undefined) throw new Error('nothing changed');
  return incident;
}

test('docs/destinations.md shows what a webhook gets of an incident', () => {
  const page = readFileSync(new URL('../docs/destinations.md', import.meta.url), 'utf8');
  const shown: unknown = JSON.parse(/```json\n(.*?)```/s.exec(page)?.[1] ?? '');
  const scene = { reader: readerOf('en'), watched: 12, before: 'open' } as const;
  expect(shown).toEqual(incidentEvent(recordedIncident(), scene));
});
