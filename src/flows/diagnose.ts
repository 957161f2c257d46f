import { FerrymanError } from '../errors.ts';
import type { Snapshot } from '../facts/snapshot.ts';
import type { Host } from '../hosts/host.ts';
import { createRedactor, type Redactor, type RedactorOptions } from '../redact/redactor.ts';
import type { Asked, Report } from '../report/report.ts';
import { rules as shipped } from '../rules/index.ts';
import type { Rule } from '../rules/rule.ts';
import type { InEveryLanguage, Language } from '../text/language.ts';
import { sentences } from '../text/say.ts';
import { tell } from '../text/tell.ts';
import { collect } from './collect.ts';
import { maskError } from './mask-error.ts';
import { openShell, type Shells } from './open-shell.ts';
import { readSnapshotFile } from './snapshot-file.ts';
import type { Stage } from './stage.ts';
import { closingAfter } from './track-commands.ts';
import { reportOn } from './write-report.ts';

export type { Stage } from './stage.ts';

export interface DiagnoseRequest {
  readonly host: Host;
  readonly asked?: Asked;
  /** Tried as well as the one that is asked for. */
  readonly alsoPorts?: readonly number[];
}

export interface DiagnoseRun {
  readonly shells: Shells;
  /** Default: those that Ferryman ships. */
  readonly rules?: readonly Rule[];
  /** How secrets are masked. Default: tokens that compare within this run only. */
  readonly redact?: RedactorOptions;
  readonly now?: () => Date;
  readonly onStage?: (stage: Stage) => void;
  readonly signal?: AbortSignal;
  /** Of the report. Default: English. */
  readonly language?: Language;
}

export interface Diagnosis {
  readonly report: Report;
  /** The title of its first cause, for whoever reads of it in another language than the report's. */
  readonly titles?: InEveryLanguage;
  /** Absent where the host could not be reached. */
  readonly snapshot?: Snapshot;
  /** Why there is none, for whoever has to say it in more than one language. */
  readonly unreachable?: FerrymanError;
}

/** Connects, reads, tries the ports, reasons. A host that cannot be reached is a report too; bugs and cancellation throw. */
export async function diagnose(request: DiagnoseRequest, run: DiagnoseRun): Promise<Diagnosis> {
  const now = run.now ?? (() => new Date());
  const begun = now();
  const elapsed = () => now().getTime() - begun.getTime();
  let snapshot: Snapshot;
  try {
    snapshot = await takeSnapshot(request, run);
  } catch (error) {
    if (!isUnreachable(error) || run.signal?.aborted === true) throw error;
    return {
      unreachable: error,
      report: unreachable(request, error, {
        at: begun,
        durationMs: elapsed(),
        language: run.language ?? 'en',
      }),
    };
  }
  run.onStage?.('reasoning');
  const { report, titles } = reasonAbout(snapshot, request.asked, {
    elapsed,
    ...(run.rules && { rules: run.rules }),
    ...(run.language && { language: run.language }),
  });
  return { snapshot, report, ...(titles !== undefined && { titles }) };
}

/** What `ShellPool.open` and a connection that is lost meanwhile say; everything else is no news of the host. */
const UNREACHABLE = new Set([
  'host-key-unknown',
  'host-key-changed',
  'host-key-revoked',
  'known-hosts-unreadable',
  'no-key',
  'key-needs-passphrase',
  'auth-failed',
  'dns-failed',
  'connection-refused',
  'connect-timeout',
  'no-route',
  'connection-closed',
  'jump-refused',
  'handshake-timeout',
  'no-common-algorithm',
  'ssh-failed',
  'no-session',
  'no-shell',
  'connection-lost',
]);

export function isUnreachable(error: unknown): error is FerrymanError {
  return error instanceof FerrymanError && UNREACHABLE.has(error.code);
}

/** The same report from the same snapshot, whenever and wherever. */
export function diagnoseSnapshot(snapshot: Snapshot, asked?: Asked, reasoning: Reasoning = {}): Report {
  return reasonAbout(snapshot, asked, reasoning).report;
}

interface Reasoning {
  readonly elapsed?: () => number;
  readonly rules?: readonly Rule[];
  readonly language?: Language;
}

function reasonAbout(
  snapshot: Snapshot,
  asked: Asked | undefined,
  { elapsed = () => 0, rules = shipped, language = 'en' }: Reasoning,
): { readonly report: Report; readonly titles: InEveryLanguage | undefined } {
  const { report, titles } = reportOn(snapshot, asked, rules, { language });
  const { schema, host, at, ...rest } = report;
  return { report: { schema, host, at, durationMs: elapsed(), ...rest }, titles };
}

/** Throws a `FerrymanError` where the host cannot be reached. What it throws is masked: it quotes what the host said. */
export async function takeSnapshot(request: DiagnoseRequest, run: DiagnoseRun): Promise<Snapshot> {
  const redactor = createRedactor(run.redact);
  try {
    return await readOnce(request, run, redactor);
  } catch (error) {
    throw maskError(error, redactor);
  }
}

async function readOnce(
  { host, asked, alsoPorts }: DiagnoseRequest,
  run: DiagnoseRun,
  redactor: Redactor,
): Promise<Snapshot> {
  run.onStage?.('connecting');
  if (host.via.kind === 'snapshot') return { ...(await readSnapshotFile(host.via.path)), host: host.name };
  return closingAfter(await openShell(host, run.shells), run.signal, (shell) =>
    collect(shell, host, {
      redactor,
      now: run.now ?? (() => new Date()),
      ...(asked !== undefined && { asked }),
      ...(alsoPorts !== undefined && { alsoPorts }),
      ...(run.onStage && { onStage: run.onStage }),
      ...(run.signal && { signal: run.signal }),
    }),
  );
}

function unreachable(
  { host, asked }: DiagnoseRequest,
  error: FerrymanError,
  { at, durationMs, language }: { at: Date; durationMs: number; language: Language },
): Report {
  const sentence = tell(error.sentence, language);
  return {
    schema: 'ferryman.report/1',
    host: host.name,
    at: at.toISOString(),
    durationMs,
    ...(asked !== undefined && { asked }),
    verdict: 'unreachable',
    causes: [],
    symptoms: [{ text: sentence, explainedBy: [] }],
    unknowns: [{ check: 'connection', because: tell(sentences(error.sentence, error.advice), language) }],
    checked: [],
  };
}
