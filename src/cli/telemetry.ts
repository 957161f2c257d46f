import type { Logger } from 'pino';
import type { Flows } from '../../workers/index.ts';
import type { Config } from '../config/types.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { PoolOptions } from '../ssh/pool.ts';
import type { Tracing } from '../tracing/tracing.ts';
import { countCauses } from './observed-flows.ts';
import { traceStages } from './traced-flows.ts';

/** What a process tells of itself besides its log; each part only where somebody wants to know. */
export interface Telemetry {
  readonly metrics?: Metrics | undefined;
  readonly tracing?: Tracing | undefined;
  readonly onAttempt?: PoolOptions['onAttempt'];
  watch(flows: Flows): Flows;
  /** After everything else has ended. */
  stop(): Promise<void>;
}

/** Metrics where there is a port to read them from, traces where there is somewhere to send them; nothing is loaded for what is not there. */
export async function openTelemetry(
  config: Pick<Config, 'health' | 'hosts' | 'traces'>,
  { process, logger }: { readonly process: 'bot' | 'worker' | 'up'; readonly logger: Logger },
): Promise<Telemetry> {
  const [metrics, tracing] = await Promise.all([
    config.health.port === undefined
      ? undefined
      : import('../metrics/metrics.ts').then(({ createMetrics }) => createMetrics(config)),
    config.traces === true
      ? import('../tracing/tracing.ts').then(({ startTracing }) =>
          startTracing({ service: `ferryman-${process}`, logger }),
        )
      : undefined,
  ]);
  return {
    metrics,
    tracing,
    ...(metrics !== undefined && {
      onAttempt: ({ name }, failure) => metrics.hosts.connected(name, failure?.code ?? 'ok'),
    }),
    watch(flows) {
      const counted = metrics === undefined ? flows : countCauses(flows, metrics.hosts);
      return tracing === undefined ? counted : traceStages(counted, tracing);
    },
    stop: async () => tracing?.stop(),
  };
}
