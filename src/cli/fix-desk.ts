import { hostname } from 'node:os';
import { openAudit } from '../audit/audit.ts';
import { fixRecorder } from '../audit/fix-recorder.ts';
import { recordEnd } from '../audit/record-end.ts';
import type { Config } from '../config/types.ts';
import { FerrymanError } from '../errors.ts';
import type { FixRun } from '../flows/fix/run.ts';
import type { Host } from '../hosts/host.ts';
import { safeJson } from '../render/json.ts';
import { renderFixAnswer, renderFixOutcome } from '../render/terminal-fix.ts';
import type { AuditEvent, AuditPerson } from '../report/audit.ts';
import { FixAnswer, FixOutcome } from '../report/fix.ts';
import type { Cli } from './cli.ts';
import type { FixFlows } from './fix-flows.ts';
import { openFixRun } from './fix-run.ts';
import { cliFixWords } from './fix-words.ts';
import { readerAt } from './reader.ts';
import type { Terminal } from './terminal.ts';

/** One change at a prompt: who makes it, on which host, what is shown where, and what is recorded. */
export interface FixDesk {
  readonly host: Host;
  readonly person: AuditPerson & { readonly kind: 'terminal' };
  readonly flows: FixFlows;
  readonly terminal: Terminal;
  /** How long planning may take. */
  readonly seconds: number;
  /** With progress on standard error. */
  readonly run: FixRun;
  readonly say: (sentence: string) => void;
  /** The answer is the result of the command, or goes before a question. */
  readonly showAnswer: (answer: FixAnswer, as: 'result' | 'question') => void;
  readonly showOutcome: (outcome: FixOutcome) => void;
  /** Throws where it cannot be written. */
  readonly record: Recording;
  /** The same, but what cannot be written is only said. */
  readonly note: Recording;
  /** Sees to it that there is an end in the record; what cannot be written is only said. */
  readonly ended: (
    id: string,
    outcome: Pick<FixOutcome, 'result' | 'because'>,
    digest?: string,
  ) => Promise<void>;
  /** The same for what a flow tells; a host in the middle of a change is not left because of a full disk here. */
  readonly recorder: (id: string, digest?: string) => NonNullable<FixRun['audit']>;
  readonly close: () => Promise<void>;
}

type Recording = (id: string, event: AuditEvent, digest?: string) => Promise<void>;

export async function openDesk(
  {
    config,
    host,
    json,
    seconds,
    flows,
  }: { config: Config; host: Host; json: boolean; seconds: number; flows: FixFlows },
  { environment, terminal }: Cli,
): Promise<FixDesk> {
  const opened = await openFixRun(config, host);
  const audit = openAudit(config.audit.file, { redact: config.redact });
  const { stdout, stderr, color, columns } = terminal;
  const login = environment.env['USER'] ?? 'unknown';
  const person = { kind: 'terminal', login, machine: hostname() } as const;
  const style = { color, width: columns ?? 100 };
  const reader = readerAt(config, { json });
  const say = (sentence: string) => stderr(`${sentence}\n`);
  const subject = (id: string, digest?: string) => ({
    id,
    host: host.name,
    ...(digest !== undefined && { digest }),
  });
  const record: Recording = (id, event, digest) =>
    audit.record({ ...subject(id, digest), who: person }, event);
  let told = false;
  const sayOnce = (error: FerrymanError) => {
    if (!told) say(error.message);
    told = true;
  };
  async function forgiving(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (!(error instanceof FerrymanError)) throw error;
      sayOnce(error);
    }
  }
  let stage = '';
  return {
    host,
    person,
    flows,
    terminal,
    seconds,
    run: {
      ...opened.run,
      language: reader.language,
      onStage(next) {
        // A host that is asked again and again is told once.
        if (next !== stage) say(`… ${cliFixWords.stage[next]}`);
        stage = next;
      },
    },
    say,
    showAnswer(answer, as) {
      if (as === 'question') {
        const out = json ? stderr : stdout;
        out(renderFixAnswer(answer, json ? { ...style, color: false } : style, reader));
      } else
        stdout(json ? `${safeJson(FixAnswer.parse(answer), 2)}\n` : renderFixAnswer(answer, style, reader));
    },
    showOutcome(outcome) {
      stdout(json ? `${safeJson(FixOutcome.parse(outcome), 2)}\n` : renderFixOutcome(outcome, style, reader));
    },
    record,
    note: (id, event, digest) => forgiving(() => record(id, event, digest)),
    ended: (id, outcome, digest) => forgiving(() => recordEnd(audit, subject(id, digest), outcome)),
    recorder(id, digest) {
      return fixRecorder(audit, subject(id, digest), sayOnce);
    },
    close: () => opened.close(),
  };
}
