import { actionPayload, findAction } from './actions.ts';
import type { Deliveries } from './deliveries.ts';
import type { ResponseUrls } from './response-urls.ts';
import { FerrymanError } from '../errors.ts';
import { randomId } from './state/ids.ts';
import type { Delivery } from './state/journal.ts';
import type { Message } from './state/message.ts';
import type { Person, Room } from './state/people.ts';
import { APP_ID, BOT_USER, SLACKBOT, TEAM } from './state/people.ts';
import type { Store } from './state/store.ts';

/** What people do in Slack: type a command, press a button, say something. Each becomes the payload that Slack sends. */

export interface SlashCommand {
  readonly command: string;
  readonly description?: string;
  readonly usage_hint?: string;
  readonly should_escape?: boolean;
}

export interface Slash {
  readonly command: string;
  readonly text?: string;
  /** Id or name; #migration unless said. */
  readonly channel?: string;
  /** Id or name; lin unless said. */
  readonly user?: string;
  /** Slack refuses commands of apps in threads. */
  readonly threadTs?: string;
}

export interface Click {
  readonly messageTs: string;
  readonly actionId: string;
  readonly blockId?: string;
  readonly channel?: string;
  readonly user?: string;
  /** The chosen option of a menu; `positive` or `negative` for feedback buttons. */
  readonly value?: string;
}

export interface Say {
  readonly text: string;
  readonly channel?: string;
  readonly user?: string;
  readonly threadTs?: string;
}

export interface Desk {
  readonly store: Store;
  readonly deliveries: Deliveries;
  readonly urls: ResponseUrls;
  readonly origin: string;
  /** Undefined: every command goes to the app. */
  readonly commands: readonly SlashCommand[] | undefined;
}

const verification = 'local-verification-token';

export function slash(desk: Desk, asked: Slash): Promise<Delivery> {
  const { store, deliveries, urls } = desk;
  const room = roomOf(store, asked.channel);
  const user = personOf(store, asked.user);
  const known = desk.commands?.find(({ command }) => command === asked.command);
  const tell = (text: string) => whisper(store, room, user, text, asked.threadTs);

  const path = urls.issue('commands', { channel: room.id, user: user.id });
  const payload = {
    token: verification,
    team_id: TEAM.id,
    team_domain: TEAM.domain,
    channel_id: room.id,
    channel_name:
      room.kind === 'direct' ? 'directmessage' : room.kind === 'private' ? 'privategroup' : room.name,
    user_id: user.id,
    user_name: user.name,
    command: asked.command,
    text: known?.should_escape ? escaped(store, asked.text ?? '') : (asked.text ?? '').trim(),
    api_app_id: APP_ID,
    is_enterprise_install: 'false',
    response_url: desk.origin + path,
    trigger_id: trigger(store),
  };
  const sentence = refusalOf(desk, asked, room, user);
  if (sentence !== undefined) {
    tell(sentence);
    const never = { envelopeId: '', type: 'slash_commands', payload, at: store.clock(), attempt: 0 } as const;
    return Promise.resolve(deliveries.refuse(never, sentence));
  }
  return deliveries.send({
    type: 'slash_commands',
    payload,
    onAck: (response) => {
      const error = urls.ack(path, response);
      if (error !== undefined) tell(`${asked.command} failed with the error "invalid_command_response"`);
    },
    onFailure: (error) => tell(`${asked.command} failed with the error "${error}"`),
  });
}

function refusalOf(
  { commands }: Desk,
  { command, threadTs }: Slash,
  room: Room,
  user: Person,
): string | undefined {
  if (!room.members.includes(user.id)) return `You are not in #${room.name}.`;
  if (threadTs !== undefined) return `${command} is not supported in threads. Sorry!`;
  if (commands && !commands.some((known) => known.command === command)) {
    return `\`${command}\` is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands.`;
  }
  return undefined;
}

