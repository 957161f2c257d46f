import type { ApiCall, Delivery, Outcome } from '../state/journal.ts';
import type { View } from '../state/view.ts';
import { isJson, list, string, words } from './json.ts';

/** One line of the journal: something handed to the app, or a call of the app. */
export interface Entry {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly to: 'app' | 'slack';
  readonly what: string;
  readonly outcome: string;
  readonly bad: boolean;
  readonly detail: unknown;
  /** Of what can be delivered again. */
  readonly envelopeId?: string;
}

/** Newest first. */
export const entriesOf = ({
  deliveries,
  calls,
  rooms,
}: Pick<View, 'deliveries' | 'calls' | 'rooms'>): Entry[] =>
  [...deliveries.map(delivered), ...calls.map((call, index) => called(call, index, rooms))].toSorted(
    (a, b) => b.at - a.at,
  );

function delivered(delivery: Delivery): Entry {
  const { envelopeId, at, attempt, outcome, payload, connection } = delivery;
  const again = attempt === 0 ? '' : ` (delivered again, ${attempt})`;
  return {
    id: `${envelopeId} ${at}`,
    at,
    to: 'app',
    what: whatOf(delivery) + again,
    outcome: outcomeOf(at, outcome, connection),
    bad: outcome.kind === 'timed-out' || outcome.kind === 'refused',
    detail: payload,
    ...(outcome.kind === 'refused' ? {} : { envelopeId }),
  };
}

function whatOf({ type, payload }: Delivery): string {
  if (type === 'slash_commands') return `${string(payload['command'])} ${string(payload['text'])}`.trim();
  if (type === 'events_api') return isJson(payload['event']) ? string(payload['event']['type']) : type;
  const [action] = list(payload['actions']);
  const kind = string(payload['type']);
  if (action) return `${kind}: ${words(action['text']) || string(action['action_id'])}`;
  const view = isJson(payload['view']) ? words(payload['view']['title']) : '';
  return [kind, view || string(payload['action_id']) || string(payload['callback_id'])]
    .filter(Boolean)
    .join(': ');
}

function outcomeOf(at: number, outcome: Outcome, connection: number | undefined): string {
  switch (outcome.kind) {
    case 'sent':
      return `on its way, socket ${connection}`;
    case 'acked':
      return `acknowledged after ${Math.round(outcome.at - at)} ms, socket ${connection}`;
    case 'timed-out':
      return `never acknowledged, socket ${connection}`;
    case 'refused':
      return `not sent: ${outcome.sentence}`;
    default:
      return outcome satisfies never;
  }
}

function called({ at, method, args, answer, fault }: ApiCall, index: number, rooms: View['rooms']): Entry {
  const room = rooms.find(({ id }) => id === (args['channel'] ?? args['channel_id']));
  const where = room === undefined ? '' : ` ${room.kind === 'direct' ? 'a direct message' : `#${room.name}`}`;
  const result = answer['ok'] === true ? 'ok' : string(answer['error']);
  return {
    id: `${at} ${method} ${index}`,
    at,
    to: 'slack',
    what: method + where,
    outcome:
      fault === undefined
        ? result
        : [result !== fault && result, `fault: ${fault}`].filter(Boolean).join(', '),
    bad: answer['ok'] !== true || fault !== undefined,
    detail: { args, answer },
  };
}
