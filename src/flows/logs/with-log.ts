import { z } from 'zod';
import { dockerLogs } from '../../facts/docker-logs.ts';
import type { Snapshot } from '../../facts/snapshot.ts';
import type { LogLine } from '../../report/logs.ts';

const Logs = z.record(z.string(), z.string());

/**
 * The snapshot with more of one container's log than its last 200 lines, so that rules find what was said earlier in its run,
 * and what was said since. What the snapshot has is kept where it is more.
 */
export function withLog(snapshot: Snapshot, id: string, lines: readonly LogLine[]): Snapshot {
  const reading = snapshot.readings[dockerLogs.id];
  const own = logOf(snapshot, id);
  if (reading?.status !== 'ok' || lines.length <= own.length) return snapshot;
  // Whichever of the two was read later has the end.
  const end = lines.at(-1)?.at;
  const later = end === undefined ? [] : own.filter(({ at }) => at !== undefined && at > end);
  const logs = Logs.safeParse(JSON.parse(reading.stdout));
  if (!logs.success) return snapshot;
  const text = [...lines, ...later]
    .map((line) => (line.at === undefined ? line.text : `${line.at} ${line.text}`))
    .join('\n');
  const stdout = JSON.stringify({ ...logs.data, [id]: text });
  return { ...snapshot, readings: { ...snapshot.readings, [dockerLogs.id]: { ...reading, stdout } } };
}

/** Both streams in one, as the diagnosis reads it. */
export function logOf({ readings }: Snapshot, id: string): readonly LogLine[] {
  const reading = readings[dockerLogs.id];
  if (reading?.status !== 'ok') return [];
  const parsed = dockerLogs.parse(reading);
  const lines = parsed.kind === 'value' ? parsed.value[id] : undefined;
  return (lines ?? []).map((line) => ({ stream: 'tty', ...line }));
}
