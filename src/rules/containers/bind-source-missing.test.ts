import { expect, test } from 'vitest';

import { evidenceText, findingOf, findingsOf, withText } from '../../../test/support/one-rule.ts';
import { ended, keepsStill, running, withEvents } from '../../../test/support/troubled-container.ts';
import { bindSourceMissing as rule } from './bind-source-missing.ts';

const mounted = {
  Created: '2026-11-22T11:56:39Z',
  Mounts: [{ Type: 'bind', Source: '/mnt/data/conf', Destination: '/config', RW: true }],
};
const log = 'fatal: /config/app.conf: no such file or directory';
const source = (line: string) =>
  withText(ended({ code: 2, log, inspect: mounted }), 'bind-sources', `${line} - /mnt/data/conf\n`);
/** 1795348599 is 11:56:39. */
const snapshot = source('directory empty 0 0 755 0 1795348599');

test('an empty directory that Docker made is named with the file that the application misses', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'likely', subject: { name: 'topapi' } });
  expect(finding.title).toBe('topapi misses /mnt/data/conf: it is an empty directory on the host');
  expect(evidenceText(finding)).toContain('/mnt/data/conf -> /config');
});

test.each([
  'invalid mount config for type "bind": bind source path does not exist: /mnt/data/conf',
  "error while creating mount source path '/mnt/data/conf': mkdir /mnt/data: read-only file system",
  'OCI runtime create failed: error mounting "/mnt/data/conf" to rootfs at "/config": stat /mnt/data/conf: no such file or directory: unknown',
])('Docker refuses: %s', (error) => {
  expect(findingOf(rule, ended({ code: 127, error, inspect: mounted }))).toMatchObject({
    certainty: 'proven',
  });
});

const gone = (inspect: Readonly<Record<string, unknown>>) =>
  withText(ended({ code: 137, inspect }), 'bind-sources', 'missing - - - - - - - /mnt/data/conf\n');

test('a --mount of what is gone cannot be started, which Docker notes nowhere', () => {
  const strict = {
    ...mounted,
    HostConfig: { Mounts: [{ Type: 'bind', Source: '/mnt/data/conf', Target: '/config' }] },
  };
  expect(findingOf(rule, gone(strict)).title).toBe('topapi misses /mnt/data/conf: it is not on the host');
  expect(findingsOf(rule, gone(mounted))).toEqual([]);
  const stopped = withEvents(gone(strict), [
    { at: 1, action: 'kill', attributes: { signal: '15' } },
    { at: 2, action: 'die', attributes: { exitCode: '137' } },
    { at: 2, action: 'stop' },
  ]);
  expect(findingOf(rule, stopped).severity).toBe('notice');
  expect(findingOf(rule, stopped, { container: 'topapi' }).severity).toBe('critical');
});

test('a directory that is full, older, or of another owner is no sign of it', () => {
  expect(findingsOf(rule, source('directory full 0 0 755 0 1795348599'))).toEqual([]);
  expect(findingsOf(rule, source('directory empty 0 0 755 1795000000 1795000000'))).toEqual([]);
  expect(findingsOf(rule, source('directory empty 1000 1000 755 0 1795348599'))).toEqual([]);
});

const says = (line: string) => {
  const host = ended({ code: 2, log: line, inspect: mounted });
  return withText(host, 'bind-sources', 'directory empty 0 0 755 0 1795348599 - /mnt/data/conf\n');
};

test('a path relative to where the application runs counts, a word that only sounds like it does not', () => {
  expect(findingsOf(rule, says('config/app.conf: No such file or directory'))).toHaveLength(1);
  expect(findingsOf(rule, says('configuration not found'))).toEqual([]);
});

test('an application that misses something else has another cause', () => {
  const other = ended({ code: 2, log: 'no such file or directory: /etc/shop.conf', inspect: mounted });
  expect(
    findingsOf(
      rule,
      withText(other, 'bind-sources', 'directory empty 0 0 755 0 1795348599 - /mnt/data/conf\n'),
    ),
  ).toEqual([]);
});

keepsStill(rule, snapshot);

test('of a container that runs it is a notice for whoever asks, since a directory may be meant to be empty', () => {
  const up = running(snapshot);
  expect(findingsOf(rule, up)).toEqual([]);
  expect(findingOf(rule, up, { container: 'topapi' })).toMatchObject({
    severity: 'notice',
    certainty: 'likely',
  });
});
