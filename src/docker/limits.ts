/** The inspection of a container takes some 10 KiB, a list of 500 some MiB. */
export const MOST_JSON_BYTES = 16 * 1024 * 1024;

/** Of one container's last lines: enough for any stack trace. */
export const MOST_LOG_BYTES = 1024 * 1024;

export const STOPPED = 'the diagnosis was stopped';

export function tooLong(path: string): string {
  return `Docker's answer to ${path} is longer than ${mebibytes(MOST_JSON_BYTES)}`;
}

/** A log that was cut says so itself, so that nobody takes its last line for the container's. */
export function withCut(log: string): string {
  return `${log.trimEnd()}\n[Ferryman: the rest of the log is left out, it is longer than ${mebibytes(MOST_LOG_BYTES)}]\n`;
}

function mebibytes(bytes: number): string {
  return `${bytes / 1024 / 1024} MiB`;
}
