import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { FerrymanError } from '../errors.ts';

const Owner = z.object({
  pid: z.number().int(),
  /** Tells a process from a later one with the same id. */
  started: z.string(),
  machine: z.string(),
  token: z.string(),
});
type Owner = z.infer<typeof Owner>;

/**
 * Makes this process the only user of a folder, and says who is where it cannot. What a killed process left behind is
 * taken over. Resolves to the function that gives the folder back.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, 'lock');
  const mine: Owner = {
    pid: process.pid,
    started: startOf(process.pid) ?? '',
    machine: hostname(),
    token: randomUUID(),
  };
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (await create(file, mine)) return () => unlock(file, mine);
    const owner = await readOwner(file);
    if (owner !== undefined && isAlive(owner)) throw inUse(folder, file, owner);
    await takeAway(file, owner);
  }
  throw new FerrymanError(
    'queue-folder-locked',
    `The folder ${folder} could not be locked: other processes keep taking it.`,
    'Start one process, or set REDIS_URL to run several.',
  );
}

/** A link appears at once and complete, or not at all. */
async function create(file: string, owner: Owner): Promise<boolean> {
  const draft = `${file}.${owner.token}`;
  await writeFile(draft, JSON.stringify(owner), { mode: 0o600 });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function readOwner(file: string): Promise<Owner | undefined> {
  try {
    const { data } = Owner.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return data;
  } catch {
    return undefined;
  }
}

/** Two processes may find the same dead owner; the slower one would move the faster one's new lock, so it puts it back. */
async function takeAway(file: string, dead: Owner | undefined): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  const moved = await readOwner(aside);
  if (moved !== undefined && moved.token !== dead?.token) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

async function unlock(file: string, mine: Owner): Promise<void> {
  const owner = await readOwner(file);
  if (owner?.token === mine.token) await rm(file, { force: true });
}

function isAlive(owner: Owner): boolean {
  // Another machine's processes (a shared volume) cannot be seen from here.
  if (owner.machine !== hostname()) return true;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
  return (startOf(owner.pid) ?? owner.started) === owner.started;
}

/** The start time in clock ticks since boot: field 22 of proc(5)'s stat, counted behind the name's parenthesis. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function inUse(folder: string, file: string, owner: Owner): FerrymanError {
  const here = owner.machine === hostname();
  return new FerrymanError(
    'queue-folder-locked',
    `The queue in ${folder} is in use by process ${owner.pid}${here ? '' : ` on ${owner.machine}`}.`,
    here
      ? 'The queue without Redis serves one process. Stop that one, or set REDIS_URL to run several.'
      : `Set REDIS_URL to run several processes. If that machine is gone, delete ${file}.`,
  );
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
