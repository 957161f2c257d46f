import type { LogLine } from '../report/logs.ts';
import { addTo, type Block } from './block.ts';
import type { Kind } from './kinds.ts';
import type { Role } from './role.ts';

export interface Blocks {
  /** Whether the line is part of an error that began before it. */
  take(line: LogLine, kind: Kind): boolean;
  /** The last one that is an error, and how many lines came after it. */
  lastError(): { block: Block; linesSince: number } | undefined;
}

/**
 * Puts the lines of each stream together to messages of several lines: the streams run through each other.
 * @param ends when runs of the container ended, in milliseconds since 1970: no message reaches over that
 */
export function createBlocks(ends: readonly number[] = []): Blocks {
  const open = new Map<LogLine['stream'], Block>();
  const last: { light: Block | undefined; heavy: Block | undefined } = { light: undefined, heavy: undefined };
  let number = 0;

  function take(line: LogLine, kind: Kind): boolean {
    number += 1;
    const block = open.get(line.stream);
    if (kind.role === 'blank') {
      if (block !== undefined && block.blanks.length < 3) block.blanks.push(line);
      return false;
    }
    if (block !== undefined && goesOn(block, line, kind) && !isApart(block, line, ends)) {
      const before = block.weight;
      goOn(block, kind);
      addTo(block, line, number);
      // The message that a traceback ends with is what people want to see counted.
      return before > 0 && !(CONCLUDES.has(kind.role) && block.traced && kind.level === 'error');
    }
    if (block !== undefined) close(block);
    const next = begin(kind, number);
    addTo(next, line, number);
    open.set(line.stream, next);
    return false;
  }

  function close(block: Block): void {
    if (block.weight === 1) last.light = later(last.light, block);
    if (block.weight === 2) last.heavy = later(last.heavy, block);
  }

  function lastError(): { block: Block; linesSince: number } | undefined {
    for (const block of open.values()) close(block);
    const block = moreTelling(last.heavy, last.light);
    return block === undefined ? undefined : { block, linesSince: number - block.lastNumber };
  }

  return { take, lastError };
}

/** `ValueError: …` at the end of a traceback. */
const CONCLUDES: ReadonlySet<Role> = new Set(['record', 'thrown']);

function begin({ role, level, stated, stamped, traced }: Kind, number: number): Block {
  const heavy =
    role === 'fatal' ||
    role === 'opening' ||
    role === 'frame' ||
    role === 'half' ||
    (traced && level === 'error');
  return {
    weight: heavy ? 2 : level === 'error' ? 1 : 0,
    stamped,
    heaviest: stated && level !== 'error' ? (level === 'other' ? 0 : 1) : 2,
    awaits: role === 'opening' || role === 'half' ? stampOf(stamped) : undefined,
    dying: role === 'fatal' || role === 'site',
    traced: role === 'opening' || traced,
    afterJoint: false,
    blanks: [],
    firstNumber: number,
    lastNumber: number,
    lastAt: undefined,
    count: 0,
    beginning: [],
    ending: [],
  };
}

function stampOf(stamped: boolean): 'stamped' | 'plain' {
  return stamped ? 'stamped' : 'plain';
}

/** Lines that are written at one go come within this. A program that was started again takes longer. */
const AT_ONE_GO_MS = 100;
/** What stands before the error when Node dies. */
const BEFORE_ERROR = 12;

function goesOn(block: Block, line: LogLine, { role, level, stated, stamped }: Kind): boolean {
  const adjacent = block.blanks.length === 0;
  switch (role) {
    case 'frame':
    case 'indented':
      return adjacent || block.weight > 0 || block.dying;
    case 'joint':
      return adjacent || block.weight > 0;
    case 'opening':
      return block.afterJoint || isRestOfError() || isLastWord();
    case 'fatal':
    case 'half':
    case 'site':
      return !block.traced && isLastWord();
    case 'thrown':
    case 'record':
    case 'category':
      if (block.awaits !== undefined) return stampOf(stamped) === block.awaits;
      return isLastWord() || (isRestOfRecord() && wasAtOneGo(block, line));
    case 'blank':
      return true;
    default:
      return role satisfies never;
  }

  function isLastWord(): boolean {
    // Who says that all is well does not die.
    const isWell = stated && level === 'other';
    if (!block.dying || stamped || isWell || (block.weight === 0 && block.count >= BEFORE_ERROR))
      return false;
    return wasAtOneGo(block, line);
  }

  /** Whoever logs an exception writes its trace along; a program that was started again comes to its own later. */
  function isRestOfError(): boolean {
    return block.weight === 1 && !block.traced && adjacent && wasAtOneGo(block, line);
  }

  /** Messages of this program begin with a time, and this line does not. */
  function isRestOfRecord(): boolean {
    return (block.weight > 0 || role === 'thrown') && block.stamped && !stamped && adjacent;
  }
}

/** Nobody stops for so long in the midst of a message. */
const PAUSE_MS = 2_000;

/** Of another run, or of another time. Docker may note the end of a run a moment before its last lines. */
function isApart({ lastAt }: Block, { at }: LogLine, ends: readonly number[]): boolean {
  if (lastAt === undefined || at === undefined || (isSameSecond(lastAt, at) && ends.length === 0))
    return false;
  const from = Date.parse(lastAt);
  const to = Date.parse(at);
  if (to - from <= AT_ONE_GO_MS) return false;
  return to - from > PAUSE_MS || ends.some((end) => end >= from - AT_ONE_GO_MS && end <= to);
}

/** Most lines of a message are, and dates take long to read. */
function isSameSecond(one: string, other: string): boolean {
  return one.slice(0, 19) === other.slice(0, 19);
}

function wasAtOneGo({ lastAt }: Block, { at }: LogLine): boolean {
  if (lastAt === undefined || at === undefined) return true;
  return Date.parse(at) - Date.parse(lastAt) <= AT_ONE_GO_MS;
}

function goOn(block: Block, { role, level, stamped }: Kind): void {
  block.afterJoint = role === 'joint';
  if (role === 'frame' || role === 'opening') {
    block.traced = true;
    if (block.weight < block.heaviest) block.weight = block.heaviest;
  }
  if (role === 'opening') block.awaits = stampOf(stamped);
  else if (role === 'record' || role === 'fatal' || role === 'thrown') {
    block.awaits = undefined;
    if (role === 'thrown' && block.heaviest < 2) return;
    if (level === 'error' && block.weight < 2) block.weight = block.dying ? 2 : 1;
  }
}

function later(one: Block | undefined, other: Block): Block {
  return one !== undefined && one.lastNumber > other.lastNumber ? one : other;
}

/** Servers say `worker failed to boot` after the trace that says why. */
const COMMENT_LINES = 20;
const COMMENT_MS = 10_000;

function moreTelling(heavy: Block | undefined, light: Block | undefined): Block | undefined {
  if (heavy === undefined || light === undefined) return heavy ?? light;
  if (light.lastNumber < heavy.firstNumber) return heavy;
  const lines = light.firstNumber - heavy.lastNumber;
  const ms =
    heavy.lastAt === undefined || light.lastAt === undefined
      ? 0
      : Date.parse(light.lastAt) - Date.parse(heavy.lastAt);
  return lines <= COMMENT_LINES && ms <= COMMENT_MS ? heavy : light;
}
