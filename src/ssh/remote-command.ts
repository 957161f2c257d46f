import { FerrymanError } from '../errors.ts';
import { say, type Sayable } from '../text/say.ts';
import { closeOf, lostWhileRunning, openSession } from './channel.ts';
import type { Link } from './connect.ts';
import { execLine, execScriptLine, type ExecLine } from './exec-line.ts';
import { killRemotely } from './kill-remotely.ts';
import { newPromise } from './limits.ts';
import type { CommandEnd, RunningCommand } from './running-command.ts';
import { newMarker } from './script.ts';
import type { Command } from './shell.ts';
import { unwrap } from './unwrap.ts';

export interface RemoteOptions {
  /** Milliseconds after which the host itself may end the command; 0 for never. */
  readonly timeoutMs: number;
  /** Leaves standard input open. */
  readonly keepStdin?: boolean;
  /** Nothing begins after it has fired. */
  readonly signal?: AbortSignal | undefined;
  /** A second connection, for killing where the first gives no further session. */
  readonly another: () => Promise<Link>;
}

/** The host's own time-out comes this much later than ours, which kills more thoroughly. */
const BELT_SECONDS = 10;
/** How long the rc files of a login shell may take. */
const BEGIN_MS = 60_000;
/** Starts a command on the host and returns when it has begun. */
export async function startRemotely(
  link: Link,
  command: Command,
  options: RemoteOptions,
): Promise<RunningCommand> {
  const marker = newMarker();
  const seconds = options.timeoutMs === 0 ? 0 : Math.ceil(options.timeoutMs / 1000) + BELT_SECONDS;
  const inline = options.keepStdin ? undefined : execScriptLine(command, marker);
  if (inline) {
    const started = await begin(link, inline, marker, options);
    if ('stdin' in started) return started;
    // Nothing of it has run: some login shells take no words of that length, some servers no such line.
  }
  const started = await begin(link, execLine(command, marker, seconds), marker, options);
  if ('stdin' in started) return started;
  throw noShell(link, started.words);
}

async function begin(
  link: Link,
  { line, stdin }: ExecLine,
  marker: string,
  options: RemoteOptions,
): Promise<RunningCommand | { words: Sayable }> {
  const { channel, release } = await openSession(link, line, options.signal);
  // What goes wrong with a channel is told by its end.
  channel.on('error', () => {});
  channel.stderr.on('error', () => {});
  if (!options.keepStdin) channel.end(stdin);

  const begun = newPromise<string | undefined>();
  const out = unwrap(marker, begun.resolve);
  const err = unwrap(marker, () => {});
  channel.pipe(out.stream);
  channel.stderr.pipe(err.stream);
  const closed = closeOf(channel);
  let over = false;
  let torn = false;
  channel.on('close', (code?: number | null, signal?: string) => {
    over = true;
    torn = (code ?? signal) === undefined && link.lost() !== undefined;
    release();
    begun.resolve(undefined);
  });

  const late = setTimeout(() => channel.close(), BEGIN_MS);
  // Without a listener the streams would not flow, and the channel of a refusing shell would never close.
  const pid = await begun.promise;
  clearTimeout(late);
  if (pid === undefined) {
    const end = await closed;
    if (link.lost()) throw lostWhileRunning(link);
    const words = [out.before(), err.before()].join('\n').trim().slice(0, 300);
    return { words: words || say`it ended with code ${String(end.code)}` };
  }
  const ended = endOf(link, closed, [out.stream, err.stream]);
  ended.catch(() => {});
  return {
    stdin: channel,
    stdout: out.stream,
    stderr: err.stream,
    ended,
    async kill() {
      // Whether it runs on where nobody can look is not known.
      if (torn || (!over && link.lost())) return pid;
      return over ? '' : killRemotely(link, channel, pid, options.another);
    },
  };
}

/** A code of undefined without a signal is a lost connection, which ssh2 reports like a success. */
async function endOf(
  link: Link,
  closed: Promise<CommandEnd>,
  streams: readonly NodeJS.ReadableStream[],
): Promise<CommandEnd> {
  const over = streams.map(
    (stream) =>
      new Promise<void>((resolve) => {
        stream.once('end', resolve);
        stream.once('close', resolve);
      }),
  );
  const end = await closed;
  if (end.code === undefined && end.signal === undefined) throw lostWhileRunning(link);
  await Promise.all(over);
  return end;
}

function noShell(link: Link, words: Sayable): FerrymanError {
  return new FerrymanError(
    'no-shell',
    say`${link.label} let us log in but runs no commands: ${words}`,
    say`Give the user a login shell (usermod -s /bin/sh), and look for command= in its authorized_keys and ForceCommand in sshd_config.`,
  );
}
