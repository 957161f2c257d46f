import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { FerrymanError } from '../../errors.ts';
import type { Host } from '../../hosts/host.ts';
import { createRedactor, type RedactorOptions } from '../../redact/redactor.ts';
import type { LastingFault, WatchedHost } from '../../report/watched.ts';
import { rules as shipped } from '../../rules/index.ts';
import type { Rule } from '../../rules/rule.ts';
import type { Slots } from '../../ssh/slots.ts';
import type { InEveryLanguage } from '../../text/language.ts';
import { tellInAll } from '../../text/tell.ts';
import { isUnreachable, takeSnapshot } from '../diagnose.ts';
import { maskError } from '../mask-error.ts';
import { openShell, type Shells } from '../open-shell.ts';
import { wholeAfter } from './due.ts';
import { judgeWatched, type Judgement, type Watched } from './judge.ts';
import { look } from './look.ts';
import { changedParts, digestOf, type Print } from './print.ts';
import { agreed, areSame, faultsAfter } from './settle-faults.ts';

export interface WatchRequest extends Watched {
  readonly host: Host;
  /** What the last look left; absent where there was none. */
  readonly before?: WatchedHost | undefined;
  /** Milliseconds: a whole diagnosis is made at least this often. */
  readonly wholeEveryMs: number;
  /** Milliseconds between two diagnoses that have to agree before anything counts as new, or as over. */
  readonly confirmMs: number;
  /** Milliseconds that all of it may take; what does not fit in is left to the next look. */
  readonly withinMs: number;
}

export interface WatchRun {
  readonly shells: Shells;
  /** Default: those that Ferryman ships. */
  readonly rules?: readonly Rule[];
  readonly redact?: RedactorOptions;
  readonly now?: () => Date;
  readonly signal?: AbortSignal;
  /** At whole diagnoses, for all watches of this process together. Default: as many as there are. */
  readonly turns?: Slots;
}

export type Seen =
  /** As it was when the last whole diagnosis was made. */
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'diagnosed';
      /** ISO 8601. */
      readonly at: string;
      readonly faults: readonly LastingFault[];
      /** What this diagnosis found, where that is not what stands in `faults` and the next look has to agree. */
      readonly suspects?: readonly LastingFault[];
      /** Of the host as it was diagnosed; absent where it changed meanwhile, so that the next look diagnoses it again. */
      readonly print?: Print;
      /** Digests of prints with which the host had these very faults, the latest last. */
      readonly known: readonly string[];
      /** Parts that led to this diagnosis; none where it was due. */
      readonly changed: readonly string[];
    }
  /** To be diagnosed, with so many others that its turn did not come: the next look will. */
  | { readonly kind: 'put-off' }
  | { readonly kind: 'unseen'; readonly because: InEveryLanguage };

/**
 * One look at a watched host. A host that is set up as it was, and answers as it did, is not diagnosed again until that is due. A
 * recorded host (`snapshot:`) has nobody to look at: its file is what is looked at. Bugs and cancellation throw.
 */
export async function watchHost(request: WatchRequest, run: WatchRun): Promise<Seen> {
  try {
    return await watch(request, run);
  } catch (thrown) {
    const error = maskError(thrown, createRedactor(run.redact));
    if (run.signal?.aborted === true || !isBlindness(error)) throw error;
    return { kind: 'unseen', because: tellInAll(error.sentence) };
  }
}

/** A recording that is gone or torn is a host that nobody can look at. */
function isBlindness(error: unknown): error is FerrymanError {
  const lost = ['snapshot-missing', 'snapshot-invalid'];
  return isUnreachable(error) || (error instanceof FerrymanError && lost.includes(error.code));
}

