import { FerrymanError } from '../errors.ts';
import { english, type Reader } from '../text/reader.ts';

/** What the shell learns. 1 belongs to the command: a fault was found, a check failed, a person said no. */
export const exitCodes = {
  ok: 0,
  no: 1,
  usage: 2,
  unreachable: 3,
  // 128 and the number of the signal, as a shell has it.
  interrupted: 130,
  terminated: 143,
} as const;

/** Codes of errors that the person in front of the terminal made; everything else kept Ferryman from its work. */
const usageCodes = new Set([
  'config-invalid',
  'config-missing',
  'own-rules-invalid',
  'bad-host-name',
  'host-refused',
  'unknown-host',
  'usage',
  'bad-pattern',
  'several-containers',
  'unknown-container',
  'snapshot-missing',
  'snapshot-invalid',
  'snapshot-unwritable',
  'slack-token-missing',
]);

export function describeFailure(
  error: unknown,
  { verbose, reader = english }: { verbose: boolean; reader?: Reader },
): { text: string; code: number } {
  const trace = verbose && error instanceof Error ? `\n${traceOf(error)}\n` : '';
  if (error instanceof FerrymanError) {
    const [sentence, next] = [error.sentence, error.advice].map((one) => reader.tell(one));
    return { text: `${sentence}\n${next}\n${trace}`, code: codeOf(error) };
  }
  const what = error instanceof Error ? error.message : String(error);
  const next = verbose ? '' : 'Run it again with --verbose and report what it prints.\n';
  return { text: `Ferryman failed unexpectedly: ${what}\n${next}${trace}`, code: exitCodes.unreachable };
}

function codeOf({ code }: FerrymanError): number {
  if (code === 'interrupted' || code === 'terminated') return exitCodes[code];
  return usageCodes.has(code) ? exitCodes.usage : exitCodes.unreachable;
}

function traceOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\nCaused by: ${traceOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
