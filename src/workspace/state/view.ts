import type { SlashCommand } from '../people/desk.ts';
import type { Delivery } from './journal.ts';
import type { Ephemeral, Message } from './message.ts';
import type { Group, Person, Room } from './people.ts';

/** All that the page shows, as it starts; changes follow one by one. */
export interface View {
  readonly team: { readonly name: string };
  readonly botUser: string;
  readonly people: readonly Person[];
  readonly rooms: readonly Room[];
  readonly groups: readonly Group[];
  readonly commands: readonly SlashCommand[];
  readonly messages: Readonly<Record<string, readonly Message[]>>;
  readonly ephemerals: readonly Ephemeral[];
  readonly statuses: Readonly<Record<string, string>>;
  readonly deliveries: readonly Delivery[];
  readonly connections: number;
}
