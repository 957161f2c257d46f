import type { Snapshot } from '../../facts/snapshot.ts';
import { readModel } from '../../model/read-model.ts';
import type { LogLine } from '../../report/logs.ts';
import type { Cause, Report } from '../../report/report.ts';
import type { Rule } from '../../rules/rule.ts';
import { FerrymanError } from '../../errors.ts';
import type { Language } from '../../text/language.ts';
import { say, type Text } from '../../text/say.ts';
import { takeSnapshot, type DiagnoseRequest, type DiagnoseRun } from '../diagnose.ts';
import { reportOn } from '../write-report.ts';
import { logOf, withLog } from './with-log.ts';

/** What the diagnosis of the host says of one container. */
export interface ContainerDiagnosis {
  readonly causes: readonly Cause[];
  readonly unknowns: Report['unknowns'];
  /** Docker's containers or their logs could not be read by the diagnosis: that it names no cause means nothing. */
  readonly isBlind: boolean;
  /** What is wrong with it and explained by nothing. */
  readonly open: readonly string[];
  /** The last lines of its log, as the diagnosis read them; both streams in one. */
  readonly lines: readonly LogLine[];
}

export type TakenSnapshot =
  | { readonly kind: 'taken'; readonly snapshot: Snapshot }
  | { readonly kind: 'missing'; readonly because: Text | string };

/** A log is worth something without it, so that it may take its time and come to nothing. */
const PATIENCE_MS = 40_000;

/** Never throws but for what ends the whole run. */
export async function snapshotFor(request: DiagnoseRequest, run: DiagnoseRun): Promise<TakenSnapshot> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const signal = run.signal === undefined ? patience : AbortSignal.any([run.signal, patience]);
  try {
    return { kind: 'taken', snapshot: await takeSnapshot(request, { ...run, signal }) };
  } catch (error) {
    if (run.signal?.aborted === true) throw error;
    if (patience.aborted) {
      return { kind: 'missing', because: say`the host was not read within ${PATIENCE_MS / 1_000} s` };
    }
    if (error instanceof FerrymanError) return { kind: 'missing', because: error.sentence };
    return { kind: 'missing', because: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * The one engine of rules, on the container that was asked for. Who reads the log of a job that is done does not say by that
 * that it should run: only a suspect is asked about as `/diagnose` would.
 * @param lines masked; more of its log than the snapshot has, without gaps up to its end
 */
export function diagnoseContainer(
  snapshot: Snapshot,
  { id, name }: { readonly id: string; readonly name: string },
  lines: readonly LogLine[],
  {
    rules,
    isSuspected,
    language,
  }: { readonly rules: readonly Rule[]; readonly isSuspected: boolean; readonly language?: Language },
): ContainerDiagnosis {
  const asked = { container: name };
  const { containers, logs } = readModel(snapshot, {});
  const { report, about, open } = reportOn(
    withLog(snapshot, id, lines),
    isSuspected ? asked : undefined,
    rules,
    { about: asked, ...(language && { language }) },
  );
  const judging = new Set(
    rules
      .filter(({ needs }) => needs.some((view) => view === 'containers' || view === 'logs'))
      .map((rule) => rule.id),
  );
  const itself = `container:${name}`;
  return {
    causes: about,
    unknowns: report.unknowns.filter(({ check }) => judging.has(check)),
    isBlind: containers.kind === 'unknown' || logs.kind === 'unknown',
    // How the container itself is, is told as its state.
    open: open.flatMap(({ key, text }) => (key === itself ? [] : [text])),
    lines: logOf(snapshot, id),
  };
}
