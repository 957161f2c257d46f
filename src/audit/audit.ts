import { FerrymanError } from '../errors.ts';
import { createRedactor, type RedactorOptions } from '../redact/redactor.ts';
import { AuditEntry, type AuditEvent, type AuditPerson } from '../report/audit.ts';
import { appendLine } from './append-line.ts';
import { keepSnapshot } from './keep-snapshot.ts';
import { maskEvent } from './mask-event.ts';
import { type AuditLine, readAudit } from './read-audit.ts';
import { say } from '../text/say.ts';

/** The change that is recorded, and by whose doing. */
export interface AuditSubject {
  readonly id: string;
  readonly host: string;
  readonly who?: AuditPerson;
  readonly digest?: string;
}

/** The record of changes: entries are added, and nothing is ever changed or taken away. */
export interface Audit {
  /** Resolves when the entry is on the disk, secrets masked. Throws a `FerrymanError`: `audit-unwritable`. */
  record(subject: AuditSubject, event: AuditEvent): Promise<void>;
  /** Keeps what the host was like, already masked, and records where. Throws the same. */
  keep(subject: AuditSubject, which: 'before' | 'after', snapshot: object): Promise<void>;
  /** All that stands in it. */
  read(): AsyncGenerator<AuditLine>;
}

/** `file` is absolute; it and its folder are made with the first entry, for this user alone. */
export function openAudit(
  file: string,
  { redact, now = () => new Date() }: { redact?: RedactorOptions; now?: () => Date } = {},
): Audit {
  const redactor = createRedactor(redact);

  async function record({ id, host, who, digest }: AuditSubject, event: AuditEvent): Promise<void> {
    const entry = AuditEntry.parse({
      schema: 'ferryman.audit/1',
      at: now().toISOString(),
      id,
      host,
      ...(who && { who }),
      ...(digest !== undefined && { digest }),
      ...maskEvent(event, redactor),
    });
    await written(file, () => appendLine(file, JSON.stringify(entry)));
  }

  return {
    record,
    read: () => readAudit(file),
    async keep(subject, which, snapshot) {
      const kept = await written(file, () => keepSnapshot(file, { id: subject.id, which, snapshot }));
      await record(subject, { event: 'snapshot', which, ...kept });
    },
  };
}

async function written<Result>(file: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    throw new FerrymanError(
      'audit-unwritable',
      say`The record of changes ${file} cannot be written: ${error instanceof Error ? error.message : String(error)}.`,
      say`Make room, or name a file that this user may write under audit.file in ferryman.yaml. Without a record nothing is changed.`,
      { cause: error },
    );
  }
}
