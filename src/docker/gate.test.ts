import { expect, test } from 'vitest';

import { localShell } from '../ssh/local-shell.ts';
import { tell } from '../text/tell.ts';
import { askGate, readGate } from './gate.ts';

const SOCKET = 'socket /var/run/docker.sock\nreachable /var/run/docker.sock\n';

test('a running daemon with its socket is running', () => {
  expect(
    readGate(
      `client 10.0.0.9 50000 10.0.0.5 22\ndaemon 0 dockerd\n${SOCKET}binary dockerd\ncontainer c0ffee\n`,
    ),
  ).toEqual({
    kind: 'running',
    socket: '/var/run/docker.sock',
    reachable: true,
    containerIds: ['c0ffee'],
  });
});

test('a socket without a daemon is left alone: a connection would start what somebody stopped', () => {
  expect(readGate(`${SOCKET}binary dockerd\n`)).toMatchObject({ kind: 'not-running' });
});

test('a host without an engine has none, and that is no fault', () => {
  expect(readGate('client \n')).toMatchObject({ kind: 'absent' });
});

test('a user who may not open the socket is told apart', () => {
  expect(readGate('daemon 0 dockerd-current\nsocket /var/run/docker.sock\n')).toMatchObject({
    reachable: false,
  });
});

test('a rootless daemon of somebody is no proof that the socket of root is served', () => {
  const gate = readGate(`daemon 1000 dockerd\n${SOCKET}binary dockerd\n`);
  expect(gate.kind).toBe('not-running');
  expect('because' in gate && tell(gate.because, 'en')).toBe(
    'dockerd runs only for the user with the id 1000, who has a socket of their own',
  );
});

test('a rootless daemon of our own is asked at its own socket', () => {
  const own = 'socket /run/user/1000/docker.sock\nreachable /run/user/1000/docker.sock\n';
  expect(readGate(`daemon 1000 dockerd\n${SOCKET}${own}`)).toMatchObject({
    kind: 'running',
    socket: '/run/user/1000/docker.sock',
    reachable: true,
  });
  expect(readGate(`daemon 0 dockerd\n${own}`)).toMatchObject({ kind: 'not-running' });
});

test('the question runs on a real shell and says nothing of who is connected where nobody is', async () => {
  const { gate, client } = await askGate(localShell());
  expect(['running', 'not-running', 'absent']).toContain(gate.kind);
  expect(client).toBe(process.env['SSH_CONNECTION']?.split(' ')[0]);
});

test('the host’s clock is read to the fraction where its date knows one, and to the second where it prints the letters', () => {
  const running = `daemon 0 dockerd\n${SOCKET}`;
  expect(readGate(`clock 1795348674.250000000\n${running}`)).toMatchObject({ hostSeconds: 1795348674.25 });
  expect(readGate(`clock 1795348674.%N\n${running}`)).toMatchObject({ hostSeconds: 1795348674 });
  expect(readGate(`clock 1795348674.N\n${running}`)).toMatchObject({ hostSeconds: 1795348674 });
});
