import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

import { parseSnapshot } from '../../src/flows/snapshot-file.ts';
import type { Fact } from '../../src/facts/fact.ts';
import { facts } from '../../src/facts/index.ts';
import type { Snapshot } from '../../src/facts/snapshot.ts';

const FOLDER = fileURLToPath(new URL('../hosts', import.meta.url));
const LARGE = fileURLToPath(new URL('../large-hosts', import.meta.url));

/** What was asked of the host while it was up, and what is the matter with it: known from how it was broken. */
const Questions = z.array(
  z.object({
    target: z.string().optional(),
    verdict: z.enum(['healthy', 'faulty', 'unknown', 'unreachable']),
    cause: z.string().optional(),
  }),
);

export interface RecordedHost {
  readonly name: string;
  readonly folder: string;
  readonly snapshot: Snapshot;
  readonly questions: z.infer<typeof Questions>;
}

export function recordedHosts(): readonly RecordedHost[] {
  return hostsIn(FOLDER);
}

/** Hosts of which every fact is long; too long to be judged a hundred times over, each time without another fact. */
export function largeHosts(): readonly RecordedHost[] {
  return hostsIn(LARGE);
}

function hostsIn(parent: string): readonly RecordedHost[] {
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => hostIn(parent, name));
}

export function recordedHost(name: string): RecordedHost {
  return hostIn(FOLDER, name);
}

function hostIn(parent: string, name: string): RecordedHost {
  const folder = join(parent, name);
  const path = join(folder, 'snapshot.json');
  const text = existsSync(path) ? readFileSync(path) : gunzipSync(readFileSync(`${path}.gz`));
  return {
    name,
    folder,
    snapshot: withLaterFacts(parseSnapshot(text.toString('utf8'), path)),
    questions: Questions.parse(JSON.parse(readFileSync(join(folder, 'questions.json'), 'utf8'))),
  };
}

/** Of what nobody read yet when a host was recorded there is nothing to show; that is no reason to doubt the rest. */
function withLaterFacts(snapshot: Snapshot): Snapshot {
  const later = Object.values<Fact>(facts).filter(({ id }) => !(id in snapshot.readings));
  const nothing = { status: 'ok', stdout: '', stderr: '', code: 0, argv: [] } as const;
  const absent = { status: 'absent', because: 'it was recorded before this was read', argv: [] } as const;
  const filled = later.map(({ id, parse }) => [id, parse(nothing).kind === 'value' ? nothing : absent]);
  return { ...snapshot, readings: { ...Object.fromEntries(filled), ...snapshot.readings } };
}

/** The same host with the text of one reading changed; throws where the change would change nothing. */
export function edited(snapshot: Snapshot, fact: string, from: string | RegExp, to: string): Snapshot {
  const reading = snapshot.readings[fact];
  if (reading?.status !== 'ok') throw new Error(`${fact} was not read on ${snapshot.host}`);
  const stdout = reading.stdout.replaceAll(from instanceof RegExp ? new RegExp(from, 'g') : from, to);
  if (stdout === reading.stdout) throw new Error(`${fact} of ${snapshot.host} does not hold ${String(from)}`);
  return { ...snapshot, readings: { ...snapshot.readings, [fact]: { ...reading, stdout } } };
}

/** The same host where one fact could not be read. */
export function without(snapshot: Snapshot, fact: string): Snapshot {
  const denied = { status: 'denied', because: 'permission denied', argv: [] } as const;
  return { ...snapshot, readings: { ...snapshot.readings, [fact]: denied } };
}
