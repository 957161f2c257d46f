import { z } from 'zod';
import { checkBlocks } from '../block-kit/check-blocks.ts';
import type { Method } from './answer.ts';
import { accept, method, refuse } from './answer.ts';
import { nested } from './args.ts';

export const otherMethods: readonly Method[] = [
  method(
    { name: 'assistant.threads.setStatus', token: 'bot', scope: 'chat:write' },
    z.object({
      channel_id: z.string(),
      thread_ts: z.string(),
      status: z.string(),
      loading_messages: nested(z.array(z.string()).max(10)).optional(),
    }),
    ({ channel_id, thread_ts, status }, { store }) => {
      const room = store.room(channel_id);
      if (!room) return refuse('channel_not_found');
      if (!store.message(room.id, thread_ts)) return refuse('invalid_thread_ts');
      store.setStatus(room.id, thread_ts, status);
      return accept();
    },
  ),
  method(
    { name: 'blocks.validate', token: 'none' },
    z.object({ blocks: nested(z.unknown()).optional() }),
    ({ blocks }) => {
      if (blocks === undefined) {
        const messages = ['must provide exactly one of `blocks`, `view`, or `message`'];
        return refuse('invalid_arguments', { response_metadata: { messages } });
      }
      const errors = checkBlocks(blocks, 'message');
      return errors.length === 0 ? accept() : refuse('invalid_blocks', { errors });
    },
  ),
];
