import type { Logger } from 'pino';

export interface Service {
  /** Stops intake, drains and closes; must end by itself within its own limits. */
  stop(): Promise<void>;
}

/** What of `process` is used here; a test brings its own. */
export interface ProcessLike {
  on(
    event: 'SIGTERM' | 'SIGINT' | 'unhandledRejection' | 'uncaughtException',
    listener: (reason?: unknown) => void,
  ): unknown;
  exit(code: number): void;
}

/**
 * Runs a service as a process: SIGTERM and SIGINT stop it in order (a second one at once); an error that nobody handled
 * ends it with 1, because what it left half done is unknown and a supervisor starts a clean one.
 */
export function runUntilSignal(
  service: Service,
  { logger, process }: { logger: Logger; process: ProcessLike },
): void {
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) {
      logger.warn({ signal }, 'stopped at once');
      process.exit(1);
      return;
    }
    stopping = true;
    logger.info({ signal }, 'stopping');
    service.stop().then(
      () => {
        logger.info('stopped');
        process.exit(0);
      },
      (error: unknown) => {
        logger.error({ err: error }, 'did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  for (const kind of ['unhandledRejection', 'uncaughtException'] as const) {
    process.on(kind, (reason) => {
      // Slack's client rejects promises that nobody can hold while a connection is being taken down.
      if (stopping) {
        logger.warn({ err: reason, kind }, 'error while stopping');
        return;
      }
      logger.fatal({ err: reason, kind }, 'unhandled error');
      process.exit(1);
    });
  }
}
