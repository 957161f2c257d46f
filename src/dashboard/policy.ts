import type { Context } from 'hono';

const own = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Everything comes from here; no script but the page's own runs, and nothing is fetched from elsewhere. */
export const policies = {
  page: `${own}; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'none'`,
  door: `${own}; img-src 'self'; form-action 'self'`,
  /** Bull Board's page draws its icons as data, and names its own base. */
  queues:
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'self'; form-action 'none'; frame-ancestors 'none'",
} as const;

export function guarded(context: Context, policy: keyof typeof policies): void {
  context.header('content-security-policy', policies[policy]);
  context.header('x-content-type-options', 'nosniff');
  // Not `no-referrer`: with that a browser says of its own form that it comes from nowhere.
  context.header('referrer-policy', 'same-origin');
}

/** What says who may is nothing to keep. */
export function noStore(context: Context): void {
  guarded(context, 'door');
  context.header('cache-control', 'no-store');
}
