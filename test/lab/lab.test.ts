import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Lab } from './lab.ts';

import { labCases } from './cases/index.ts';
import { openLab } from './lab.ts';
import { askAll, stage } from './play.ts';
import { whyNoLab } from './skip.ts';

const reason = whyNoLab();
if (reason) console.log(`The lab is skipped: ${reason}.`);

const wantedSeed = process.env['FERRYMAN_LAB_SEED'];

describe.skipIf(reason !== undefined)('on real hosts, ferryman diagnose', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await openLab(wantedSeed ? { seed: Number(wantedSeed) } : {});
    console.log(`Lab drawn from seed ${lab.seed}; again with FERRYMAN_LAB_SEED=${lab.seed}`);
  });
  afterAll(() => lab.close());

  test.concurrent.each(
    labCases
      .filter(({ flavour }) => flavour === undefined)
      .map((labCase) => [labCase.id, labCase.title, labCase] as const),
  )('%s: %s', async (_id, _title, labCase) => {
    const staged = await stage(lab, labCase);
    try {
      const wrong = await askAll(staged);
      expect({ drawn: staged.scene.drawn, wrong }).toEqual({ drawn: staged.scene.drawn, wrong: [] });
    } finally {
      await staged.host.close();
    }
  });
});
