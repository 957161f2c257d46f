import { z } from 'zod';
import { FerrymanError } from '../errors.ts';
import { say } from '../text/say.ts';
import type { Command, CommandResult } from './shell.ts';

const Output = { stdout: z.string(), stderr: z.string(), truncated: z.boolean(), durationMs: z.number() };

const Result = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('exited'), code: z.number(), ...Output }),
  z.object({ kind: z.literal('signalled'), signal: z.string(), ...Output }),
  z.object({
    kind: z.literal('timed-out'),
    afterMs: z.number(),
    limit: z.enum(['total', 'idle']),
    ...Output,
  }),
  z.object({ kind: z.literal('aborted'), ...Output }),
]) satisfies z.ZodType<CommandResult>;

const Recording = z.object({
  schema: z.literal('ferryman.recording/1'),
  label: z.string(),
  commands: z.array(z.object({ argv: z.array(z.string()), stdin: z.string().optional(), result: Result })),
});

/** What a shell was asked and what it said, in order; plain JSON. */
export type Recording = z.infer<typeof Recording>;

/** Throws `bad-recording` for JSON that is none. */
export function readRecording(json: string): Recording {
  try {
    return Recording.parse(JSON.parse(json));
  } catch (cause) {
    const words = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new FerrymanError(
      'bad-recording',
      say`This is no recording of a shell: ${words}`,
      say`Record the host again.`,
      {
        cause,
      },
    );
  }
}

export function sameCommand(
  one: { argv: readonly string[]; stdin?: string | undefined },
  other: Command,
): boolean {
  return (
    one.stdin === other.stdin &&
    one.argv.length === other.argv.length &&
    one.argv.every((word, index) => word === other.argv[index])
  );
}
