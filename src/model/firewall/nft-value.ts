import { z } from 'zod';

/** libnftables' JSON, read as far as needed: `{"payload": {…}}` is one kind with one content. */
export function kindOf(value: unknown): readonly [kind: string, content: unknown] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ['', value];
  const [entry] = Object.entries(value);
  return entry ?? ['', value];
}

export function listOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

const Fields = z.record(z.string(), z.unknown());

export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return Fields.safeParse(value).data ?? {};
}

export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
