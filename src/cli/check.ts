import { FerrymanError } from '../errors.ts';

/** One line of `ferryman doctor`. */
export interface Check {
  readonly area: 'configuration' | 'queue' | 'slack' | 'access' | 'ssh';
  readonly kind: 'ok' | 'warning' | 'failed';
  readonly sentence: string;
  /** What to do; absent where nothing is. */
  readonly next?: string;
}

export function ok(area: Check['area'], sentence: string): Check {
  return { area, kind: 'ok', sentence };
}

export function warning(area: Check['area'], sentence: string, next: string): Check {
  return { area, kind: 'warning', sentence, next };
}

export function failed(area: Check['area'], sentence: string, next: string): Check {
  return { area, kind: 'failed', sentence, next };
}

/** Whatever went wrong as a line, so that one failing check never ends the others. */
export function failure(area: Check['area'], error: unknown): Check {
  if (error instanceof FerrymanError) return failed(area, error.message, error.next);
  return failed(
    area,
    `Failed unexpectedly: ${error instanceof Error ? error.message : String(error)}`,
    'Report this.',
  );
}
