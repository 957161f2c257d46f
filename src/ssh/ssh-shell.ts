import type { Duplex } from 'node:stream';
import { FerrymanError } from '../errors.ts';
import { say } from '../text/say.ts';
import { NotStarted } from './channel.ts';
import type { Link } from './connect.ts';
import { DEFAULT_TIMEOUT_MS } from './limits.ts';
import { orDrop } from './open-socket.ts';
import { pipeThrough } from './pipe-through.ts';
import { startRemotely, type RemoteOptions } from './remote-command.ts';
import { runToEnd, streamOutput } from './running-command.ts';
import type { Command, Shell, StreamOptions } from './shell.ts';

export interface SshShellSources {
  /** The connection to use now; one that was lost is replaced where nothing has been started on it yet. */
  readonly link: () => Promise<Link>;
  /** A second connection to the same host, that its user ends. */
  readonly another: () => Promise<Link>;
  readonly close: () => Promise<void>;
}

/** Long enough for any host that answers at all. */
const DIAL_MS = 10_000;

/** A host over SSH. */
export function sshShell(label: string, sources: SshShellSources): Shell {
  const { link, another, close } = sources;
  const start = async (command: Command, options: Omit<RemoteOptions, 'another'>) => {
    try {
      return await startRemotely(await link(), command, { ...options, another });
    } catch (error) {
      if (!(error instanceof NotStarted)) throw error;
    }
    try {
      // A connection that was kept for a while may have died unnoticed.
      return await startRemotely(await link(), command, { ...options, another });
    } catch (error) {
      throw error instanceof NotStarted ? error.because : error;
    }
  };
  return {
    label,
    run: (command, options = {}) => runToEnd(() => start(command, within(options)), options),
    stream: (command, options = {}) => streamOutput(() => start(command, within(options)), options),
    dial: async (path) => dial(await link(), path),
    pipe: async (command) => pipeThrough(await start(command, { timeoutMs: 0, keepStdin: true })),
    close,
  };
}

function within({ timeoutMs = DEFAULT_TIMEOUT_MS, signal }: StreamOptions) {
  return { timeoutMs, signal };
}

/** A forwarded socket is no session, so it takes nobody's turn. */
async function dial(link: Link, socketPath: string): Promise<Duplex> {
  let timer: NodeJS.Timeout | undefined;
  let isLate = false;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isLate = true;
      reject(new Error('no answer'));
    }, DIAL_MS);
  });
  try {
    const channel = await orDrop(link.ssh.forwardOutStreamLocal(socketPath), late);
    channel.on('error', () => {});
    return channel;
  } catch (cause) {
    const lost = link.lost();
    if (lost) throw lost;
    const words = cause instanceof Error ? cause.message : String(cause);
    const because = isLate ? say`no answer within ${DIAL_MS / 1000} s` : words;
    throw new FerrymanError(
      'dial-refused',
      say`${link.label} does not connect us to ${socketPath}: ${because}.`,
      say`Look whether it exists and who may open it (ls -l ${socketPath}), and at AllowStreamLocalForwarding in sshd_config.`,
      { cause },
    );
  } finally {
    clearTimeout(timer);
  }
}
