import { afterEach, beforeEach, expect } from 'vitest';
import type { JobQueue } from '../../src/queue/queue.ts';
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

/** For the conversations of a file. Each has a queue of its own, so that neither another test nor a second try finds what it left. */
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
  beforeEach(async () => {
    queue = await openTestQueue();
  });
  afterEach(async () => {
    await stop();
    await queue?.close();
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
