import { setTimeout as sleep } from 'node:timers/promises';

import type { LabHost } from './host.ts';

import { until } from './process.ts';
import { fromOutside } from './proof.ts';

const EVERY_MS = 50;
const PATIENCE_MS = 60_000;

export interface Silence {
  /** When the port has answered once more: the longest time between two answers, in milliseconds. */
  end(): Promise<number>;
}

/** Asks a port from outside twenty times a second, whether or not the last question was answered. */
export function listenForSilence(host: LabHost, port: number): Silence {
  const answers = [performance.now()];
  const stop = new AbortController();
  const ask = async () => {
    if ((await fromOutside(host, port)) === 'answers') answers.push(performance.now());
  };
  const asking = (async () => {
    const asked: Promise<void>[] = [];
    while (!stop.signal.aborted) {
      asked.push(ask());
      await sleep(EVERY_MS);
    }
    await Promise.all(asked);
  })();
  return {
    async end() {
      const before = answers.length;
      await until(`port ${port} to answer again`, PATIENCE_MS, () =>
        Promise.resolve(answers.length > before ? true : undefined),
      ).finally(() => stop.abort());
      await asking;
      const sorted = answers.toSorted((one, other) => one - other);
      return Math.max(...sorted.map((at, index) => at - (sorted[index - 1] ?? at)));
    },
  };
}
