import type { CountCalls } from './outbox-store.ts';

/**
 * Slack takes about fifty `chat.update` a minute of an app in a whole workspace. Cards that end an operation are sent whatever
 * happens; what only shows that it goes on has to leave them room: half a minute's worth as fast as it comes, then a few at a time.
 */
const atOnce = { spanMs: 60_000, calls: 25 };
const afterThat = { spanMs: 6_000, calls: 2 };

export interface EditBudget {
  /** A card that ends an operation: counted, never refused. */
  spend(): Promise<void>;
  /** Whether one more may be sent that shows progress; counted where it may. */
  affords(): Promise<boolean>;
}

/** Counts over all processes that share a store, or here where it does not count. */
export function editBudget(
  account: string,
  clock: () => number,
  count: CountCalls = countHere(),
): EditBudget {
  const minute = () => count(`${account}-edits`, clock(), atOnce.spanMs);
  const moment = () => count(`${account}-more-edits`, clock(), afterThat.spanMs);
  return {
    async spend() {
      await minute();
    },
    affords: async () => (await minute()) <= atOnce.calls || (await moment()) <= afterThat.calls,
  };
}

function countHere(): CountCalls {
  const counts = new Map<string, { readonly span: number; readonly calls: number }>();
  return async (key, now, spanMs) => {
    const span = Math.floor(now / spanMs);
    const known = counts.get(key);
    const calls = known?.span === span ? known.calls + 1 : 1;
    counts.set(key, { span, calls });
    return calls;
  };
}
