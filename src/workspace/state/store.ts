import { Changes } from './changes.ts';
import { named, random, timestamps } from './ids.ts';
import type { Journal } from './journal.ts';
import type { Ephemeral, Message, Metadata, StoredFile } from './message.ts';
import type { Group, Person, Room } from './people.ts';
import type { View } from './view.ts';
import { Triggers } from './triggers.ts';
import { Views } from './views.ts';
import { APP_ID, BOT_ID, BOT_USER, groups, people, rooms, TEAM } from './people.ts';

export interface Draft {
  readonly text: string;
  readonly blocks?: readonly Record<string, unknown>[] | undefined;
  readonly attachments?: readonly unknown[] | undefined;
  readonly threadTs?: string | undefined;
  readonly metadata?: Metadata | undefined;
  readonly files?: readonly StoredFile[] | undefined;
  readonly broadcast?: boolean | undefined;
}

/** What the workspace holds: people, rooms, messages. Knows nothing of HTTP or sockets. */
export class Store {
  readonly people: readonly Person[] = people;
  readonly groups: readonly Group[] = groups;
  readonly changes = new Changes();
  readonly views = new Views(this.changes);
  readonly triggers: Triggers;
  readonly nextTs: () => string;
  readonly clock: () => number;
  #rooms: readonly Room[] = rooms;
  readonly #messages = new Map<string, Map<string, Message>>(rooms.map(({ id }) => [id, new Map()]));
  readonly #ephemerals = new Map<string, Ephemeral>();
  readonly #statuses = new Map<string, string>();

  constructor(clock: () => number) {
    this.clock = clock;
    this.nextTs = timestamps(clock);
    this.triggers = new Triggers(clock);
  }

  get rooms(): readonly Room[] {
    return this.#rooms;
  }

  /** It takes the place of the one with its id. */
  changeRoom(room: Room): Room {
    this.#rooms = this.#rooms.map((one) => (one.id === room.id ? room : one));
    this.changes.tell({ kind: 'room', room });
    return room;
  }

  /** By id, `#name` or name; a person's id means the direct room with them. */
  room(wanted: string): Room | undefined {
    const name = wanted.replace(/^#/, '');
    return this.rooms.find(
      ({ id, name: own, kind, members }) =>
        id === wanted || own === name || (kind === 'direct' && members[0] === wanted),
    );
  }

  /** By id or name. */
  person(wanted: string): Person | undefined {
    const name = wanted.replace(/^@/, '');
    return this.people.find((person) => person.id === wanted || person.name === name);
  }

  messages(channel: string): Message[] {
    return [...(this.#messages.get(channel)?.values() ?? [])];
  }

  message(channel: string, ts: string): Message | undefined {
    return this.#messages.get(channel)?.get(ts);
  }

  thread(channel: string, ts: string): Message[] {
    return this.messages(channel).filter((message) => message.ts === ts || message.thread_ts === ts);
  }

  ephemerals(): Ephemeral[] {
    return [...this.#ephemerals.values()];
  }

  ephemeral(ts: string): Ephemeral | undefined {
    return this.#ephemerals.get(ts);
  }

  post(channel: string, author: string, draft: Draft): Message {
    const app = author === BOT_USER ? { bot_id: BOT_ID, app_id: APP_ID } : {};
    const message: Message = {
      type: 'message',
      ...(draft.broadcast ? { subtype: 'thread_broadcast' } : {}),
      ts: this.nextTs(),
      user: author,
      team: this.person(author)?.teamId ?? TEAM.id,
      ...app,
      text: draft.text,
      ...(draft.blocks?.length ? { blocks: named(draft.blocks) } : {}),
      ...(draft.attachments?.length ? { attachments: draft.attachments } : {}),
      ...(draft.threadTs === undefined ? {} : { thread_ts: draft.threadTs }),
      ...(draft.metadata === undefined ? {} : { metadata: draft.metadata }),
      ...(draft.files?.length ? { files: draft.files } : {}),
    };
    if (author === BOT_USER && message.thread_ts !== undefined)
      this.setStatus(channel, message.thread_ts, '');
    return this.put(channel, message);
  }

  put(channel: string, message: Message): Message {
    this.#messages.get(channel)?.set(message.ts, message);
    this.changes.tell({ kind: 'message', channel, message });
    return message;
  }

  remove(channel: string, ts: string): void {
    if (this.#messages.get(channel)?.delete(ts)) this.changes.tell({ kind: 'deleted', channel, ts });
  }

  whisper(
    ephemeral: Omit<Ephemeral, 'ts' | 'blocks'> & { blocks?: Draft['blocks']; ts?: string },
  ): Ephemeral {
    const { blocks, ts = this.nextTs(), ...rest } = ephemeral;
    const whispered = { ...rest, ts, ...(blocks?.length ? { blocks: named(blocks) } : {}) };
    this.#ephemerals.set(ts, whispered);
    this.changes.tell({ kind: 'ephemeral', ephemeral: whispered });
    return whispered;
  }

  forget(ts: string): void {
    if (this.#ephemerals.delete(ts)) this.changes.tell({ kind: 'ephemeral-deleted', ts });
  }

  /** "… is diagnosing", shown under a thread until the app speaks there; empty clears it. */
  setStatus(channel: string, thread: string, status: string): void {
    const key = `${channel} ${thread}`;
    if ((this.#statuses.get(key) ?? '') === status) return;
    if (status === '') this.#statuses.delete(key);
    else this.#statuses.set(key, status);
    this.changes.tell({ kind: 'status', channel, thread, status });
  }

  status(channel: string, thread: string): string {
    return this.#statuses.get(`${channel} ${thread}`) ?? '';
  }

  /** All that a page needs to start. */
  view(more: {
    commands: View['commands'];
    shortcuts: View['shortcuts'];
    connections: number;
    journal: Pick<Journal, 'deliveries' | 'calls'>;
  }): View {
    return {
      team: { name: TEAM.name },
      botUser: BOT_USER,
      people: this.people,
      rooms: this.rooms,
      groups: this.groups,
      commands: more.commands,
      shortcuts: more.shortcuts,
      ...this.views.all(),
      messages: Object.fromEntries(this.rooms.map(({ id }) => [id, this.messages(id)])),
      ephemerals: this.ephemerals(),
      statuses: Object.fromEntries(this.#statuses),
      deliveries: more.journal.deliveries.slice(-100),
      calls: more.journal.calls.slice(-100),
      connections: more.connections,
    };
  }

  secret(): string {
    return random(24);
  }
}
