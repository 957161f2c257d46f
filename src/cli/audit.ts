import type { Command } from 'commander';
import { z } from 'zod';
import { readAudit, type AuditLine } from '../audit/read-audit.ts';
import { FerrymanError } from '../errors.ts';
import { renderAudit } from '../render/terminal-audit.ts';
import type { AuditEntry } from '../report/audit.ts';
import { readTime } from '../report/log-times.ts';
import { safeJson } from '../render/json.ts';
import { configFor, type Cli } from './cli.ts';

const Options = z.object({
  host: z.string().optional(),
  id: z.string().optional(),
  since: z.string().optional(),
  json: z.boolean().default(false),
});
type Options = z.infer<typeof Options>;

/** `ferryman audit [--host X] [--id ID] [--since 2d] [--json]`. */
export function registerAudit(program: Command, cli: Cli): void {
  program
    .command('audit')
    .description('show the record of changes: who asked, who approved, and every command')
    .option('--host <name>', 'changes of this host only')
    .option('--id <id>', 'this change only')
    .option('--since <time>', '30m, 2d, 10:00 (UTC) or 2026-11-22T10:00')
    .option('--json', 'print the entries as JSON lines, as they were written')
    .action(async (given: unknown, command: Command) => {
      const options = Options.parse(given);
      const { audit } = await configFor(command, cli, { whenAbsent: 'empty', files: 'ignore' });
      const now = new Date();
      const wanted = wantedBy(options, now);
      const { stdout, stderr, color, columns } = cli.terminal;
      const entries: AuditEntry[] = [];
      for await (const line of readAudit(audit.file)) {
        if (line.kind === 'broken') stderr(broken(audit.file, line));
        else if (wanted(line.entry)) {
          if (options.json) stdout(`${safeJson(rawOf(line.text))}\n`);
          else entries.push(line.entry);
        }
      }
      if (!options.json) stdout(renderAudit(entries, { color, width: columns ?? 100, now }));
    });
}

function wantedBy({ host, id, since }: Options, now: Date): (entry: AuditEntry) => boolean {
  const time = since === undefined ? undefined : readTime(since, now);
  if (time?.kind === 'unclear')
    throw new FerrymanError('usage', time.sentence, `Type: ferryman audit --since ${time.example}`);
  return (entry) =>
    (host === undefined || entry.host === host) &&
    (id === undefined || entry.id === id) &&
    (time === undefined || Date.parse(entry.at) >= time.at.getTime());
}

/** With the keys that this version does not know. */
function rawOf(text: string): object {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null ? value : {};
}

function broken(file: string, { number, because }: Extract<AuditLine, { kind: 'broken' }>): string {
  return `${file}:${number} ${because}; it is left out.\n`;
}
