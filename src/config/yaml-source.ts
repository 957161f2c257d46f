import { LineCounter, isMap, parseDocument, visit } from 'yaml';
import type { Document, ErrorCode, Pair } from 'yaml';
import { keyOf, mostAliases, placeOf, startOf } from '../hosts/yaml-place.ts';
import type { Place } from '../hosts/yaml-place.ts';
import type { Mistake } from './mistake.ts';
import { withoutTabs } from './yaml-tabs.ts';

/** A YAML file that remembers where everything stood. */
export interface YamlSource {
  /** As shown to people. */
  readonly file: string;
  readonly document: Document.Parsed;
  /** Plain objects; undefined where the text is too broken to judge its contents. */
  readonly data: unknown;
  readonly mistakes: readonly Mistake[];
  /** Entries that a later one of the same key hides, each with a source that knows where they stand. */
  readonly hidden: readonly HiddenEntry[];
  place(path: readonly PropertyKey[]): Place;
}

interface HiddenEntry {
  readonly path: readonly string[];
  readonly data: unknown;
  readonly source: YamlSource;
}

/** Reads as much as can be judged: a repeated key or a tab is reported and the rest is still checked. */
export function readYaml(file: string, text: string): YamlSource {
  const untabbed = withoutTabs(text);
  const lines = new LineCounter();
  const document = parseDocument(untabbed.text, {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    stringKeys: true,
  });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const mistake = (place: Place, path: string, says: string): Mistake => ({ file, ...place, path, says });
  const broken = brokenLines(document, placeAt);
  const repeated = repeatedKeys(document);
  // An empty file is an empty configuration.
  const data = broken.length > 0 ? undefined : plainOrError(() => document.toJS(plainly) ?? {});
  const tabbed = untabbed.tabbed.map((line) =>
    mistake({ line, column: 1 }, '', 'is indented with a tab; YAML takes spaces only'),
  );
  const twice = repeated.map(({ path, first, again }) => {
    const says = `is written twice, first in line ${placeAt(startOf(first.key) ?? 0).line}; keep one of the two`;
    return mistake(placeAt(startOf(again.key) ?? 0), path.join('.'), says);
  });
  const source: Omit<YamlSource, 'hidden'> = {
    file,
    document,
    data: data instanceof Error ? undefined : data,
    mistakes: [
      ...tabbed,
      ...twice,
      ...broken.map(({ place, says }) => mistake(place, '', says)),
      ...(data instanceof Error
        ? [mistake({ line: 1, column: 1 }, '', `cannot be read: ${data.message}`)]
        : []),
    ],
    place: (path) => placeOf(document, lines, path),
  };
  // What cannot be made plain as a whole is reported already.
  const judged = source.data === undefined ? [] : repeated;
  const hidden = judged.flatMap(({ path, first }): HiddenEntry[] => {
    const place = (below: readonly PropertyKey[]): Place =>
      placeOf(document, lines, below.slice(path.length - 1), first);
    const plain = plainOrError(() => (isMap(first.value) ? first.value.toJS(document, plainly) : undefined));
    return plain instanceof Error ? [] : [{ path, data: plain, source: { ...source, hidden: [], place } }];
  });
  return { ...source, hidden };
}

const plainly = { maxAliasCount: mostAliases };

/** Dangling, circular or exploding aliases show only when a node is made plain. */
function plainOrError(toPlain: () => unknown): unknown {
  try {
    return toPlain();
  } catch (error) {
    return error instanceof Error ? error : new Error('an alias cannot be resolved');
  }
}

const misaligned =
  'is indented differently from its neighbours, or a value holds ": "; align it, or put the value in quotes';

/** Own words for the usual slips: the library's quote the text, which may hold a secret. */
const syntaxSentences: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: misaligned,
  BLOCK_AS_IMPLICIT_KEY: misaligned,
  MULTILINE_IMPLICIT_KEY: misaligned,
  MISSING_CHAR: 'lacks a closing quote or bracket, or the ":" after a key',
  BAD_SCALAR_START: 'begins with a character that YAML reserves (@ or `); put the value in quotes',
  MULTIPLE_DOCS: 'begins a second document; keep one and remove the "---"',
  NON_STRING_KEY: 'is no plain key; write a word followed by ":"',
};

/** One for each line: a single slip often makes the parser complain twice. */
function brokenLines(
  document: Document.Parsed,
  placeAt: (offset: number) => Place,
): { place: Place; says: string }[] {
  const byLine = new Map<number, { place: Place; says: string }>();
  for (const { code, pos } of [...document.errors, ...document.warnings]) {
    const place = placeAt(pos[0]);
    if (code === 'DUPLICATE_KEY' || byLine.has(place.line)) continue;
    byLine.set(place.line, { place, says: syntaxSentences[code] ?? `is no valid YAML (${code})` });
  }
  return [...byLine.values()];
}

interface Repeated {
  readonly path: readonly string[];
  readonly first: Pair;
  readonly again: Pair;
}

function repeatedKeys(document: Document.Parsed): Repeated[] {
  const repeated: Repeated[] = [];
  visit(document, {
    Map(_, map, ancestors) {
      const seen = new Map<string, Pair>();
      for (const pair of map.items) {
        const key = keyOf(pair);
        if (key === undefined || key === '<<') continue;
        const first = seen.get(key);
        if (first)
          repeated.push({
            path: [...ancestors.flatMap((node) => keyOf(node) ?? []), key],
            first,
            again: pair,
          });
        seen.set(key, pair);
      }
    },
  });
  return repeated;
}
