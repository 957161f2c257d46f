import type { AuditEntry, AuditPerson } from '../report/audit.ts';
import { english } from '../text/reader.ts';
import { fixMarks, fixWordsFor } from './fix-words.ts';
import {
  columnsOf,
  draw,
  drawHeadline,
  painter,
  type Paragraph,
  type Row,
  type TerminalOptions,
} from './terminal-rows.ts';
import { oneLine, visible } from './untrusted.ts';

export interface AuditOptions extends TerminalOptions {
  readonly now: Date;
}

/** The record is in English, so that everybody reads the same. */
const fixWords = fixWordsFor(english);

/** The record of changes, each as a story of its own, the one that began first on top. Times are UTC. */
export function renderAudit(entries: readonly AuditEntry[], { color, width, now }: AuditOptions): string {
  if (entries.length === 0) return 'No change is on record.\n';
  const paint = painter(color);
  const columns = columnsOf(width);
  return changesOf(entries)
    .map((change) => {
      const lines = [
        ...drawHeadline(headline(change), columns, paint),
        ...[...change.map(rowOf), ...lapsed(change, now)].flatMap((row) => draw(row, columns, paint)),
      ];
      return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
    })
    .join('\n');
}

/** Processes that write at once mix their entries. */
function changesOf(entries: readonly AuditEntry[]): AuditEntry[][] {
  const changes = new Map<string, AuditEntry[]>();
  for (const entry of entries) {
    const change = changes.get(entry.id);
    if (change === undefined) changes.set(entry.id, [entry]);
    else change.push(entry);
  }
  return [...changes.values()];
}

function headline(change: readonly AuditEntry[]): { mark: string; sentence: string; time: string } {
  const [first] = change;
  const planned = change.findLast((entry) => entry.event === 'planned');
  const ended = change.findLast((entry) => entry.event === 'ended');
  const what = planned?.event === 'planned' ? `, ${planned.method} ${planned.from} → ${planned.to}` : '';
  const result = ended?.event === 'ended' ? ended.result : undefined;
  return {
    mark: result === undefined ? '⚪' : fixMarks.result[result],
    sentence: oneLine(`${first?.host ?? ''}, change ${first?.id ?? ''}${what}`),
    time: first === undefined ? '' : oneLine(first.at).slice(0, 10),
  };
}

/** A command ran when the host says so, and was written down later. */
function rowOf(entry: AuditEntry): Row {
  const at = entry.event === 'command' ? entry.command.at : entry.at;
  return { label: oneLine(at).slice(11, 19), paragraphs: told(entry) };
}

/** Nobody is there to write down that nobody answered: the plan itself says until when somebody could. */
function lapsed(change: readonly AuditEntry[], now: Date): Row[] {
  const last = change.at(-1);
  if (last?.event !== 'planned' || !(Date.parse(last.expiresAt) < now.getTime())) return [];
  return [{ label: oneLine(last.expiresAt).slice(11, 19), paragraphs: sentence('expired: nobody decided') }];
}

function told(entry: AuditEntry): Paragraph[] {
  switch (entry.event) {
    case 'asked':
      return sentence(`asked${by(entry)}${entry.method === undefined ? '' : ` (${entry.method})`}`);
    case 'planned':
      return sentence(
        `planned: digest ${entry.digest?.slice(0, 12) ?? 'unknown'}, ${fixWords.validUntil(entry.expiresAt)}`,
      );
    case 'refused':
      return sentence(
        `refused${entry.who === undefined ? '' : ` to ${person(entry.who)}`}: ${entry.because.join(' ')}`,
      );
    case 'approved':
      return sentence(`approved${by(entry)}`);
    case 'declined':
      return sentence(`declined${by(entry)}${entry.because === undefined ? '' : `: ${entry.because}`}`);
    case 'expired':
      return sentence('expired: nobody approved it in time');
    case 'began':
      return sentence('began');
    case 'step':
      return sentence(`step: ${entry.step}`);
    case 'command':
      return ran(entry.command);
    case 'proof': {
      const { ok, what, before, after } = entry.proof;
      return sentence(`${ok ? fixMarks.seen : fixMarks.notSeen} ${what}: ${before} → ${after}`);
    }
    case 'snapshot':
      return sentence(`the host ${entry.which}: ${entry.file}`);
    case 'ended':
      return sentence(`ended, ${entry.result}: ${entry.because}`);
    case 'reverted':
      return sentence(`taken back by change ${entry.by}`);
  }
  return entry satisfies never;
}

/** The host's own notes begin with a `#`. */
function ran({ command, code, output }: Extract<AuditEntry, { event: 'command' }>['command']): Paragraph[] {
  if (command.startsWith('# ')) return [{ kind: 'quiet', text: oneLine(command.slice(2)) }];
  const lines = visible(output)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return [
    { kind: 'command', text: `${oneLine(command)}${code === 0 ? '' : `  (${fixWords.exit(code)})`}` },
    ...lines.map((line): Paragraph => ({ kind: 'output', text: `  ${line.trimEnd()}` })),
  ];
}

function by({ who }: AuditEntry): string {
  return who === undefined ? '' : ` by ${person(who)}`;
}

function person(who: AuditPerson): string {
  return who.kind === 'slack' ? `${who.user} of ${who.team} in Slack` : `${who.login} on ${who.machine}`;
}

function sentence(text: string): Paragraph[] {
  return [{ kind: 'words', text: oneLine(text) }];
}
