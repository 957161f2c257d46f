import { randomUUID } from 'node:crypto';
import type { App } from '@slack/bolt';
import { inLog } from '../src/process/log-context.ts';
import type { Tracing } from '../src/tracing/tracing.ts';

/**
 * From here on everything that one payload of Slack leads to has one id, in the log as in the job: that of its trace, where there are
 * traces. What people write to each other is no request, and there is a lot of it.
 */
export function tieRequests(
  app: Pick<App, 'use'>,
  tracing: Pick<Tracing, 'span' | 'traceId'> | undefined,
): void {
  app.use(async ({ body, next }) => {
    const work = () => inLog({ traceId: tracing?.traceId() ?? randomUUID() }, next);
    const name = requestName(body);
    if (tracing === undefined || name === undefined) return work();
    await tracing.span({ name: `slack ${name}`, kind: 'server' }, work);
  });
}

/** What Slack calls it; undefined for a message in a channel. Nothing that a person wrote. */
function requestName(body: object): string | undefined {
  if ('command' in body) return String(body.command);
  if ('event' in body) return eventName(body.event);
  return 'type' in body ? String(body.type) : 'request';
}

function eventName(event: unknown): string | undefined {
  if (typeof event !== 'object' || event === null || !('type' in event)) return 'event';
  const isToAll = event.type === 'message' && !('channel_type' in event && event.channel_type === 'im');
  return isToAll ? undefined : String(event.type);
}
