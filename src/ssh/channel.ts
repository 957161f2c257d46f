import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientChannel } from 'ssh2';
import { FerrymanError } from '../errors.ts';
import { say } from '../text/say.ts';
import { lostError, type Link } from './connect.ts';
import type { CommandEnd } from './running-command.ts';

export interface Session {
  readonly channel: ClientChannel;
  /** Gives the turn back; to be called once the channel is closed. */
  readonly release: () => void;
}

/** How often a host that has no session in use may refuse one: it frees a slot only after it said that it is free. */
const REFUSALS = 40;

/** The connection was lost before anything of the command reached the host, so it can be tried on another. */
export class NotStarted extends Error {
  readonly because: FerrymanError;
  constructor(because: FerrymanError) {
    super(because.message, { cause: because });
    this.because = because;
  }
}

/** A channel on which the line runs, when it is its turn. Throws `NotStarted`, `connection-lost`, `no-session`, or the signal's reason. */
export async function openSession(link: Link, line: string, signal?: AbortSignal): Promise<Session> {
  let refusals = 0;
  for (;;) {
    const release = await link.slots.take();
    try {
      signal?.throwIfAborted();
      return { channel: await exec(link, line), release };
    } catch (error) {
      release();
      signal?.throwIfAborted();
      const lost = link.lost();
      if (lost) throw neverSent(error) ? new NotStarted(lost) : lost;
      if (!isRefusal(error)) throw noSession(link, error);
      const others = link.slots.taken();
      if (others > 0) link.slots.atMost(others);
      else if (++refusals > REFUSALS) throw noSession(link, error);
      await sleep(5 + Math.random() * 45);
    }
  }
}

/** ssh2's own exec, since node-ssh's keeps all output without bound and splits characters between chunks. */
export function exec(link: Link, line: string): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    const lost = link.lost();
    if (lost) {
      reject(lost);
      return;
    }
    link.client.exec(line, (error, channel) => {
      if (error) reject(error);
      else resolve(channel);
    });
  });
}

/** How the command on a channel ended, once the channel is closed: neither code nor signal where the connection is lost. */
export function closeOf(channel: ClientChannel): Promise<CommandEnd> {
  return new Promise((resolve) => {
    channel.on('close', (code?: number | null, signal?: string) =>
      resolve({ code: code ?? undefined, signal }),
    );
  });
}

/** A connection that is lost without an exit code, though ssh2 calls it a normal close. */
export function lostWhileRunning(link: Link): FerrymanError {
  return link.lost() ?? lostError(link.label, say`the host closed the session without an exit code`);
}

/** ssh2 says so of a channel that was never opened; a pending exec fails in other words. */
function neverSent(error: unknown): boolean {
  if (error instanceof FerrymanError) return true;
  return error instanceof Error && /^(No response from server|Not connected)$/.test(error.message);
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && /channel open failure/i.test(error.message);
}

function noSession(link: Link, cause: unknown): FerrymanError {
  return new FerrymanError(
    'no-session',
    say`${link.label} let us log in but gives no session: ${cause instanceof Error ? cause.message : String(cause)}.`,
    say`Look at MaxSessions and ForceCommand in the sshd_config of the host.`,
    { cause },
  );
}
