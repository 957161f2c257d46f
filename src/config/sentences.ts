import { nearMatches } from '../hosts/inventory.ts';

/** What zod hands to an error function, as far as it is used here. */
interface Complaint {
  readonly input: unknown;
}

export const missing = 'is missing';

/** `70000 is no port: write a number from 1 to 65535`, or `is missing: write …`. */
export function wrong(reason: string, instead: string): { error: (issue: Complaint) => string } {
  return {
    error: ({ input }) => {
      if (input === undefined) return `${missing}: ${instead}`;
      if (input === null) return `is empty: ${instead}`;
      return `${quote(input)} ${reason}: ${instead}`;
    },
  };
}

/** A value as it may be shown: short, and without whatever looks like a login. */
export function quote(input: unknown): string {
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object' && input !== null) return 'a block of keys';
  const text = JSON.stringify(input) ?? String(input);
  const masked = text.replace(/:[^:@/\s]+@/g, ':[hidden]@');
  return masked.length > 60 ? `${masked.slice(0, 57)}…"` : masked;
}

/** Also says that a block of keys is wanted where something else stands. */
export function blockOf(known: readonly string[]): {
  error: (issue: Complaint & { readonly code?: string; readonly keys?: readonly string[] }) => string;
} {
  return {
    error: ({ input, code, keys }) => {
      if (code === 'unrecognized_keys') return (keys ?? []).map((key) => unknownKey(key, known)).join('\n');
      return `${input === null ? 'is empty' : `${quote(input)} is no block of keys`}: write ${known.join(', ')} below it`;
    },
  };
}

function unknownKey(key: string, known: readonly string[]): string {
  const [near] = nearMatches(key, known);
  return near === undefined
    ? `is not known here: write one of ${known.join(', ')}`
    : `is not known here: did you mean ${near}?`;
}
