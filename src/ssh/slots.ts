/** sshd gives a connection 10 sessions at most (MaxSessions) and frees one only after it has said so. */
const SESSIONS = 4;

/** Turns at the sessions of one connection, in order of asking. */
export interface Slots {
  /** Resolves to the function that gives the turn back. */
  readonly take: () => Promise<() => void>;
  /** How many are taken. */
  readonly taken: () => number;
  /** The host allows no more than this. */
  readonly atMost: (limit: number) => void;
}

export function newSlots(size = SESSIONS): Slots {
  let limit = size;
  let taken = 0;
  const waiting: (() => void)[] = [];
  const next = () => {
    while (taken < limit && waiting.length > 0) {
      taken++;
      waiting.shift()?.();
    }
  };
  const giveBack = () => {
    let given = false;
    return () => {
      if (given) return;
      given = true;
      taken--;
      next();
    };
  };
  return {
    take: () =>
      new Promise((resolve) => {
        waiting.push(() => resolve(giveBack()));
        next();
      }),
    taken: () => taken,
    atMost: (most) => {
      limit = Math.max(1, Math.min(limit, most));
    },
  };
}
