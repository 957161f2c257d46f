import type { App, Context } from '@slack/bolt';
import type { Logger } from 'pino';

interface Deps {
  readonly logger: Logger;
  readonly clock: () => number;
}

/** Slack waits for three seconds. */
const lateMs = 2_500;

/** Notes when a payload came in. */
export function stampArrival(app: App, { clock }: Pick<Deps, 'clock'>): void {
  app.use(async ({ context, next }) => {
    context['arrivedAt'] = clock();
    await next();
  });
}

/**
 * Tells Slack that the payload arrived, ahead of everything else. Where that fails (the socket is being renewed) the
 * person sees Slack's own complaint, but what was asked for is done all the same.
 */
export async function acknowledge(
  ack: () => Promise<void>,
  context: Context,
  { logger, clock }: Deps,
): Promise<void> {
  try {
    await ack();
  } catch (error) {
    logger.warn({ err: error }, 'Slack did not hear the acknowledgement');
  }
  const arrivedAt: unknown = context['arrivedAt'];
  const ms = typeof arrivedAt === 'number' ? clock() - arrivedAt : 0;
  if (ms > lateMs) logger.warn({ ms }, 'acknowledged late');
}
