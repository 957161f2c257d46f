import type { Reader } from '../text/reader.ts';
import type { Lost } from '../report/change.ts';

/** What an operation's message says of itself: its buttons, its end before its time, what changed since an earlier one. */
export function operationWords({ t }: Reader) {
  return {
    showEvidence: t`Show evidence`,
    snapshotFile: t`Snapshot file`,
    handOff: t`Hand off`,
    wrong: t`This is wrong`,

    cancel: t`Cancel`,
    stopping: (person: string) => t`being stopped for ${person}`,
    cancelled: (target: string) => t`${target}: diagnosis cancelled`,
    /** Whoever it was, after how long. */
    cancelledBy: (person: string, after: string) => t`Cancelled by ${person} after ${after}.`,
    nothingChangedOn: (host: string) => t`Nothing was changed on ${host}.`,
    stillEnding: (host: string) =>
      t`${host} has not confirmed yet that the commands of this diagnosis have ended; each has a time limit there.`,

    /** Both as Slack draws them: a time in the reader's zone, a link. */
    comparedWith: (time: string) => t`Only what changed since ${time}`,
    earlier: t`the earlier diagnosis`,
    fixed: t`Fixed`,
    fresh: t`New`,
    still: t`Still there`,
    lost: t`Lost sight of`,
    nothingChanged: t`Nothing has changed since then.`,
    changes: (fixed: number, fresh: number, still: number, lost: number) =>
      t`Since then: ${fixed} fixed, ${fresh} new, ${still} still there, ${lost} lost sight of.`,
    whyLost: (title: string, why: Lost['why']): string => {
      switch (why.kind) {
        case 'unreachable':
          return t`${title} (the host cannot be reached)`;
        case 'unchecked':
          return t`${title} (could not be checked: ${why.because})`;
        case 'unsaid':
          return t`${title} (another cause explains it now, or nobody looks for it any more)`;
        default:
          return why satisfies never;
      }
    },
  };
}
export type OperationWords = ReturnType<typeof operationWords>;
