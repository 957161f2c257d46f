import type { Redactor } from '../redact/redactor.ts';
import type { AuditEvent } from '../report/audit.ts';

/** Enough for what Docker says when it does not start; a line stays short enough for one write. */
const LONGEST = 16_384;

/** Every text of an event without its secrets, and none without end. */
export function maskEvent(event: AuditEvent, redactor: Redactor): AuditEvent {
  const masked = mapTexts(event, (text) => bounded(redactor.redact(text)));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same shape: only contents of texts change
  return masked as AuditEvent;
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
}

/** The end says how it went, so both ends stay. */
function bounded(text: string): string {
  if (text.length <= LONGEST) return text;
  const half = LONGEST / 2;
  return `${text.slice(0, half)}\n… ${text.length - LONGEST} characters left out …\n${text.slice(-half)}`;
}
