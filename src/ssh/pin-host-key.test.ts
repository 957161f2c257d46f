import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fingerprint, judge, keysOf, parseKnownHosts, type Verdict } from './known-hosts.ts';
import { knownHostsEntry, pinHostKey } from './pin-host-key.ts';
import type { SshTarget } from './target.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ferryman-pin-'));
  file = join(folder, 'ssh', 'known_hosts');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const keygen = (...args: string[]) => execFileSync('ssh-keygen', args, { encoding: 'utf8', stdio: 'pipe' });

let keys = 0;
function newKey(type: string): { key: Buffer; fingerprint: string } {
  const path = join(folder, `key-${keys++}`);
  keygen('-q', '-t', type, '-N', '', '-f', path);
  const key = Buffer.from(readFileSync(`${path}.pub`, 'utf8').split(' ')[1] ?? '', 'base64');
  return { key, fingerprint: keygen('-l', '-f', path).split(' ')[1] ?? '' };
}

const target = (address: string, port = 22, more: Partial<SshTarget> = {}): SshTarget => ({
  address,
  port,
  user: 'root',
  identityFiles: [],
  knownHostsFiles: [],
  ...more,
});

function verdict(host: SshTarget, key: Buffer): Verdict['kind'] {
  return judge(keysOf(parseKnownHosts(readFileSync(file, 'utf8'), file), host), key).kind;
}

it('prints a fingerprint as ssh-keygen does', () => {
  for (const type of ['ed25519', 'ecdsa', 'rsa']) {
    const made = newKey(type);
    expect(fingerprint(made.key)).toBe(made.fingerprint);
  }
});

it('makes the file for its owner alone, in a form that ssh-keygen finds again', async () => {
  const { key } = newKey('ed25519');
  await pinHostKey(file, target('10.1.2.3', 2222), key);
  await pinHostKey(file, target('web-1'), key);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'ssh')).mode & 0o777).toBe(0o700);
  expect(keygen('-F', '[10.1.2.3]:2222', '-f', file)).toContain(key.toString('base64'));
  expect(keygen('-F', 'web-1', '-f', file)).toContain(key.toString('base64'));
});

it('writes a key once', async () => {
  const { key } = newKey('ed25519');
  await pinHostKey(file, target('web-1'), key);
  const once = readFileSync(file, 'utf8');
  await pinHostKey(file, target('web-1'), key);
  expect(readFileSync(file, 'utf8')).toBe(once);
});

it('hashes the name where the file hashes its names', async () => {
  const [first, second] = [newKey('ed25519'), newKey('ed25519')];
  await pinHostKey(file, target('web-1'), first.key);
  keygen('-H', '-f', file);
  await pinHostKey(file, target('10.1.2.3', 2222), second.key);
  const text = readFileSync(file, 'utf8');
  expect(text).not.toContain('web-1');
  expect(text).not.toContain('10.1.2.3');
  expect(keygen('-F', '[10.1.2.3]:2222', '-f', file)).toContain(second.key.toString('base64'));
  expect(verdict(target('10.1.2.3', 2222), second.key)).toBe('known');
  expect(verdict(target('web-1'), first.key)).toBe('known');
  expect(verdict(target('web-1'), second.key)).toBe('changed');
});

it('no longer trusts the key that was there before, but leaves the rest of the file alone', async () => {
  const [old, renewed, rsa, other] = [newKey('ed25519'), newKey('ed25519'), newKey('rsa'), newKey('ed25519')];
  const line = (hosts: string, { key }: { key: Buffer }) => knownHostsEntry(target(hosts), key);
  await pinHostKey(file, target('other'), other.key);
  const text = `# a comment\n${line('web-1,10.0.0.1', old)}\n${line('web-1', rsa)}\n${line('web-2', other)}\n`;
  writeFileSync(file, text);
  const link = join(folder, 'link');
  symlinkSync(file, link);
  await pinHostKey(link, target('web-1'), renewed.key);
  expect(readFileSync(file, 'utf8')).toBe(
    `# a comment\n${line('10.0.0.1', old)}\n${line('web-1', rsa)}\n${line('web-2', other)}\n${line('web-1', renewed)}\n`,
  );
  expect(verdict(target('web-1'), renewed.key)).toBe('known');
  expect(verdict(target('web-1'), old.key)).toBe('changed');
  expect(verdict(target('10.0.0.1'), old.key)).toBe('known');
});

it('adds a line of its own where the last one has no newline', async () => {
  const [first, second] = [newKey('ed25519'), newKey('ed25519')];
  await pinHostKey(file, target('web-1'), first.key);
  writeFileSync(file, readFileSync(file, 'utf8').trimEnd());
  await pinHostKey(file, target('web-2'), second.key);
  expect(verdict(target('web-1'), first.key)).toBe('known');
  expect(verdict(target('web-2'), second.key)).toBe('known');
});

it('finds a host by patterns, aliases and ports as OpenSSH does', async () => {
  const [one, two] = [newKey('ed25519'), newKey('ed25519')];
  await pinHostKey(file, target('placeholder'), one.key);
  const entry = `${one.key.toString('base64')}\n`;
  const known = (hosts: string, host: SshTarget) => {
    writeFileSync(file, `${hosts} ssh-ed25519 ${entry}`);
    return verdict(host, one.key);
  };
  expect(known('10.0.*,!10.0.0.9', target('10.0.0.8'))).toBe('known');
  expect(known('10.0.*,!10.0.0.9', target('10.0.0.9'))).toBe('unknown');
  expect(known('web-?', target('WEB-1'))).toBe('known');
  expect(known('web-?', target('web-10'))).toBe('unknown');
  expect(known('a.b', target('axb'))).toBe('unknown');
  expect(known('[web-1]:2222', target('web-1', 2222))).toBe('known');
  expect(known('[web-1]:2222', target('web-1'))).toBe('unknown');
  expect(known('web-1', target('web-1', 2222))).toBe('known');
  expect(known('alias', target('web-1', 2222, { hostKeyAlias: 'alias' }))).toBe('known');
  expect(known('web-1', target('web-1', 22, { hostKeyAlias: 'alias' }))).toBe('unknown');
  expect(known('@cert-authority *', target('web-1'))).toBe('unknown');
  expect(known('@revoked *', target('web-1'))).toBe('revoked');
  writeFileSync(file, `web-1 ssh-ed25519 ${entry}@revoked * ssh-ed25519 ${two.key.toString('base64')}\n`);
  expect(verdict(target('web-1'), two.key)).toBe('revoked');
  expect(verdict(target('web-1', 2222), newKey('rsa').key)).toBe('unknown');
});
