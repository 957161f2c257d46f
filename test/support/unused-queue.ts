import { memoryOutbox } from '../../src/notify/outbox-store.ts';
import { memoryKept } from '../../src/queue/kept.ts';
import { memoryRecords } from '../../src/queue/records.ts';
import type { JobQueue } from '../../src/queue/queue.ts';

/** For a bot whose test is about something else: nobody works on what it asks. */
export function unusedQueue(changes: Partial<JobQueue> = {}): JobQueue {
  return {
    kind: 'embedded',
    label: 'none',
    outbox: memoryOutbox(),
    kept: memoryKept(),
    records: memoryRecords(),
    repeats: {
      start: async () => undefined,
      end: async () => undefined,
      list: async () => [],
    },
    ask: () => Promise.reject(new Error('nobody asks')),
    first: () => Promise.reject(new Error('nobody asks')),
    call: async () => undefined,
    amend: async () => 'ended',
    work: () => Promise.reject(new Error('nobody works')),
    ping: async () => undefined,
    find: async () => undefined,
    line: async () => [],
    hasWorker: async () => true,
    workers: async () => 0,
    depth: async () => ({ running: 0, waiting: 0, paused: false }),
    backlog: async () => 0,
    list: async () => [],
    hasEnded: async () => true,
    close: async () => undefined,
    ...changes,
  };
}
