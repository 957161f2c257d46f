import type { Parsed, RawText } from './fact.ts';

export const value = <Value>(of: Value, unread: readonly string[] = []): Parsed<Value> => ({
  kind: 'value',
  value: of,
  unread,
});

export const unreadable = (because: string): { kind: 'unreadable'; because: string } => ({
  kind: 'unreadable',
  because,
});

/** Lines with something on them; a carriage return at the end goes. */
export function linesOf(text: string): string[] {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const kept = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (kept.trim() !== '') lines.push(kept);
  }
  return lines;
}

/**
 * A command that failed and printed nothing has said nothing: its parser isn't asked, so that "permission denied" never
 * becomes an empty list.
 */
export function unlessFailed<Value>(parse: (raw: RawText) => Parsed<Value>): (raw: RawText) => Parsed<Value> {
  return (raw) => {
    if (raw.code !== 0 && raw.stdout.trim() === '') {
      return unreadable(linesOf(raw.stderr).at(-1) ?? `exit code ${raw.code} and no output`);
    }
    return parse(raw);
  };
}

/** Interfaces are read-only; while one is being filled from words of a line it is not. */
export type Draft<T> = { -readonly [Key in keyof T]: T[Key] };

/** A whole number in decimal digits, or undefined. */
export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined;
}

type WithoutUndefined<T> = { [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key] } & {
  [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined>;
};

/** Leaves out what is undefined, so that an optional property is there or is not. */
export function withoutUndefined<T extends object>(of: T): WithoutUndefined<T>;
export function withoutUndefined(of: Readonly<Record<string, unknown>>): object {
  // Thousands of rules and routes come by here: no list of entries on the way.
  const kept: Record<string, unknown> = {};
  for (const key in of) if (of[key] !== undefined) kept[key] = of[key];
  return kept;
}
