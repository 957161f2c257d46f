import { withoutInvisible } from '../redact/invisible.ts';
import { openingOf, type Opening } from '../redact/openings.ts';
import type { Redactor } from '../redact/redactor.ts';
import type { LogLine } from '../report/logs.ts';
import { plainText } from './plain-text.ts';

/**
 * Masks the lines of one container as they come. Lines are given back in the order in which they came; those that may
 * be part of a secret of many lines are held back, per stream, until that is clear, and such a secret becomes one line.
 */
export interface LineMasker {
  push(lines: readonly LogLine[]): readonly LogLine[];
  /** What is still held back. The masker can be used on. */
  end(): readonly LogLine[];
  /** How many secrets were masked so far, by kind. */
  counts(): Record<string, number>;
}

/** Lines of one stream that are masked together. */
interface Group {
  readonly lines: LogLine[];
  opening: Opening;
  size: number;
  masked?: readonly LogLine[];
}

/** The longest key, of 16,384 bits, is some 220 lines of 64 characters. */
const most = { lines: 400, characters: 64 * 1024, waiting: 1000 };

export function createLineMasker(redactor: Redactor): LineMasker {
  const open = new Map<LogLine['stream'], Group>();
  /** From the first line on that is held back: all that came since, in order. */
  let waiting: (LogLine | Group)[] = [];

  function push(lines: readonly LogLine[]): readonly LogLine[] {
    const out: LogLine[] = [];
    for (const raw of lines) {
      const text = plainText(raw.text);
      const line = text === raw.text ? raw : { ...raw, text };
      const seen = withoutInvisible(text);
      const group = open.size === 0 ? undefined : open.get(line.stream);
      if (!group || !joins(group, line, seen)) {
        const opening = openingOf(seen);
        if (opening) begin(line, opening);
        else if (waiting.length === 0) out.push(mask(line));
        else waiting.push(mask(line));
      }
      if (waiting.length > 0) drain(out);
    }
    return out;
  }

  function begin(line: LogLine, opening: Opening): void {
    const group = { lines: [line], opening, size: line.text.length };
    open.set(line.stream, group);
    waiting.push(group);
  }

  /** Whether the line was taken into the group; if not, the group is closed. */
  function joins(group: Group, line: LogLine, seen: string): boolean {
    const taken = isFull(group) ? 'no' : group.opening.take(seen);
    if (taken === 'no') {
      close(group);
      return false;
    }
    group.lines.push(line);
    group.size += line.text.length;
    if (taken === 'last') {
      const next = openingOf(seen);
      if (next) group.opening = next;
      else close(group);
    }
    return true;
  }

  function close(group: Group): void {
    const [first] = group.lines;
    if (!first) return;
    open.delete(first.stream);
    const texts = redactor.redact(group.lines.map(({ text }) => text).join('\n')).split('\n');
    group.masked =
      texts.length === group.lines.length
        ? group.lines.map((line, i) => ({ ...line, text: texts[i] ?? '' }))
        : [{ ...first, text: texts.join(' ') }];
  }

  function drain(out: LogLine[]): void {
    if (waiting.length > most.waiting) for (const group of open.values()) close(group);
    let done = 0;
    for (const entry of waiting) {
      if (!('lines' in entry)) out.push(entry);
      else if (entry.masked) out.push(...entry.masked);
      else break;
      done += 1;
    }
    if (done > 0) waiting = waiting.slice(done);
  }

  function mask(line: LogLine): LogLine {
    const text = redactor.redact(line.text);
    return text === line.text ? line : { ...line, text };
  }

  function end(): readonly LogLine[] {
    const out: LogLine[] = [];
    for (const group of open.values()) close(group);
    drain(out);
    return out;
  }

  return { push, end, counts: () => redactor.counts() };
}

function isFull({ lines, size }: Group): boolean {
  return lines.length >= most.lines || size >= most.characters;
}
