import type { LogBlock, LogLine } from '../../report/logs.ts';
import { clockTime, type LogWords } from '../logs-words.ts';
import { cut, visible } from '../untrusted.ts';

export interface LineRoom {
  readonly lines: number;
  readonly length: number;
}

/** One message as it stood in the log. Its first lines say what happened; of what is too long the end stays too, where causes stand. */
export function blockText({ lines, leftOut = 0 }: LogBlock, room: LineRoom, words: LogWords): string {
  const all = lines.map(({ text }) => cut(shown(text), room.length));
  if (all.length <= room.lines && leftOut === 0) return all.join('\n');
  const tail = Math.floor(room.lines / 3);
  const head = Math.max(1, room.lines - tail);
  if (all.length <= room.lines) {
    // The gap is in the middle of what came.
    const middle = Math.ceil(all.length / 2);
    return [...all.slice(0, middle), words.leftOut(leftOut), ...all.slice(middle)].join('\n');
  }
  const missing = all.length - head - tail + leftOut;
  return [...all.slice(0, head), words.leftOut(missing), ...(tail > 0 ? all.slice(-tail) : [])].join('\n');
}

/** The last lines, each with its time. */
export function lastLines(lines: readonly LogLine[], day: string, room: LineRoom): string[] {
  return lines.slice(-room.lines).map((line) => timedLine(line, day, room.length));
}

export function timedLine({ at, text }: LogLine, day: string, length: number): string {
  const time = clockTime(at, day);
  return cut(time === '' ? shown(text) : `${time} ${shown(text)}`, length);
}

/** A line stays a line. */
function shown(text: string): string {
  return visible(text).replaceAll('\n', ' ').trimEnd();
}

/** Every line, for a file: time, stream, text. */
export function excerptText(lines: readonly LogLine[]): string {
  const rows = lines.map(({ at, stream, text }) =>
    [...(at === undefined ? [] : [at]), ...(stream === 'tty' ? [] : [stream]), shown(text)].join(' '),
  );
  return `${rows.join('\n')}\n`;
}
