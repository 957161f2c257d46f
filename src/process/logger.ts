import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from '../config/types.ts';
import { logContext } from './log-context.ts';

/** Whatever an error or a library carries along under these names stays out of the logs. */
const secretPaths = ['token', 'password', 'authorization', 'response_url', 'signingSecret'].flatMap(
  (name) => [name, `*.${name}`, `*.*.${name}`],
);

/**
 * JSON lines on standard error, so that standard output stays for what a command prints. Lines of one command carry its
 * `traceId`, lines of one job its `job`, in every process.
 */
export function createLogger(
  options: { level: LogLevel; process: 'bot' | 'worker' | 'up' },
  destination: DestinationStream = pino.destination({ fd: 2, sync: true }),
): Logger {
  return pino(
    {
      level: options.level,
      base: { process: options.process, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secretPaths, censor: '[hidden]' },
      mixin: (said, _level, logger) => logContext({ ...logger.bindings(), ...said }),
      serializers: { err: pino.stdSerializers.err },
    },
    destination,
  );
}
