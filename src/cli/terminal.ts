import { createInterface } from 'node:readline/promises';

/** Where a command writes and asks. Tests bring their own. */
export interface Terminal {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Columns of standard output; undefined where it is no terminal. */
  readonly columns: number | undefined;
  readonly color: boolean;
  /** Nobody reads standard output any more. Absent: somebody does. */
  readonly isClosed?: () => boolean;
  /** Puts a question to the person in front; undefined where nobody is there to answer. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** The same, and where nobody is in front the first line that comes through a pipe. Empty at its end, and when `signal` ends the wait. */
  readonly answer?: (question: string, signal: AbortSignal) => Promise<string>;
}

export function processTerminal({ stdin, stdout, stderr }: NodeJS.Process): Terminal {
  // `ferryman hosts | head -1` closes the pipe early, which is no error.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    stdout: (text) => stdout.write(text),
    stderr: (text) => stderr.write(text),
    columns: stdout.isTTY ? stdout.columns : undefined,
    color: stdout.isTTY && stdout.hasColors(),
    isClosed: () => stdout.destroyed,
    ask: stdin.isTTY && stderr.isTTY ? (question) => askOn(stdin, stderr, question) : undefined,
    answer: (question, signal) => askOn(stdin, stderr, question, signal),
  };
}

/** On standard error, so that the answer's question never ends up in a file. */
async function askOn(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  question: string,
  signal?: AbortSignal,
): Promise<string> {
  const lines = createInterface({ input, output, terminal: input.isTTY && output.isTTY });
  try {
    // Ctrl-C and Ctrl-D close the line without an answer, which is no yes.
    const closed = new Promise<string>((resolve) => {
      lines.once('close', () => resolve(''));
      signal?.addEventListener('abort', () => resolve(''), { once: true });
    });
    return await Promise.race([lines.question(question), closed]);
  } finally {
    lines.close();
  }
}
