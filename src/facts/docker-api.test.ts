import { expect, test } from 'vitest';

import { rawText, read, recorded } from '../../test/facts/recorded.ts';
import { dockerContainers } from './docker-containers.ts';
import { dockerInfo } from './docker-info.ts';
import { dockerLogs } from './docker-logs.ts';
import { dockerNetworks } from './docker-networks.ts';
import { dockerVersion } from './docker-version.ts';

test('Docker 1.13 of CentOS 7 tells its version without components', () => {
  // curl http://localhost:2375/version on CentOS 7, public transcript
  const body =
    '{"Version":"1.13.1","ApiVersion":"1.26","MinAPIVersion":"1.12","GitCommit":"64e9980/1.13.1","GoVersion":"go1.10.3","Os":"linux","Arch":"amd64","KernelVersion":"3.10.0-514.26.2.el7.x86_64","BuildTime":"2020-07-01T14:56:42.708555659+00:00","PkgVersion":"docker-1.13.1-162.git64e9980.el7.centos.x86_64"}\n';
  expect(read(dockerVersion, body)).toEqual({
    version: '1.13.1',
    apiVersion: '1.26',
    minApiVersion: '1.12',
    os: 'linux',
    arch: 'amd64',
    kernelVersion: '3.10.0-514.26.2.el7.x86_64',
    components: [],
  });
});

test('Docker 20.10 tells the versions of its parts', () => {
  expect(read(dockerVersion, recorded('docker-version')).components).toEqual([
    { name: 'Engine', version: '20.10.24+dfsg1' },
    { name: 'containerd', version: '1.6.20~ds1' },
    { name: 'runc', version: '1.1.5+ds1' },
    { name: 'docker-init', version: '0.19.0' },
  ]);
});

test('an error of the daemon is told in its own words', () => {
  const body = '{"message":"client version 1.24 is too old. Minimum supported API version is 1.44"}\n';
  expect(dockerVersion.parse(rawText(body))).toEqual({
    kind: 'unreadable',
    because: 'client version 1.24 is too old. Minimum supported API version is 1.44',
  });
});

test.each(['', '<html>502 Bad Gateway</html>', '{"Version":'])('%j is no answer', (body) => {
  expect(dockerVersion.parse(rawText(body))).toMatchObject({ kind: 'unreadable' });
  expect(dockerContainers.parse(rawText(body))).toMatchObject({ kind: 'unreadable' });
});

test('docker info counts containers and names what the host lacks', () => {
  expect(read(dockerInfo, recorded('docker-info'))).toMatchObject({
    serverVersion: '20.10.24+dfsg1',
    containers: 12,
    containersRunning: 8,
    containersStopped: 4,
    storageDriver: 'overlay2',
    rootDir: '/var/lib/docker',
    liveRestore: false,
    ipv4Forwarding: true,
    cgroupDriver: 'cgroupfs',
    swarmState: 'inactive',
  });
});

test('Docker 29 gives its address pools and its firewall', () => {
  // fields of the Engine API 1.49 and later
  const body = JSON.stringify({
    ServerVersion: '29.0.0',
    Driver: 'overlayfs',
    DefaultAddressPools: [{ Base: '172.17.0.0/16', Size: 16 }],
    FirewallBackend: { Driver: 'nftables' },
    Warnings: null,
  });
  expect(read(dockerInfo, body)).toMatchObject({
    defaultAddressPools: [{ base: '172.17.0.0/16', size: 16 }],
    firewallBackend: 'nftables',
    warnings: [],
  });
});

test('the list of containers has names, states, and ports published or only exposed', () => {
  const listed = read(dockerContainers, recorded('docker-containers'));
  expect(listed.map(({ name, state }) => `${name} ${state}`)).toEqual([
    'pidshare running',
    'tty running',
    'fin exited',
    'shared running',
    'oom exited',
    'missing created',
    'sick running',
    'inner running',
    'loopy running',
    'crashed exited',
    'topapi running',
    'portainer running',
  ]);
  const inner = listed.find(({ name }) => name === 'inner');
  expect(inner?.ports.toSorted((one, other) => (one.hostIp ?? '').localeCompare(other.hostIp ?? ''))).toEqual(
    [
      { containerPort: 80, protocol: 'tcp' },
      { containerPort: 53, protocol: 'udp', hostPort: 30100, hostIp: '::' },
      { containerPort: 53, protocol: 'udp', hostPort: 30100, hostIp: '0.0.0.0' },
      { containerPort: 9000, protocol: 'tcp', hostPort: 30006, hostIp: '127.0.0.1' },
    ],
  );
});

