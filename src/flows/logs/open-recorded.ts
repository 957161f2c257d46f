import { FerrymanError } from '../../errors.ts';
import { toNanoseconds } from '../../docker/log-path.ts';
import type { LogEnd, LogWanted } from '../../docker/log-stream.ts';
import { dockerLogs } from '../../facts/docker-logs.ts';
import type { Snapshot } from '../../facts/snapshot.ts';
import { valueOr } from '../../model/known.ts';
import { readModel } from '../../model/read-model.ts';
import type { LogLine } from '../../report/logs.ts';
import { say, type Text } from '../../text/say.ts';
import { readSnapshotFile } from '../snapshot-file.ts';
import type { OpenContainer } from './open-container.ts';

/** A container of a recorded host: of its log there is what the diagnosis read, its last 200 lines, both streams in one. */
export async function openRecorded(host: string, path: string, id: string): Promise<OpenContainer> {
  return recordedContainer(await readSnapshotFile(path), host, id);
}

/** @param called by its id, or by its name */
function recordedContainer(snapshot: Snapshot, host: string, called: string): OpenContainer {
  const model = readModel(snapshot, {});
  const container = valueOr(model.containers, []).find(
    ({ id, name }) => id === called || name === called || (called.length >= 12 && id.startsWith(called)),
  );
  if (container === undefined) {
    throw new FerrymanError(
      'unknown-container',
      say`The recorded host ${host} has no container ${called}.`,
      say`Its containers are named under docker-inspect in the file.`,
    );
  }
  const { logs } = model;
  const linesOf = (id: string) =>
    logs.kind === 'known' ? logs.value[id]?.map((line): LogLine => ({ stream: 'tty', ...line })) : undefined;
  return {
    container,
    recordedAt: snapshot.at,
    now: valueOr(model.question, undefined)?.now ?? Date.parse(snapshot.at),
    lines: (wanted, _, id = container.id) => {
      const lines = linesOf(id);
      return lines === undefined ? unread(whyNoLog(snapshot, id)) : replay(lines, wanted);
    },
    close: () => Promise.resolve(),
  };
}

/** Docker's reason, where the recording has one. */
function whyNoLog({ readings }: Snapshot, id: string): Text {
  const reading = readings[dockerLogs.id];
  const said = reading?.status === 'ok' ? reading.stderr.split('\n') : [];
  const reason = said.find((line) => line.startsWith(`${id}: `))?.slice(id.length + 2);
  return reason === undefined
    ? say`the recording holds nothing of its log`
    : say`its log could not be read when the host was recorded: ${reason}`;
}

// oxlint-disable-next-line require-yield -- there is not a line
async function* unread(because: Text): AsyncGenerator<readonly LogLine[], LogEnd> {
  return await Promise.resolve({ kind: 'unreadable', because, read: { lines: 0, bytes: 0 } });
}

async function* replay(
  lines: readonly LogLine[],
  { since, until, tail }: LogWanted,
): AsyncGenerator<readonly LogLine[], LogEnd> {
  const from = since === undefined ? '' : toNanoseconds(since);
  const to = until === undefined ? '~' : toNanoseconds(until);
  const fitting = lines.filter(({ at }) => at === undefined || (at >= from && at <= to));
  const wanted = tail === undefined ? fitting : fitting.slice(Math.max(0, fitting.length - tail));
  yield* wanted.length === 0 ? [] : [wanted];
  const bytes = wanted.reduce((sum, { text }) => sum + Buffer.byteLength(text) + 1, 0);
  return await Promise.resolve({ kind: 'ended', read: { lines: wanted.length, bytes } });
}
