import type { Terminal } from '../../src/cli/terminal.ts';

export interface CapturedTerminal extends Terminal {
  readonly out: () => string;
  readonly err: () => string;
}

/** Keeps what is written; answers questions where an answer is given, and asks nobody where none is. */
export function captureTerminal(answer?: string): CapturedTerminal {
  const out: string[] = [];
  const err: string[] = [];
  return {
    stdout: (text) => void out.push(text),
    stderr: (text) => void err.push(text),
    columns: undefined,
    color: false,
    ask:
      answer === undefined
        ? undefined
        : (question) => {
            err.push(question);
            return Promise.resolve(answer);
          },
    out: () => out.join(''),
    err: () => err.join(''),
  };
}
