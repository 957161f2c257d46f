import type { FetchFunction } from '@slack/web-api';
import type { Registry } from 'prom-client';
import { watchedFetch } from '../notify/watch-calls.ts';
import { counters } from './catalogue.ts';
import { counter } from './define.ts';

/** Everything that goes to Slack goes through a `fetch`, so that is where it is counted. */
export function countSlackCalls(registry: Registry): (through: FetchFunction | undefined) => FetchFunction {
  const calls = counter(registry, counters.slackCalls);
  const limited = counter(registry, counters.slackRateLimited);
  return (through) =>
    watchedFetch(through, async (method, call) => {
      const outcome = await call();
      calls.inc({ method, outcome });
      if (outcome === 'rate-limited') limited.inc({ method });
    });
}
