import { createLineMasker } from '../../logs/mask-lines.ts';
import { levelOf } from '../../logs/level.ts';
import { createLogScan, type LogScanOptions } from '../../logs/scan.ts';
import type { Container } from '../../model/containers.ts';
import { lastEnd } from '../../model/runs.ts';
import { createRedactor, type RedactorOptions } from '../../redact/redactor.ts';
import type { LogBlock, LogLine, LogPattern, LogQuery, LogReport } from '../../report/logs.ts';
import { inWords } from '../../facts/reasons.ts';
import type { Language } from '../../text/language.ts';
import { tell } from '../../text/tell.ts';
import { maskText } from '../mask-error.ts';
import { keepLastLines } from './last-lines.ts';
import { NOTED_LATE_MS, SHOWN, sinceOf, windowOf } from './log-window.ts';
import type { OpenContainer } from './open-container.ts';
import type { Pattern } from './pattern.ts';
import { isWell } from './state.ts';

export interface ScannedLog {
  readonly patterns: readonly LogPattern[];
  readonly newSince?: NewSince;
  readonly lastError?: LogBlock;
  readonly excerpt: readonly LogLine[];
  readonly read: Omit<LogReport['read'], 'driver'>;
  readonly masked: Record<string, number>;
  /** A log that Docker keeps, of which nothing came all the same. */
  readonly unread: boolean;
  /** The end of the log up to now, without gaps; empty where something else was asked for. */
  readonly unbroken: readonly LogLine[];
  /** For lines that are masked already. */
  lastErrorIn(lines: readonly LogLine[]): LogBlock | undefined;
}

type NewSince = NonNullable<LogReport['newSince']>;

interface ScanRequest {
  readonly query: LogQuery;
  readonly earlier?: readonly string[];
}

export interface ScanOptions {
  readonly grep: Pattern | undefined;
  readonly redact: RedactorOptions;
  readonly signal: AbortSignal;
  /** Of why not all was read. Default: English. */
  readonly language?: Language;
}

/** Of a log with 16 KiB in every line, still no more than a worker has to spare. */
const UNBROKEN = { lines: 10_000, characters: 4_000_000 };
const EXCERPT_CHARACTERS = 1_000_000;

/** Masks all that comes before anything else looks at it; what is grouped and shown is what the query lets through. */
export async function scanLog(
  opened: OpenContainer,
  { query, earlier = [] }: ScanRequest,
  { grep, redact, signal, language = 'en' }: ScanOptions,
): Promise<ScannedLog> {
  const { container } = opened;
  const { wanted, limits } = windowOf(query, container);
  const redactor = createRedactor(redact);
  const masker = createLineMasker(redactor);
  const before = await linesBefore(opened, earlier[0], redact, signal);
  const newSince: NewSince | undefined =
    before.length > 0 ? { event: 'deploy', at: container.inspect.created } : startOf(container);
  const run = runOf(opened);
  const scan = createLogScan({ ...run, ...(newSince && { deployedAt: newSince.at }) });
  scan.know(before);
  const excerpt = keepLastLines({ lines: query.tail ?? SHOWN, characters: EXCERPT_CHARACTERS });
  const unbroken = keepLastLines(UNBROKEN);
  const isWhole = grep === undefined && query.until === undefined;
  let matched = 0;

  function take(lines: readonly LogLine[]): void {
    // On what is masked, so that nobody can guess a secret letter by letter.
    const through = grep === undefined ? lines : lines.filter(({ text }) => grep.matches(text));
    matched += through.length;
    scan.add(through);
    excerpt.add(
      query.onlyErrors === true ? through.filter(({ text }) => levelOf(text) === 'error') : through,
    );
    if (isWhole) unbroken.add(lines);
  }

  const stream = opened.lines(wanted, { limits, signal, ...(grep?.hint && { hint: grep.hint }) });
  let next = await stream.next();
  for (; next.done !== true; next = await stream.next()) take(masker.push(next.value));
  take(masker.end());
  const end = next.value;
  const { patterns, lastError, reachesBack } = scan.result();
  return {
    patterns: query.onlyErrors === true ? patterns.filter(({ level }) => level === 'error') : patterns,
    ...(reachesBack && newSince && { newSince }),
    ...(grep === undefined && lastError !== undefined && { lastError }),
    excerpt: excerpt.lines(),
    read: {
      ...end.read,
      ...(grep !== undefined && { matched }),
      ...(end.kind !== 'ended' && { cut: tell(maskText(inWords(end.because), redactor), language) }),
    },
    masked: masker.counts(),
    unread: end.kind === 'unreadable' && KEPT.has(container.inspect.hostConfig.logDriver),
    unbroken: unbroken.lines(),
    lastErrorIn: (lines) => {
      const other = createLogScan(run);
      other.add(lines);
      return other.result().lastError;
    },
  };
}

/** Drivers that write the log where Docker itself can read it. */
const KEPT: ReadonlySet<string> = new Set(['json-file', 'local', 'journald']);

/** Of a container that runs again: its log goes on over starts. In a loop of restarts each start is the last for a moment only. */
function startOf(container: Container): NewSince | undefined {
  const { startedAt, finishedAt } = container.inspect.state;
  if (!container.running || !(Date.parse(finishedAt ?? '') < Date.parse(startedAt ?? ''))) return undefined;
  const at = sinceOf({ sinceRestart: true }, container);
  return at === undefined ? undefined : { event: 'start', at };
}

/** The run that is asked about: the present one, or the last one where that ended badly or is one of many. */
function runOf({ container, now }: OpenContainer): Pick<LogScanOptions, 'runSince' | 'ended' | 'ends'> {
  const end = lastEnd(container, now);
  const startedAt = end === undefined ? Date.parse(container.inspect.state.startedAt ?? '') : end.startedAt;
  const { finishedAt } = container.inspect.state;
  const ends = container.events.filter(({ action }) => action === 'die').map((event) => event.at);
  const known = startedAt !== undefined && !Number.isNaN(startedAt);
  return {
    ...(known && { runSince: new Date(startedAt - NOTED_LATE_MS).toISOString() }),
    ended: end !== undefined && !isWell(container, now),
    ends: finishedAt === undefined ? ends : [...ends, Date.parse(finishedAt)],
  };
}

/** What the instance before this one wrote at its end: what is in there is not new. */
async function linesBefore(
  opened: OpenContainer,
  id: string | undefined,
  redact: RedactorOptions,
  signal: AbortSignal,
): Promise<readonly LogLine[]> {
  if (id === undefined) return [];
  const masker = createLineMasker(createRedactor(redact));
  const limits = { maxBytes: 8 * 1024 * 1024, maxLines: 5_000, maxMs: 5_000, maxLineBytes: 16 * 1024 };
  const lines: LogLine[] = [];
  for await (const batch of opened.lines({ tail: 5_000 }, { limits, signal }, id))
    lines.push(...masker.push(batch));
  return [...lines, ...masker.end()];
}
