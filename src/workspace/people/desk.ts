import { FerrymanError } from '../../errors.ts';
import type { Deliveries } from '../deliveries.ts';
import type { ResponseUrls } from '../response-urls.ts';
import type { Person, Room } from '../state/people.ts';
import { SLACKBOT, TEAM } from '../state/people.ts';
import type { Store } from '../state/store.ts';

/** What people's doings have in common: who, where, and how Slack words them. */

export interface SlashCommand {
  readonly command: string;
  readonly description?: string;
  readonly usage_hint?: string;
  readonly should_escape?: boolean;
}

/** An entry in the menu of each message. */
export interface MessageShortcut {
  readonly callback_id: string;
  readonly name: string;
  readonly description?: string;
}

export interface Desk {
  readonly store: Store;
  readonly deliveries: Deliveries;
  readonly urls: ResponseUrls;
  readonly origin: string;
  /** Undefined: every command goes to the app. */
  readonly commands: readonly SlashCommand[] | undefined;
  /** Undefined: every shortcut goes to the app. */
  readonly shortcuts: readonly MessageShortcut[] | undefined;
  /** What the app is told of, as its manifest names it: `message.channels`. */
  readonly events: readonly string[];
}

/** Slack's old proof of origin, in every payload. */
export const verification = 'local-verification-token';

export function roomOf(store: Store, wanted = 'migration'): Room {
  const room = store.room(wanted);
  if (room) return room;
  const names = store.rooms.map(({ name }) => name).join(', ');
  throw new FerrymanError(
    'no-such-channel',
    `The workspace has no channel ${wanted}.`,
    `Use one of ${names}.`,
  );
}

export function personOf(store: Store, wanted = 'lin'): Person {
  const person = store.person(wanted);
  if (person) return person;
  const names = store.people.map(({ name }) => name).join(', ');
  throw new FerrymanError('no-such-person', `Nobody here is called ${wanted}.`, `Use one of ${names}.`);
}

/** What Slack itself says to one person. */
export function whisper(
  store: Store,
  room: Room,
  user: Person,
  text: string,
  threadTs: string | undefined,
): void {
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  store.whisper({ channel: room.id, user: user.id, from: SLACKBOT, text, ...thread });
}

/** Who did something, as payloads of clicks and forms word it. */
export const actor = ({ id, name, teamId }: Person) => ({ id, username: name, name, team_id: teamId });

export const team = { id: TEAM.id, domain: TEAM.domain } as const;
