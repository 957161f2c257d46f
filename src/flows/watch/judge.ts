import type { Snapshot } from '../../facts/snapshot.ts';
import { Attempts, connected, failed } from '../../model/attempts.ts';
import { fingerprint, whyLost, type AfterReport } from '../../report/change.ts';
import { unexplained } from '../../report/incident.ts';
import type { Asked, Cause } from '../../report/report.ts';
import type { Fault } from '../../report/watched.ts';
import type { Rule } from '../../rules/rule.ts';
import { reportOn } from '../write-report.ts';

/** What a watch is about. */
export interface Watched {
  readonly ports: readonly number[];
  /** Everything on the host, whether or not ports are watched as well. */
  readonly whole: boolean;
}

export interface Judgement {
  readonly found: readonly Fault[];
  /** It was there before, and still is although what is watched now is another thing, or nobody could see whether it is. */
  isLost(fault: Fault): boolean;
}

/**
 * One snapshot judged for all that is watched on its host: the whole of it, and each port as if it had been asked for. Every rule is asked
 * for each question anew, so a port that plainly answers is none, and titles are told in a second language only where there are any.
 */
export function judgeWatched(snapshot: Snapshot, watched: Watched, rules: readonly Rule[]): Judgement {
  const answers = questionsOf(snapshot, watched).map((asked) => answerTo(asked, snapshot, rules));
  const found = answers.flatMap((answer) => faultsOf(answer, snapshot, rules));
  const byFault = new Map(found.toReversed().map((fault) => [fingerprint(snapshot.host, fault), fault]));
  const isFaulty = byFault.size > 0;
  return {
    found: [...byFault.values()].toReversed(),
    isLost: (fault) => {
      const own = answers.find(({ asked }) => asked?.port === fault.port);
      const answer = own ?? answerTo(askedFor(fault.port), snapshot, rules);
      if (holds(answer, fault)) return true;
      const reports = [...answers, ...(own === undefined ? [answer] : [])].map(({ report }) => report);
      return fault.cause === unexplained
        ? reports.every((report) => isUntold(fault, report))
        : reports.every((report) => isUnseen(fault, report, { rules, isFaulty }));
    },
  };
}

function answerTo(asked: Asked | undefined, snapshot: Snapshot, rules: readonly Rule[]): Answer {
  return { asked, ...reportOn(snapshot, asked, rules) };
}

function askedFor(port: number | undefined): Asked | undefined {
  return port === undefined ? undefined : { port };
}

/** Asked as it was asked when the fault was found: what is watched may be less by now. */
function holds({ about, open }: Answer, fault: Fault): boolean {
  const print = fingerprint('', fault);
  const symptoms = open.map(({ key }) => ({ cause: unexplained, subject: subjectOf(key) }));
  return [...about.filter(isFault), ...symptoms].some((one) => fingerprint('', one) === print);
}

/** At least one, since what was there before is over only where somebody looked. */
function questionsOf(snapshot: Snapshot, { ports, whole }: Watched): readonly (Asked | undefined)[] {
  const attempts = new Attempts(snapshot.attempts);
  const open = ports.filter((port) => {
    const { outside, container } = attempts.onPort(port);
    return !connected(outside) || failed(container);
  });
  if (whole || ports.length === 0) return [undefined, ...open.map((port) => ({ port }))];
  return (open.length > 0 ? open : ports.slice(0, 1)).map((port) => ({ port }));
}

type Answer = ReturnType<typeof reportOn> & { readonly asked: Asked | undefined };

function faultsOf({ asked, about, open }: Answer, snapshot: Snapshot, rules: readonly Rule[]): Fault[] {
  const causes = about.filter(isFault);
  if (causes.length === 0 && open.length === 0) return [];
  const chinese = reportOn(snapshot, asked, rules, { language: 'zh-CN' });
  const told = chinese.about.filter(isFault);
  return [
    ...causes.map((cause, index) => ({
      cause: cause.cause,
      severity: cause.severity,
      subject: cause.subject,
      // The order hangs on nothing that is told.
      title: titleOf(cause.title, told[index]?.title),
      ...(asked?.port !== undefined && { port: asked.port }),
      ...(cause.fix?.apply !== undefined && { apply: cause.fix.apply }),
    })),
    ...open.map(({ key, text }) => ({
      cause: unexplained,
      severity: /^(port|need|docker)/.test(key) ? ('critical' as const) : ('warning' as const),
      subject: subjectOf(key),
      title: titleOf(text, chinese.open.find((one) => one.key === key)?.text),
      ...(asked?.port !== undefined && { port: asked.port }),
    })),
  ];
}

function isFault(cause: Cause): cause is Cause & { severity: Fault['severity'] } {
  return cause.severity !== 'notice';
}

/** Characters; a title that quotes a log may be as long as the line. */
const LONGEST_TITLE = 300;

function titleOf(en: string, chinese = en): Fault['title'] {
  return { en: en.slice(0, LONGEST_TITLE), 'zh-CN': chinese.slice(0, LONGEST_TITLE) };
}

/** `port:30003` is the port 30003, `need:rds:topapi` the need `rds:topapi`, `docker` Docker itself. */
function subjectOf(key: string): Fault['subject'] {
  const [, kind, name] = /^(\w+):(.*)$/s.exec(key) ?? [];
  return kind === undefined || name === undefined ? { kind: 'service', name: key } : { kind, name };
}

/** What did not answer was not tried, or nobody could look at the containers. */
function isUntold({ subject: { kind, name } }: Fault, { unknowns }: AfterReport): boolean {
  return unknowns.some(
    ({ check, because }) =>
      check === `${kind}:${name}` || (kind === 'container' && because.startsWith('docker-inspect:')),
  );
}

/**
 * Its rule could not look; or it looked, and what it found is said by another cause now, which does not mean that it is over. A rule
 * that is not there any more will never say anything.
 */
function isUnseen(
  fault: Fault,
  report: AfterReport,
  { rules, isFaulty }: { readonly rules: readonly Rule[]; readonly isFaulty: boolean },
): boolean {
  const why = whyLost(fault, report);
  if (why?.kind === 'unsaid') return isFaulty && rules.some(({ id }) => id === fault.cause);
  return why !== undefined;
}
