import { randomBytes } from 'node:crypto';
import { FerrymanError } from '../../errors.ts';
import type { Host } from '../../hosts/host.ts';
import { createRedactor, type RedactorOptions } from '../../redact/redactor.ts';
import type { LogQuery, LogReport } from '../../report/logs.ts';
import { rules as shipped } from '../../rules/index.ts';
import type { Rule } from '../../rules/rule.ts';
import type { Language } from '../../text/language.ts';
import { readerOf } from '../../text/reader.ts';
import { say } from '../../text/say.ts';
import { maskError } from '../mask-error.ts';
import { trackShells } from '../track-commands.ts';
import type { Shells } from '../open-shell.ts';
import { snapshotFor } from './diagnose-container.ts';
import { openContainer, type OpenContainer } from './open-container.ts';
import { grepOf } from './pattern.ts';
import { scanLog } from './scan-log.ts';
import { writeLogReport } from './write-log-report.ts';

export interface LogsRequest {
  readonly host: Host;
  readonly containerId: string;
  readonly name: string;
  readonly query: LogQuery;
  /** Ids of the container's earlier instances, where they still exist; the newest first. What their logs hold is not new. */
  readonly earlier?: readonly string[];
}

export type LogsStage = 'connecting' | 'reading' | 'reasoning';

export interface LogsRun {
  readonly shells: Shells;
  /** Default: those that Ferryman ships. */
  readonly rules?: readonly Rule[];
  /** How secrets are masked; a key makes the tokens of several runs compare. */
  readonly redact?: RedactorOptions;
  readonly now?: () => Date;
  readonly onStage?: (stage: LogsStage) => void;
  readonly signal?: AbortSignal;
  /** Of the report. Default: English. */
  readonly language?: Language;
}

/**
 * Reads the log and, side by side with it, the host; what the rules say of the host and of this log is what is said of the container.
 * Throws a `FerrymanError` where the host cannot be reached, the container is gone or the pattern is none.
 */
export async function readLogs(request: LogsRequest, run: LogsRun): Promise<LogReport> {
  const now = run.now ?? (() => new Date());
  const begun = now();
  const grep = grepOf(request.query);
  const stop = new AbortController();
  const signal = run.signal === undefined ? stop.signal : AbortSignal.any([run.signal, stop.signal]);
  // The same secret has to have the same token in the log and in the evidence.
  const redact: RedactorOptions = { key: randomBytes(32).toString('hex'), ...run.redact };
  run.onStage?.('connecting');
  const { shells, idle } = trackShells(run.shells);
  const { host, name } = request;
  const diagnosing = snapshotFor(
    { host, asked: { container: name } },
    { shells, redact, signal, ...(run.now && { now: run.now }) },
  );
  // Awaited below; a failure before that must not count as unhandled.
  diagnosing.catch(() => undefined);
  let opened: OpenContainer | undefined;
  try {
    opened = await openContainer(host, { id: request.containerId, name }, { shells, signal });
    run.onStage?.('reading');
    const scanned = await scanLog(opened, request, {
      grep,
      redact,
      signal,
      ...(run.language && { language: run.language }),
    });
    const taken = await diagnosing;
    signal.throwIfAborted();
    run.onStage?.('reasoning');
    const report = writeLogReport(opened, request.query, {
      scanned,
      taken,
      rules: run.rules ?? shipped,
      redact,
      reader: readerOf(run.language),
    });
    return {
      schema: 'ferryman.logs/1',
      host: host.name,
      at: opened.recordedAt ?? begun.toISOString(),
      durationMs: now().getTime() - begun.getTime(),
      ...report,
    };
  } catch (error) {
    throw maskError(error, createRedactor(redact));
  } finally {
    stop.abort(new FerrymanError('stopped', say`The log was not read to its end.`, say`Ask again.`));
    await opened?.close();
    // Who hears that it was cancelled hears that nothing of it runs there any more, of the diagnosis beside it neither.
    if (run.signal?.aborted === true) {
      await diagnosing.catch(() => undefined);
      await idle();
    }
  }
}
