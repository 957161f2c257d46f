import { z } from 'zod';
import { FerrymanError } from '../../errors.ts';
import type { Deliveries } from '../deliveries.ts';
import type { ArmedFault, Faults } from '../faults.ts';
import type { SocketMode } from '../socket-mode.ts';
import type { Journal } from '../state/journal.ts';
import type { Store } from '../state/store.ts';
import { changeRoom, roomDeeds } from './room.ts';

/** Trouble that somebody makes by hand, to see the app survive it. */

/** A number of calls, or all of them until it is cleared. */
const often = {
  times: z.union([z.int().positive(), z.literal('always')]).exactOptional(),
  /** The share of calls that it meets, 0 to 1. */
  share: z.number().gt(0).max(1).exactOptional(),
};

export const Trouble = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(['drop-reply', 'rate-limit', 'error-503', 'slow', 'refuse-block']),
    method: z.string().exactOptional(),
    ...often,
  }),
  z.object({ kind: z.enum(['duplicate', 'refresh']), ...often }),
  z.object({ kind: z.enum(['disconnect', 'cut', 'clear']) }),
  z.object({ kind: z.enum(roomDeeds), channel: z.string() }),
  z.object({ kind: z.literal('redeliver'), envelopeId: z.string() }),
]);
export type Trouble = z.infer<typeof Trouble>;

/** A fault that waits for a call or a delivery, as the page reads it. */
export interface Armed extends Omit<ArmedFault, 'left'> {
  readonly left: number | 'always';
}

export interface TroubleParts {
  readonly store: Store;
  readonly faults: Faults;
  readonly socketMode: SocketMode;
  readonly deliveries: Deliveries;
  readonly journal: Pick<Journal, 'deliveries'>;
}

/** Long enough to be felt, and longer than Slack waits for an acknowledgement. */
const slowMs = 4_000;
const retryAfterSeconds = 5;

export const armedIn = ({ faults }: TroubleParts): readonly Armed[] =>
  faults.armed().map((one) => ({ ...one, left: Number.isFinite(one.left) ? one.left : 'always' }));

export function makeTrouble(parts: TroubleParts, asked: Trouble): readonly Armed[] {
  carryOut(parts, asked);
  return armedIn(parts);
}

function carryOut({ store, faults, socketMode, deliveries, journal }: TroubleParts, asked: Trouble): void {
  switch (asked.kind) {
    case 'drop-reply':
      return faults.dropReply(scopeOf(asked));
    case 'rate-limit':
      return faults.rateLimit({ ...scopeOf(asked), retryAfterSeconds });
    case 'error-503':
      return faults.error503(scopeOf(asked));
    case 'slow':
      return faults.slow({ ...scopeOf(asked), ms: slowMs });
    case 'refuse-block':
      // The youngest of those that are written all the time.
      return faults.refuseBlock({ ...scopeOf(asked), type: 'plan' });
    case 'duplicate':
      return faults.duplicate(scopeOf(asked));
    case 'refresh':
      return faults.refresh(scopeOf(asked));
    case 'clear':
      return faults.clear();
    case 'disconnect':
      return void socketMode.disconnect('refresh_requested', 'oldest');
    case 'cut':
      return void socketMode.cut('all');
    case 'archive':
    case 'unarchive':
    case 'remove-app':
    case 'invite-app':
      return void changeRoom(store, { deed: asked.kind, channel: asked.channel });
    case 'redeliver': {
      const delivery = journal.deliveries.find(({ envelopeId }) => envelopeId === asked.envelopeId);
      if (!delivery) {
        const sentence = 'The journal does not hold that delivery any more.';
        throw new FerrymanError('no-such-delivery', sentence, 'Choose a younger one.');
      }
      // Its outcome stands in the journal.
      void deliveries.send(delivery, { of: delivery, reason: 'http_timeout' });
      return undefined;
    }
    default:
      return asked satisfies never;
  }
}

const scopeOf = ({
  method,
  times,
  share,
}: {
  method?: string;
  times?: number | 'always';
  share?: number;
}) => ({
  ...(method === undefined ? {} : { method }),
  ...(share === undefined ? {} : { share }),
  times: times === 'always' ? Infinity : (times ?? 1),
});
