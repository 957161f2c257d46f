import type { LogPattern, LogQuery, LogReport } from '../report/logs.ts';
import type { Reader } from '../text/reader.ts';
import { list } from '../text/say.ts';
import { nameSecret } from './secret-kinds.ts';
import { count, oneLine } from './untrusted.ts';

/** Every sentence that the renderers add to what `/logs` found. */
export function logWordsFor({ t, tell }: Reader) {
  const phrases = (told: readonly string[]) => tell(list(told, 'phrases'));
  const lines = (n: number) => (n === 1 ? t`1 line` : t`${count(n)} lines`);
  const newLines = (n: number) => (n === 1 ? t`1 new line` : t`${count(n)} new lines`);

  function size(bytes: number): string {
    if (bytes < 1_000) return t`${bytes} bytes`;
    const [unit, divisor] = unitOf(bytes);
    const amount = bytes / divisor;
    return `${amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${unit}`;
  }

  function asked(query: LogQuery): string {
    return phrases([
      ...(query.sinceRestart === true ? [t`since its last start`] : []),
      ...(query.sinceDeploy === true ? [t`since it was created`] : []),
      ...(query.since === undefined ? [] : [t`since ${moment(query.since)}`]),
      ...(query.until === undefined ? [] : [t`until ${moment(query.until)}`]),
      ...(query.onlyErrors === true ? [t`errors only`] : []),
      ...(query.grep === undefined ? [] : [t`lines with ${oneLine(query.grep)}`]),
      ...(query.tail === undefined ? [] : [t`last ${count(query.tail)}`]),
    ]);
  }

  return {
    target: (container: string, host: string | undefined) =>
      host === undefined ? oneLine(container) : t`${oneLine(container)} on ${oneLine(host)}`,
    reading: (target: string) => t`Reading the log of ${target}`,
    stages: {
      finding: t`looking for it on every host`,
      reading: t`reading the log`,
      reasoning: t`looking for the cause`,
    } satisfies Record<LogStage, string>,
    notRead: (target: string) => t`The log of ${target} was not read`,
    alreadyRead: (target: string) => t`The log of ${target} is being read right now.`,
    /** Several of one container may be asked for in one thread. */
    logOf: (target: string, query: LogQuery) => {
      const part = asked(query);
      return part === '' ? t`the log of ${target}` : t`the log of ${target} (${part})`;
    },

    state: t`State`,
    lastError: (at: string | undefined) => (at === undefined ? t`Last error` : t`Last error, ${at}`),
    lastLines: (shown: number, all: number) =>
      shown === all ? t`Its ${lines(all)}` : t`Last ${count(shown)} of ${lines(all)}`,
    /** Lines stand as Docker stamped them. */
    lineTimes: t`times of the lines in UTC`,
    noLines: t`No line of the log fits the question.`,
    nothingRead: t`There are no lines to read.`,
    patterns: t`Kinds of lines`,
    /** Behind the label, which stands in bold. */
    patternsNote: (note: string) => t`: ${note}`,
    patternHeads: { count: t`Count`, level: t`Level`, first: t`First`, last: t`Last`, line: t`Line` },
    patternTimes: t`times in UTC`,
    newSince: (some: boolean, { event, at }: NonNullable<LogReport['newSince']>) => {
      const since = moment(at);
      if (event === 'deploy')
        return some
          ? t`those new since the last deploy (${since}) first`
          : t`none is new since the last deploy (${since})`;
      return some
        ? t`those new since the last start (${since}) first`
        : t`none is new since the last start (${since})`;
    },
    clauses: (told: readonly string[]) => tell(list(told, 'clauses')),
    level: { error: t`error`, warning: t`warning`, other: t`info` } satisfies Record<
      LogPattern['level'],
      string
    >,
    isNew: (level: string) => t`${level}, new`,
    morePatterns: (n: number) => t`… and ${count(n)} more kinds of lines, in the file`,
    leftOut: (n: number) =>
      n === 1 ? t`… 1 more line of this message …` : t`… ${count(n)} more lines of this message …`,
    notAll: t`Not all of it`,
    read: ({ read: { driver, lines: all, bytes, matched } }: LogReport) =>
      phrases([
        t`${lines(all)} read, ${size(bytes)} (Docker keeps them with the log driver ${oneLine(driver)})`,
        ...(matched === undefined ? [] : [t`${count(matched)} of them match`]),
      ]),
    masked: (kinds: Readonly<Record<string, number>>) => {
      const all = Object.values(kinds).reduce((sum, n) => sum + n, 0);
      if (all === 0) return undefined;
      const each = phrases(
        Object.entries(kinds).map(([kind, n]) =>
          kind === 'in evidence'
            ? t`${count(n)} in evidence`
            : `${count(n)} ${nameSecret(oneLine(kind), { tell })}`,
        ),
      );
      return all === 1 ? t`1 secret was masked (${each})` : t`${count(all)} secrets were masked (${each})`;
    },
    notAsked: (hosts: readonly { readonly host: string; readonly because: string }[]) => {
      const [first] = hosts;
      if (first === undefined) return undefined;
      // A sentence of its own elsewhere; in parentheses it ends without a full stop.
      const reason = t`${oneLine(first.host)}: ${oneLine(first.because).replace(/[.。]$/u, '')}`;
      return hosts.length === 1
        ? t`1 host could not be asked (${reason})`
        : t`${count(hosts.length)} hosts could not be asked (${reason}; …)`;
    },
    asked,
    fileComment: (target: string, all: number) =>
      t`Log of ${target}: ${lines(all)}, oldest first, times in UTC.`,
    noFile: t`The lines themselves could not be sent as a file.`,

    buttons: {
      more: t`More`,
      sinceRestart: t`Since restart`,
      onlyErrors: t`Only errors`,
      follow: t`Follow 2 min`,
      stop: t`Stop following`,
      diagnose: t`Diagnose this container`,
      again: t`Try again`,
      runAgain: t`Run again`,
      earlier: (name: string) => t`Earlier: ${name}`,
    },

    several: (container: string, places: number) =>
      t`${oneLine(container)} is ${count(places)} containers. Which one?`,
    tooMany: (n: number) => t`… and ${count(n)} more: name the host, \`/logs <container> on <host>\`.`,
    /** @param silent hosts that could not be asked; of no account where one was named */
    none: (container: string, host: string | undefined, silent: number) => {
      const name = oneLine(container);
      if (host !== undefined) return t`No container is called ${name} on ${oneLine(host)}.`;
      return silent === 0
        ? t`None of the hosts with Docker that were asked has a container called ${name}.`
        : t`No container is called ${name} on any host that could be asked.`;
    },
    near: t`Did you mean one of these?`,
    notAskedTitle: t`Could not be asked`,
    noneNext: t`Names of compose services and stacks work as well as those of containers. A container that was removed is gone, and so is its log.`,
    noneAskedNext: t`See why with \`ferryman doctor\`, then try again.`,

    following: (target: string) => t`Following the log of ${target}`,
    alreadyFollowed: (target: string) => t`The log of ${target} is being followed right now.`,
    notFollowed: (target: string) => t`The log of ${target} was not followed`,
    followOf: (target: string, time: string) => t`new lines of ${target} for ${time}`,
    noLineYet: t`(no new line yet)`,
    noLineCame: t`(no new line came)`,
    followedFor: (time: string, all: number, stopped: boolean) =>
      stopped ? t`Stopped after ${time}: ${newLines(all)}.` : t`Ended after ${time}: ${newLines(all)}.`,
    stoppedBy: (person: string, time: string) => t`stopped by ${person} at ${time}`,
    notFollowedAnyMore: (target: string) => t`The log of ${target} is not followed any more.`,
    whyNotFollowed: t`If the message still says so: whoever followed it is gone, and nothing new comes.`,
    soFar: (all: number, shown: number, until: string) =>
      phrases([
        t`${newLines(all)} so far`,
        ...(shown < all ? [t`the last ${count(shown)} shown`] : []),
        t`until ${until}`,
      ]),
    lastShown: (shown: number) => t`The last ${count(shown)} are shown.`,
    logEnded: t`The container is not running any more.`,
    recordingEnds: t`A recording ends where it was made: no new line comes that could be followed.`,
    workerStops: t`This worker was stopped.`,
  };
}
export type LogWords = ReturnType<typeof logWordsFor>;

/** What the message says of a question under way. */
export type LogStage = 'finding' | 'reading' | 'reasoning';

/** Docker's own words and nothing else. */
export function choiceOf(host: string, name: string, status: string): string {
  return `${oneLine(host)}: ${oneLine(name)} (${oneLine(status)})`;
}

function unitOf(bytes: number): [unit: string, bytes: number] {
  if (bytes < 1e6) return ['kB', 1e3];
  return bytes < 1e9 ? ['MB', 1e6] : ['GB', 1e9];
}

/** `2026-11-22 10:31 UTC`, of whatever stands in a query. */
function moment(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? oneLine(iso) : `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `10:31:12` of a line's time; with the day where it is not the day of the report. */
export function clockTime(at: string | undefined, day: string): string {
  const [date = '', time = ''] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)/.exec(at ?? '')?.slice(1) ?? [];
  if (time === '') return '';
  return date === day.slice(0, 10) ? time : `${date.slice(5)} ${time.slice(0, 5)}`;
}