async function watch(request: WatchRequest, run: WatchRun): Promise<Seen> {
  const { before, wholeEveryMs, confirmMs, withinMs } = request;
  const now = run.now ?? (() => new Date());
  const begun = now();
  const isDue = isWholeDue(before, begun.getTime(), wholeEveryMs);
  const asRoot = isDue || before?.print?.['root'] !== 'no';
  let print = await printOf(request, asRoot, run);
  if (!isDue && before?.known?.includes(digestOf(print)) === true) return { kind: 'unchanged' };
  const changed = before?.print === undefined ? [] : changedParts(before.print, print);

  const was = before?.faults ?? [];
  const at = begun.toISOString();
  const diagnosed = (patienceMs: number) =>
    inTurn(patienceMs, run, async () => faultsAfter(was, await judgement(request, run), at));
  // A host that seems well and is only due has time.
  const isCalm = before?.print !== undefined && changed.length === 0 && was.length === 0;
  const one = await diagnosed(isCalm ? 0 : Math.min(withinMs * PATIENCE, MOST_PATIENCE_MS));
  if (one === undefined) return { kind: 'put-off' };
  const first = before?.suspects ?? one;
  let second = one;
  if (before?.suspects === undefined && !areSame(was, first)) {
    const known = before?.known ?? [];
    const later = () =>
      ({ kind: 'diagnosed', at: now().toISOString(), faults: was, suspects: first, known, changed }) as const;
    const tookMs = now().getTime() - begun.getTime();
    const spareMs = withinMs - tookMs - tookMs * MARGIN - confirmMs;
    if (spareMs <= 0) return later();
    await sleep(confirmMs, undefined, { ...(run.signal && { signal: run.signal }) });
    print = await printOf(request, asRoot, run);
    const again = await diagnosed(spareMs);
    if (again === undefined) return later();
    second = again;
  }
  const faults = agreed(was, first, second);
  const isSure = areSame(first, second);
  const digest = digestOf(print);
  const isSettled = isSure && digest === digestOf(await printOf(request, asRoot, run));
  const earlier = areSame(was, faults) ? (before?.known ?? []) : [];
  const known = isSettled ? [...earlier.filter((other) => other !== digest), digest] : earlier;
  return {
    kind: 'diagnosed',
    at: now().toISOString(),
    faults,
    ...(isSettled && { print }),
    known: known.slice(-MOST_KNOWN),
    changed,
  };
}

/** Of the time for a look: so long it waits for its turn, in which others that are not diagnosed may want its place. */
const PATIENCE = 0.25;
const MOST_PATIENCE_MS = 5_000;

/** Undefined where its turn does not come in time. */
async function inTurn<T>(
  patienceMs: number,
  { turns }: Pick<WatchRun, 'turns'>,
  work: () => Promise<T>,
): Promise<T | undefined> {
  if (turns === undefined) return work();
  const turn = turns.take();
  const waited = new AbortController();
  const late = sleep(patienceMs, undefined, { signal: waited.signal }).catch(() => undefined);
  const giveBack = await Promise.race([turn, late]);
  waited.abort();
  if (giveBack === undefined) {
    void turn.then((unwanted) => unwanted());
    return undefined;
  }
  try {
    return await work();
  } finally {
    giveBack();
  }
}

/** The second diagnosis and two looks take as long as the first one, and half of that again. */
const MARGIN = 1.5;

/** A host that goes to and fro between a few states by itself is diagnosed once in each of them. */
const MOST_KNOWN = 8;

function isWholeDue(before: WatchedHost | undefined, now: number, wholeEveryMs: number): boolean {
  if (before?.wholeAt === undefined || before.print === undefined) return true;
  return now - Date.parse(before.wholeAt) >= wholeAfter(before, wholeEveryMs);
}

async function judgement(request: WatchRequest, run: WatchRun): Promise<Judgement> {
  const { host, ports } = request;
  const [port] = ports;
  const asked = port !== undefined && ports.length === 1 && { asked: { port } };
  const snapshot = await takeSnapshot({ host, alsoPorts: portsToTry(request), ...asked }, run);
  return judgeWatched(snapshot, request, run.rules ?? shipped);
}

/** What was told of a port that is not watched any more is over when the port answers, not when nobody tries it. */
function portsToTry({ ports, before }: Pick<WatchRequest, 'ports' | 'before'>): readonly number[] {
  const told = (before?.faults ?? []).flatMap(({ port }) => (port === undefined ? [] : [port]));
  return [...new Set([...ports, ...told])];
}

async function printOf(request: WatchRequest, asRoot: boolean, run: WatchRun): Promise<Print> {
  const { host, ports, whole } = request;
  // What was judged of it by another question says nothing about this one.
  const asked = [...(whole ? ['whole'] : []), ...ports].join(' ');
  if (host.via.kind === 'snapshot') return { asked, ...(await printOfFile(host.via.path)) };
  const shell = await openShell(host, run.shells);
  try {
    const options = { ports: portsToTry(request), asRoot, ...(run.signal && { signal: run.signal }) };
    return { asked, ...(await look(shell, host, options)) };
  } finally {
    await shell.close();
  }
}

/** A file that is not there is told by whoever reads it for the diagnosis. */
async function printOfFile(path: string): Promise<Print> {
  const bytes = await readFile(path).catch(() => '');
  return { recording: createHash('sha256').update(bytes).digest('hex') };
}