test("a container goes by its own name, not by a link's alias", () => {
  const body = JSON.stringify([
    { Id: 'a'.repeat(64), Names: ['/web/db', '/db'] },
    { Id: 'b'.repeat(64), Names: null },
  ]);
  expect(read(dockerContainers, body).map(({ name }) => name)).toEqual(['db', 'bbbbbbbbbbbb']);
});

test('a network tells its subnets and the device on the host', () => {
  const networks = read(dockerNetworks, recorded('docker-networks'));
  expect(networks.map(({ name, subnets, bridgeDevice }) => ({ name, subnets, bridgeDevice }))).toEqual([
    { name: 'none', subnets: [], bridgeDevice: undefined },
    { name: 'host', subnets: [], bridgeDevice: undefined },
    {
      name: 'bridge',
      subnets: [{ subnet: '192.168.0.0/24', gateway: '192.168.0.1' }],
      bridgeDevice: 'docker0',
    },
    { name: 'vhnet', subnets: [{ subnet: '172.22.0.0/16' }], bridgeDevice: 'br-8555ad73179a' },
  ]);
});

test('Docker 1.13 lists the containers of a network, with addresses and a gateway that has a prefix length', () => {
  // shrunk from the example of GET /networks in the Engine API 1.24
  const body = JSON.stringify([
    {
      Name: 'bridge',
      Id: 'f2de39df4171b0dc801e8002d1d999b77256983dfc63041c0f34030aa3977566',
      Scope: 'local',
      Driver: 'bridge',
      EnableIPv6: false,
      Internal: false,
      IPAM: { Driver: 'default', Config: [{ Subnet: '172.17.0.0/16', Gateway: '172.17.0.1/16' }] },
      Containers: {
        '39b69226f9d79f5634485fb236a23b2fe4e96a0a94128390a7fbbcc167065867': {
          Name: 'web',
          EndpointID: 'ed2419a97c1d9954d05b46e462e7002ea552f216e9b136b80a7db8d98b442eda',
          MacAddress: '02:42:ac:11:00:02',
          IPv4Address: '172.17.0.2/16',
          IPv6Address: '',
        },
      },
      Options: {
        'com.docker.network.bridge.name': 'docker0',
        'com.docker.network.bridge.enable_icc': 'false',
        'com.docker.network.driver.mtu': '1400',
      },
    },
    {
      Name: 'none',
      Id: 'e086',
      Driver: 'null',
      IPAM: { Driver: 'default', Config: null },
      Containers: null,
      Options: null,
    },
  ]);
  const [bridge, none] = read(dockerNetworks, body);
  expect(bridge).toMatchObject({
    subnets: [{ subnet: '172.17.0.0/16', gateway: '172.17.0.1' }],
    containers: [{ name: 'web', ipv4: '172.17.0.2', mac: '02:42:ac:11:00:02' }],
    options: { interContainer: false, mtu: 1400 },
  });
  expect(bridge?.containers[0]).not.toHaveProperty('ipv6');
  expect(bridge?.options.masquerade).toBeUndefined();
  expect(none).toMatchObject({ subnets: [], containers: [], options: { all: {} } });
});

test('log lines are split from their time', () => {
  const logs = read(dockerLogs, recorded('docker-logs'));
  const crashed = Object.entries(logs).find(([id]) => id.startsWith('5bfaf8c352ed'))?.[1];
  expect(crashed).toEqual([
    {
      at: '2026-11-22T11:03:54.008228264Z',
      text: 'It was not possible to find any compatible framework version',
    },
    {
      at: '2026-11-22T11:03:54.494848561Z',
      text: 'It was not possible to find any compatible framework version',
    },
  ]);
});

test('a log of the container itself that looks like a time keeps it after the first', () => {
  const line = '2018-11-22T03:04:05.678901234Z 2018-11-22T03:04:05Z started\r\n';
  expect(read(dockerLogs, JSON.stringify({ a: line, b: '' }))).toEqual({
    a: [{ at: '2018-11-22T03:04:05.678901234Z', text: '2018-11-22T03:04:05Z started' }],
    b: [],
  });
});

test('a log that could not be read is told', () => {
  const missing = 'c0ffee: configured logging driver does not support reading';
  const raw = rawText('{"beef":"2026-11-22T11:03:56.5Z started\\n"}', { stderr: `${missing}\n` });
  expect(dockerLogs.parse(raw)).toEqual({
    kind: 'value',
    value: { beef: [{ at: '2026-11-22T11:03:56.5Z', text: 'started' }] },
    unread: [missing],
  });
});
