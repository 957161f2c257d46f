import type { LogPattern, LogQuery, LogReport } from '../report/logs.ts';
import { count, oneLine } from './untrusted.ts';

/** Every sentence that the renderers add to what `/logs` found. */
export const logWords = {
  target: (container: string, host: string | undefined) =>
    host === undefined ? oneLine(container) : `${oneLine(container)} on ${oneLine(host)}`,
  reading: (target: string) => `Reading the log of ${target}`,
  stages: {
    finding: 'looking for it on every host',
    reading: 'reading the log',
    reasoning: 'looking for the cause',
  },
  notRead: (target: string) => `The log of ${target} was not read`,
  alreadyRead: (target: string) => `The log of ${target} is being read right now.`,
  /** Several of one container may be asked for in one thread. */
  logOf: (target: string, query: LogQuery) => {
    const part = logWords.asked(query);
    return `the log of ${target}${part === '' ? '' : ` (${part})`}`;
  },

  state: 'State',
  lastError: (at: string | undefined) => (at === undefined ? 'Last error' : `Last error, ${at}`),
  lastLines: (shown: number, all: number) =>
    shown === all ? `Its ${lines(all)}` : `Last ${count(shown)} of ${lines(all)}`,
  noLines: 'No line of the log fits the question.',
  nothingRead: 'There is not a line to read.',
  patterns: 'Kinds of lines',
  patternHeads: { count: 'Count', level: 'Level', first: 'First', last: 'Last', line: 'Line' },
  patternTimes: 'times in UTC',
  newSince: (some: boolean, { event, at }: NonNullable<LogReport['newSince']>) => {
    const since = `since the last ${event} (${moment(at)})`;
    return some ? `those new ${since} first` : `none is new ${since}`;
  },
  level: { error: 'error', warning: 'warning', other: 'info' } satisfies Record<LogPattern['level'], string>,
  isNew: 'new',
  morePatterns: (n: number) => `… and ${count(n)} more kinds of lines, in the file`,
  leftOut: (n: number) => `… ${count(n)} more ${n === 1 ? 'line' : 'lines'} of this message …`,
  notAll: 'Not all of it',
  read: ({ read: { driver, lines: all, bytes, matched } }: LogReport) =>
    [
      `${lines(all)} read, ${size(bytes)} (Docker keeps them with the log driver ${oneLine(driver)})`,
      ...(matched === undefined ? [] : [`${count(matched)} of them match`]),
    ].join(', '),
  masked: (kinds: Readonly<Record<string, number>>) => {
    const all = Object.values(kinds).reduce((sum, n) => sum + n, 0);
    if (all === 0) return undefined;
    const each = Object.entries(kinds).map(([kind, n]) => `${count(n)} ${oneLine(kind)}`);
    return `${count(all)} ${all === 1 ? 'secret was' : 'secrets were'} masked (${each.join(', ')})`;
  },
  notAsked: (hosts: readonly { readonly host: string; readonly because: string }[]) => {
    const [first] = hosts;
    if (first === undefined) return undefined;
    const reason = `${oneLine(first.host)}: ${oneLine(first.because)}`;
    return hosts.length === 1
      ? `1 host could not be asked (${reason})`
      : `${count(hosts.length)} hosts could not be asked (${reason}; …)`;
  },
  asked: (query: LogQuery) =>
    [
      ...(query.sinceRestart === true ? ['since its last start'] : []),
      ...(query.sinceDeploy === true ? ['since it was created'] : []),
      ...(query.since === undefined ? [] : [`since ${moment(query.since)}`]),
      ...(query.until === undefined ? [] : [`until ${moment(query.until)}`]),
      ...(query.onlyErrors === true ? ['errors only'] : []),
      ...(query.grep === undefined ? [] : [`lines with ${oneLine(query.grep)}`]),
      ...(query.tail === undefined ? [] : [`last ${count(query.tail)}`]),
    ].join(', '),
  fileComment: (target: string, all: number) =>
    `Log of ${target}: ${lines(all)}, oldest first, times in UTC.`,
  noFile: (because: string) => `The lines themselves could not be sent as a file. ${because}`,

  buttons: {
    more: 'More',
    sinceRestart: 'Since restart',
    onlyErrors: 'Only errors',
    follow: 'Follow 2 min',
    stop: 'Stop following',
    diagnose: 'Diagnose this container',
    again: 'Try again',
    earlier: (name: string) => `Earlier: ${name}`,
  },

  several: (container: string, places: number) =>
    `${oneLine(container)} is ${count(places)} containers. Which one?`,
  tooMany: (n: number) => `… and ${count(n)} more: name the host, \`/logs <container> on <host>\`.`,
  none: (container: string, asked: string) => `No container is called ${oneLine(container)} ${asked}`,
  onHost: (host: string) => `on ${oneLine(host)}`,
  onAnyHost: (silent: number) => (silent === 0 ? 'on any host' : 'on any host that could be asked'),
  near: 'Did you mean one of these?',
  notAskedTitle: 'Could not be asked',
  noneNext:
    'Names of compose services and stacks work as well as those of containers. A container that was removed is not there any more, and its log neither.',
  noneAskedNext: 'See why with `ferryman doctor`, then try again.',
  choiceOf: (host: string, name: string, status: string) => `${host}: ${name} (${status})`,

  following: (target: string) => `Following the log of ${target}`,
  alreadyFollowed: (target: string) => `The log of ${target} is being followed right now.`,
  notFollowed: (target: string) => `The log of ${target} was not followed`,
  followOf: (target: string, time: string) => `new lines of ${target} for ${time}`,
  noLineYet: '(no new line yet)',
  noLineCame: '(no new line came)',
  followedFor: (time: string, all: number, stopped: boolean) =>
    `${stopped ? 'Stopped' : 'Ended'} after ${time}: ${newLines(all)}.`,
  stoppedBy: 'stopped by',
  at: (iso: string) => `at ${iso.slice(11, 19)} UTC`,
  notFollowedAnyMore: (target: string) => `The log of ${target} is not followed any more.`,
  whyNotFollowed: 'If the message still says so: whoever followed it is gone, and nothing new comes.',
  lineCount: (all: number, shown: number) =>
    shown < all ? `${newLines(all)} so far, the last ${count(shown)} shown` : `${newLines(all)} so far`,
  lastShown: (shown: number) => `The last ${count(shown)} are shown.`,
  logEnded: 'The container is not running any more.',
  recordingEnds: 'A recording ends where it was made: no new line comes that could be followed.',
  workerStops: 'This worker was stopped.',
  until: (at: string) => `until ${at} UTC`,
};

function lines(n: number): string {
  return `${count(n)} ${n === 1 ? 'line' : 'lines'}`;
}

function newLines(n: number): string {
  return `${count(n)} new ${n === 1 ? 'line' : 'lines'}`;
}

function size(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  const [unit, divisor] = unitOf(bytes);
  const amount = bytes / divisor;
  return `${amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${unit}`;
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
