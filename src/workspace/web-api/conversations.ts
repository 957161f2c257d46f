import { z } from 'zod';
import type { Message } from '../state/message.ts';
import type { Room } from '../state/people.ts';
import { BOT_USER, TEAM } from '../state/people.ts';
import type { Store } from '../state/store.ts';
import type { Method } from './answer.ts';
import { accept, method, refuse } from './answer.ts';
import { count, flag } from './args.ts';

const span = {
  channel: z.string().default(''),
  cursor: z.string().optional(),
  limit: count(100, 999),
  oldest: z.string().default('0'),
  latest: z.string().optional(),
  inclusive: flag,
  include_all_metadata: flag,
};

export const conversationMethods: readonly Method[] = [
  method(
    { name: 'conversations.list', token: 'bot', scope: 'channels:read' },
    z.object({ types: z.string().default('public_channel') }),
    ({ types }, { store }) => {
      const kinds = { public: 'public_channel', private: 'private_channel', direct: 'im' } as const;
      const wanted = types.split(',').map((type) => type.trim());
      // A bot sees the private rooms and direct messages that it is in, and every public channel.
      const seen = store.rooms.filter(
        ({ kind, members }) =>
          wanted.includes(kinds[kind]) && (kind === 'public' || members.includes(BOT_USER)),
      );
      return accept({ channels: seen.map((room) => shown(room)), response_metadata: { next_cursor: '' } });
    },
  ),
  method(
    { name: 'conversations.info', token: 'bot', scope: 'channels:read' },
    z.object({ channel: z.string().default('') }),
    ({ channel }, { store }) => {
      const room = seenRoom(store, channel);
      return room ? accept({ channel: shown(room) }) : refuse('channel_not_found');
    },
  ),
  method(
    { name: 'conversations.members', token: 'bot', scope: 'channels:read' },
    z.object({ channel: z.string().default('') }),
    ({ channel }, { store }) => {
      const room = seenRoom(store, channel);
      return room
        ? accept({ members: room.members, response_metadata: { next_cursor: '' } })
        : refuse('channel_not_found');
    },
  ),
  method(
    { name: 'conversations.open', token: 'bot', scope: 'im:write' },
    z.object({ users: z.string().default(''), return_im: flag }),
    ({ users, return_im }, { store }) => {
      if (users === '' || users.includes(',')) return refuse('users_list_not_supplied');
      const room = store.rooms.find(({ kind, members }) => kind === 'direct' && members[0] === users);
      if (!room) return refuse('user_not_found');
      return accept({ no_op: true, already_open: true, channel: return_im ? shown(room) : { id: room.id } });
    },
  ),
  method(
    { name: 'conversations.history', token: 'bot', scope: 'channels:history' },
    z.object(span),
    (args, { store }) => {
      const room = seenRoom(store, args.channel);
      if (!room) return refuse('channel_not_found');
      if (!room.members.includes(BOT_USER)) return refuse('not_in_channel');
      const roots = store
        .messages(room.id)
        .filter(
          ({ thread_ts, ts, subtype }) =>
            thread_ts === undefined || thread_ts === ts || subtype !== undefined,
        );
      return page(store, room, roots.filter(within(args)).toReversed(), args);
    },
  ),
  method(
    { name: 'conversations.replies', token: 'bot', scope: 'channels:history' },
    z.object({ ...span, ts: z.string() }),
    (args, { store }) => {
      const room = seenRoom(store, args.channel);
      if (!room) return refuse('channel_not_found');
      if (!room.members.includes(BOT_USER)) return refuse('not_in_channel');
      const asked = store.message(room.id, args.ts);
      if (!asked) return refuse('thread_not_found');
      const [root, ...replies] = store.thread(room.id, asked.thread_ts ?? asked.ts);
      return page(store, room, [...(root ? [root] : []), ...replies.filter(within(args))], args);
    },
  ),
];

type Span = z.infer<z.ZodObject<typeof span>>;

const within = ({ oldest, latest, inclusive }: Span) => {
  const [from, to] = [Number(oldest), latest === undefined ? Infinity : Number(latest)];
  return ({ ts }: Message) =>
    inclusive ? Number(ts) >= from && Number(ts) <= to : Number(ts) > from && Number(ts) < to;
};

function page(
  store: Store,
  room: Room,
  all: readonly Message[],
  { cursor, limit, include_all_metadata }: Span,
) {
  const after = cursor === undefined ? 0 : all.findIndex(({ ts }) => ts === decode(cursor));
  if (after < 0) return refuse('invalid_cursor');
  const messages = all
    .slice(after, after + limit)
    .map((message) => asRead(store, room, message, include_all_metadata));
  const next = all[after + limit];
  return accept({
    messages,
    has_more: next !== undefined,
    ...(next ? { response_metadata: { next_cursor: encode(next.ts) } } : {}),
  });
}

const encode = (ts: string) => Buffer.from(`next_ts:${ts}`).toString('base64');
const decode = (cursor: string) => Buffer.from(cursor, 'base64').toString().replace('next_ts:', '');

/** Readers get thread counts with a root, and metadata only when they ask for it. */
function asRead(store: Store, room: Room, message: Message, withMetadata: boolean | undefined) {
  const { metadata, ...bare } = message;
  const replies = store.thread(room.id, message.ts).filter(({ ts }) => ts !== message.ts);
  const root = replies.length > 0 && {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users: [...new Set(replies.map(({ user }) => user))],
    reply_users_count: new Set(replies.map(({ user }) => user)).size,
    latest_reply: replies.at(-1)?.ts,
  };
  return { ...bare, ...(withMetadata && metadata ? { metadata } : {}), ...root };
}

const seenRoom = (store: Store, wanted: string): Room | undefined => {
  const room = store.rooms.find(({ id }) => id === wanted);
  return room && (room.kind === 'public' || room.members.includes(BOT_USER)) ? room : undefined;
};

function shown({ id, name, kind, topic, shared, members, archived = false }: Room) {
  const common = {
    id,
    created: 1_700_000_000,
    creator: 'U0ANNA',
    is_org_shared: false,
    is_archived: archived,
    context_team_id: TEAM.id,
  };
  if (kind === 'direct')
    return { ...common, is_im: true, user: members[0], is_user_deleted: false, priority: 0 };
  return {
    ...common,
    name,
    name_normalized: name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: kind === 'private',
    is_general: false,
    is_shared: shared,
    is_ext_shared: shared,
    is_member: members.includes(BOT_USER),
    topic: { value: topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: members.length,
  };
}
