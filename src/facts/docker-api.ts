import { z } from 'zod';
import type { Parsed, RawText } from './fact.ts';
import { unreadable, value } from './parsed.ts';

/** Docker gives `null` where another version gives nothing or an empty value. */
export const text = z
  .string()
  .nullish()
  .transform((given) => given ?? '');
export const optionalText = z
  .string()
  .nullish()
  .transform((given) => (given === null || given === '' ? undefined : given));
export const flag = z
  .boolean()
  .nullish()
  .transform((given) => given ?? false);
export const count = z
  .number()
  .nullish()
  .transform((given) => given ?? 0);
export const texts = z
  .union([z.array(z.string()), z.string()])
  .nullish()
  .transform((given) => (typeof given === 'string' ? [given] : (given ?? [])));
export const labels = z
  .record(z.string(), z.string())
  .nullish()
  .transform((given) => given ?? {});
export const nullableRecord = <Of extends z.ZodType>(of: Of) =>
  z
    .record(z.string(), of)
    .nullish()
    .transform((given) => given ?? {});
export const nullableArray = <Of extends z.ZodType>(of: Of) =>
  z
    .array(of)
    .nullish()
    .transform((given) => given ?? []);

/** A body that is one object. */
export function parseObject<Value>(raw: RawText, schema: z.ZodType<Value>): Parsed<Value> {
  const body = jsonOf(raw.stdout);
  if (body === undefined) return unreadable('the answer is no JSON');
  const read = schema.safeParse(body);
  return read.success ? value(read.data) : unreadable(refusal(body, read.error));
}

/** A body that is an array, or an object whose values are the items; an item that cannot be read is kept aside. */
export function parseEach<Value>(raw: RawText, schema: z.ZodType<Value>): Parsed<readonly Value[]> {
  const body = jsonOf(raw.stdout);
  if (typeof body !== 'object' || body === null) return unreadable('the answer is no JSON list');
  const found: Value[] = [];
  const unread: string[] = [];
  for (const [key, item] of Object.entries(body)) {
    const read = schema.safeParse(item);
    if (read.success) found.push(read.data);
    else unread.push(`${key}: ${refusal(item, read.error)}`);
  }
  return found.length === 0 && unread.length > 0 ? unreadable(unread.join('; ')) : value(found, unread);
}

const Refusal = z.object({ message: z.string() });

/** Docker's own sentence where it answered with one, else what is odd about the body. */
function refusal(body: unknown, error: z.ZodError): string {
  const said = Refusal.safeParse(body);
  if (said.success) return said.data.message;
  const [issue] = error.issues;
  return issue === undefined ? 'of an unknown form' : `${issue.path.join('.') || 'answer'}: ${issue.message}`;
}

export function jsonOf(of: string): unknown {
  try {
    return JSON.parse(of);
  } catch {
    return undefined;
  }
}

/** `8080/tcp` */
export function parsePort(of: string): { port: number; protocol: string } {
  const [port, protocol = 'tcp'] = of.split('/');
  return { port: Number(port), protocol };
}
