import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** What ties lines of the log together: a command, a job, an incident. */
export interface LogContext {
  readonly traceId?: string;
  readonly job?: string;
  readonly incident?: string;
}

const current = new AsyncLocalStorage<LogContext>();

/** Whatever is logged while this goes on belongs to it as well, in whichever room: the outbox and Slack's clients know of no job. */
export function inLog<T>(about: LogContext, work: () => T): T {
  return current.run({ ...current.getStore(), ...about }, work);
}

/** Of what goes on here; a new one where nothing has one. */
export function traceIdHere(): string {
  return current.getStore()?.traceId ?? randomUUID();
}

/** What a line belongs to, as far as it does not say so itself. */
export function logContext(said: Readonly<Record<string, unknown>>): LogContext {
  const about = current.getStore();
  if (about === undefined) return {};
  return Object.fromEntries(Object.entries(about).filter(([key]) => !(key in said)));
}
