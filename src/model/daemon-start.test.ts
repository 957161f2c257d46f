import { expect, test } from 'vitest';

import { hostSaying } from '../../test/support/failed-start.ts';
import { stdoutOf, withText } from '../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../test/support/recorded-hosts.ts';
import { viewOf } from '../../test/support/views.ts';
import { lastWordsOf, wordsOf } from './daemon-start.ts';

const failed = recordedHost('daemon-json-invalid').snapshot;
const startOf = (host: typeof failed) => viewOf('daemonStart', host);
const wordsIn = (host: typeof failed) => lastWordsOf(startOf(host));

test('a daemon that runs, one that was stopped and one that failed are told apart', () => {
  expect(startOf(recordedHost('healthy-plain').snapshot)).toEqual({ kind: 'fine' });
  expect(startOf(recordedHost('docker-not-running').snapshot)).toEqual({ kind: 'not-tried' });
  expect(wordsIn(failed)).toContain("invalid character '}'");
});

test('the reason stands before the exit, whatever is printed around it', () => {
  expect(
    wordsIn(
      hostSaying(
        'time="2026-11-22T12:31:00Z" level=warning msg="Your kernel does not support swap limit"',
        'time="2026-11-22T12:31:00Z" level=error msg="something that it survived"',
        'failed to start daemon: the reason',
        "See 'dockerd --help'.",
      ),
    ),
  ).toBe('failed to start daemon: the reason');
});

test('where nothing fatal is printed the last error counts', () => {
  expect(wordsIn(hostSaying('time="2026-11-22T12:31:00Z" level=error msg="no room" error="disk full"'))).toBe(
    'no room: disk full',
  );
});

test('a line that the journal puts before its own start is not lost', () => {
  const journal = stdoutOf(failed, 'docker-journal');
  const last = journal.lastIndexOf('unable to configure');
  const line = journal.slice(journal.lastIndexOf('\n', last) + 1, journal.indexOf('\n', last) + 1);
  const at = journal.lastIndexOf(line);
  const early = journal.slice(0, at) + journal.slice(at + line.length);
  expect(wordsIn(withText(failed, 'docker-journal', early))).toContain("invalid character '}'");
});

test('an attempt that is still under way leaves the word to the one before', () => {
  const journal = `${stdoutOf(failed, 'docker-journal')}2026-11-22T12:32:00+0000 hz-shop systemd[1]: Starting docker.service - Docker Application Container Engine...\n`;
  const host = edited(
    withText(failed, 'docker-journal', journal),
    'docker-unit',
    'ActiveState=failed',
    'ActiveState=activating',
  );
  expect(wordsIn(host)).toContain("invalid character '}'");
});

test('a dependency that failed is a failure of Docker, which was not even tried', () => {
  const stopped = recordedHost('docker-not-running').snapshot;
  const journal = `${stdoutOf(stopped, 'docker-journal')}2026-11-22T12:32:00+0000 hz-shop systemd[1]: Dependency failed for docker.service - Docker Application Container Engine.\n`;
  expect(startOf(withText(stopped, 'docker-journal', journal)).kind).toBe('failed');
});

test('a failed unit whose journal may not be read is not judged', () => {
  expect(() => startOf(without(failed, 'docker-journal'))).toThrow('permission denied');
});

test('the words of CentOS 7’s systemd and of an old dockerd are understood', () => {
  const journal = `2018-11-22T10:15:03+0800 hz-shop systemd[1]: Starting Docker Application Container Engine...
2018-11-22T10:15:04+0800 hz-shop dockerd-current[1234]: time="2018-11-22T10:15:04.1+08:00" level=fatal msg="Error starting daemon: error initializing graphdriver: driver not supported"
2018-11-22T10:15:04+0800 hz-shop systemd[1]: docker.service: main process exited, code=exited, status=1/FAILURE
2018-11-22T10:15:04+0800 hz-shop systemd[1]: Failed to start Docker Application Container Engine.
2018-11-22T10:15:04+0800 hz-shop systemd[1]: Unit docker.service entered failed state.
2018-11-22T10:15:04+0800 hz-shop systemd[1]: docker.service failed.
`;
  const start = startOf(withText(failed, 'docker-journal', journal));
  expect(start.kind === 'failed' && start.last !== undefined && wordsOf(start.last)).toBe(
    'Error starting daemon: error initializing graphdriver: driver not supported',
  );
});
