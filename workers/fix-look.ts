import type { ToldOutcome } from '../src/flows/fix/run.ts';
import { findHost } from '../src/hosts/inventory.ts';
import type { FixLookJob, FixLookResult } from '../src/queue/fix-look-job.ts';
import type { ActiveJob, KnownJob } from '../src/queue/queue.ts';
import { renderOutcome } from '../src/render/slack/fix-outcome.ts';
import { fixWordsFor } from '../src/render/slack/fix-words.ts';
import { readerOf } from '../src/text/reader.ts';
import { say } from '../src/text/say.ts';
import type { FixApplyDeps } from './fix-apply.ts';
import { isOver, lookLater, onRecord, tellOutcome, unknownYet, withoutFlow } from './fix-outcome.ts';
import { endOnRecord, recorderOf } from './recorder.ts';
import { runFlow } from './run-flow.ts';
import { takenAway } from './thread.ts';

/** Above every start of the job that began the change: whoever looks may take over what an older worker let go. */
const firstFence = 100;

/** Asks a host what became of a change, and again later where it does not say. */
export async function answerFixLook(job: ActiveJob<FixLookJob>, deps: FixLookDeps): Promise<FixLookResult> {
  try {
    return await answer(job, deps);
  } catch (error) {
    if (job.last) await lookAgain(job, deps);
    throw error;
  }
}

type FixLookDeps = Omit<FixApplyDeps, 'applyFix'>;

async function answer(job: ActiveJob<FixLookJob>, deps: FixLookDeps): Promise<FixLookResult> {
  const { fix, thread, look, traceId } = job.data;
  const reader = readerOf(job.data.language);
  const logger = deps.logger.child({ job: job.id, traceId, host: fix.host, change: fix.id });
  const ran = await runFlow(
    async (signal) => {
      const host = findHost(deps.inventory, fix.host);
      const fence = firstFence + 10 * look + job.start;
      return deps.reconcileFix(
        { host, id: fix.id, fence },
        {
          onStage: () => undefined,
          signal,
          language: reader.language,
          audit: recorderOf(fix, { audit: deps.audit, logger }),
        },
      );
    },
    { signal: job.signal, deadlineMs: deps.look.withinMs, job: job.id, what: say`Asking`, host: fix.host },
  );
  if (ran.kind === 'taken-away') throw takenAway();
  const outcome =
    ran.kind === 'done' ? (ran.result ?? neverBegun(job.data)) : unknownYet(fix, ran.sentence, reader);
  logger.info({ result: outcome.result, look }, 'asked what became of a change');

  if (isOver(outcome)) {
    await endOnRecord(fix, onRecord(outcome), { ...deps, logger });
    await tellOutcome(job, thread, outcome, { ...deps, logger, looks: false });
    return { outcome: 'told' };
  }
  const again = await lookAgain(job, deps);
  if (again && outcome.result === 'pending') return { outcome: 'looks-again' };
  if (again) {
    await tellOutcome(job, thread, outcome, { ...deps, logger, looks: true });
    return { outcome: 'looks-again' };
  }
  await endOnRecord(fix, onRecord(outcome), { ...deps, logger });
  const later = fixWordsFor(reader).noLonger(Math.round(deps.look.forMs / 60_000));
  await deps.notifier.edit(thread, renderOutcome(outcome, { ...fix, later, reader }));
  return { outcome: 'gave-up' };
}

/** Also where two workers died over this look. */
export async function lookAgain(
  job: KnownJob<FixLookJob>,
  deps: Pick<FixLookDeps, 'queue' | 'look' | 'logger' | 'clock' | 'inventory'>,
): Promise<boolean> {
  const { fix, thread, look, until } = job.data;
  if (deps.clock() >= Date.parse(until)) return false;
  const { site } = findHost(deps.inventory, fix.host);
  return lookLater(job, thread, deps, { n: look + 1, until, site });
}

function neverBegun({ fix, language }: FixLookJob): ToldOutcome {
  return withoutFlow(
    fix,
    {
      result: 'not-begun',
      because: say`The host has no record of this change, so it was never begun.`,
      next: say`Plan again: /fix-bridge ${fix.host}`,
    },
    readerOf(language),
  );
}
