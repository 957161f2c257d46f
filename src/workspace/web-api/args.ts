import { z } from 'zod';

export type Args = Readonly<Record<string, unknown>>;

/** Reads a call's arguments: a form whose nested values are JSON, a JSON body, a multipart form or a query. */
export async function readArgs(request: Request): Promise<Args> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  if (request.method === 'GET') return query;
  const type = request.headers.get('content-type') ?? '';
  if (type.includes('application/json')) {
    const body: unknown = JSON.parse((await request.text()) || '{}');
    return typeof body === 'object' && body !== null ? { ...query, ...body } : query;
  }
  if (type.includes('multipart/form-data'))
    return { ...query, ...Object.fromEntries(await request.formData()) };
  return { ...query, ...Object.fromEntries(new URLSearchParams(await request.text())) };
}

/** Forms carry no booleans, numbers or objects; these read either way. */
export const flag = z.union([z.boolean(), z.stringbool()]).optional();
export const count = (fallback: number, most: number) =>
  z.coerce.number().int().min(1).max(most).catch(fallback);

/** A nested value: an object as it is, or JSON in a string. */
export const nested = <T extends z.ZodType>(shape: T) =>
  z.preprocess((value) => {
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  }, shape);
