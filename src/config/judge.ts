import type { z } from 'zod';
import { nearMatches } from '../hosts/inventory.ts';
import type { Mistake } from './mistake.ts';
import { missing } from './sentences.ts';
import type { YamlSource } from './yaml-source.ts';

/** What a schema says about one part of the file, each complaint at its line. */
export interface Judged<Value> {
  /** What could be used; absent where nothing could. */
  readonly value: Value | undefined;
  readonly mistakes: readonly Mistake[];
}

export function judge<Value>(
  source: YamlSource,
  schema: z.ZodType<Value>,
  path: readonly string[],
  data: unknown,
): Judged<Value> {
  const result = schema.safeParse(data);
  if (result.success) return { value: result.data, mistakes: [] };
  const { issues } = result.error;
  const mistakes = issues
    .filter((issue) => !isMisspelt(issue, issues))
    .flatMap((issue) => {
      if (issue.code !== 'unrecognized_keys') return [at(source, [...path, ...issue.path], issue.message)];
      const sentences = issue.message.split('\n');
      return issue.keys.map((key, index) =>
        at(source, [...path, ...issue.path, key], sentences[index] ?? issue.message),
      );
    });
  // What is left without the faulty keys, so that later checks (jump hosts, files) still see this part.
  const rest = schema.safeParse(without(data, issues.flatMap(faultyKeys)));
  return { value: rest.success ? rest.data : undefined, mistakes };
}

export function at(source: YamlSource, path: readonly PropertyKey[], says: string): Mistake {
  return { file: source.file, ...source.place(path), path: path.map(String).join('.'), says };
}

/** A key that is missing because it is misspelt is one mistake, not two. */
function isMisspelt(issue: z.core.$ZodIssue, issues: readonly z.core.$ZodIssue[]): boolean {
  const [key, ...reversed] = issue.path.toReversed();
  if (typeof key !== 'string' || !issue.message.startsWith(missing)) return false;
  const block = reversed.toReversed().join('.');
  return issues.some(
    (other) =>
      other.code === 'unrecognized_keys' &&
      other.path.join('.') === block &&
      other.keys.some((written) => nearMatches(written, [key]).length > 0),
  );
}

function faultyKeys(issue: z.core.$ZodIssue): PropertyKey[] {
  if (issue.path[0] !== undefined) return [issue.path[0]];
  return issue.code === 'unrecognized_keys' ? issue.keys : [];
}

function without(data: unknown, keys: readonly PropertyKey[]): unknown {
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).filter(([key]) => !keys.includes(key)));
}
