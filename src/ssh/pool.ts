import { setTimeout as sleep } from 'node:timers/promises';
import { FerrymanError } from '../errors.ts';
import { say } from '../text/say.ts';
import { connect, fetchKey, type ConnectOptions, type HostKey, type Link } from './connect.ts';
import { newSlots, type Slots } from './slots.ts';
import type { Shell } from './shell.ts';
import { sshShell } from './ssh-shell.ts';
import { endpointOf, labelOf, type SshTarget } from './target.ts';

export interface ShellPool {
  /**
   * A shell on the host, over a connection that is there already or a new one. Throws what `connect` throws, for the
   * jump host as well. Whoever opens a shell closes it.
   */
  open(target: SshTarget, options?: OpenOptions): Promise<PooledShell>;
  /** The key that a host presents, to show and pin it; only its jump host is logged in to. */
  fetchHostKey(target: SshTarget): Promise<HostKey>;
  /** Connections that are open now, used or idle. */
  readonly size: number;
  /** Ends all connections; shells in use lose theirs. */
  dispose(): Promise<void>;
}

export interface OpenOptions {
  /** Milliseconds for which the connection is kept unused where that is longer than for others: its user comes again by then. */
  readonly idleMs?: number;
}

export interface PooledShell extends Shell {
  /** Whether the connection was there already. */
  readonly reused: boolean;
}

export interface PoolOptions extends ConnectOptions {
  /** Milliseconds for which an unused connection is kept. Default 60,000. */
  readonly idleMs?: number;
  /** Hears of each attempt to connect. @param failure absent where it came about */
  readonly onAttempt?: ((target: SshTarget, failure?: FerrymanError) => void) | undefined;
}

const IDLE_MS = 60_000;
/** sshd drops connections at random above 10 that aren't logged in yet (MaxStartups 10:30:100). */
const HANDSHAKES = 8;
const HANDSHAKE_TRIES = 5;
const GOODBYE_MS = 1_000;

interface Entry {
  readonly link: Promise<Link>;
  /** Of the jump host. */
  readonly via: Hold | undefined;
  /** Nobody new gets it. */
  readonly leave: () => void;
  users: number;
  idleMs: number;
  idle: NodeJS.Timeout | undefined;
}

/** One use of a connection. */
interface Hold {
  readonly link: Link;
  /** The jump host's connection. */
  readonly via: Link | undefined;
  readonly reused: boolean;
  release(): void;
}

export function createShellPool(options: PoolOptions = {}): ShellPool {
  const idleMs = options.idleMs ?? IDLE_MS;
  const entries = new Map<string, Entry>();
  const gates = new Map<string, Slots>();
  let disposed = false;

  function gateOf(target: SshTarget): Slots {
    const name = endpointOf(target.jump ?? target);
    const gate = gates.get(name) ?? newSlots(HANDSHAKES);
    gates.set(name, gate);
    return gate;
  }

  async function connectPolitely(target: SshTarget, via: Link | undefined): Promise<Link> {
    for (let tries = 1; ; tries++) {
      const release = await gateOf(target).take();
      try {
        const link = await connect(target, options, via);
        options.onAttempt?.(target);
        return link;
      } catch (error) {
        if (error instanceof FerrymanError) options.onAttempt?.(target, error);
        const dropped = error instanceof FerrymanError && error.code === 'connection-closed';
        if (!dropped || tries >= HANDSHAKE_TRIES || via?.lost()) throw error;
      } finally {
        release();
      }
      await sleep(100 * tries * (0.5 + Math.random()));
    }
  }

  function enter(key: string, target: SshTarget, via: Hold | undefined): Entry {
    const leave = () => {
      if (entries.get(key) === entry) entries.delete(key);
      clearTimeout(entry.idle);
    };
    const link = connectPolitely(target, via?.link);
    const entry: Entry = { link, via, leave, users: 0, idleMs, idle: undefined };
    const gone = () => {
      leave();
      via?.release();
    };
    link.then((opened) => opened.onLost(gone), gone);
    entries.set(key, entry);
    return entry;
  }

  async function hold(target: SshTarget, keptMs = idleMs): Promise<Hold> {
    if (disposed) throw disposedError(target);
    const key = JSON.stringify(target);
    let entry = entries.get(key);
    const reused = entry !== undefined;
    if (!entry) {
      const via = target.jump && (await hold(target.jump));
      // Somebody else may have come first while the jump host was connected to.
      const other = entries.get(key);
      if (other) via?.release();
      entry = other ?? enter(key, target, via);
    }
    entry.idleMs = Math.max(entry.idleMs, keptMs);
    return use(entry, reused);
  }

  async function use(entry: Entry, reused: boolean): Promise<Hold> {
    entry.users++;
    clearTimeout(entry.idle);
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      if (--entry.users > 0) return;
      entry.idle = setTimeout(() => void endOf(entry), entry.idleMs);
      // Who waits for a process to end does not wait for this.
      entry.idle.unref();
    };
    const link = await entry.link;
    return { link, via: entry.via?.link, reused, release };
  }

  async function open(target: SshTarget, { idleMs: keptMs }: OpenOptions = {}): Promise<PooledShell> {
    let held = await hold(target, keptMs);
    let closed = false;
    const first = held;
    const shell = sshShell(labelOf(target), {
      async link() {
        if (closed) throw closedError(target);
        if (held.link.lost()) {
          held.release();
          held = await hold(target, keptMs);
        }
        return held.link;
      },
      another: () => connectPolitely(target, held.via),
      close() {
        closed = true;
        held.release();
        return Promise.resolve();
      },
    });
    return { ...shell, reused: first.reused };
  }

  return {
    open,
    async fetchHostKey(target) {
      const via = target.jump && (await hold(target.jump));
      try {
        return await fetchKey(target, options, via?.link);
      } finally {
        via?.release();
      }
    },
    get size() {
      return entries.size;
    },
    async dispose() {
      disposed = true;
      await Promise.all([...entries.values()].map(endOf));
    },
  };
}

async function endOf(entry: Entry): Promise<void> {
  entry.leave();
  const link = await entry.link.catch(() => undefined);
  if (!link || link.lost()) return;
  await new Promise<void>((resolve) => {
    const late = setTimeout(() => link.destroy(say`the host did not answer to a good-bye`), GOODBYE_MS);
    link.onLost(() => {
      clearTimeout(late);
      resolve();
    });
    link.end();
  });
}

function disposedError(target: SshTarget): FerrymanError {
  return new FerrymanError(
    'pool-disposed',
    say`${labelOf(target)} is not connected to any more: Ferryman is shutting down.`,
    say`Ask again when it is back.`,
  );
}

function closedError(target: SshTarget): FerrymanError {
  return new FerrymanError(
    'shell-closed',
    say`The shell on ${labelOf(target)} was used after it was closed.`,
    say`This is a mistake in Ferryman, please report it.`,
  );
}
