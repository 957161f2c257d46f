import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { context, propagation, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { FetchFunction } from '@slack/web-api';
import type { Logger } from 'pino';
import type { QueueTelemetry } from '../queue/open-queue.ts';
import { jobSpans } from './job-spans.ts';
import { traceSlackCalls } from './slack.ts';
import { inSpan, type SpanOptions, stageSpans } from './spans.ts';
import { tellDiagnostics } from './diagnostics.ts';

/** Spans of one process. OpenTelemetry's context belongs to the whole process, so there is one of these in it. */
export interface Tracing {
  /** From whoever adds a job to whoever does it, the process between them or not. */
  readonly queue: QueueTelemetry;
  readonly traceSlackCalls: (fetch: FetchFunction | undefined) => FetchFunction;
  /** Rejects with what the work rejects with. */
  readonly span: <T>(options: SpanOptions, work: () => Promise<T>) => Promise<T>;
  /** A span for each stage that is told, the last of which ends with the work. */
  readonly stages: <T>(work: (onStage: (stage: string) => void) => Promise<T>) => Promise<T>;
  /** Of what goes on now, 32 hexadecimal digits. */
  readonly traceId: () => string | undefined;
  /** Sends what is left, for some seconds at most. */
  stop(): Promise<void>;
}

/** Where to, how often and how many is for OTEL_EXPORTER_OTLP_*, OTEL_BSP_*, OTEL_TRACES_SAMPLER and OTEL_RESOURCE_ATTRIBUTES to say. */
export function startTracing({ service, logger }: { service: string; logger: Logger }): Tracing {
  tellDiagnostics(logger);
  const provider = new BasicTracerProvider({
    // What the environment says goes before.
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': service }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  const tracer = provider.getTracer('ferryman');
  return {
    queue: jobSpans(),
    traceSlackCalls: traceSlackCalls(tracer),
    span: (options, work) => inSpan(tracer, options, work),
    stages: (work) => stageSpans(tracer, work),
    traceId: () => trace.getActiveSpan()?.spanContext().traceId,
    async stop() {
      await Promise.race([provider.shutdown(), new Promise((resolve) => setTimeout(resolve, 3_000).unref())]);
      for (const api of [trace, context, propagation]) api.disable();
    },
  };
}
