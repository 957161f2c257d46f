import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLab, type Lab } from './lab.ts';
import { redisIsInstalled } from '../support/redis.ts';
import { whyNoLab } from './skip.ts';
import { KINDS } from './watching/faults.ts';
import { HERRINGS } from './watching/herrings.ts';
import type { Plan } from './watching/plan.ts';
import { openSite, type Site } from './watching/site.ts';
import { redisRestart, slackOutage, workerKill } from './watching/disturbances.ts';
import { playWatch } from './watching/watch-run.ts';

const everyMs = 12_000;
/** Beside other tests on a busy machine; how soon it is where that is not so is for the long form to say. */
const withinMs = 150_000;
const lengthMs = 35_000;

function kind(cause: string) {
  const found = KINDS.find((one) => one.cause === cause);
  if (found === undefined) throw new Error(`no kind of fault has the cause ${cause}`);
  return found;
}

/** One cause on two hosts, another one on the third, and what is no fault beside them. */
const plan: Plan = {
  faults: [
    { host: 0, kind: kind('disk-full'), from: 1_000, to: 33_000 },
    { host: 1, kind: kind('disk-full'), from: 2_000, to: 33_000 },
    { host: 2, kind: kind('dotnet-shared-framework-missing'), from: 1_000, to: 33_000 },
  ],
  herrings: HERRINGS.filter(({ name }) => /banned|loopback|another network/.test(name)).map(
    (herring, index) => ({
      host: index,
      herring,
      from: 5_000,
      to: 30_000,
    }),
  ),
};

/** The short form of `scripts/watch-runs.ts`, which draws at random for half an hour. */
describe.skipIf(whyNoLab() !== undefined || !redisIsInstalled())('hosts that are watched', () => {
  let lab: Lab;
  let site: Site;

  beforeAll(async () => {
    lab = await openLab();
    site = await openSite(lab, { hosts: 3, everyMs });
  }, 240_000);

  afterAll(async () => {
    await site?.close();
    await lab?.close();
  });

  test('are told of once each way, whatever becomes of Redis, a worker and Slack meanwhile', async () => {
    const played = await playWatch(site, {
      plan,
      everyMs,
      lengthMs,
      withinMs,
      patient: true,
      disturbances: [
        { at: 6_000, disturbance: workerKill(5_000) },
        { at: 14_000, disturbance: redisRestart(3_000) },
        { at: 20_000, disturbance: slackOutage(12_000) },
      ],
      say: () => undefined,
    });
    expect(played.wrong).toEqual([]);
    expect(played.judged).toHaveLength(3);
    expect(played.messages).toBe(2);
  });
});
