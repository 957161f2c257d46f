import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { statusContent, type StatusContent } from '../render/status-content.ts';
import type { Status } from '../status/status.ts';
import type { Language } from '../text/language.ts';
import { readerOf } from '../text/reader.ts';

/** What a page hears. */
export type Heard =
  /** What is another than it was; all of it where this is the first that this page hears. */
  | { readonly kind: 'status'; readonly content: Pick<StatusContent, 'at'> & Partial<StatusContent> }
  /** All is as it was. */
  | { readonly kind: 'same'; readonly at: string }
  /** Nothing could be read: what was told before may be over. */
  | { readonly kind: 'trouble'; readonly since: string };

export interface Live {
  /**
   * The first at once, where anybody else listens already.
   * @param tell settles once the page has taken it; until then it is told nothing more
   * @returns ends it
   */
  listen(language: Language, tell: (heard: Heard) => Promise<void>): () => void;
  readonly listeners: number;
  stop(): void;
}

export interface LiveDeps {
  readonly gather: () => Promise<Status>;
  readonly everyMs: number;
  readonly logger: Logger;
  readonly clock: () => number;
}

interface Listener {
  readonly language: Language;
  readonly tell: (heard: Heard) => Promise<void>;
  /** What it was told last. */
  told?: Drawn['parts'];
  /** It has not taken that yet. */
  busy?: boolean;
}

/** Reads how everything stands for all pages together, and only while somebody looks. */
export function liveStatus({ gather, everyMs, logger, clock }: LiveDeps): Live {
  const listeners = new Set<Listener>();
  const stopped = new AbortController();
  let last: Status | undefined;
  let troubleSince: string | undefined;
  let running = false;

  async function watch(): Promise<void> {
    running = true;
    while (listeners.size > 0 && !stopped.signal.aborted) {
      await readOnce();
      await sleep(everyMs, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
    running = false;
    // Nobody knows how long it lasts while nobody looks.
    last = undefined;
    troubleSince = undefined;
  }

  async function readOnce(): Promise<void> {
    try {
      last = await gather();
      troubleSince = undefined;
      tellAll(last);
    } catch (error) {
      if (troubleSince === undefined)
        logger.warn({ err: error }, 'the dashboard could not read how things are');
      troubleSince ??= new Date(clock()).toISOString();
      for (const listener of listeners) send(listener, { kind: 'trouble', since: troubleSince });
    }
  }

  function tellAll(status: Status): void {
    const all = new Map<Language, Drawn>();
    for (const listener of listeners) {
      const { language } = listener;
      const drawn = all.get(language) ?? draw(status, language);
      all.set(language, drawn);
      tellOne(listener, drawn);
    }
  }

  return {
    listen(language, tell) {
      const listener: Listener = { language, tell };
      listeners.add(listener);
      if (last !== undefined) tellOne(listener, draw(last, language));
      if (!running) void watch();
      return () => listeners.delete(listener);
    },
    get listeners() {
      return listeners.size;
    },
    stop: () => stopped.abort(),
  };
}

/** In the order of the page. With five hundred hosts the sites are nearly all of it, and the queues what changes all the time. */
const names = [
  'headline',
  'tally',
  'troubles',
  'incidents',
  'sites',
  'jobs',
  'queues',
  'store',
] as const satisfies readonly (keyof StatusContent)[];

interface Drawn {
  readonly content: StatusContent;
  /** As text, to see which are others than they were. */
  readonly parts: ReadonlyMap<(typeof names)[number], string>;
}

function draw(status: Status, language: Language): Drawn {
  const content = statusContent(status, readerOf(language));
  return { content, parts: new Map(names.map((name) => [name, JSON.stringify(content[name])])) };
}

function tellOne(listener: Listener, { content, parts }: Drawn): void {
  const { at } = content;
  const same = names.filter((name) => listener.told?.get(name) === parts.get(name));
  const news: { at: string } & Partial<StatusContent> = { ...content };
  for (const name of same) Reflect.deleteProperty(news, name);
  const heard: Heard =
    same.length === names.length ? { kind: 'same', at } : { kind: 'status', content: news };
  if (send(listener, heard)) listener.told = parts;
}

/** Whether it was sent: a phone that sleeps takes nothing, for hours, and all that would wait for it is in memory. */
function send(listener: Listener, heard: Heard): boolean {
  if (listener.busy === true) return false;
  listener.busy = true;
  void listener
    .tell(heard)
    .catch(() => undefined)
    .finally(() => {
      listener.busy = false;
    });
  return true;
}
