import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { z } from 'zod';
import type { JobQueue } from '../../src/queue/queue.ts';
import { collectionOf } from '../../src/queue/records.ts';
import type { Flows } from '../../workers/index.ts';
import { type Conversation, openTestQueue, startConversation } from './conversation.ts';

export type ConversationChanges = NonNullable<Parameters<typeof startConversation>[2]>;

export interface Conversations {
  readonly queue: JobQueue;
  /** Starts bot, worker and workspace anew; what ran before is to be stopped. */
  begin(flows: Partial<Flows>, changes?: ConversationChanges): Promise<Conversation>;
  stop(): Promise<void>;
  /** Takes everything out of these collections of the shared queue, so that no test finds what another left. */
  forget(...collections: readonly string[]): Promise<void>;
  /** A thread is complete a moment before its job counts as ended, and until then the same question joins it. */
  readonly jobsEnded: () => Promise<void>;
}

/** For a file of conversations: one queue for all, and each is stopped after its test. */
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
  afterEach(stop);
  return {
    get queue() {
      return opened();
    },
    async begin(flows, changes) {
      conversation = await startConversation(opened(), flows, changes);
      return conversation;
    },
    stop,
    async forget(...names) {
      for (const name of names) {
        const collection = collectionOf(opened().records, name, z.unknown());
        for (const key of (await collection.list()).keys()) await collection.change(key, () => undefined);
      }
    },
    jobsEnded: () => expect.poll(() => opened().backlog(), { timeout: 10_000 }).toBe(0),
  };
}
