import type { LabCase } from '../../case.ts';

import { DROP_IN, failsToStart, fileHolds, startedWith } from './fails-to-start.ts';

const DOCKERD = '/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock';

/** What Docker stands on: programs, units, storage drivers, disks. */
export const programCases: readonly LabCase[] = [
  failsToStart({
    id: 'storage-driver-unsupported',
    title: 'the storage driver does not work here',
    ways: () => [
      {
        what: 'aufs',
        breakIt: fileHolds({ 'storage-driver': 'aufs' }),
        said: /driver not supported/,
        mentions: ['aufs'],
      },
      {
        what: 'devicemapper',
        breakIt: fileHolds({ 'storage-driver': 'devicemapper' }),
        said: /driver not supported/,
        mentions: ['devicemapper'],
      },
      {
        what: 'btrfs',
        breakIt: fileHolds({ 'storage-driver': 'btrfs' }),
        said: /prerequisites for driver not satisfied/,
        mentions: ['btrfs'],
      },
      {
        what: 'zfs, by a flag',
        breakIt: (host) => host.write(DROP_IN, startedWith(`${DOCKERD} --storage-driver=zfs`)),
        said: /prerequisites for driver not satisfied/,
        mentions: ['zfs', DROP_IN],
      },
    ],
  }),
  failsToStart({
    id: 'prior-driver-left-over',
    title: 'the data root holds what another storage driver left',
    ways: () => [
      {
        what: 'devicemapper beside overlay2',
        breakIt: (host) => host.sh('mkdir -p /var/lib/docker/devicemapper/mnt'),
        said: /contains several valid graphdrivers/,
        mentions: ['/var/lib/docker/devicemapper'],
      },
      {
        what: 'btrfs, which does not work here',
        breakIt: (host) => host.sh('mkdir -p /var/lib/docker/btrfs/subvolumes'),
        said: /prior storage driver btrfs failed/,
        mentions: ['btrfs'],
      },
      {
        what: 'overlay beside overlay2',
        breakIt: (host) => host.sh('mkdir -p /var/lib/docker/overlay/4f1c/root'),
        said: /contains several valid graphdrivers/,
        mentions: ['/var/lib/docker/overlay'],
      },
    ],
  }),
  failsToStart({
    id: 'containerd-or-runc-mismatch',
    title: 'containerd is gone or does not answer',
    ways: () => [
      {
        what: 'dockerd starts a containerd of its own, which is not installed',
        breakIt: async (host) => {
          await host.sh('systemctl stop containerd; mv /usr/bin/containerd /root/containerd.old');
          await host.write(DROP_IN, startedWith('/usr/sbin/dockerd -H fd://'));
        },
        said: /exec: "containerd": executable file not found in \$PATH/,
        mentions: ['containerd'],
      },
      {
        what: 'a unit that requires containerd, whose configuration was broken by an update',
        breakIt: async (host) => {
          await host.write(
            '/etc/containerd/config.toml',
            'version = 2\n[plugins."io.containerd.grpc.v1.cri"\n',
          );
          await host.write(DROP_IN, '[Unit]\nRequires=containerd.service\n');
          await host.sh('systemctl restart containerd || true');
        },
        said: /Dependency failed|result 'dependency'/,
        ends: /inactive|failed/,
        mentions: ['containerd'],
      },
    ],
  }),
  failsToStart({
    id: 'shared-lib-skew',
    title: 'a shared library does not fit',
    ways: () => [
      {
        what: 'a library cut short by an update, earlier in the search path',
        breakIt: async (host) => {
          await host.sh(
            'mkdir -p /opt/compat; head -c 64 /lib/x86_64-linux-gnu/libdevmapper.so.1.02.1 >/opt/compat/libdevmapper.so.1.02.1',
          );
          await host.write(DROP_IN, '[Service]\nEnvironment=LD_LIBRARY_PATH=/opt/compat\n');
        },
        said: /error while loading shared libraries/,
        mentions: ['libdevmapper.so.1.02.1'],
      },
    ],
  }),
  failsToStart({
    id: 'iptables-unusable',
    title: 'Docker does not find iptables',
    ways: () => [
      {
        what: 'removed',
        breakIt: (host) => host.sh('mv /usr/sbin/iptables /usr/sbin/iptables.dpkg-old'),
        said: /failed to create NAT chain DOCKER: Iptables not found/,
      },
      {
        what: 'not in the search path that a drop-in sets',
        breakIt: async (host) => {
          await host.sh(
            'mkdir -p /opt/bin; for p in containerd runc docker-init docker-proxy modprobe; do ln -sf "$(command -v $p || echo /bin/true)" /opt/bin/; done',
          );
          await host.write(DROP_IN, '[Service]\nEnvironment=PATH=/opt/bin\n');
        },
        said: /Iptables not found/,
      },
    ],
  }),
  failsToStart({
    id: 'stale-pidfile',
    title: 'the pid file names a process that lives and is not Docker',
    ways: () => [
      {
        what: 'the number was given to another program',
        breakIt: (host) =>
          host.sh(
            'systemd-run -q --unit=nightly sleep 3600; systemctl show nightly -p MainPID --value >/run/docker.pid',
          ),
        said: /pid file found, ensure docker is not running/,
        mentions: ['sleep'],
      },
    ],
  }),
  failsToStart({
    id: 'docker-data-disk-full',
    title: "the disk below Docker's data is full",
    ways: () => [
      {
        what: 'a data disk of its own',
        breakIt: async (host) => {
          await host.sh(
            'mkdir -p /data; mount -t tmpfs -o size=2m tmpfs /data; dd if=/dev/zero of=/data/backup.tar bs=4k 2>/dev/null || true',
          );
          await fileHolds({ 'data-root': '/data/docker' })(host);
        },
        said: /no space left on device/,
        mentions: ['/data'],
      },
      {
        what: "containerd's disk",
        breakIt: (host) =>
          host.sh(
            'systemctl stop containerd; mount -t tmpfs -o size=1m tmpfs /var/lib/containerd; dd if=/dev/zero of=/var/lib/containerd/core.1 bs=4k 2>/dev/null || true; systemctl start containerd || true',
          ),
        said: /no space left on device/,
        mentions: ['/var/lib/containerd'],
      },
    ],
  }),
  failsToStart({
    id: 'docker-data-inodes-full',
    title: "the disk below Docker's data can hold no more files",
    ways: (random) => [
      {
        what: 'a data disk of its own, full of sessions',
        breakIt: async (host) => {
          await host.sh(
            `mkdir -p /data; mount -t tmpfs -o size=50m,nr_inodes=${random.int(60, 200)} tmpfs /data; mkdir -p /data/docker /data/sessions; i=0; while touch /data/sessions/$i; do i=$((i+1)); done 2>/dev/null || true`,
          );
          await fileHolds({ 'data-root': '/data/docker' })(host);
        },
        said: /no space left on device/,
        mentions: ['/data', 'inodes'],
      },
    ],
  }),
  failsToStart({
    id: 'docker-socket-activation-failed',
    title: 'systemd hands Docker no socket',
    ways: () => [
      {
        what: 'docker.socket is masked',
        breakIt: (host) => host.sh('systemctl mask docker.socket'),
        said: /Id=docker\.socket\nLoadState=masked/,
        ends: /inactive|failed/,
        mentions: ['systemctl unmask docker.socket'],
      },
      {
        what: 'a unit of its own that does not require docker.socket',
        breakIt: (host) =>
          host.sh(
            "systemctl disable docker.socket; sed '/^Requires=docker.socket/d; s/docker.socket //' /lib/systemd/system/docker.service >/etc/systemd/system/docker.service",
          ),
        said: /no sockets found via socket activation/,
        mentions: ['fd://'],
      },
    ],
  }),
  failsToStart({
    id: 'unit-masked-or-overridden',
    title: "Docker's unit is masked, or a drop-in breaks it",
    ways: (random) => [
      {
        what: 'masked',
        breakIt: (host) => host.sh('systemctl mask docker.service'),
        said: /UnitFileState=masked/,
        ends: /inactive|failed/,
        mentions: ['systemctl unmask docker.service'],
      },
      {
        what: 'a second ExecStart',
        breakIt: (host) => host.write(DROP_IN, `[Service]\nExecStart=${DOCKERD}\n`),
        said: /more than one ExecStart= setting/,
        ends: /inactive|failed/,
        mentions: [DROP_IN],
      },
      {
        what: 'a drop-in that names a program where docker-ce has it',
        breakIt: (host) =>
          host.write(
            DROP_IN,
            startedWith('/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock'),
          ),
        said: /\/usr\/bin\/dockerd: No such file or directory/,
        mentions: [DROP_IN],
      },
      {
        what: 'a flag that dockerd does not know',
        breakIt: (host) =>
          host.write(DROP_IN, startedWith(`${DOCKERD} --storage-size=${random.int(10, 90)}G`)),
        said: /unknown flag: --storage-size/,
        mentions: ['--storage-size'],
      },
    ],
  }),
  failsToStart({
    id: 'package-family-swap',
    title: "settings of CentOS' own Docker under another family's program",
    ways: () => [
      {
        what: '--signature-verification in the settings file',
        breakIt: (host) =>
          host.sh(`mkdir -p /etc/sysconfig; echo "OPTIONS='--selinux-enabled=false --log-driver=journald --signature-verification=false'" >/etc/sysconfig/docker
            mkdir -p ${DROP_IN.replace(/\/[^/]*$/, '')}
            printf '[Service]\\nEnvironmentFile=-/etc/sysconfig/docker\\nExecStart=\\nExecStart=${DOCKERD} $OPTIONS\\n' >${DROP_IN}`),
        said: /unknown flag: --signature-verification/,
        mentions: ['/etc/sysconfig/docker', 'signature-verification'],
      },
    ],
  }),
  failsToStart({
    id: 'start-limit-masks-error',
    title: 'only "start request repeated too quickly" is left in the journal',
    ways: () => [
      {
        what: 'the journal is kept in memory and was cut',
        breakIt: async (host) => {
          await host.write(DROP_IN, startedWith('/bin/false'));
          await host.sh(
            'systemctl daemon-reload; systemctl start docker.service || true; for i in $(seq 50); do systemctl is-failed -q docker.service && break; sleep 0.1; done; journalctl --rotate; journalctl --vacuum-time=1ms -q; rm -f /run/log/journal/*/*@* /var/log/journal/*/*@*',
          );
        },
        said: /repeated too quickly/,
      },
    ],
  }),
];
