import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SshTarget } from '../../src/ssh/target.ts';

const SSHD = '/usr/sbin/sshd';

/** Why no sshd can be started here, for the one line of a skipped suite. */
export const sshdMissing: string | undefined = !existsSync(SSHD)
  ? 'no /usr/sbin/sshd on this machine'
  : process.getuid?.() !== 0
    ? 'sshd needs root to let other users in'
    : undefined;

export interface SshdOptions {
  /** Lines for sshd_config. */
  readonly config?: readonly string[];
  /** Types of its host keys. Default: ed25519. */
  readonly hostKeys?: readonly string[];
  /** Users besides root, who live in this sshd's view of /etc/passwd only. */
  readonly users?: readonly { readonly name: string; readonly uid: number; readonly shell: string }[];
  /** Content of /etc/sudoers in this sshd's view. */
  readonly sudoers?: string;
  /** More shell commands in its mount namespace before it starts. */
  readonly before?: string;
}

/** A real sshd on the loopback, with a folder of its own and keys made for the occasion. */
export interface TestSshd {
  readonly port: number;
  readonly folder: string;
  /** A private key that lets everybody in. */
  readonly identityFile: string;
  /** Holds its host keys under its address. */
  readonly knownHostsFile: string;
  /** `ssh-ed25519 AAAA…` of its host keys, in the order asked for. */
  readonly hostKeys: readonly string[];
  target(more?: Partial<SshTarget>): SshTarget;
  /** Ids of sshd's own processes: the listener, then one or two for each connection. */
  processes(): number[];
  /** SIGSTOP to all of them. */
  freeze(): void;
  thaw(): void;
  /** SIGKILL to the connections; the listener lives. */
  killConnections(): void;
  stop(): Promise<void>;
}

export async function startSshd(options: SshdOptions = {}): Promise<TestSshd> {
  const folder = mkdtempSync(join(tmpdir(), 'ferryman-sshd-'));
  const port = await freePort();
  const identityFile = join(folder, 'id_ed25519');
  makeKey('ed25519', identityFile);
  const hostKeyFiles = (options.hostKeys ?? ['ed25519']).map((type) => {
    const file = join(folder, `host_${type}`);
    makeKey(type, file);
    return file;
  });
  const hostKeys = hostKeyFiles.map((file) =>
    readFileSync(`${file}.pub`, 'utf8').trim().split(' ').slice(0, 2).join(' '),
  );
  const knownHostsFile = join(folder, 'known_hosts');
  writeFileSync(knownHostsFile, hostKeys.map((key) => `[127.0.0.1]:${port} ${key}\n`).join(''));
  const authorizedKeys = join(folder, 'authorized_keys');
  writeFileSync(authorizedKeys, readFileSync(`${identityFile}.pub`));

  const config = join(folder, 'sshd_config');
  writeFileSync(
    config,
    [
      ...(options.config ?? []),
      `ListenAddress 127.0.0.1:${port}`,
      ...hostKeyFiles.map((file) => `HostKey ${file}`),
      `AuthorizedKeysFile ${authorizedKeys}`,
      'PidFile none',
      'StrictModes no',
      'UsePAM no',
      'PermitRootLogin yes',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'LogLevel ERROR',
      // Below that, bash under sshd runs ~/.bashrc first: this machine's, which may wait for a lock of its own.
      'SetEnv SHLVL=1',
      '',
    ].join('\n'),
  );
  mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const listener = launch(folder, config, options);
  await untilListening(port, listener);

  const processes = () => sshdProcesses(listener.pid);
  return {
    port,
    folder,
    identityFile,
    knownHostsFile,
    hostKeys,
    target: (more = {}) => ({
      address: '127.0.0.1',
      port,
      user: 'root',
      identityFiles: [identityFile],
      knownHostsFiles: [knownHostsFile],
      ...more,
    }),
    processes,
    freeze: () => signalAll(processes(), 'SIGSTOP'),
    thaw: () => signalAll(processes(), 'SIGCONT'),
    killConnections: () => signalAll(processes().slice(1), 'SIGKILL'),
    async stop() {
      const ids = processes();
      signalAll(ids, 'SIGKILL');
      if (listener.exitCode === null && listener.signalCode === null) {
        await new Promise((resolve) => {
          listener.once('exit', resolve);
        });
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function makeKey(type: string, file: string, passphrase = ''): void {
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-f', file], { stdio: 'pipe' });
}

function signalAll(ids: readonly number[], signal: NodeJS.Signals): void {
  for (const id of ids) {
    try {
      process.kill(id, signal);
    } catch {
      // It has ended in the meantime.
    }
  }
}

/** In a mount namespace of its own where it shall see other users than this machine has. */
function launch(folder: string, config: string, options: SshdOptions): ChildProcess {
  const sshd = [SSHD, '-D', '-e', '-f', config];
  const steps: string[] = [];
  if (options.users) {
    const lines = options.users.map(
      ({ name, uid, shell }) => `${name}:*:${uid}:${uid}::${folder}:${shell}\n`,
    );
    writeFileSync(join(folder, 'passwd'), readFileSync('/etc/passwd', 'utf8') + lines.join(''));
    execFileSync('chmod', ['755', folder]);
    steps.push(`mount --bind ${join(folder, 'passwd')} /etc/passwd`);
  }
  if (options.sudoers !== undefined) {
    writeFileSync(join(folder, 'sudoers'), options.sudoers, { mode: 0o440 });
    steps.push(`mount --bind ${join(folder, 'sudoers')} /etc/sudoers`);
  }
  if (options.before !== undefined) steps.push(options.before);
  if (steps.length === 0) return spawn(SSHD, sshd.slice(1), { stdio: 'ignore' });
  return spawn('unshare', ['-m', 'sh', '-c', [...steps, `exec ${sshd.join(' ')}`].join(' && ')], {
    stdio: 'ignore',
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('no free port'));
      });
    });
  });
}

async function untilListening(port: number, listener: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (listener.exitCode !== null) throw new Error(`sshd ended with code ${listener.exitCode}`);
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => resolve(false));
      socket.on('connect', () => {
        socket.destroy();
        resolve(true);
      });
    });
    if (open) return;
    await sleep(25);
  }
  throw new Error('sshd does not listen');
}

/** The listener and its descendants that are called sshd; not the commands that they run. */
function sshdProcesses(listener: number | undefined): number[] {
  if (listener === undefined) return [];
  const found = [listener];
  const all = readdirSync('/proc').flatMap((id) => {
    try {
      const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
      const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
      return [{ id: Number(id), name, parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) }];
    } catch {
      return [];
    }
  });
  for (const parent of found) {
    found.push(
      ...all.filter((one) => one.parent === parent && one.name.startsWith('sshd')).map((one) => one.id),
    );
  }
  return found;
}
