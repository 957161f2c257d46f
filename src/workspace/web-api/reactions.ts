import { z } from 'zod';
import type { Reaction } from '../state/message.ts';
import { BOT_USER } from '../state/people.ts';
import type { Store } from '../state/store.ts';
import type { Answer, Method } from './answer.ts';
import { accept, method, refuse } from './answer.ts';

const shape = z.object({
  channel: z.string().default(''),
  timestamp: z.string().default(''),
  name: z.string().default(''),
});

export const reactionMethods: readonly Method[] = [
  method({ name: 'reactions.add', token: 'bot', scope: 'reactions:write' }, shape, (args, { store }) =>
    react(store, args, (reactions, name) => {
      const mine = reactions.find((reaction) => reaction.name === name);
      if (mine?.users.includes(BOT_USER)) return 'already_reacted';
      const users = [...(mine?.users ?? []), BOT_USER];
      return [...reactions.filter((reaction) => reaction !== mine), { name, users, count: users.length }];
    }),
  ),
  method({ name: 'reactions.remove', token: 'bot', scope: 'reactions:write' }, shape, (args, { store }) =>
    react(store, args, (reactions, name) => {
      const mine = reactions.find((reaction) => reaction.name === name);
      if (!mine?.users.includes(BOT_USER)) return 'no_reaction';
      const users = mine.users.filter((user) => user !== BOT_USER);
      const rest = reactions.filter((reaction) => reaction !== mine);
      return users.length === 0 ? rest : [...rest, { name, users, count: users.length }];
    }),
  ),
];

function react(
  store: Store,
  { channel, timestamp, name }: z.infer<typeof shape>,
  change: (reactions: readonly Reaction[], name: string) => readonly Reaction[] | string,
): Answer {
  const room = store.room(channel);
  if (!room) return refuse('channel_not_found');
  const message = store.message(room.id, timestamp);
  if (!message) return refuse('message_not_found');
  if (!/^[a-z0-9_+'-]+$/.test(name)) return refuse('invalid_name');
  const reactions = change(message.reactions ?? [], name);
  if (typeof reactions === 'string') return refuse(reactions);
  store.put(room.id, { ...message, reactions });
  return accept();
}
