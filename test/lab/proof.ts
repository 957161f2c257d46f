import { connect } from 'node:net';

import type { LabHost } from './host.ts';

/** What somebody who connects and asks for a page gets to see. */
export type Seen = 'answers' | 'refused' | 'times out' | 'resets' | 'unreachable';

const PATIENCE_MS = 2500;

/** Real packets from this machine, through the cloud, to the host. */
export function fromOutside(host: LabHost, port: number): Promise<Seen> {
  return new Promise((resolve) => {
    const socket = connect({ host: host.address, port });
    const done = (seen: Seen) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(seen);
    };
    const timer = setTimeout(() => done('times out'), PATIENCE_MS);
    let text = '';
    socket.on('connect', () => socket.write(`GET / HTTP/1.0\r\nHost: ${host.address}\r\n\r\n`));
    socket.on('data', (chunk) => {
      text += chunk.toString();
    });
    socket.on('end', () => done(text === '' ? 'resets' : 'answers'));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') return done('refused');
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE')
        return done(text === '' ? 'resets' : 'answers');
      done('unreachable');
    });
  });
}

/** The same, asked on the host itself. */
async function onTheHost(host: LabHost, address: string, port: number): Promise<Seen> {
  const url = `http://${address}:${port}/`;
  const { code } = await host.run(['curl', '-s', '-o', '/dev/null', '-m', String(PATIENCE_MS / 1000), url]);
  const seen: Record<number, Seen> = {
    0: 'answers',
    7: 'refused',
    28: 'times out',
    52: 'resets',
    56: 'resets',
  };
  return seen[code] ?? 'unreachable';
}

/** Whether the host gets a TCP connection, to a service that waits for the client to speak. */
export async function connects(host: LabHost, address: string, port: number): Promise<boolean> {
  return (await host.run(['nc', '-z', '-w', '2', address, String(port)])).code === 0;
}

/** Looks until it is so, for a server that has only just been started; says what it saw where it never is. */
async function expectSeen(what: string, wanted: Seen, look: () => Promise<Seen>): Promise<void> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const seen = await look();
    if (seen === wanted) return;
    if (performance.now() > deadline)
      throw new Error(`the lab is not as arranged: ${what} ${seen}, not ${wanted}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export function expectOutside(host: LabHost, port: number, wanted: Seen): Promise<void> {
  return expectSeen(`port ${port} from outside`, wanted, () => fromOutside(host, port));
}

export function expectOnHost(
  host: LabHost,
  port: number,
  wanted: Seen,
  address = '127.0.0.1',
): Promise<void> {
  return expectSeen(`${address}:${port} on the host`, wanted, () => onTheHost(host, address, port));
}

/** Looks until a command says so; what it says may lag behind what was done. */
export async function expectOutput(host: LabHost, argv: readonly string[], wanted: RegExp): Promise<void> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const { stdout, stderr } = await host.run(argv);
    if (wanted.test(stdout + stderr)) return;
    if (performance.now() > deadline)
      throw new Error(`the lab is not as arranged: ${argv.join(' ')} says ${stdout}${stderr}, not ${wanted}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
