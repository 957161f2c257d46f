import { expect, test } from 'vitest';

import { recordedHost } from '../../test/support/recorded-hosts.ts';
import { viewOf } from '../../test/support/views.ts';
import type { Outcome, Snapshot } from '../facts/snapshot.ts';
import { tell } from '../text/tell.ts';
import { diagnoseSnapshot } from './diagnose.ts';

const { snapshot } = recordedHost('healthy-databases');

/** The same host where somebody went into the container `shop-web` and tried the database from there. */
function insideSays(outcome: Outcome): Snapshot {
  const rds = snapshot.needs.find(({ name }) => name === 'rds');
  const tried = {
    vantage: 'container',
    to: { address: rds?.address ?? '', port: rds?.port ?? 0 },
    about: { kind: 'container-need', need: 'rds', container: 'shop-web' },
    outcome,
    ms: 3000,
  } as const;
  return { ...snapshot, attempts: [...snapshot.attempts, tried] };
}

const silent = insideSays({ kind: 'timed-out', afterMs: 3000 });

test('what the host reaches and a container does not is a symptom of its own', () => {
  expect(viewOf('symptoms', silent).map(({ key, text }) => ({ key, text: tell(text, 'en') }))).toEqual([
    {
      key: 'need:rds:shop-web',
      text: 'rds (192.168.9.77:1433) times out from inside shop-web, and answers the host.',
    },
  ]);
});

test('a question about a need is answered only where its containers reach it too', () => {
  expect(diagnoseSnapshot(insideSays({ kind: 'connected' }), { to: 'rds' }).verdict).toBe('healthy');
  expect(diagnoseSnapshot(silent, { to: 'rds' }).verdict).not.toBe('healthy');
  expect(diagnoseSnapshot(silent, { to: '192.168.9.77:1433' }).verdict).not.toBe('healthy');
  expect(diagnoseSnapshot(silent, { to: 'ldap' }).verdict).toBe('healthy');
});

test('a need that the inventory does not list is told with those that it does', () => {
  expect(diagnoseSnapshot(snapshot, { to: 'redis' })).toMatchObject({
    verdict: 'unknown',
    symptoms: [
      {
        text: 'The inventory lists no need called redis for this host; it lists rds, ldap.',
        explainedBy: [],
      },
    ],
  });
});

test('where nobody may go into a container, whether it reaches the service is said to be unknown', () => {
  const barred = insideSays({ kind: 'not-tried', because: 'not permitted' });
  expect(diagnoseSnapshot(barred).unknowns).toContainEqual({
    check: 'need:rds:shop-web',
    because: 'not permitted',
  });
});
