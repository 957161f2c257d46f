import { expect, test } from 'vitest';

import { rawText, read, recorded } from '../../test/facts/recorded.ts';
import { dockerInspect, type ContainerInspect } from './docker-inspect.ts';

const containers = new Map(read(dockerInspect, recorded('docker-inspect')).map((each) => [each.name, each]));
function container(name: string): ContainerInspect {
  const found = containers.get(name);
  if (found === undefined) throw new Error(`no container ${name} was recorded`);
  return found;
}

test('a published port is found as it was asked for and as it is bound', () => {
  const { hostConfig, ports } = container('portainer');
  expect(hostConfig.portBindings).toEqual([
    { containerPort: 9000, protocol: 'tcp', hostIp: '', hostPort: 30003 },
  ]);
  expect(ports).toEqual([
    { containerPort: 80, protocol: 'tcp', bindings: [] },
    {
      containerPort: 9000,
      protocol: 'tcp',
      bindings: [
        { hostIp: '0.0.0.0', hostPort: 30003 },
        { hostIp: '::', hostPort: 30003 },
      ],
    },
  ]);
});

test('a range of host ports is a range, a host address is kept', () => {
  // docker run -p 127.0.0.1:30006:9000 -p 30100-30102:53/udp
  expect(container('inner').hostConfig.portBindings).toEqual([
    { containerPort: 53, protocol: 'udp', hostIp: '', hostPorts: { first: 30100, last: 30102 } },
    { containerPort: 9000, protocol: 'tcp', hostIp: '127.0.0.1', hostPort: 30006 },
  ]);
});

test('a network gives address, prefix length, gateway and aliases', () => {
  const { networks, pid } = { ...container('topapi'), pid: container('topapi').state.pid };
  expect(networks).toMatchObject([
    { name: 'vhnet', ipv4: '172.22.0.2', ipv4PrefixLength: 16, gateway: '172.22.0.1' },
  ]);
  expect(networks[0]?.aliases).toHaveLength(1);
  expect(pid).toBe(354);
});

test('of the environment only values that say where it listens and which runtime it has are kept', () => {
  // docker run -e ASPNETCORE_URLS=http://+:8080 -e DB_PASSWORD=hunter2, the image sets ASPNETCORE_VERSION
  const { config } = container('topapi');
  expect(config.envNames).toEqual(['ASPNETCORE_URLS', 'DB_PASSWORD', 'ASPNETCORE_VERSION']);
  expect(config.env).toEqual({ ASPNETCORE_URLS: 'http://+:8080', ASPNETCORE_VERSION: '2.1.30' });
  expect(JSON.stringify([...containers.values()])).not.toContain('hunter2');
});

test('a container that could not be started says why', () => {
  const { state, networks } = container('missing');
  expect(state).toEqual({
    status: 'created',
    running: false,
    paused: false,
    restarting: false,
    oomKilled: false,
    dead: false,
    pid: 0,
    exitCode: 127,
    error:
      'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/nosuch": stat /nosuch: no such file or directory: unknown',
  });
  expect(networks[0]?.ipv4).toBeUndefined();
});

test('exit code, out-of-memory kill, restarts and health are told', () => {
  expect(container('crashed')).toMatchObject({
    restartCount: 1,
    state: { exitCode: 150 },
    hostConfig: { restartPolicy: { name: 'on-failure', maximumRetryCount: 1 } },
  });
  expect(container('oom')).toMatchObject({
    state: { exitCode: 137, oomKilled: true },
    hostConfig: { memory: 16 * 1024 * 1024 },
  });
  expect(container('sick').state.health).toEqual({
    status: 'unhealthy',
    failingStreak: 9,
    lastExitCode: 3,
    lastOutput: 'no\n',
  });
});

test('mounts, the terminal and a shared network namespace are told', () => {
  expect(container('sick').mounts.toSorted((one, other) => one.type.localeCompare(other.type))).toMatchObject(
    [
      { type: 'bind', source: '/srv', destination: '/srv', writable: false },
      { type: 'volume', name: 'data', destination: '/data', writable: true },
    ],
  );
  expect(container('tty').config).toMatchObject({ tty: true, openStdin: true });
  expect(container('shared').hostConfig.networkMode).toBe('host');
  expect(container('pidshare').hostConfig.networkMode).toBe(`container:${container('topapi').id}`);
});

test('the nulls of Docker 1.12 and 1.13 are empty lists, and a mount without a type is a volume by its name', () => {
  // shrunk from the example of the Engine API 1.24
  const body = {
    Args: ['-c', 'exit 9'],
    Config: {
      Cmd: ['/bin/sh', '-c', 'exit 9'],
      Entrypoint: null,
      Env: null,
      ExposedPorts: null,
      Image: 'ubuntu',
      Tty: false,
    },
    Created: '2015-01-06T15:47:31.485331387Z',
    HostConfig: {
      Dns: null,
      ExtraHosts: null,
      Links: null,
      LogConfig: { Config: null, Type: 'json-file' },
      NetworkMode: 'bridge',
      PortBindings: {},
      RestartPolicy: { MaximumRetryCount: 0, Name: '' },
    },
    Id: 'ba033ac4401106a3b513bc9d639eee123ad78ca3616b921167cd74b20e25ed39',
    Image: '04c5d3b7b0656168630d3ba35d8889bd0e9caafcaeb3004d2bfbc47e7c5d35d2',
    Name: '/boring_euclid',
    NetworkSettings: {
      Ports: null,
      Networks: { bridge: { NetworkID: '7ea2', Gateway: '', IPAddress: '', IPPrefixLen: 0, Aliases: null } },
    },
    Path: '/bin/sh',
    State: { Status: 'exited', Running: false, ExitCode: 9, Error: '', StartedAt: '0001-01-01T00:00:00Z' },
    Mounts: [
      { Name: 'fac362', Source: '/data', Destination: '/data', Driver: 'local', RW: false },
      { Source: '/srv', Destination: '/srv', RW: true },
    ],
  };
  const [old] = read(dockerInspect, JSON.stringify({ [body.Id]: body }));
  expect(old).toMatchObject({
    name: 'boring_euclid',
    image: 'ubuntu',
    path: '/bin/sh',
    config: { entrypoint: [], envNames: [], exposedPorts: [] },
    hostConfig: { restartPolicy: { name: 'no' }, links: [], dns: [], logDriver: 'json-file' },
    ports: [],
    networks: [{ name: 'bridge', networkId: '7ea2', aliases: [] }],
    mounts: [
      { type: 'volume', name: 'fac362', writable: false },
      { type: 'bind', source: '/srv', writable: true },
    ],
  });
  expect(old?.state.startedAt).toBeUndefined();
  expect(old?.networks[0]?.ipv4).toBeUndefined();
});

test('a container that went away in between does not take the others with it', () => {
  const bodies = JSON.parse(recorded('docker-inspect').stdout);
  const text = JSON.stringify({ ...bodies, gone: { message: 'No such container: gone' } });
  const parsed = dockerInspect.parse(rawText(text));
  expect(parsed).toMatchObject({ kind: 'value', unread: ['gone: No such container: gone'] });
  expect(parsed.kind === 'value' && parsed.value).toHaveLength(containers.size);
});

test('a container whose answer has an unforeseen form is named, with the field', () => {
  expect(dockerInspect.parse(rawText('{"abc":{"Id":7}}'))).toMatchObject({
    kind: 'unreadable',
    because: expect.stringMatching(/^abc: Id: /),
  });
});
