import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import ssh2, { type AnyAuthMethod, type BaseAgent, type ParsedKey } from 'ssh2';
import { FerrymanError } from '../errors.ts';
import { labelOf, type SshTarget } from './target.ts';

export interface CredentialSources {
  /** Path of the agent's socket (SSH_AUTH_SOCK). */
  readonly agentSocket?: string;
  /** The passphrase of a key file, where somebody has given one. */
  readonly passphraseFor?: (keyFile: string) => string | undefined;
}

export interface Credentials {
  /** In the order in which they are offered. */
  readonly methods: readonly AnyAuthMethod[];
  /** For people: what is offered, and what could not be: `/root/.ssh/id_rsa (encrypted, no passphrase given)`. */
  readonly offered: readonly string[];
  readonly skipped: readonly string[];
}

const USUAL_NAMES = ['id_ed25519', 'id_ecdsa', 'id_rsa'];

/** Named key files and then the agent; without names the agent and then the usual files, as `ssh` does. */
export async function credentialsFor(target: SshTarget, sources: CredentialSources): Promise<Credentials> {
  const named = target.identityFiles.length > 0;
  const files = named ? target.identityFiles : USUAL_NAMES.map((name) => join(homedir(), '.ssh', name));
  const agent = await agentMethod(target.user, sources.agentSocket);
  const keys = await Promise.all(files.map((file) => keyMethod(target.user, file, sources)));
  const tried = (named ? [...keys, agent] : [agent, ...keys]).filter(
    (one) => one !== undefined && (named || one.absent !== true),
  );

  const methods = tried.flatMap((one) => (one?.method ? [one.method] : []));
  const offered = tried.flatMap((one) => (one?.method ? [one.what] : []));
  const skipped = tried.flatMap((one) => (one && !one.method ? [one.what] : []));
  if (methods.length === 0) throw noKey(target, skipped, files);
  return { methods, offered, skipped };
}

interface Tried {
  readonly what: string;
  readonly method?: AnyAuthMethod;
  readonly absent?: boolean;
}

async function keyMethod(username: string, file: string, sources: CredentialSources): Promise<Tried> {
  let text: Buffer;
  try {
    text = await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return code === 'ENOENT'
      ? { what: `${file} (no such file)`, absent: true }
      : { what: `${file} (${code})` };
  }
  const passphrase = sources.passphraseFor?.(file);
  const parsed = ssh2.utils.parseKey(text, passphrase);
  // Several keys in one file come as an array, which the types leave out.
  const [key] = [parsed].flat<(ParsedKey | Error)[]>();
  if (key === undefined || key instanceof Error) return { what: `${file} (${reasonOf(key, passphrase)})` };
  if (!key.isPrivateKey()) return { what: `${file} (a public key, not the private one)` };
  return { what: file, method: { type: 'publickey', username, key } };
}

function reasonOf(error: Error | undefined, passphrase: string | undefined): string {
  const words = error?.message ?? 'empty';
  if (/no passphrase given/i.test(words)) return 'encrypted, and no passphrase is given';
  if (passphrase !== undefined && /passphrase|decrypt|integrity/i.test(words))
    return 'its passphrase is wrong';
  return words;
}

/** Asks the agent itself first: one that doesn't answer would end the whole log-in. */
async function agentMethod(username: string, socket: string | undefined): Promise<Tried | undefined> {
  if (socket === undefined || socket === '') return undefined;
  const agent = ssh2.createAgent(socket);
  try {
    const count = await identitiesOf(agent);
    if (count === 0) return { what: `the agent (${socket}, holds no key)` };
    return {
      what: `the agent (${count} ${count === 1 ? 'key' : 'keys'})`,
      method: { type: 'agent', username, agent },
    };
  } catch {
    return { what: `the agent (${socket}, does not answer)` };
  }
}

function identitiesOf(agent: BaseAgent): Promise<number> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('no answer')), 2_000);
    agent.getIdentities((error, keys) => {
      clearTimeout(late);
      if (error) reject(error);
      else resolve(keys?.length ?? 0);
    });
  });
}

function noKey(target: SshTarget, skipped: readonly string[], files: readonly string[]): FerrymanError {
  const label = labelOf(target);
  const encrypted = skipped.find((what) => /passphrase/.test(what));
  if (encrypted !== undefined) {
    const file = files.find((name) => encrypted.startsWith(name)) ?? '';
    return new FerrymanError(
      'key-needs-passphrase',
      `No key can be offered to ${label}: ${skipped.join(', ')}.`,
      `Add the key to an agent (ssh-add ${file}), or give its passphrase in Ferryman's environment.`,
    );
  }
  return new FerrymanError(
    'no-key',
    `No key can be offered to ${label}: ${skipped.join(', ') || `no agent, and none of ${files.join(', ')}`}.`,
    'Start an agent and add the key with ssh-add, or name the file of the key as identityFile.',
  );
}
