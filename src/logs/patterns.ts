import type { LogLine, LogPattern } from '../report/logs.ts';
import type { Kind } from './kinds.ts';
import type { Level } from './level.ts';
import type { Seen } from './seen.ts';
import { createStrangers } from './strangers.ts';
import { createTemplates, type Template } from './templates.ts';

export interface Patterns {
  count(kind: Kind, line: LogLine): void;
  /** For lines of an earlier instance, before any is counted: what is in there is not new. */
  know(kind: Kind): void;
  /** Lets go of the lines: strings cut from a chunk of a log keep all of the chunk in memory. */
  settle(): void;
  /** New ones first, then errors, then by count. */
  result(): readonly LogPattern[];
  /** Whether a line came from before, so that "new" means something. */
  reachesBack(): boolean;
}

/** Kept while a log is read. */
const LIMIT = 2_000;
/** Handed on: nobody reads more, and a report has to travel. */
const SHOWN = 200;
const LONGEST_EXAMPLE = 500;

/** Counts the lines of each pattern, in bounded memory. Lines come in the order of the log. */
export function createPatterns(deployedAt?: string): Patterns {
  const deployed = deployedAt === undefined ? Number.NaN : Date.parse(deployedAt);
  const touched: Seen[] = [];
  const old = createMarks();
  const strangers = createStrangers();
  let reachesBack = false;
  let begun = false;

  const templates = createTemplates<Seen>({
    limit: LIMIT,
    worth: ({ times, level }) => times * (level === 'error' ? 100 : 1),
    onForgotten: ({ data, origin }) => {
      data.forgotten = true;
      if (!data.afterDeploy) old.mark(origin);
    },
  });

  /** Nothing where this one is passed over. */
  function seenFirst(afterDeploy: boolean, { level }: Kind, origin: number): Seen | undefined {
    if (!strangers.admits(level === 'error')) {
      if (!afterDeploy) old.mark(origin);
      return undefined;
    }
    return {
      times: 0,
      level,
      first: undefined,
      last: undefined,
      lastLine: undefined,
      afterDeploy,
      example: '',
      forgotten: false,
    };
  }

  function isAfterDeploy(at: string | undefined): boolean {
    return at !== undefined && !Number.isNaN(deployed) && Date.parse(at) >= deployed;
  }

  function templateOf(kind: Kind, at?: string): Template<Seen> | undefined {
    if (kind.template?.data.forgotten === false) return kind.template;
    const template = templates.learn(kind.words, kind.level, (origin) =>
      seenFirst(isAfterDeploy(at), kind, origin),
    );
    kind.template = template;
    return template;
  }

  function know(kind: Kind): void {
    begun = true;
    reachesBack = true;
    strangers.count();
    templateOf(kind);
  }

  function count(kind: Kind, line: LogLine): void {
    if (!begun) {
      begun = true;
      reachesBack = line.at !== undefined && Date.parse(line.at) < deployed;
    }
    strangers.count();
    const data = templateOf(kind, line.at)?.data;
    if (data === undefined) return;
    if (data.times === 0) {
      data.first = line.at === undefined ? undefined : ownCopy(line.at);
      data.example = ownCopy(cut(line.text));
    }
    data.times += 1;
    if (data.lastLine === undefined) touched.push(data);
    data.lastLine = line;
  }

  function settle(): void {
    for (const data of touched.splice(0)) {
      if (data.lastLine?.at !== undefined) data.last = ownCopy(data.lastLine.at);
      data.lastLine = undefined;
    }
  }

  function result(): readonly LogPattern[] {
    settle();
    return templates
      .all()
      .filter(({ data }) => data.times > 0)
      .map(({ words, origin, data }) => ({
        template: words.join(' '),
        level: data.level,
        count: data.times,
        ...(data.first !== undefined && { first: data.first }),
        ...(data.last !== undefined && { last: data.last }),
        isNew: reachesBack && data.afterDeploy && !old.has(origin),
        example: data.example,
      }))
      .toSorted(byInterest)
      .slice(0, SHOWN);
  }

  return { count, know, settle, result, reachesBack: () => reachesBack };
}

function byInterest(one: LogPattern, other: LogPattern): number {
  return (
    Number(other.isNew) - Number(one.isNew) ||
    badness(one.level) - badness(other.level) ||
    other.count - one.count
  );
}

function badness(level: Level): number {
  return level === 'error' ? 0 : level === 'warning' ? 1 : 2;
}

function cut(text: string): string {
  return text.length > LONGEST_EXAMPLE ? `${text.slice(0, LONGEST_EXAMPLE)}…` : text;
}

/** A string that shares no memory with the chunk that it was cut from. */
function ownCopy(text: string): string {
  return Buffer.from(text).toString();
}

/** Remembers numbers in eight kilobytes: may take one for known that is not, never the other way round. */
function createMarks() {
  const bits = new Uint8Array(8_192);
  return {
    mark: (number: number) => {
      const place = placeOf(number);
      bits[place >> 3] = (bits[place >> 3] ?? 0) | (1 << (place & 7));
    },
    has: (number: number) => {
      const place = placeOf(number);
      return ((bits[place >> 3] ?? 0) & (1 << (place & 7))) !== 0;
    },
  };
}

function placeOf(number: number): number {
  return (number ^ (number >>> 16)) & 0xffff;
}
