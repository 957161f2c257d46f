import { z } from 'zod';
import { Cause, Verdict } from './report.ts';

/** The contract `ferryman.logs/1`: what `/logs` says of one container. Every renderer draws this object and nothing else. All text in it is masked. */

export const LogLine = z.object({
  /** The daemon's clock, RFC 3339 with nanoseconds. Absent where the driver keeps none. */
  at: z.string().optional(),
  /** With a terminal (TTY) both streams are one. */
  stream: z.enum(['stdout', 'stderr', 'tty']),
  /** Without its line end, without terminal escapes. */
  text: z.string(),
});
export type LogLine = z.infer<typeof LogLine>;

/** Lines that are one message: an exception with its stack trace. */
export const LogBlock = z.object({
  lines: z.array(LogLine),
  /** Lines of it that are left out, in the middle. */
  leftOut: z.number().optional(),
  /** The program ended and named no error: this is what it said last. */
  lastWords: z.boolean().optional(),
});
export type LogBlock = z.infer<typeof LogBlock>;

/** Lines that differ in their variable parts only. */
export const LogPattern = z.object({
  /** `Connection to <*> refused after <*> ms`. */
  template: z.string(),
  level: z.enum(['error', 'warning', 'other']),
  count: z.number(),
  first: z.string().optional(),
  last: z.string().optional(),
  /** Not seen before the moment of `newSince`. */
  isNew: z.boolean(),
  /** One such line, as it stood there. */
  example: z.string(),
});
export type LogPattern = z.infer<typeof LogPattern>;

export const LogQuery = z.object({
  /** ISO 8601. */
  since: z.string().optional(),
  until: z.string().optional(),
  /** A regular expression in RE2's syntax. */
  grep: z.string().optional(),
  tail: z.number().optional(),
  onlyErrors: z.boolean().optional(),
  /** Since the container's last start. */
  sinceRestart: z.boolean().optional(),
  /** Since the container was created. */
  sinceDeploy: z.boolean().optional(),
});
export type LogQuery = z.infer<typeof LogQuery>;

export const ContainerState = z.object({
  status: z.enum(['created', 'running', 'restarting', 'paused', 'exited', 'dead', 'removing']),
  /** For people: `restarting, 12 restarts, last exit 150: …`. */
  sentence: z.string(),
  exitCode: z.number().optional(),
  /** What that code means, where it means something. */
  exitMeaning: z.string().optional(),
  restarts: z.number(),
  oomKilled: z.boolean(),
  health: z.string().optional(),
  /** ISO 8601. */
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
});
export type ContainerState = z.infer<typeof ContainerState>;

export const LogContainer = z.object({
  id: z.string(),
  name: z.string(),
  image: z.string(),
  project: z.string().optional(),
  service: z.string().optional(),
});
export type LogContainer = z.infer<typeof LogContainer>;

export const LogReport = z.object({
  schema: z.literal('ferryman.logs/1'),
  host: z.string(),
  /** ISO 8601. */
  at: z.string(),
  durationMs: z.number(),
  asked: LogQuery,
  container: LogContainer,
  state: ContainerState,
  verdict: Verdict,
  /** Those of `/diagnose` on this container. */
  causes: z.array(Cause),
  unknowns: z.array(z.object({ check: z.string(), because: z.string() })),
  lastError: LogBlock.optional(),
  /** New ones first, then errors, then by count. */
  patterns: z.array(LogPattern),
  /** Since when a pattern counts as new; absent where no line from before was read, and so none is called new. */
  newSince: z
    .object({
      /** The container was created anew, and what its earlier instance wrote was read; or it was started again. */
      event: z.enum(['deploy', 'start']),
      /** ISO 8601. */
      at: z.string(),
    })
    .optional(),
  /** The lines asked for, oldest first. */
  excerpt: z.array(LogLine),
  read: z.object({
    driver: z.string(),
    lines: z.number(),
    bytes: z.number(),
    /** Lines that `grep` let through. */
    matched: z.number().optional(),
    /** Why there is more than was read, or nothing at all; a sentence. */
    cut: z.string().optional(),
  }),
  /** How many secrets were masked, by kind. */
  masked: z.record(z.string(), z.number()),
});
export type LogReport = z.infer<typeof LogReport>;
