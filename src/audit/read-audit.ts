import { createReadStream } from 'node:fs';
import { AuditEntry } from '../report/audit.ts';

/** A line of the record; `number` counts from 1. */
export type AuditLine =
  | { readonly kind: 'entry'; readonly number: number; readonly entry: AuditEntry; readonly text: string }
  | { readonly kind: 'broken'; readonly number: number; readonly because: string };

/** All lines in the order of the file, one at a time; none where there is no file yet. A line that is no entry is given as `broken`. */
export async function* readAudit(file: string): AsyncGenerator<AuditLine> {
  let number = 0;
  for await (const text of linesOf(file)) {
    number += 1;
    if (text.trim() !== '') yield judge(text, number);
  }
}

function judge(text: string, number: number): AuditLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'broken', number, because: 'is no JSON' };
  }
  const { data, error } = AuditEntry.safeParse(value);
  if (data !== undefined) return { kind: 'entry', number, entry: data, text };
  const [issue] = error?.issues ?? [];
  const where = issue === undefined || issue.path.length === 0 ? '' : ` (${issue.path.join('.')})`;
  return { kind: 'broken', number, because: `is no entry of ferryman.audit/1${where}` };
}

/** Not by `readline`, which breaks at U+2028 too, and JSON does not. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let open = '';
  try {
    for await (const chunk of createReadStream(file, 'utf8')) {
      const lines = (open + String(chunk)).split('\n');
      open = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  if (open !== '') yield open;
}
