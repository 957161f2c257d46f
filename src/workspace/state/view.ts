import type { MessageShortcut, SlashCommand } from '../people/desk.ts';
import type { ApiCall, Delivery } from './journal.ts';
import type { Ephemeral, Message } from './message.ts';
import type { Group, Person, Room } from './people.ts';
import type { Modals, SlackView } from './views.ts';

/** All that the page shows, as it starts; changes follow one by one. */
export interface View {
  readonly team: { readonly name: string };
  readonly botUser: string;
  readonly people: readonly Person[];
  readonly rooms: readonly Room[];
  readonly groups: readonly Group[];
  readonly commands: readonly SlashCommand[];
  readonly shortcuts: readonly MessageShortcut[];
  /** What people have open, by user id. */
  readonly modals: Readonly<Record<string, Modals>>;
  /** The app's home tab, by user id. */
  readonly homes: Readonly<Record<string, SlackView>>;
  readonly messages: Readonly<Record<string, readonly Message[]>>;
  readonly ephemerals: readonly Ephemeral[];
  readonly statuses: Readonly<Record<string, string>>;
  /** The newest ones, oldest first. */
  readonly deliveries: readonly Delivery[];
  readonly calls: readonly ApiCall[];
  readonly connections: number;
}
