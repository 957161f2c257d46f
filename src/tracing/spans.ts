import {
  type Attributes,
  context,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
} from '@opentelemetry/api';
import { FerrymanError } from '../errors.ts';

export interface SpanOptions {
  readonly name: string;
  /** Ids and kinds, never what a host printed or a person typed. */
  readonly attributes?: Attributes;
  /** `server`: something outside asks; `client`: something outside is asked. Default: neither. */
  readonly kind?: 'server' | 'client';
}

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT } as const;

export function inSpan<T>(
  tracer: Tracer,
  options: SpanOptions,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const { name, attributes = {}, kind } = options;
  const settings = { attributes, kind: kind === undefined ? SpanKind.INTERNAL : kinds[kind] };
  return tracer.startActiveSpan(name, settings, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      fail(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** The code of an error and no more: its sentence may name hosts, and quote what they said. */
function fail(span: Span, error: unknown): void {
  const type = error instanceof FerrymanError ? error.code : error instanceof Error ? error.name : 'unknown';
  span.setAttribute('error.type', type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

export async function stageSpans<T>(
  tracer: Tracer,
  work: (onStage: (stage: string) => void) => Promise<T>,
): Promise<T> {
  const parent = context.active();
  let current: Span | undefined;
  let named: string | undefined;
  try {
    return await work((stage) => {
      if (stage === named) return;
      current?.end();
      named = stage;
      current = tracer.startSpan(stage, {}, parent);
    });
  } catch (error) {
    if (current !== undefined) fail(current, error);
    throw error;
  } finally {
    current?.end();
  }
}
