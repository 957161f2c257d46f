import type { Duplex } from 'node:stream';
import { NodeSSH } from 'node-ssh';
import type { Client } from 'ssh2';
import { FerrymanError } from '../errors.ts';
import { say, type Text } from '../text/say.ts';
import { connectError, noSsh } from './connect-error.ts';
import { credentialsFor, type Credentials, type CredentialSources } from './credentials.ts';
import { hostKeyAlgorithms, hostKeyError, readKnownHosts } from './host-key.ts';
import { fingerprint, judge, keysOf, keyType, type Verdict } from './known-hosts.ts';
import { knownHostsEntry } from './pin-host-key.ts';
import { openSocket } from './open-socket.ts';
import { newSlots, type Slots } from './slots.ts';
import { labelOf, type SshTarget } from './target.ts';

export interface ConnectOptions extends CredentialSources {
  /** Milliseconds for the TCP connection, and as many for handshake and log-in. Default 10,000. */
  readonly connectTimeoutMs?: number;
  /** Milliseconds between signs of life; after three without an answer the connection is lost. Default 5,000. */
  readonly keepaliveMs?: number;
}

/** One SSH connection, its host key verified. */
export interface Link {
  readonly label: string;
  readonly ssh: NodeSSH;
  readonly client: Client;
  readonly slots: Slots;
  /** Why it was lost, once it is. */
  readonly lost: () => FerrymanError | undefined;
  readonly onLost: (listener: () => void) => void;
  readonly end: () => void;
  /** For a host that does not answer any more. */
  readonly destroy: (because: Text) => void;
}

const CONNECT_TIMEOUT_MS = 10_000;
const KEEPALIVE_MS = 5_000;

/**
 * Connects, by way of `via` where there is a jump host. Throws a `FerrymanError`: `host-key-unknown`, `host-key-changed`,
 * `host-key-revoked`, `known-hosts-unreadable`, `no-key`, `key-needs-passphrase`, `auth-failed`, `dns-failed`,
 * `connection-refused`, `connect-timeout`, `no-route`, `handshake-timeout`, `connection-closed`, `no-common-algorithm`,
 * `ssh-failed`.
 */
export async function connect(target: SshTarget, options: ConnectOptions, via?: Link): Promise<Link> {
  const timeoutMs = options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  let credentials: Credentials | undefined;
  let refused: { key: Buffer; verdict: Verdict } | undefined;
  try {
    const known = keysOf(await readKnownHosts(target.knownHostsFiles), target);
    credentials = await credentialsFor(target, options);
    const ssh = new NodeSSH();
    const link = await handshake(target, ssh, {
      sock: await openSocket(target, timeoutMs, via),
      // Without the empty attempt that ssh2 would begin with and that costs a round trip.
      authHandler: [...credentials.methods],
      readyTimeout: timeoutMs,
      keepaliveInterval: options.keepaliveMs ?? KEEPALIVE_MS,
      keepaliveCountMax: 3,
      algorithms: { serverHostKey: hostKeyAlgorithms(known) },
      hostVerifier: (key: Buffer) => {
        const verdict = judge(known, key);
        if (verdict.kind === 'known') return true;
        refused = { key, verdict };
        return false;
      },
    });
    return link;
  } catch (error) {
    if (refused) throw hostKeyError(target, refused.key, refused.verdict);
    throw connectError(target, error, { timeoutMs, ...(credentials && { credentials }) });
  }
}

export interface HostKey {
  /** `ssh-ed25519` */
  readonly type: string;
  /** `SHA256:…`, as `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
  /** For known_hosts: name, type, key. */
  readonly line: string;
  /** As on the wire, for `pinHostKey`. */
  readonly key: Buffer;
}

/** The key that a host presents now, verified by nobody; nothing is logged in to but a jump host. */
export async function fetchKey(target: SshTarget, options: ConnectOptions, via?: Link): Promise<HostKey> {
  const timeoutMs = options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  let seen: Buffer | undefined;
  try {
    const known = keysOf(await readKnownHosts(target.knownHostsFiles), target);
    const link = await handshake(target, new NodeSSH(), {
      sock: await openSocket(target, timeoutMs, via),
      readyTimeout: timeoutMs,
      algorithms: { serverHostKey: hostKeyAlgorithms(known) },
      hostVerifier: (key: Buffer) => {
        seen = key;
        return false;
      },
    });
    link.end();
  } catch (error) {
    if (!seen) throw connectError(target, error, { timeoutMs });
  }
  if (!seen) throw noSsh(target, say`no host key was presented`);
  const key = Buffer.from(seen);
  return { type: keyType(key), fingerprint: fingerprint(key), line: knownHostsEntry(target, key), key };
}

async function handshake(
  target: SshTarget,
  ssh: NodeSSH,
  config: Parameters<NodeSSH['connect']>[0] & { sock: Duplex },
): Promise<Link> {
  const label = labelOf(target);
  const connecting = ssh.connect({ ...config, username: target.user });
  const client = ssh.connection;
  if (!client) {
    await connecting;
    throw new Error('node-ssh gave no client');
  }

  let why: Error | Text | undefined;
  let closed = false;
  const listeners: (() => void)[] = [];
  // For life: node-ssh listens for errors until the log-in only, and one failed connection may report two of them.
  client.on('error', (error) => {
    why ??= error;
  });
  client.on('close', () => {
    closed = true;
    for (const listener of listeners) listener();
  });
  const gone = () => closed || config.sock.destroyed;
  const link: Link = {
    label,
    ssh,
    client,
    slots: newSlots(),
    lost: () => (gone() ? lostError(label, why) : undefined),
    onLost: (listener) => void listeners.push(listener),
    end: () => void client.end(),
    destroy: (because) => {
      why ??= because;
      client.destroy();
      config.sock.destroy();
    },
  };
  try {
    await connecting;
    return link;
  } catch (error) {
    config.sock.destroy();
    throw error;
  }
}

export function lostError(label: string, why: Error | Text | undefined): FerrymanError {
  return new FerrymanError(
    'connection-lost',
    why === undefined
      ? say`The connection to ${label} was lost.`
      : say`The connection to ${label} was lost: ${why instanceof Error ? why.message : why}.`,
    say`Ask again; if it is lost again, look at the load of the host and at the log of its sshd.`,
    why instanceof Error ? { cause: why } : {},
  );
}
