import type { Reader } from '../text/reader.ts';
import type { InLine } from './slack/operation-progress.ts';
import type { Lost } from '../report/change.ts';
import type { LogStage } from './logs-words.ts';

/** What an operation's message says of itself: its buttons, its end before its time, what changed since an earlier one. */
export function operationWords({ t }: Reader) {
  return {
    showEvidence: t`Show evidence`,
    snapshotFile: t`Snapshot file`,
    handOff: t`Hand off`,
    wrong: t`This is wrong`,
    watch: t`Watch`,

    snapshotOf: (target: string) => t`Snapshot of ${target}`,
    replay: (title: string, command: string) => t`${title}, secrets masked. To diagnose it again: ${command}`,
    bundleOf: (target: string) => t`All that is known of ${target}`,
    askedFor: (target: string, at: string) => t`Asked about: ${target}. Read at ${at}.`,
    handsOff: (person: string, target: string) => t`${person} hands off ${target}.`,
    askedBy: (person: string, time: string) => t`Asked by ${person}, ${time}`,
    card: t`the card`,
    causes: t`Found`,
    ruledOut: t`Ruled out`,
    ruledOutInFile: (causes: number) =>
      causes === 1 ? t`1 cause; the file names it.` : t`${causes} causes; the file lists them.`,
    filesFollow: t`All evidence, and what the host said (secrets masked), are in this thread as files.`,

    wrongTitle: t`This is wrong`,
    wrongLabel: t`What is wrong, and what is it instead?`,
    wrongHint: t`Your words are kept with the snapshot, so that whoever looks after the rules can replay it. Secrets in them are masked.`,
    wrongSend: t`Record`,
    wrongBack: t`Back`,
    wrongBy: (person: string, target: string) => t`${person} says that the verdict on ${target} is wrong.`,
    recordedIn: (path: string) => t`Recorded on the bot's machine in \`${path}\`.`,
    replayCase: (command: string) => t`To diagnose it again: \`${command}\``,
    noReplay: t`The host could not be read, so there is nothing to diagnose again.`,

    cancel: t`Cancel`,
    servedBy: (worker: string) => t`worker ${worker}`,
    waited: (time: string) => t`waited ${time} in line`,
    stopping: (person: string) => t`being stopped for ${person}`,
    /** Where it stands while it waits; the site as Slack's mrkdwn. @param date draws an ISO 8601 time */
    inLine: (line: InLine, date: (at: string) => string): string => {
      const { site } = line;
      if (line.kind === 'no-worker')
        return site === undefined
          ? t`queued: no worker serves hosts without a site right now; it is done if one comes before ${date(line.until)}`
          : t`queued: no worker serves ${site} right now; it is done if one comes before ${date(line.until)}`;
      if (line.ahead === 0)
        return site === undefined ? t`queued, next in line` : t`queued, next in line for ${site}`;
      return site === undefined
        ? t`queued, number ${line.ahead + 1} in line`
        : t`queued, number ${line.ahead + 1} in line for ${site}`;
    },
    logDone: { finding: t`found`, reading: t`log read`, reasoning: t`looked for the cause` } satisfies Record<
      LogStage,
      string
    >,
    notCancellable: t`cannot be cancelled any more: what is not proven in the end the host takes back by itself`,
    cancelled: (target: string) => t`${target}: diagnosis cancelled`,
    logCancelled: (target: string) => t`${target}: reading of the log cancelled`,
    planCancelled: (host: string) => t`${host}: planning cancelled`,
    /** Whoever it was, after how long. */
    cancelledBy: (person: string, after: string) => t`Cancelled by ${person} after ${after}.`,
    cancelledInLine: (person: string, after: string) =>
      t`Cancelled by ${person} after ${after}, while it waited in line.`,
    untouched: t`No host was contacted.`,
    nothingChangedAnywhere: t`Nothing was changed.`,
    nothingChangedOn: (host: string) => t`Nothing was changed on ${host}.`,
    stillEnding: (host: string) =>
      t`${host} has not confirmed yet that all commands there have ended; each has a time limit.`,
    stillEndingSomewhere: t`Not every host has confirmed yet that its commands have ended; each has a time limit there.`,

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
