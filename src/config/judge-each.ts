import type { z } from 'zod';
import { at, judge } from './judge.ts';
import type { Mistake } from './mistake.ts';
import { quote } from './sentences.ts';
import type { YamlSource } from './yaml-source.ts';

/** A section of the file, and where what is wrong with it is noted. */
export interface Section {
  readonly source: YamlSource;
  readonly path: readonly string[];
  readonly data: unknown;
  readonly mistakes: Mistake[];
}

/** One item of a list or block that could be used. */
export interface Item<Value> {
  readonly key: string;
  readonly path: readonly string[];
  /** As written. */
  readonly raw: unknown;
  readonly value: Value;
}

/** The items of a list, each judged by itself: a mistake in one does not hide what is wrong with the next. */
export function judgeList<Value>(section: Section, schema: z.ZodType<Value>, example: string): Item<Value>[] {
  if (isEmpty(section.data) || Array.isArray(section.data)) return judgeItems(section, schema);
  return refused(section, `is no list: write ${example}`);
}

/** The same of a block whose keys are names that people give. */
export function judgeNamed<Value>(
  section: Section,
  schema: z.ZodType<Value>,
  example: string,
): Item<Value>[] {
  const { data } = section;
  if (isEmpty(data) || (typeof data === 'object' && !Array.isArray(data))) return judgeItems(section, schema);
  return refused(section, `is no block of names: write ${example} below it`);
}

/** None of what is no block. A key without a value counts as absent. */
export function keysOf(data: unknown): string[] {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
    ? Object.entries(data).flatMap(([key, value]) => (isEmpty(value) ? [] : [key]))
    : [];
}

export function hasKey(data: unknown, key: string): boolean {
  return keysOf(data).includes(key);
}

function isEmpty(data: unknown): data is null | undefined {
  return data === undefined || data === null;
}

function refused({ source, path, data, mistakes }: Section, says: string): never[] {
  mistakes.push(at(source, path, `${quote(data)} ${says}`));
  return [];
}

function judgeItems<Value>(
  { source, path: above, data, mistakes }: Section,
  schema: z.ZodType<Value>,
): Item<Value>[] {
  return Object.entries(data ?? {}).flatMap(([key, raw]) => {
    const path = [...above, key];
    const { value, mistakes: found } = judge(source, schema, path, raw);
    mistakes.push(...found);
    return value === undefined ? [] : [{ key, path, raw, value }];
  });
}
