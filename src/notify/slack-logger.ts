import { type Logger as SlackLogger, LogLevel } from '@slack/web-api';
import type { Logger } from 'pino';

/** Slack's libraries log through this; their chatter counts as debug. */
export function slackLogger(logger: Logger): SlackLogger {
  return {
    debug: (...messages) => logger.trace(line(messages)),
    info: (...messages) => logger.debug(line(messages)),
    warn: (...messages) => logger.warn(line(messages)),
    error: (...messages) => logger.error(line(messages)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}

function line(messages: unknown[]): string {
  return messages.map(textOf).join(' ');
}

function textOf(message: unknown): string {
  if (typeof message === 'string') return message;
  if (message instanceof Error) return message.message;
  return JSON.stringify(message) ?? String(message);
}
