import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

import { makeKey } from '../../test/support/sshd.ts';
import { FerrymanError } from '../errors.ts';
import { describeFailure } from './failure.ts';
import { untilStopped } from './until-stopped.ts';

const bin = fileURLToPath(new URL('../../bin/ferryman.js', import.meta.url));

/** A host that accepts connections and then says nothing, as one does that has run out of memory. */
async function silentHost() {
  const server = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const cwd = await mkdtemp(join(tmpdir(), 'ferryman-stop-'));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server that listens has one
  const { port } = server.address() as AddressInfo;
  makeKey('ed25519', join(cwd, 'key'));
  const way = `{ address: 127.0.0.1, port: ${port}, user: root, identityFile: ${join(cwd, 'key')} }`;
  await writeFile(join(cwd, 'ferryman.yaml'), `hosts:\n  web-1: ${way}\n`);
  const connected = once(server, 'connection');
  return { cwd, connected };
}

test.each([
  ['diagnose', ['diagnose', 'web-1']],
  ['snapshot', ['snapshot', 'web-1', '-o', 'web-1.json']],
])('%s of a host that says nothing ends at its time-out, with a sentence', async (_, args) => {
  const { cwd } = await silentHost();
  const ferryman = spawn(process.execPath, [bin, ...args, '--timeout', '1'], { cwd });
  const [said, [code]] = await Promise.all([text(ferryman.stderr), once(ferryman, 'close')]);
  expect({ said, code }).toEqual({ said: expect.stringContaining('not read within 1 s'), code: 3 });
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s stops a diagnosis in order', async (signal, expected) => {
  const { cwd, connected } = await silentHost();
  const ferryman = spawn(process.execPath, [bin, 'diagnose', 'web-1'], { cwd });
  const said = text(ferryman.stderr);
  await connected;
  ferryman.kill(signal);
  const [code] = await once(ferryman, 'close');
  expect({ said: await said, code }).toEqual({ said: expect.stringMatching(/^Stopped;/), code: expected });
});

test('what runs may clean up before the run is over', async () => {
  let cleaned = false;
  const run = untilStopped(0.01, async (signal) => {
    await once(signal, 'abort');
    await new Promise((resolve) => setImmediate(resolve));
    cleaned = true;
    throw new FerrymanError('pool-disposed', 'It is gone.', 'Ask again.');
  });
  const error = await run.catch((reason: unknown) => reason);
  expect({ cleaned, ...describeFailure(error, { verbose: false }) }).toMatchObject({
    cleaned: true,
    code: 3,
    text: expect.stringContaining('not read within'),
  });
});
