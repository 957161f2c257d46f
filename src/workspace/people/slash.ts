import type { Delivery } from '../state/journal.ts';
import type { Person, Room } from '../state/people.ts';
import { APP_ID, TEAM } from '../state/people.ts';
import type { Store } from '../state/store.ts';
import type { Desk } from './desk.ts';
import { personOf, roomOf, verification, whisper } from './desk.ts';

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

/** Somebody types a command. */
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
    trigger_id: store.triggers.issue(user.id),
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
  if (room.archived === true) return `#${room.name} is archived.`;
  if (threadTs !== undefined) return `${command} is not supported in threads. Sorry!`;
  if (commands && !commands.some((known) => known.command === command)) {
    return `\`${command}\` is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands.`;
  }
  return undefined;
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
