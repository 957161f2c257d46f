import { diag, DiagLogLevel } from '@opentelemetry/api';
import type { Logger } from 'pino';

const quiet = () => undefined;

/** OpenTelemetry says through this that a collector does not answer; it does so at each try. */
export function tellDiagnostics(logger: Logger): void {
  const tell = logger.child({ part: 'tracing' });
  diag.setLogger(
    {
      error: (message) => tell.warn(message),
      warn: (message) => tell.warn(message),
      info: quiet,
      debug: quiet,
      verbose: quiet,
    },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
}
