import { expect, test } from 'vitest';

import { read, recorded } from '../../test/facts/recorded.ts';
import { dockerJournal } from './docker-journal.ts';

test("dockerd's own lines give level and message, unescaped", () => {
  const text = String.raw`2018-11-22T10:15:04+0800 hz-shop dockerd-current[1234]: time="2018-11-22T10:15:04.123456789+08:00" level=error msg="Handler for POST /v1.26/containers/create returned error: Conflict. The name \"/ok\" is already in use\nby 3" error="open /x: caf\u00e9 \xe9"
`;
  expect(read(dockerJournal, text)).toEqual([
    {
      at: '2018-11-22T10:15:04+08:00',
      program: 'dockerd-current',
      pid: 1234,
      level: 'error',
      message:
        'Handler for POST /v1.26/containers/create returned error: Conflict. The name "/ok" is already in use\nby 3',
      error: 'open /x: café é',
      text: text.trimEnd(),
    },
  ]);
});

test("the sentence that keeps the daemon from starting has no level: it is not the daemon's logger that prints it", () => {
  const lines = read(dockerJournal, recorded('docker-journal-broken'));
  expect(lines.find(({ message }) => message.startsWith('unable to configure'))).toMatchObject({
    program: 'dockerd',
    message:
      "unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid character '}' looking for beginning of object key string",
  });
  expect(lines.at(-1)).toMatchObject({
    program: 'systemd',
    pid: 1,
    message: "docker.socket: Failed with result 'service-start-limit-hit'.",
  });
});

test('headings are left out and a message of several lines is one', () => {
  // systemd 219: the indented form is how journalctl prints a message with line feeds
  const text = `-- Logs begin at Thu 2018-08-30 08:28:53 CST, end at Thu 2018-08-30 08:47:53 CST. --
2018-08-30T08:29:08+0800 devops-101 dockerd-current[1102]: Error starting daemon: Error initializing network controller: x
                                                           Perhaps iptables or your kernel needs to be upgraded.
2018-08-30T08:29:08+0800 devops-101 systemd[1]: docker.service: main process exited, code=exited, status=1/FAILURE
-- Reboot --
`;
  expect(read(dockerJournal, text).map(({ program, message }) => [program, message])).toEqual([
    [
      'dockerd-current',
      'Error starting daemon: Error initializing network controller: x\nPerhaps iptables or your kernel needs to be upgraded.',
    ],
    ['systemd', 'docker.service: main process exited, code=exited, status=1/FAILURE'],
  ]);
});

test('an empty journal is empty', () => {
  expect(read(dockerJournal, '-- No entries --\n')).toEqual([]);
});
