import type { Flows } from '../../workers/index.ts';

const none = () => Promise.reject(new Error('no test asked for this'));

/** Flows of which only those that a test names are ever run. */
export function onlyFlows(given: Partial<Flows>): Flows {
  return {
    diagnose: none,
    lookUp: none,
    readLogs: none,
    planFix: none,
    planRevert: none,
    applyFix: none,
    reconcileFix: none,
    watchHost: none,
    // oxlint-disable-next-line require-yield -- it never comes to that
    async *followLog() {
      return await none();
    },
    ...given,
  };
}
