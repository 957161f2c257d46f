import type { LogLine } from '../facts/docker-logs.ts';

/**
 * Of a container that restarts while it is read, its log may end in the midst of a run: the state that goes with it was read a
 * moment before or after. All runs of a loop are alike, so that one which is only begun says nothing that the whole one before
 * it did not say better: a list that is not written yet reads like none.
 * @param run lines of the run that matters, and perhaps of the next one
 * @param all the whole log, the run in it
 */
export function wholeRun(run: readonly LogLine[], all: readonly LogLine[]): readonly LogLine[] {
  const told = withoutNext(run);
  const [first] = told;
  if (first === undefined) return told;
  const before = all.slice(0, all.indexOf(first));
  const at = lastLike(told, before);
  const earlier = at === undefined ? [] : before.slice(at);
  return earlier.length > told.length ? earlier : told;
}

/** The same lines but for a last stretch that begins like them and is broken off. */
function withoutNext(lines: readonly LogLine[]): readonly LogLine[] {
  const shapes = lines.map(shapeOf);
  const [head] = shapes;
  if (head === undefined) return lines;
  const last = shapes.lastIndexOf(head);
  if (last === 0) return lines;
  const before = shapes.lastIndexOf(head, last - 1);
  const begun = shapes.slice(last);
  const isBrokenOff = begun.length < last - before && begun.every((shape, n) => shapes[before + n] === shape);
  return isBrokenOff ? lines.slice(0, last) : lines;
}

/** Where the log last held the same lines before. */
function lastLike(lines: readonly LogLine[], before: readonly LogLine[]): number | undefined {
  const wanted = lines.map(shapeOf);
  const shapes = before.map(shapeOf);
  for (let at = shapes.length - wanted.length; at >= 0; at -= 1) {
    if (wanted.every((shape, n) => shapes[at + n] === shape)) return at;
  }
  return undefined;
}

/** Without what differs from run to run: words that hold digits, as times, counts and ids do. */
function shapeOf({ text }: LogLine): string {
  return text
    .split(/\s+/)
    .map((word) => (/\d/.test(word) ? '#' : word))
    .join(' ');
}
