import type { Seen } from '../../src/flows/watch/watch-host.ts';
import type { LastingFault } from '../../src/report/watched.ts';

/** Looks that come sooner than anybody can ask for. */
export const shortWatch = {
  everyMs: 2_000,
  wholeMs: 3_600_000,
  // A machine that is busy misses looks.
  unseenLooks: 100,
  flapping: { times: 10, withinMs: 3_600_000, calmMs: 1_800_000 },
  on: [],
};

/** A fault that is there since now, told by its cause. */
export function faultOf(host: string, cause: string): LastingFault {
  return {
    cause,
    severity: 'critical',
    subject: { kind: 'service', name: 'docker' },
    title: { en: `${cause} of ${host}`, 'zh-CN': `${host} 的 ${cause}` },
    since: new Date().toISOString(),
  };
}

/** The same in words that people would read. */
export function dockerDead(host: string): LastingFault {
  const title = { en: `Docker of ${host} is not running`, 'zh-CN': `${host} 的 Docker 没有运行` };
  return { ...faultOf(host, 'docker-dead'), title };
}

/** What a look that ends with a diagnosis tells. */
export function seenWith(faults: readonly LastingFault[]): Seen {
  return { kind: 'diagnosed', at: new Date().toISOString(), faults, known: [], changed: [] };
}
