import { expect, test } from 'vitest';

import { rawText, read, recorded, unreadOf } from '../../test/facts/recorded.ts';
import { daemonJson } from './daemon-json.ts';
import { dockerBinaries } from './docker-binaries.ts';
import { dockerSysconfig } from './docker-sysconfig.ts';
import { dockerUnitFiles } from './docker-unit-files.ts';
import { dockerUnit } from './docker-unit.ts';
import { dockerdProcess } from './dockerd-process.ts';

const missing = (path: string) => `head: cannot open '${path}' for reading: No such file or directory\n`;
const ETC = '/etc/docker/daemon.json';
const SNAP = '/var/snap/docker/current/config/daemon.json';
const file = (text: string, path = ETC) =>
  rawText(`==> ${path} <==\n${text}`, { stderr: missing(path === ETC ? SNAP : ETC), code: 1 });

test('a daemon.json that is an object is given with its values', () => {
  expect(read(daemonJson, recorded('daemon-json'))).toEqual({
    path: ETC,
    text: '{"bip":"192.168.0.1/24"}\n',
    content: { kind: 'object', value: { bip: '192.168.0.1/24' } },
  });
});

test("a trailing comma is told with its place and in the daemon's own words, which its journal has as well", () => {
  const { content } = read(daemonJson, recorded('daemon-json-broken'));
  expect(content).toEqual({
    kind: 'invalid',
    message: "invalid character '}' looking for beginning of object key string",
    line: 1,
    column: 25,
  });
  expect(recorded('docker-journal-broken').stdout).toContain(
    content.kind === 'invalid' ? content.message : '?',
  );
});

test('missing, empty and forbidden are three things', () => {
  const none = rawText('', { stderr: missing(ETC) + missing(SNAP), code: 1 });
  expect(read(daemonJson, none)).toEqual({ path: ETC, text: '', content: { kind: 'missing' } });
  expect(read(daemonJson, file('\n\n')).content).toEqual({ kind: 'empty' });
  const denied = `head: cannot open '${ETC}' for reading: Permission denied\n`;
  expect(read(daemonJson, rawText('', { stderr: denied + missing(SNAP), code: 1 })).content).toEqual({
    kind: 'denied',
  });
});

test('a file that is JSON and no object is invalid', () => {
  expect(read(daemonJson, file('[]\n')).content).toMatchObject({ kind: 'invalid', line: 1, column: 1 });
});

test("Snap's own place is read too, and busybox's head says missing in other words", () => {
  const snap = rawText(`==> ${SNAP} <==\n{}\n`, {
    stderr: `head: ${ETC}: No such file or directory\n`,
    code: 1,
  });
  expect(read(daemonJson, snap)).toEqual({
    path: SNAP,
    text: '{}\n',
    content: { kind: 'object', value: {} },
  });
});

test('a file whose text looks like a heading is read to the byte', () => {
  const text = '{"a": "\n==> /etc/passwd <==\n"}';
  expect(read(daemonJson, file(text)).text).toBe(text);
});

test('a head that did not work says nothing about the file', () => {
  expect(daemonJson.parse(rawText('', { stderr: 'sudo: a password is required\n', code: 1 }))).toEqual({
    kind: 'unreadable',
    because: 'sudo: a password is required',
  });
});

test("the settings of CentOS 7's package are read with and without quotes", () => {
  // docker-1.13.1 of CentOS 7: /etc/sysconfig/docker and docker-storage as installed
  const text = `==> /etc/sysconfig/docker <==
# /etc/sysconfig/docker

# Modify these options if you want to change the way the docker daemon runs
OPTIONS='--selinux-enabled --log-driver=journald --signature-verification=false'
if [ -z "\${DOCKER_CERT_PATH}" ]; then
    DOCKER_CERT_PATH=/etc/docker
fi

==> /etc/sysconfig/docker-storage <==
DOCKER_STORAGE_OPTIONS="--storage-driver overlay2 "
`;
  const parsed = dockerSysconfig.parse(rawText(text, { code: 1 }));
  expect(parsed.kind === 'value' && parsed.value.map(({ path, variables }) => [path, variables])).toEqual([
    [
      '/etc/sysconfig/docker',
      {
        OPTIONS: '--selinux-enabled --log-driver=journald --signature-verification=false',
        DOCKER_CERT_PATH: '/etc/docker',
      },
    ],
    ['/etc/sysconfig/docker-storage', { DOCKER_STORAGE_OPTIONS: '--storage-driver overlay2 ' }],
  ]);
  expect(unreadOf(dockerSysconfig, rawText(text))).toEqual(['if [ -z "${DOCKER_CERT_PATH}" ]; then', 'fi']);
});

