import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import ssh2, { type AnyAuthMethod, type BaseAgent, type ParsedKey } from 'ssh2';
import { FerrymanError } from '../errors.ts';
import { list, say, type Sayable } from '../text/say.ts';
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
  readonly offered: readonly Sayable[];
  readonly skipped: readonly Sayable[];
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
  const left = tried.flatMap((one) => (one && !one.method ? [one] : []));
  if (methods.length === 0) throw noKey(target, left, files);
  return { methods, offered, skipped: left.map(({ what }) => what) };
}

interface Tried {
  readonly what: Sayable;
  readonly method?: AnyAuthMethod;
  readonly absent?: boolean;
  /** The file of a key that nothing but its passphrase is missing for. */
  readonly locked?: string;
}

async function keyMethod(username: string, file: string, sources: CredentialSources): Promise<Tried> {
  let text: Buffer;
  try {
    text = await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return code === 'ENOENT'
      ? { what: say`${file} (no such file)`, absent: true }
      : { what: say`${file} (${code})` };
  }
  const passphrase = sources.passphraseFor?.(file);
  const parsed = ssh2.utils.parseKey(text, passphrase);
  // Several keys in one file come as an array, which the types leave out.
  const [key] = [parsed].flat<(ParsedKey | Error)[]>();
  if (key === undefined || key instanceof Error) {
    const { because, locked } = whyUnusable(key, passphrase);
    return { what: say`${file} (${because})`, ...(locked && { locked: file }) };
  }
  if (!key.isPrivateKey()) return { what: say`${file} (a public key, not the private one)` };
  return { what: file, method: { type: 'publickey', username, key } };
}

function whyUnusable(
  error: Error | undefined,
  passphrase: string | undefined,
): { because: Sayable; locked: boolean } {
  if (error === undefined) return { because: say`empty`, locked: false };
  const words = error.message;
  if (/no passphrase given/i.test(words)) {
    return { because: say`encrypted, and no passphrase is given`, locked: true };
  }
  if (passphrase !== undefined && /passphrase|decrypt|integrity/i.test(words)) {
    return { because: say`its passphrase is wrong`, locked: true };
  }
  return { because: words, locked: /passphrase/.test(words) };
}

/** Asks the agent itself first: one that doesn't answer would end the whole log-in. */
async function agentMethod(username: string, socket: string | undefined): Promise<Tried | undefined> {
  if (socket === undefined || socket === '') return undefined;
  const agent = ssh2.createAgent(socket);
  try {
    const count = await identitiesOf(agent);
    if (count === 0) return { what: say`the agent (${socket}, holds no key)` };
    return {
      what: count === 1 ? say`the agent (1 key)` : say`the agent (${count} keys)`,
      method: { type: 'agent', username, agent },
    };
  } catch {
    return { what: say`the agent (${socket}, does not answer)` };
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

function noKey(target: SshTarget, left: readonly Tried[], files: readonly string[]): FerrymanError {
  const label = labelOf(target);
  const file = left.find(({ locked }) => locked !== undefined)?.locked;
  const skipped = list(left.map(({ what }) => what));
  if (file !== undefined) {
    return new FerrymanError(
      'key-needs-passphrase',
      say`No key can be offered to ${label}: ${skipped}.`,
      say`Add the key to an agent (ssh-add ${file}), or give its passphrase in Ferryman's environment.`,
    );
  }
  return new FerrymanError(
    'no-key',
    left.length > 0
      ? say`No key can be offered to ${label}: ${skipped}.`
      : say`No key can be offered to ${label}: no agent, and none of ${list(files)}.`,
    say`Start an agent and add the key with ssh-add, or name the file of the key as identityFile.`,
  );
}
