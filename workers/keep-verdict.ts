import type { Logger } from 'pino';
import type { KeptTexts } from '../src/queue/kept.ts';
import { lastVerdicts } from '../src/queue/last-verdicts.ts';
import { type LastVerdict, lastVerdictOf } from '../src/report/last-verdict.ts';
import type { Diagnosis } from '../src/flows/diagnose.ts';

/** For the home tab. An answer is worth no less where it is not kept. */
export async function keepVerdict(
  diagnosis: Diagnosis,
  card: LastVerdict['card'],
  { kept, logger }: { readonly kept: KeptTexts; readonly logger: Logger },
): Promise<void> {
  try {
    await lastVerdicts(kept).write(lastVerdictOf(diagnosis, card));
  } catch (error) {
    logger.warn({ err: error }, 'the verdict was not kept for the home tab');
  }
}
