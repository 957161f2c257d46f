import { FerrymanError } from '../../errors.ts';
import type { Host } from '../../hosts/host.ts';
import { nearMatches } from '../../hosts/inventory.ts';
import { createRedactor, type Redactor, type RedactorOptions } from '../../redact/redactor.ts';
import { say, sentences, type Text } from '../../text/say.ts';
import { maskText } from '../mask-error.ts';
import type { Shells } from '../open-shell.ts';
import { listContainers, type Listing } from './list-containers.ts';
import { matchName, type Found, type Listed } from './match.ts';

export type { Found } from './match.ts';

export interface NotAsked {
  readonly host: string;
  /** A sentence; the directory answers readers of every language. */
  readonly because: Text | string;
}

export type LookUp = { readonly notAsked: readonly NotAsked[] } & (
  | {
      readonly kind: 'found';
      readonly match: Found;
      /** Previous instances that still exist, the newest first. */
      readonly others: readonly Found[];
    }
  | { readonly kind: 'several'; readonly matches: readonly Found[] }
  | { readonly kind: 'none'; readonly near: readonly Found[] }
);

/** Which containers there are on the hosts of the inventory. */
export interface ContainerDirectory {
  /**
   * Asks all hosts (or the one) the first time, and again where the name is not known; otherwise it answers from memory and
   * asks meanwhile those whose answers are old. A host that is late or cannot be reached is in `notAsked`.
   */
  lookUp(
    name: string,
    options?: {
      readonly host?: string;
      /** Rejects with its reason; hosts that were asked go on to be read into memory. */
      readonly signal?: AbortSignal;
      /** Not from memory: for a container that turned out to be gone. */
      readonly fresh?: boolean;
    },
  ): Promise<LookUp>;
  /** Asks all hosts now. */
  refresh(): Promise<void>;
  close(): void;
}

export interface DirectoryDeps {
  readonly hosts: readonly Host[];
  readonly shells: Shells;
  /** How secrets are masked in why a host could not be asked. */
  readonly redact?: RedactorOptions;
  /** Milliseconds. */
  readonly clock?: () => number;
  /** Milliseconds that a host may take, connection included. Default 5,000. */
  readonly deadlineMs?: number;
  /** Hosts that are asked side by side. Default 64. */
  readonly atOnce?: number;
}

const DEADLINE_MS = 5_000;
/** They wait for the network most of the time. */
const AT_ONCE = 64;
/** Older answers are used, and asked for again meanwhile. */
const OLD_MS = 30_000;
/** A name that is not there is not looked for again sooner. */
const JUST_NOW_MS = 3_000;
/** Older answers are not used: containers come and go. */
const TOO_OLD_MS = 15 * 60_000;

interface Entry {
  readonly at: number;
  readonly listing: Listing;
}

