/** Work of one lane runs one after the other, in the order in which it was given; lanes do not wait for each other. */
export interface Lanes {
  run<T>(lane: string, work: () => Promise<T>): Promise<T>;
  /** When everything that was given until now is over. */
  idle(): Promise<void>;
}

export function createLanes(): Lanes {
  const ends = new Map<string, Promise<unknown>>();
  return {
    run(lane, work) {
      const done = (ends.get(lane) ?? Promise.resolve()).then(work);
      const end = done
        .catch(() => undefined)
        .finally(() => {
          if (ends.get(lane) === end) ends.delete(lane);
        });
      ends.set(lane, end);
      return done;
    },
    async idle() {
      await Promise.all(ends.values());
    },
  };
}
