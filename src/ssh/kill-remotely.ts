import type { ClientChannel } from 'ssh2';
import { say } from '../text/say.ts';
import { boundedOutput } from './bounded-output.ts';
import { closeOf, exec } from './channel.ts';
import type { Link } from './connect.ts';
import { execLine } from './exec-line.ts';
import { KILL_TREE } from './kill-tree.ts';
import { newMarker } from './script.ts';

/** TERM, a second, KILL, a second, sudo, a second: more than this only a host takes that doesn't answer any more. */
const KILL_MS = 8_000;
/** Between the death of a command and the end of its channel. */
const CLOSE_MS = 3_000;

/**
 * Kills what a channel runs, for closing a channel kills nothing, and sshd heeds a signal only while standard input is
 * open. Ends the connection to a host that doesn't answer. Gives the ids of the processes that live all the same.
 */
export async function killRemotely(
  link: Link,
  channel: ClientChannel,
  pid: string,
  another: () => Promise<Link>,
): Promise<string> {
  const marker = newMarker();
  const { line } = execLine({ argv: ['sh', '-c', KILL_TREE, 'sh', pid] }, marker, 0);
  let late: NodeJS.Timeout | undefined;
  const answer = await Promise.race([
    killThrough(link, line, another).catch(() => `\n${marker}\n${pid}`),
    new Promise<undefined>((resolve) => {
      late = setTimeout(() => resolve(undefined), KILL_MS);
    }),
  ]);
  clearTimeout(late);
  if (answer === undefined) {
    link.destroy(say`the host did not answer when a command was to be stopped`);
    return pid;
  }
  const close = setTimeout(() => channel.close(), CLOSE_MS);
  channel.on('close', () => clearTimeout(close));
  return new RegExp(`\n${marker}.*\n([0-9 ]*)`).exec(answer)?.[1] ?? '';
}

/** On the same connection; where the host gives no further session there, on another. */
async function killThrough(link: Link, line: string, another: () => Promise<Link>): Promise<string> {
  try {
    return await outputOf(await exec(link, line));
  } catch (error) {
    if (link.lost()) throw error;
  }
  const second = await another();
  try {
    return await outputOf(await exec(second, line));
  } finally {
    second.end();
  }
}

async function outputOf(channel: ClientChannel): Promise<string> {
  const output = boundedOutput(64 * 1024);
  channel.on('error', () => {});
  channel.on('data', output.add);
  channel.stderr.resume();
  channel.end();
  await closeOf(channel);
  return output.text();
}
