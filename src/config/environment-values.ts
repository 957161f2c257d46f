import type { Environment } from './environment.ts';
import type { Mistake } from './mistake.ts';
import { Secret } from './secret.ts';

export type Variables = Environment['env'];

export function inEnvironment(variable: string, says: string): Mistake {
  return { file: 'environment', path: variable, says };
}

/** An empty variable counts as unset. */
export function secretFrom(env: Variables, variable: string): Secret | undefined {
  const value = env[variable]?.trim();
  return value ? new Secret(value) : undefined;
}

export function urlFrom(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
