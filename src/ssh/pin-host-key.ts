import { randomBytes } from 'node:crypto';
import { appendFile, chmod, mkdir, readFile, realpath, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hashName, keyType, knownName, matches, parseKnownHosts } from './known-hosts.ts';
import type { SshTarget } from './target.ts';

/**
 * Writes a host key into a known_hosts file, which is made where there is none (0600, in a folder of 0700), hashed
 * where the file hashes its names. An older key of the same type under just this name goes: it is no longer trusted.
 */
export async function pinHostKey(file: string, target: SshTarget, key: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  const name = knownName(target);
  const lines = text?.split('\n') ?? [];
  const kept = lines.map((line) => withoutName(line, name, key));
  if (kept.some((line) => line === undefined || !lines.includes(line))) {
    await replace(file, kept.filter((line) => line !== undefined).join('\n'));
  }
  const present = parseKnownHosts(kept.join('\n'), file);
  if (present.some((line) => line.marker === undefined && line.key.equals(key) && matches(line.hosts, name)))
    return;
  const before = text === undefined || text === '' || text.endsWith('\n') ? '' : '\n';
  await appendFile(file, `${before}${knownHostsEntry(target, key, /^\|1\|/m.test(text ?? ''))}\n`, {
    mode: 0o600,
  });
}

/** A line for known_hosts, as `ssh-keyscan` prints it. */
export function knownHostsEntry(target: SshTarget, key: Buffer, hashed = false): string {
  const name = knownName(target);
  return `${hashed ? hashName(name, randomBytes(20)) : name} ${keyType(key)} ${key.toString('base64')}`;
}

/** The line, without the name where it gives it another key of the same type; nothing where no name is left. */
function withoutName(line: string, name: string, key: Buffer): string | undefined {
  const [parsed] = parseKnownHosts(line, '');
  if (!parsed || parsed.marker !== undefined || parsed.type !== keyType(key) || parsed.key.equals(key))
    return line;
  if (!matches(parsed.hosts, name)) return line;
  const others = parsed.hosts.startsWith('|')
    ? []
    : parsed.hosts.split(',').filter((host) => host.toLowerCase() !== name);
  if (others.length === 0) return undefined;
  return line.replace(parsed.hosts, () => others.join(','));
}

/** At once: a reader sees the old file or the new one, and a link stays a link. */
async function replace(file: string, text: string): Promise<void> {
  const real = await realpath(file);
  const next = `${real}.${randomBytes(6).toString('hex')}`;
  await writeFile(next, text, { mode: 0o600 });
  await chmod(next, 0o600);
  await rename(next, real);
}
