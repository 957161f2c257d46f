import { isAlias, isMap, isNode, isPair, isScalar, isSeq } from 'yaml';
import type { Document, LineCounter, Pair } from 'yaml';

/** `yaml` takes one anchor a hundred times: hundreds of hosts may share their defaults, and what explodes is refused all the same. */
export const mostAliases = 10_000;

/** From 1, as editors count. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * Where `path` stands in the text: its key where it has one, else the nearest thing above it that is written down.
 * `from` is the pair that the path's first segment means, where a later one of the same key hides it.
 */
export function placeOf(
  document: Document.Parsed,
  lines: LineCounter,
  path: readonly PropertyKey[],
  from?: Pair,
): Place {
  let node: unknown = from ? from.value : document.contents;
  let offset = from ? (startOf(from.key) ?? 0) : 0;
  for (const segment of from ? path.slice(1) : path) {
    if (isAlias(node)) node = node.resolve(document);
    const step = child(node, segment);
    if (!step) break;
    offset = step.offset ?? offset;
    node = step.node;
  }
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function child(
  node: unknown,
  segment: PropertyKey,
): { node: unknown; offset: number | undefined } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(segment)];
    return item === undefined ? undefined : { node: item, offset: startOf(item) };
  }
  if (!isMap(node)) return undefined;
  // The last of several equal keys is the one whose value counts.
  const pair = node.items.findLast((candidate) => keyOf(candidate) === String(segment));
  return pair && { node: pair.value, offset: startOf(pair.key) };
}

/** The key as it stands in the parsed object; undefined for anything but a pair with a plain key. */
export function keyOf(pair: unknown): string | undefined {
  return isPair(pair) && isScalar(pair.key) ? String(pair.key.value) : undefined;
}

export function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
