import { FerrymanError } from '../errors.ts';
import { AuditEvent } from '../report/audit.ts';
import type { Audit, AuditSubject } from './audit.ts';

/** What a flow tells of a change while it makes it. */
export interface ToldOfFix {
  readonly kind: 'began' | 'step' | 'command' | 'proof' | 'ended';
  readonly detail: Readonly<Record<string, unknown>>;
  readonly snapshot?: { readonly when: 'before' | 'after'; readonly taken: object };
}

/**
 * Writes what a flow tells into the record. Before a change begins there is still time not to make it, so there what cannot be written
 * throws; a host in the middle of a change is not left because of a full disk here, and `onLost` is told. The commands of a change are
 * read from the host's own record, by each run from its beginning: those that stand here already are left out.
 */
export function fixRecorder(
  audit: Audit,
  subject: AuditSubject,
  onLost?: (error: FerrymanError) => void,
): (told: ToldOfFix) => Promise<void> {
  let known: Promise<ReadonlySet<string>> | undefined;
  async function write({ kind, detail, snapshot }: ToldOfFix): Promise<void> {
    if (kind === 'command') {
      known ??= commandsOf(audit, subject);
      if ((await known).has(nameOf(detail))) return;
    }
    if (snapshot !== undefined) await audit.keep(subject, snapshot.when, snapshot.taken);
    const { data } = AuditEvent.safeParse(eventOf(kind, detail));
    // Better in a shape that nobody expects than not at all.
    await audit.record(subject, data ?? { event: 'step', step: `${kind} ${JSON.stringify(detail)}` });
  }
  return async (told) => {
    try {
      await write(told);
    } catch (error) {
      if (onLost === undefined || told.kind === 'began' || !(error instanceof FerrymanError)) throw error;
      onLost(error);
    }
  };
}

/** What was recorded before this run; it tells each command once itself. */
async function commandsOf(audit: Audit, { id, host }: AuditSubject): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for await (const line of audit.read()) {
    if (line.kind !== 'entry' || line.entry.event !== 'command') continue;
    if (line.entry.id === id && line.entry.host === host) found.add(nameOf(line.entry.command));
  }
  return found;
}

/** Masks differ from run to run. */
function nameOf({ at, command, code }: Readonly<Record<string, unknown>>): string {
  return JSON.stringify([at, code, String(command).replaceAll(/‹secret \w+›/g, '‹secret›')]);
}

function eventOf(kind: ToldOfFix['kind'], detail: ToldOfFix['detail']): object {
  return kind === 'command' || kind === 'proof'
    ? { event: kind, [kind]: detail }
    : { event: kind, ...detail };
}
