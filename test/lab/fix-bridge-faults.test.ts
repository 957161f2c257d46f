import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { approve } from './faults/approve.ts';
import { FAULTS } from './faults/faults.ts';
import { playFault, UNDO_AFTER_SECONDS } from './faults/play-fault.ts';
import { raceOfPlans } from './faults/races.ts';
import { ORIGINS, restore } from './faults/scene.ts';
import { openSite, type Site } from './faults/site.ts';
import { openLab, type Lab } from './lab.ts';
import { whyNoLab } from './skip.ts';

/** One of each kind; scripts/fault-runs.ts plays all of them after every step. */
const CHOSEN: readonly { name: string; ended?: string; undoAfterSeconds?: number }[] = [
  { name: 'worker killed after "begun", another one takes over', ended: 'confirmed' },
  { name: 'worker killed after "applied", nobody takes over', ended: 'undone', undoAfterSeconds: 25 },
  { name: 'network cut after "begun" for 8 s', ended: 'confirmed' },
  { name: 'dockerd refuses the new configuration', ended: 'undone' },
  { name: 'the restart hangs with the new configuration', ended: 'undone', undoAfterSeconds: 15 },
  // Whether it is in time to spoil anything is up to chance.
  { name: 'disk full after "begun"' },
];

/** On one host, put right in between by hand. */
describe.skipIf(whyNoLab() !== undefined)('a change that is disturbed by', () => {
  let lab: Lab;
  let site: Site;

  beforeAll(async () => {
    lab = await openLab();
    site = await openSite(lab);
  });
  afterAll(() => lab?.close());

  const chosen = CHOSEN.map((one, index) => ({
    ...one,
    origin: ORIGINS[index % ORIGINS.length] ?? 'a bip in the file',
  }));

  test.each(chosen)(
    '$name ($origin)',
    async ({ name, ended, origin, undoAfterSeconds = UNDO_AFTER_SECONDS }) => {
      const fault = FAULTS.find((one) => one.name === name);
      if (fault === undefined) throw new Error(`no fault is called ${name}`);
      await restore(site.host, origin);
      const approved = await approve(site.config, site.host.name, { undoAfterSeconds });
      const played = await playFault(site.host, site.config, approved, fault, undoAfterSeconds);
      expect(played).toMatchObject({ ...(ended !== undefined && { ended }), wrong: [] });
    },
  );

  test('the approval of another plan is made once, and the other one says who was first', async () => {
    await restore(site.host, 'other keys in the file');
    expect((await raceOfPlans(site)).wrong).toEqual([]);
  });
});
