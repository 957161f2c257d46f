import { SpanKind } from '@opentelemetry/api';
import { BullMQOtel } from 'bullmq-otel';
import type { QueueTelemetry } from '../queue/open-queue.ts';

type Tracer = QueueTelemetry['tracer'];
type Span = ReturnType<Tracer['startSpan']>;

/** Of whoever adds a job, and of whoever does it. BullMQ numbers them as OpenTelemetry does. */
const ofJobs = new Set<number>([SpanKind.PRODUCER, SpanKind.CONSUMER]);

/** What of BullMQ's attributes leaves the process: what a job returned, why it failed and its options may quote hosts and people. */
const kept = new Set([
  'bullmq.queue.name',
  'bullmq.queue.operation',
  'bullmq.job.name',
  'bullmq.job.id',
  'bullmq.job.attempts.made',
  'bullmq.job.scheduler.id',
]);

/**
 * BullMQ's own spans, but for those of its housekeeping: it looks for jobs every few seconds in each queue, and each look would be a trace.
 */
export function jobSpans(): QueueTelemetry {
  const { tracer, contextManager } = new BullMQOtel({ tracerName: 'bullmq' });
  return {
    contextManager,
    tracer: {
      startSpan(name, options, parent) {
        const isJob = options !== undefined && ofJobs.has(options.kind);
        return isJob ? discreet(tracer.startSpan(name, options, parent)) : nothing;
      },
    },
  };
}

function discreet(span: Span): Span {
  return {
    setSpanOnContext: (within) => span.setSpanOnContext(within),
    setAttribute(key, value) {
      if (kept.has(key)) span.setAttribute(key, value);
    },
    setAttributes(attributes) {
      span.setAttributes(Object.fromEntries(Object.entries(attributes).filter(([key]) => kept.has(key))));
    },
    addEvent: (name) => span.addEvent(name),
    // Its message and stack are in the log of the process that it happened in.
    recordException: () => span.addEvent('exception'),
    end: () => span.end(),
  };
}

const nothing: Span = {
  setSpanOnContext: (within: unknown) => within,
  setAttribute: () => undefined,
  setAttributes: () => undefined,
  addEvent: () => undefined,
  recordException: () => undefined,
  end: () => undefined,
};