test('the unit that does not start, the one that is not there and the one that runs are told apart', () => {
  const units = new Map(read(dockerUnit, recorded('docker-unit-broken')).map((unit) => [unit.id, unit]));
  expect(units.get('docker.service')).toMatchObject({
    loadState: 'loaded',
    activeState: 'failed',
    result: 'exit-code',
    execMainStatus: 1,
    execMainCode: 1,
    restarts: 2,
    dropInPaths: ['/etc/systemd/system/docker.service.d/proxy.conf'],
    inactiveEnteredSeconds: 2982.053356,
  });
  expect(units.get('docker.socket')?.result).toBe('service-start-limit-hit');
  expect(units.get('docker-latest.service')).toMatchObject({
    loadState: 'not-found',
    activeState: 'inactive',
  });
  expect(units.get('containerd.service')).toMatchObject({
    activeState: 'active',
    subState: 'running',
    mainPid: 58,
  });
});

test('systemd 219 of CentOS 7 tells no number of restarts', () => {
  const text = `Id=docker.service
LoadState=loaded
ActiveState=inactive
SubState=dead
UnitFileState=disabled
Result=success
ExecMainStatus=0
MainPID=0
DropInPaths=
ActiveEnterTimestamp=
`;
  expect(read(dockerUnit, text)).toEqual([
    {
      id: 'docker.service',
      loadState: 'loaded',
      activeState: 'inactive',
      subState: 'dead',
      unitFileState: 'disabled',
      result: 'success',
      execMainStatus: 0,
      dropInPaths: [],
    },
  ]);
});

test('a host without systemd is unreadable, not without Docker', () => {
  const stderr =
    "System has not been booted with systemd as init system (PID 1). Can't operate.\nFailed to connect to bus: Host is down\n";
  expect(dockerUnit.parse(rawText('', { stderr, code: 1 }))).toEqual({
    kind: 'unreadable',
    because: 'Failed to connect to bus: Host is down',
  });
});

test('unit files come with their drop-ins, continuation lines joined and comments left out', () => {
  const files = read(dockerUnitFiles, recorded('docker-unit-files'));
  expect(files.map(({ path }) => path)).toEqual([
    '/lib/systemd/system/docker.service',
    '/etc/systemd/system/docker.service.d/proxy.conf',
    '/lib/systemd/system/docker.socket',
  ]);
  expect(files[0]?.settings.filter(({ key }) => key.startsWith('Exec'))).toEqual([
    {
      section: 'Service',
      key: 'ExecStart',
      value: '/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock $DOCKER_OPTS',
    },
    { section: 'Service', key: 'ExecReload', value: '/bin/kill -s HUP $MAINPID' },
  ]);
  expect(files[1]?.settings).toEqual([
    {
      section: 'Service',
      key: 'Environment',
      value: '"HTTP_PROXY=http://10.0.0.9:3128" "NO_PROXY=localhost"',
    },
  ]);
});

test("CentOS 7's unit goes over many lines, and an empty value that resets a list is kept", () => {
  const text = `# /usr/lib/systemd/system/docker.service
[Service]
ExecStart=/usr/bin/dockerd-current \\
          --add-runtime docker-runc=/usr/libexec/docker/docker-runc-current \\
          $OPTIONS \\
          $DOCKER_STORAGE_OPTIONS
LimitNOFILE=1048576

# /etc/systemd/system/docker.service.d/override.conf
[Service]
ExecStart=
ExecStart=/usr/bin/dockerd -H tcp://0.0.0.0:2375
`;
  expect(
    read(dockerUnitFiles, text).map(({ settings }) => settings.map(({ key, value }) => `${key}=${value}`)),
  ).toEqual([
    [
      'ExecStart=/usr/bin/dockerd-current --add-runtime docker-runc=/usr/libexec/docker/docker-runc-current $OPTIONS $DOCKER_STORAGE_OPTIONS',
      'LimitNOFILE=1048576',
    ],
    ['ExecStart=', 'ExecStart=/usr/bin/dockerd -H tcp://0.0.0.0:2375'],
  ]);
});

test('daemons are found with their arguments, those inside containers told apart', () => {
  expect(read(dockerdProcess, recorded('dockerd-process'))).toEqual([
    { pid: 58, name: 'containerd', argv: ['/usr/bin/containerd'], ofThisHost: true },
    {
      pid: 69,
      name: 'dockerd',
      argv: ['/usr/sbin/dockerd', '-H', 'fd://', '--containerd=/run/containerd/containerd.sock'],
      ofThisHost: true,
    },
  ]);
  const nested =
    '# 7 dockerd own=pid:[4026531836] its=pid:[4026532689]\ndockerd\n# 8 dockerd own=pid:[4026531836] its=\n';
  expect(read(dockerdProcess, nested).map(({ ofThisHost }) => ofThisHost)).toEqual([false, undefined]);
});

test('programs are found by name', () => {
  expect(read(dockerBinaries, '/usr/bin/docker\n/usr/bin/dockerd-current\n')).toEqual({
    docker: '/usr/bin/docker',
    'dockerd-current': '/usr/bin/dockerd-current',
  });
});