export function createDirectory(deps: DirectoryDeps): ContainerDirectory {
  const { hosts, shells, clock = Date.now, deadlineMs = DEADLINE_MS, atOnce = AT_ONCE } = deps;
  const redactor = createRedactor(deps.redact);
  const entries = new Map<string, Entry>();
  const asking = new Map<string, Promise<void>>();
  const waiting: (() => void)[] = [];
  const underWay = new Set<AbortController>();
  let closed = false;
  let busy = 0;

  const ageOf = (host: Host) => clock() - (entries.get(host.name)?.at ?? -Infinity);

  function ask(host: Host): Promise<void> {
    const running = asking.get(host.name);
    if (running !== undefined) return running;
    const asked = inTurn(async () => {
      if (closed) return;
      const stop = new AbortController();
      underWay.add(stop);
      const listing = await listWithin(host, shells, deadlineMs, stop);
      underWay.delete(stop);
      entries.set(host.name, { at: clock(), listing: masked(listing, redactor) });
    }).finally(() => asking.delete(host.name));
    asking.set(host.name, asked);
    return asked;
  }

  async function inTurn(work: () => Promise<void>): Promise<void> {
    if (busy >= atOnce) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    } else busy++;
    try {
      await work();
    } finally {
      // The turn is handed on as it is.
      const next = waiting.shift();
      if (next === undefined) busy--;
      else next();
    }
  }

  async function askAll(wanted: readonly Host[], signal?: AbortSignal): Promise<void> {
    await orAborted(Promise.all(wanted.map(ask)), signal);
  }

  const known = (scope: readonly Host[]): readonly Listed[] =>
    scope.flatMap((host) => {
      const listing = entries.get(host.name)?.listing;
      return listing?.kind === 'listed' ? listing.containers : [];
    });

  function answer(name: string, scope: readonly Host[]): LookUp {
    const notAsked = scope.flatMap((host) => {
      const listing = entries.get(host.name)?.listing;
      return listing?.kind === 'not-asked' ? [{ host: host.name, because: listing.because }] : [];
    });
    const containers = known(scope);
    const matches = matchName(containers, name);
    const [first] = matches;
    if (first === undefined) return { kind: 'none', near: nearOnes(name, containers), notAsked };
    if (matches.length > 1)
      return { kind: 'several', matches: matches.map(({ current }) => current), notAsked };
    return { kind: 'found', match: first.current, others: first.previous, notAsked };
  }

  return {
    async lookUp(name, { host: only, signal, fresh = false } = {}) {
      const scope = only === undefined ? hosts : hosts.filter((host) => host.name === only);
      if (only !== undefined && scope.length === 0) {
        const because = say`It is not in the inventory.`;
        return { kind: 'none', near: [], notAsked: [{ host: only, because }] };
      }
      const useful = fresh ? 0 : TOO_OLD_MS;
      await askAll(
        scope.filter((host) => ageOf(host) >= useful),
        signal,
      );
      const first = answer(name, scope);
      const old = scope.filter((host) => ageOf(host) >= (first.kind === 'none' ? JUST_NOW_MS : OLD_MS));
      const again = askAll(old, signal);
      if (first.kind !== 'none') {
        // In the background; each host's failure is in its entry.
        again.catch(() => {});
        return first;
      }
      await again;
      return answer(name, scope);
    },
    refresh: () => askAll(hosts),
    close() {
      closed = true;
      for (const stop of underWay) stop.abort();
    },
  };
}

/** Never rejects: one host's failure is a line of the answer. `stop` is aborted in any case when this is over. */
async function listWithin(
  host: Host,
  shells: Shells,
  deadlineMs: number,
  stop: AbortController,
): Promise<Listing> {
  let timer: NodeJS.Timeout | undefined;
  const stopped = new Promise<Listing>((resolve) => {
    const giveUp = (because: Text) => resolve({ kind: 'not-asked', because });
    timer = setTimeout(() => giveUp(say`It did not answer within ${deadlineMs / 1000} s.`), deadlineMs);
    stop.signal.addEventListener('abort', () => giveUp(say`Ferryman is shutting down.`), { once: true });
  });
  try {
    return await Promise.race([listContainers(host, shells, stop.signal), stopped]);
  } catch (error) {
    return { kind: 'not-asked', because: sentenceOf(error) };
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

function masked(listing: Listing, redactor: Redactor): Listing {
  return listing.kind === 'listed' ? listing : { ...listing, because: maskText(listing.because, redactor) };
}

function sentenceOf(error: unknown): Text | string {
  if (error instanceof FerrymanError) return sentences(error.sentence, error.advice);
  return error instanceof Error ? error.message : String(error);
}

async function orAborted(work: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return void (await work);
  signal.throwIfAborted();
  const over = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(asError(signal.reason)), { signal: over.signal });
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    over.abort();
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

const MOST_NEAR = 5;

/** Containers whose name, service or project is a slip of the finger away. */
function nearOnes(typed: string, listed: readonly Listed[]): readonly Found[] {
  const near = nearMatches(typed.trim(), [...new Set(listed.flatMap(namesOf))]);
  const found = near.flatMap((name) => listed.filter((one) => namesOf(one).includes(name)));
  return [...new Set(found)].slice(0, MOST_NEAR).map(({ host, container }) => ({ host, container }));
}

function namesOf({ container: { name, service, project } }: Listed): readonly string[] {
  return [name, service, project].filter((one) => one !== undefined);
}
