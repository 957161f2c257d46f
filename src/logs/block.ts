import type { LogBlock, LogLine } from '../report/logs.ts';
import { readJsonRecord } from './json-record.ts';
import { afterStamp } from './stamp.ts';

/** Lines that are one message, while they come in. What is too long for people loses its middle. */
export interface Block {
  /** 0: nothing bad. 1: an error. 2: an error with a stack trace, or one that ends the program. */
  weight: 0 | 1 | 2;
  readonly stamped: boolean;
  /** How bad a stack trace in it is: its first line may say that all is well. */
  readonly heaviest: 0 | 1 | 2;
  /** The next message of the stream belongs to it: one with a timestamp of its own, or one without. */
  awaits: 'stamped' | 'plain' | undefined;
  /** Whatever the stream says next belongs to it. */
  dying: boolean;
  traced: boolean;
  afterJoint: boolean;
  /** Empty lines, of which it is not known yet whether they are within. */
  blanks: LogLine[];
  readonly firstNumber: number;
  lastNumber: number;
  lastAt: string | undefined;
  count: number;
  readonly beginning: LogLine[];
  readonly ending: LogLine[];
}

const KEPT = 60;
const LONGEST_LINE = 2_000;

export function addTo(block: Block, line: LogLine, number: number): void {
  for (const blank of block.blanks.splice(0)) keep(block, blank);
  keep(block, line);
  block.lastNumber = number;
  block.lastAt = line.at;
}

function keep(block: Block, line: LogLine): void {
  block.count += 1;
  if (block.beginning.length < KEPT) {
    block.beginning.push(line);
    return;
  }
  block.ending.push(line);
  if (block.ending.length > KEPT) block.ending.shift();
}

/** `after`: what was said between it and the end. */
export function toLogBlock({ beginning, ending, count }: Block, after: readonly LogLine[] = []): LogBlock {
  const leftOut = count - beginning.length - ending.length;
  const lines = [...beginning, ...ending, ...after].flatMap((line) => forPeople(line));
  return { lines, ...(leftOut > 0 && { leftOut }) };
}

/** The stack trace that a line of JSON holds in one of its fields is written out. */
export function forPeople(line: LogLine): readonly LogLine[] {
  const record = readJsonRecord(line.text, afterStamp(line.text));
  const texts =
    record === undefined || record.stack.length === 0
      ? [line.text]
      : [record.message, ...record.stack.filter((text) => !record.message.endsWith(text)).slice(0, KEPT)];
  return texts.map((text) => ({
    ...line,
    text: text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text,
  }));
}
