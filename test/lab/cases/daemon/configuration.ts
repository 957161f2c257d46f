import type { LabCase } from '../../case.ts';

import { DAEMON_JSON, DROP_IN, failsToStart, fileHolds, startedWith } from './fails-to-start.ts';

/** Mistakes in daemon.json, in the unit's flags, and between the two. */
export const configurationCases: readonly LabCase[] = [
  failsToStart({
    id: 'daemon-json-unknown-key',
    title: 'daemon.json holds a key that this Docker does not know',
    ways: (random) => [
      {
        what: 'a typing mistake',
        breakIt: fileHolds({ bipp: `192.168.${random.int(60, 90)}.1/24` }),
        said: /don't match any configuration option: bipp/,
        mentions: ['`bip` may be meant'],
      },
      {
        what: 'a key of a newer Docker',
        breakIt: fileHolds({ debug: false, 'cdi-spec-dirs': ['/etc/cdi'] }),
        said: /don't match any configuration option: cdi-spec-dirs/,
        mentions: ['known from Docker 25.0 on'],
      },
      {
        what: 'a comment',
        breakIt: fileHolds({ _comment: 'from the Internet', 'log-driver': 'json-file' }),
        said: /don't match any configuration option: _comment/,
        mentions: ['_comment'],
      },
      {
        what: 'an option of the log driver',
        breakIt: fileHolds({ 'log-opts': { 'max-sizes': '10m' } }),
        said: /unknown log opt 'max-sizes'/,
        mentions: ['max-sizes'],
      },
    ],
  }),
  failsToStart({
    id: 'flag-and-file-duplicate',
    title: 'a setting is given as a flag and in daemon.json',
    ways: (random) => [
      {
        what: 'hosts, in the unit and in the file',
        breakIt: fileHolds({
          hosts: ['unix:///var/run/docker.sock', `tcp://127.0.0.1:${random.int(2375, 2390)}`],
        }),
        said: /specified both as a flag and in the configuration file: hosts:/,
        mentions: [/lib\/systemd\/system\/docker\.service/, DAEMON_JSON],
      },
      {
        what: "storage-driver, in the distribution's settings and in the file",
        breakIt: async (host) => {
          await host.sh(`echo 'DOCKER_OPTS="--storage-driver overlay2 "' >>/etc/default/docker`);
          await fileHolds({ 'storage-driver': 'overlay2' })(host);
        },
        said: /configuration file: storage-driver: \(from flag: overlay2, from file: overlay2\)/,
        mentions: ['/etc/default/docker', DAEMON_JSON],
      },
      {
        what: 'log-driver, in a drop-in and in the file',
        breakIt: async (host) => {
          await host.write(
            DROP_IN,
            startedWith(
              '/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock --log-driver=json-file',
            ),
          );
          await fileHolds({ 'log-driver': 'journald' })(host);
        },
        said: /configuration file: log-driver: \(from flag: json-file, from file: journald\)/,
        mentions: [DROP_IN, DAEMON_JSON],
      },
    ],
  }),
  failsToStart({
    id: 'default-bridge-creation-failed',
    title: 'the default network cannot be made',
    ways: (random) => {
      const net = `192.168.${random.int(60, 90)}`;
      return [
        {
          what: 'bip is the address of the network',
          breakIt: fileHolds({ bip: `${net}.0/24` }),
          said: /failed to allocate gateway \(192\.168\.\d+\.0\): Address already in use/,
          mentions: [`${net}.0/24`],
        },
        {
          what: 'bip has no mask',
          breakIt: fileHolds({ bip: `${net}.1` }),
          said: /invalid CIDR address: 192\.168\.\d+\.1/,
          mentions: ['has no mask'],
        },
        {
          what: 'bip and bridge',
          breakIt: async (host) => {
            await host.sh('ip link add br-shop type bridge; ip link set br-shop up');
            await fileHolds({ bip: `${net}.1/24`, bridge: 'br-shop' })(host);
          },
          said: /You specified -b & --bip, mutually exclusive options/,
        },
        {
          what: 'a gateway outside of bip',
          breakIt: fileHolds({ bip: `${net}.1/24`, 'default-gateway': '10.9.8.1' }),
          said: /must belong to the master pool/,
        },
      ];
    },
  }),
  failsToStart({
    id: 'custom-bridge-missing-after-reboot',
    title: 'the bridge that Docker uses was made by hand and is gone',
    ways: (random) => {
      const bridge = random.pick(['bridge0', 'br-shop', 'dockerbr']);
      return [
        {
          what: bridge,
          breakIt: fileHolds({ bridge }),
          said: new RegExp(`bridge device with non default name ${bridge} must be created manually`),
          mentions: [bridge],
        },
        {
          what: `${bridge}, by a flag`,
          breakIt: (host) =>
            host.write(
              DROP_IN,
              startedWith(
                `/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock -b ${bridge}`,
              ),
            ),
          said: new RegExp(`bridge device with non default name ${bridge} must be created manually`),
          mentions: [bridge, DROP_IN],
        },
      ];
    },
  }),
  failsToStart({
    id: 'cgroup-driver-mismatch',
    title: 'a cgroup driver that does not exist',
    ways: (random) => {
      const driver = random.pick(['systemdd', 'systemctl', 'cgroupv2']);
      return [
        {
          what: driver,
          breakIt: fileHolds({ 'exec-opts': [`native.cgroupdriver=${driver}`] }),
          said: /native\.cgroupdriver option \S+ not supported/,
          mentions: [driver],
        },
      ];
    },
  }),
  failsToStart({
    id: 'registry-options-invalid',
    title: 'a registry is not written as Docker wants it',
    ways: (random) => {
      const name = `mirror${random.int(1, 9)}.example.com`;
      return [
        {
          what: 'a mirror without a scheme',
          breakIt: fileHolds({ 'registry-mirrors': [name] }),
          said: /invalid mirror: unsupported scheme ""/,
          mentions: [name],
        },
        {
          what: 'a mirror with a path',
          breakIt: fileHolds({ 'registry-mirrors': [`https://${name}/v2/?ns=hub`] }),
          said: /invalid mirror: path, query, or fragment/,
          mentions: [name],
        },
        {
          what: 'an insecure registry with a path',
          breakIt: fileHolds({ 'insecure-registries': [`${name}:5000/shop`] }),
          said: /insecure registry .* is not valid/,
          mentions: [name],
        },
      ];
    },
  }),
  failsToStart({
    id: 'address-pool-config-bad',
    title: 'default-address-pools cannot be right',
    ways: (random) => {
      const base = `172.${random.int(20, 30)}.0.0`;
      return [
        {
          what: 'networks larger than the pool',
          breakIt: fileHolds({ 'default-address-pools': [{ base: `${base}/16`, size: 8 }] }),
          said: /invalid pools size: 8/,
          mentions: [base],
        },
        {
          what: 'no size',
          breakIt: fileHolds({ 'default-address-pools': [{ base: `${base}/16` }] }),
          said: /invalid pools size: 0/,
          mentions: [base],
        },
        {
          what: 'a base without a mask',
          breakIt: fileHolds({ 'default-address-pools': [{ base, size: 24 }] }),
          said: /invalid base pool/,
          mentions: [base],
        },
      ];
    },
  }),
  failsToStart({
    id: 'listen-ip-gone',
    title: 'Docker is to listen on an address of the old place',
    ways: (random) => {
      const old = `172.29.${random.int(1, 200)}.${random.int(2, 250)}`;
      const port = random.pick([2375, 2376, 4243]);
      // dockerd waits for a quarter of a minute out of concern for an open API, unless somebody says outright that it is meant.
      const command = `/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock --tls=false`;
      return [
        {
          what: `a flag in a drop-in, ${old}:${port}`,
          breakIt: (host) => host.write(DROP_IN, startedWith(`${command} -H tcp://${old}:${port}`)),
          said: /bind: cannot assign requested address/,
          mentions: [old, DROP_IN],
        },
      ];
    },
  }),
];
