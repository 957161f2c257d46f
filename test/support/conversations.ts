import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { z } from 'zod';
import type { JobQueue } from '../../src/queue/queue.ts';
import { collectionOf, type Records } from '../../src/queue/records.ts';
import { pastIncidents } from '../../src/report/incident.ts';
import type { Flows } from '../../workers/index.ts';
import { type Conversation, openTestQueue, startConversation } from './conversation.ts';

export type ConversationChanges = NonNullable<Parameters<typeof startConversation>[2]>;

export interface Conversations {
  readonly queue: JobQueue;
  /** Starts bot, worker and workspace anew; what ran before is to be stopped. */
  begin(flows: Partial<Flows>, changes?: ConversationChanges): Promise<Conversation>;
  stop(): Promise<void>;
  /** A thread is complete a moment before its job counts as ended, and until then the same question joins it. */
  readonly jobsEnded: () => Promise<void>;
}

/** What is watched, found and told. */
const collections = [
  'watches',
  'watched',
  'quiets',
  'tries',
  'incidents',
  pastIncidents,
  'told',
  'lost',
  'desk',
  'desk-cleared',
  'days',
  'digests',
  'digest-hours',
];

/** Only when nothing runs any more that would write it again. */
async function forget(records: Records): Promise<void> {
  for (const name of collections) {
    const collection = collectionOf(records, name, z.unknown());
    for (const key of (await collection.list()).keys()) await collection.change(key, () => undefined);
  }
}

/**
 * For a file of conversations: one queue for all. Each is stopped after its test, and what it knew of hosts is forgotten, so that neither
 * another test nor a second try finds it.
 */
export function useConversations(): Conversations {
  let queue: JobQueue | undefined;
  let conversation: Conversation | undefined;
  const opened = () => {
    if (queue === undefined) throw new Error('only within a test');
    return queue;
  };
  const stop = async () => {
    await conversation?.stop();
    conversation = undefined;
  };
  beforeAll(async () => {
    queue = await openTestQueue();
  }, 60_000);
  afterAll(() => queue?.close());
  afterEach(async () => {
    await stop();
    await forget(opened().records);
  });
  return {
    get queue() {
      return opened();
    },
    async begin(flows, changes) {
      conversation = await startConversation(opened(), flows, changes);
      return conversation;
    },
    stop,
    jobsEnded: () => expect.poll(() => opened().backlog(), { timeout: 10_000 }).toBe(0),
  };
}
