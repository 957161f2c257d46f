import type { Logger } from 'pino';
import type { KeptTexts } from '../src/queue/kept.ts';
import { lastVerdicts } from '../src/queue/last-verdicts.ts';
import { type LastVerdict, lastVerdictOf } from '../src/report/last-verdict.ts';
import type { Report } from '../src/report/report.ts';

/** For the home tab. An answer is worth no less where it is not kept. */
export async function keepVerdict(
  report: Report,
  card: LastVerdict['card'],
  { kept, logger }: { readonly kept: KeptTexts; readonly logger: Logger },
): Promise<void> {
  try {
    await lastVerdicts(kept).write(lastVerdictOf(report, card));
  } catch (error) {
    logger.warn({ err: error }, 'the verdict was not kept for the home tab');
  }
}