export function click(desk: Desk, asked: Click): Promise<Delivery> {
  const { store, deliveries, urls } = desk;
  const user = personOf(store, asked.user);
  const target = targetOf(store, asked);
  if (!target)
    throw new FerrymanError(
      'no-such-message',
      `There is no message ${asked.messageTs}.`,
      'Click one that messages() lists.',
    );
  const { room, message, ephemeral } = target;
  const hit = findAction(message.blocks ?? [], asked.actionId, asked.blockId);
  if (!hit) {
    const sentence = `Message ${message.ts} has no element with action_id ${asked.actionId}.`;
    throw new FerrymanError(
      'no-such-action',
      sentence,
      'Look at its blocks; another edit may have taken the button away.',
    );
  }
  const thread = message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts };
  const original = { kind: ephemeral ? 'ephemeral' : 'message', ts: message.ts } as const;
  const threadTs = message.thread_ts === undefined ? {} : { threadTs: message.thread_ts };
  const path = urls.issue('actions', { channel: room.id, user: user.id, original, ...threadTs });
  const payload = {
    type: 'block_actions',
    user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
    api_app_id: APP_ID,
    token: verification,
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: room.id,
      is_ephemeral: ephemeral,
      ...thread,
    },
    trigger_id: trigger(store),
    team: { id: TEAM.id, domain: TEAM.domain },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: room.id, name: room.kind === 'direct' ? 'directmessage' : room.name },
    // Slack leaves the message out where only one person sees it.
    ...(ephemeral ? {} : { message }),
    state: { values: {} },
    response_url: desk.origin + path,
    actions: [actionPayload(hit, asked.value, store.nextTs())],
  };
  return deliveries.send({
    type: 'interactive',
    payload,
    onFailure: () =>
      whisper(store, room, user, 'This app did not respond to your click. Try again.', message.thread_ts),
  });
}

/** A message of a person. The app hears of it where it is mentioned, and of everything in its direct messages. */
export function say(desk: Desk, asked: Say): Message {
  const { store, deliveries } = desk;
  const room = roomOf(store, asked.channel);
  const user = personOf(store, asked.user);
  const message = store.post(room.id, user.id, { text: asked.text, threadTs: asked.threadTs });
  const mentioned = asked.text.includes(`<@${BOT_USER}>`);
  if (!room.members.includes(BOT_USER) || (room.kind !== 'direct' && !mentioned)) return message;
  const { ts, text, thread_ts, team } = message;
  const event = {
    type: room.kind === 'direct' ? 'message' : 'app_mention',
    user: user.id,
    ts,
    text,
    team,
    channel: room.id,
    event_ts: ts,
    ...(thread_ts === undefined ? {} : { thread_ts }),
    ...(room.kind === 'direct' ? { channel_type: 'im' } : {}),
  };
  const sent = deliveries.send({
    type: 'events_api',
    payload: {
      token: verification,
      team_id: TEAM.id,
      context_team_id: TEAM.id,
      context_enterprise_id: null,
      api_app_id: APP_ID,
      event,
      type: 'event_callback',
      event_id: randomId('Ev'),
      event_time: Math.floor(store.clock() / 1000),
      authorizations: [
        {
          enterprise_id: null,
          team_id: TEAM.id,
          user_id: BOT_USER,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: room.shared,
      event_context: randomId('4-'),
    },
  });
  void sent; // its outcome stands in the journal; nobody waits for an event
  return message;
}

function targetOf(store: Store, { messageTs, channel }: Click) {
  const whispered = store.ephemeral(messageTs);
  const home = store.rooms.find(({ id }) => id === whispered?.channel);
  if (whispered && home) return { room: home, message: whispered, ephemeral: true };
  const rooms = channel === undefined ? store.rooms : [roomOf(store, channel)];
  for (const room of rooms) {
    const message = store.message(room.id, messageTs);
    if (message) return { room, message, ephemeral: false };
  }
  return undefined;
}

function roomOf(store: Store, wanted = 'migration'): Room {
  const room = store.room(wanted);
  if (room) return room;
  const names = store.rooms.map(({ name }) => name).join(', ');
  throw new FerrymanError(
    'no-such-channel',
    `The workspace has no channel ${wanted}.`,
    `Use one of ${names}.`,
  );
}

function personOf(store: Store, wanted = 'lin'): Person {
  const person = store.person(wanted);
  if (person) return person;
  const names = store.people.map(({ name }) => name).join(', ');
  throw new FerrymanError('no-such-person', `Nobody here is called ${wanted}.`, `Use one of ${names}.`);
}

/** What Slack itself says to one person. */
function whisper(store: Store, room: Room, user: Person, text: string, threadTs: string | undefined): void {
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  store.whisper({ channel: room.id, user: user.id, from: SLACKBOT, text, ...thread });
}

/** `should_escape` turns @names and #channels into ids. */
const escaped = (store: Store, text: string): string =>
  text
    .trim()
    .replaceAll(/(^|\s)@([\w.-]+)/g, (whole, before: string, name: string) => {
      const person = store.person(name);
      return person ? `${before}<@${person.id}|${person.name}>` : whole;
    })
    .replaceAll(/(^|\s)#([\w-]+)/g, (whole, before: string, name: string) => {
      const room = store.room(name);
      return room ? `${before}<#${room.id}|${room.name}>` : whole;
    });

const trigger = (store: Store) =>
  `${Math.floor(store.clock())}.${Math.floor(Math.random() * 1e12)}.${randomId('')}`;
