import { readFile } from 'node:fs/promises';
import type { ServerHostKeyAlgorithm } from 'ssh2';
import { FerrymanError } from '../errors.ts';
import { list, say, sentences } from '../text/say.ts';
import {
  fingerprint,
  keyType,
  parseKnownHosts,
  type KnownHostsLine,
  type KnownKeys,
  type Verdict,
} from './known-hosts.ts';
import { labelOf, nameOf, type SshTarget } from './target.ts';

/** All lines of the files that exist. */
export async function readKnownHosts(files: readonly string[]): Promise<readonly KnownHostsLine[]> {
  const lines = await Promise.all(files.map(readTogether));
  return lines.flat();
}

const begun = new Map<string, Promise<readonly KnownHostsLine[]>>();

/** Who connects to fifty hosts at once reads the file once. Not longer than for this turn of the loop: a key may be added. */
function readTogether(file: string): Promise<readonly KnownHostsLine[]> {
  const known = begun.get(file);
  if (known !== undefined) return known;
  const reading = readOne(file);
  begun.set(file, reading);
  setImmediate(() => begun.delete(file));
  return reading;
}

async function readOne(file: string): Promise<readonly KnownHostsLine[]> {
  try {
    return parseKnownHosts(await readFile(file, 'utf8'), file);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new FerrymanError(
      'known-hosts-unreadable',
      say`${file} cannot be read, so no host key can be verified: ${words}.`,
      say`Make it readable: ls -l ${file}`,
      { cause },
    );
  }
}

const ALGORITHMS: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
  'ssh-rsa',
];

/**
 * The types already known first: a host that is known by its RSA key would otherwise present its ed25519 key, which
 * nobody can verify.
 */
export function hostKeyAlgorithms(known: KnownKeys): ServerHostKeyAlgorithm[] {
  const types = new Set([...known.lines, ...known.portless].map((line) => line.type));
  const isKnown = (algorithm: ServerHostKeyAlgorithm) =>
    types.has(algorithm.startsWith('rsa-') ? 'ssh-rsa' : algorithm);
  return [...ALGORITHMS.filter(isKnown), ...ALGORITHMS.filter((algorithm) => !isKnown(algorithm))];
}

/** What a person reads where a host key is not the one that known_hosts holds. */
export function hostKeyError(target: SshTarget, presented: Buffer, verdict: Verdict): FerrymanError {
  const label = labelOf(target);
  const shown = `${keyType(presented)} ${fingerprint(presented)}`;
  const trust = say`If that is expected: ferryman hosts trust ${nameOf(target)}`;
  switch (verdict.kind) {
    case 'changed': {
      const known = list(
        verdict.known.map((line) => `${line.type} ${fingerprint(line.key)} (${line.source})`),
      );
      return new FerrymanError(
        'host-key-changed',
        say`${label} presented the host key ${shown}, but known is ${known}. The host was set up anew, or somebody is in between.`,
        trust,
      );
    }
    case 'revoked':
      return new FerrymanError(
        'host-key-revoked',
        say`${label} presented the host key ${shown}, which ${verdict.line.source} revokes.`,
        say`Give the host new keys: ssh-keygen -A after removing /etc/ssh/ssh_host_*_key on it.`,
      );
    case 'unknown':
      return new FerrymanError(
        'host-key-unknown',
        verdict.authority
          ? say`${label} is known by a certificate authority only, which Ferryman cannot check; it presented the host key ${shown}.`
          : say`${label} presented a host key that no known_hosts file holds: ${shown}.`,
        sentences(say`Compare the fingerprint.`, trust),
      );
    case 'known':
      return new FerrymanError(
        'host-key-known',
        say`${label} presented its known host key.`,
        say`Nothing is to be done.`,
      );
    default:
      return verdict satisfies never;
  }
}
