import type { Tracer } from '@opentelemetry/api';
import { SpanStatusCode } from '@opentelemetry/api';
import type { FetchFunction } from '@slack/web-api';
import { watchedFetch } from '../notify/watch-calls.ts';
import { inSpan } from './spans.ts';

/** A span for each call of Slack: which method, and how it ended. */
export function traceSlackCalls(tracer: Tracer): (through: FetchFunction | undefined) => FetchFunction {
  return (through) =>
    watchedFetch(through, (method, call) =>
      inSpan(tracer, { name: `slack ${method}`, kind: 'client' }, async (span) => {
        const outcome = await call();
        span.setAttribute('slack.outcome', outcome);
        if (outcome !== 'ok') span.setStatus({ code: SpanStatusCode.ERROR });
      }),
    );
}
