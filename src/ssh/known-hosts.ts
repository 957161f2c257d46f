import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { SshTarget } from './target.ts';

/** A line of a known_hosts file: `[@marker] hosts type key [comment]`. */
export interface KnownHostsLine {
  readonly marker: string | undefined;
  /** `web-1,10.0.0.*,!10.0.0.9`, or `|1|salt|hash` of one name. */
  readonly hosts: string;
  readonly type: string;
  /** As on the wire. */
  readonly key: Buffer;
  /** `/root/.ssh/known_hosts:12` */
  readonly source: string;
}

export type Verdict =
  | { readonly kind: 'known' }
  /** `authority`: the host is only known by a certificate authority, which Ferryman cannot check. */
  | { readonly kind: 'unknown'; readonly authority: boolean }
  | { readonly kind: 'changed'; readonly known: readonly KnownHostsLine[] }
  | { readonly kind: 'revoked'; readonly line: KnownHostsLine };

/** What the files say of a host, by name and port or by its alias. */
export interface KnownKeys {
  readonly lines: readonly KnownHostsLine[];
  /** Under the name without the port; OpenSSH takes such a key for known, but a different one for no change. */
  readonly portless: readonly KnownHostsLine[];
  readonly revoked: readonly KnownHostsLine[];
  readonly authority: boolean;
}

/** Lines that say nothing (comments, keys that cannot be read) are left out, as OpenSSH does. */
export function parseKnownHosts(text: string, file: string): KnownHostsLine[] {
  return text.split('\n').flatMap((line, index) => {
    const words = line.trim().split(/\s+/);
    const marker = words[0]?.startsWith('@') ? words.shift() : undefined;
    const [hosts, type, encoded] = words;
    if (hosts === undefined || type === undefined || encoded === undefined || hosts.startsWith('#'))
      return [];
    const key = Buffer.from(encoded, 'base64');
    return key.length > 0 ? [{ marker, hosts, type, key, source: `${file}:${index + 1}` }] : [];
  });
}

/** The name that known_hosts holds a host under: its alias, its address, or `[address]:port`. */
export function knownName(target: Pick<SshTarget, 'address' | 'port' | 'hostKeyAlias'>): string {
  if (target.hostKeyAlias !== undefined) return target.hostKeyAlias.toLowerCase();
  const address = target.address.toLowerCase();
  return target.port === 22 ? address : `[${address}]:${target.port}`;
}

export function keysOf(lines: readonly KnownHostsLine[], target: SshTarget): KnownKeys {
  const name = knownName(target);
  const matching = lines.filter((line) => matches(line.hosts, name));
  const bare =
    target.hostKeyAlias === undefined && target.port !== 22 ? target.address.toLowerCase() : undefined;
  const plain = (line: KnownHostsLine) => line.marker === undefined;
  return {
    lines: matching.filter(plain),
    portless: bare === undefined ? [] : lines.filter((line) => plain(line) && matches(line.hosts, bare)),
    revoked: lines.filter(
      (line) => line.marker === '@revoked' && [name, bare].some((n) => n && matches(line.hosts, n)),
    ),
    authority: matching.some((line) => line.marker === '@cert-authority'),
  };
}

export function judge(known: KnownKeys, presented: Buffer): Verdict {
  const revoked = known.revoked.find((line) => line.key.equals(presented));
  if (revoked) return { kind: 'revoked', line: revoked };
  if ([...known.lines, ...known.portless].some((line) => line.key.equals(presented)))
    return { kind: 'known' };
  if (known.lines.length > 0) return { kind: 'changed', known: known.lines };
  return { kind: 'unknown', authority: known.authority };
}

/** As `ssh-keygen -l` prints it: `SHA256:` and base64 without padding. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** `ssh-ed25519`, out of the key as on the wire. */
export function keyType(key: Buffer): string {
  return key.length < 4 ? '' : key.toString('latin1', 4, 4 + key.readUInt32BE(0));
}

/** Whether the first field of a line speaks of the name: hashed, or patterns of which none is negated. */
export function matches(hosts: string, name: string): boolean {
  if (hosts.startsWith('|')) return matchesHash(hosts, name);
  let matched = false;
  for (const pattern of hosts.split(',')) {
    if (pattern.startsWith('!')) {
      if (matchesPattern(pattern.slice(1), name)) return false;
    } else if (matchesPattern(pattern, name)) {
      matched = true;
    }
  }
  return matched;
}

/** `|1|base64(salt)|base64(HMAC-SHA1(salt, name))` */
export function hashName(name: string, salt: Buffer): string {
  const hash = createHmac('sha1', salt).update(name).digest('base64');
  return `|1|${salt.toString('base64')}|${hash}`;
}

function matchesHash(hosts: string, name: string): boolean {
  const [, version, salt, hash] = hosts.split('|');
  if (version !== '1' || salt === undefined || hash === undefined) return false;
  const expected = Buffer.from(hash, 'base64');
  const actual = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

function matchesPattern(pattern: string, name: string): boolean {
  const source = pattern
    .toLowerCase()
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(name);
}
