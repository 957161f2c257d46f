/**
 * Hosts to be watched, each an SSH server that says what a recorded host printed, after as long as a host takes for it:
 * `fleet.ts <host key> <hosts> <snapshot>`; tells its parent the ports, and listens for what share of the looks is to find the host changed.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import ssh2, { type Connection, type ServerChannel } from 'ssh2';
import { z } from 'zod';
import { parseSnapshot } from '../../src/flows/snapshot-file.ts';
import { randomFrom } from '../../test/lab/random.ts';
import { recordedAnswers } from './recorded-answers.ts';

/** Milliseconds until a host has run the script of a look, and anything else. */
const LOOK_MS = [120, 400] as const;
const OTHER_MS = [20, 300] as const;
/** A host that has changed stays as it is until it has been looked at once more. */
const QUIET_MS = 30_000;

const [keyFile = '', count = '', snapshotFile = ''] = process.argv.slice(2);
const random = randomFrom(1);
let changing = 0;
process.on('message', (message) => {
  ({ changing } = z.object({ changing: z.number() }).parse(message));
});
process.on('disconnect', () => process.exit());

const service = createServer((socket) => socket.on('error', () => undefined));
const published = await listening(service);
const recorded = readFileSync(snapshotFile, 'utf8');
// The worker tries the port from here, where one listener answers for all hosts.
const [port = 0] = parseSnapshot(recorded, snapshotFile).attempts.map(({ to }) => to.port);
const here = recorded.replaceAll(new RegExp(`\\b${port}\\b`, 'g'), String(published));
const answers = recordedAnswers(parseSnapshot(here, snapshotFile));

const hostKeys = [readFileSync(keyFile)];
const ports: number[] = [];
for (let host = 0; host < Number(count); host += 1) {
  // oxlint-disable-next-line no-await-in-loop -- so that they come in their order
  ports.push(await listening(new ssh2.Server({ hostKeys }, serve(answersOfOne()))));
}
process.send?.({ published, ports });

async function listening(server: Server | ssh2.Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return z.object({ port: z.number() }).parse(server.address()).port;
}

/** One host: what it says now, and from when on it may have changed. */
function answersOfOne() {
  let generation = 0;
  let quietUntil = 0;
  return (line: string) => {
    const isLook = line.includes('"print"');
    if (isLook && Date.now() > quietUntil) {
      quietUntil = Date.now() + QUIET_MS;
      if (random.int(0, 9_999) < changing * 10_000) generation += 1;
    }
    const [least, most] = isLook ? LOOK_MS : OTHER_MS;
    return { stdout: answers.toCommand(line, generation), afterMs: random.int(least, most) };
  };
}

function serve(answer: ReturnType<typeof answersOfOne>) {
  return (client: Connection) => {
    client.on('error', () => undefined);
    client.on('authentication', (login) => {
      if (login.method === 'publickey') login.accept();
      else login.reject(['publickey']);
    });
    client.on('session', (acceptSession) => {
      acceptSession().on('exec', (accept, _, { command }) => void execute(accept(), command, answer));
    });
    client.on('openssh.streamlocal', (accept) => docker(accept()));
  };
}

async function execute(
  channel: ServerChannel,
  command: string,
  answer: ReturnType<typeof answersOfOne>,
): Promise<void> {
  channel.on('error', () => undefined);
  const [marker = ''] = /frame[0-9a-f]{24}/.exec(command) ?? [];
  channel.stderr.write(`\n${marker}\n`);
  channel.write(`\n${marker} 4242\n`);
  const script = command.includes("'sh' '-s'") ? await text(channel) : command;
  const { stdout, afterMs } = answer(script);
  await sleep(afterMs);
  channel.write(stdout);
  channel.exit(0);
  channel.end();
}

/** Docker's API over one connection, request by request. */
function docker(channel: ServerChannel): void {
  channel.on('error', () => undefined);
  let heard = '';
  channel.on('data', (chunk: Buffer) => {
    heard += chunk.toString('latin1');
    const [request, path] = /^GET (\S+) [^]*?\r\n\r\n/.exec(heard) ?? [];
    if (request === undefined || path === undefined) return;
    heard = heard.slice(request.length);
    const body = answers.toDocker(path);
    const head = `HTTP/1.1 ${body === undefined ? '404 Not Found' : '200 OK'}\r\nContent-Type: application/json`;
    const said = body ?? '{"message":"no such thing"}';
    channel.write(`${head}\r\nContent-Length: ${Buffer.byteLength(said)}\r\n\r\n${said}`);
  });
}
