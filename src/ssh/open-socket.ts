import { connect as connectTcp, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { FerrymanError } from '../errors.ts';
import { say } from '../text/say.ts';
import type { Link } from './connect.ts';
import { labelOf, type SshTarget } from './target.ts';

/** A way to the sshd of the target: TCP without Nagle's delay, or a channel of the jump host's connection. */
export async function openSocket(
  target: SshTarget,
  timeoutMs: number,
  via: Link | undefined,
): Promise<Duplex> {
  if (via) return openThrough(via, target, timeoutMs);
  const socket = connectTcp({ host: target.address, port: target.port, noDelay: true });
  return untilConnected(socket, timeoutMs);
}

function untilConnected(socket: Socket, timeoutMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    const timer = setTimeout(
      () => fail(Object.assign(new Error('timed out'), { code: 'connect-timeout' })),
      timeoutMs,
    );
    socket.once('error', fail);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.off('error', fail);
      resolve(socket);
    });
  });
}

/** What comes too late is not wanted any more. */
export async function orDrop<T extends Duplex>(coming: Promise<T>, late: Promise<never>): Promise<T> {
  try {
    return await Promise.race([coming, late]);
  } catch (error) {
    coming.then(
      (unwanted) => unwanted.destroy(),
      () => {},
    );
    throw error;
  }
}

/** Through the jump host, which says in words of its own why it cannot go further. */
async function openThrough(via: Link, target: SshTarget, timeoutMs: number): Promise<Duplex> {
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(Object.assign(new Error('timed out'), { code: 'connect-timeout' })),
        timeoutMs,
      );
    });
    const channel = via.ssh.forwardOut('127.0.0.1', 0, target.address, target.port);
    return await orDrop(channel, late);
  } catch (cause) {
    const lost = via.lost();
    if (lost) throw lost;
    if (cause instanceof Error && 'code' in cause) throw cause;
    throw new FerrymanError(
      'jump-refused',
      say`${via.label} cannot connect further to ${labelOf(target)}: ${cause instanceof Error ? cause.message : String(cause)}.`,
      say`Look on the jump host: nc -vz ${target.address} ${target.port}; AllowTcpForwarding in its sshd_config.`,
      { cause },
    );
  } finally {
    clearTimeout(timer);
  }
}
