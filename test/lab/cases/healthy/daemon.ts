import type { LabCase } from '../../case.ts';

import { drawVpc } from '../../draw.ts';
import { expectOutput } from '../../proof.ts';
import { DAEMON_JSON, DROP_IN, startedWith } from '../daemon/fails-to-start.ts';
import { healthy } from './healthy.ts';

const DOCKERD = '/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock';

/** Files that are there before Docker starts for the first time. */
const withFiles = (files: Readonly<Record<string, string>>) => ({
  boot: { subnet: '192.168.12.0/24', address: '192.168.12.40', files },
});
const configured = (settings: object) => withFiles({ [DAEMON_JSON]: JSON.stringify(settings, undefined, 2) });
const NOTHING = () => Promise.resolve();

/** Dockers that are set up in a way of their own, and work. */
export const healthyDaemons: readonly LabCase[] = [
  healthy({
    id: 'live-restore',
    title: 'live-restore, and Docker that was restarted under its containers',
    scene: configured({ 'live-restore': true, 'log-opts': { 'max-size': '10m' } }),
    arrange: (host) => host.must(['systemctl', 'restart', 'docker']).then(NOTHING),
  }),
  healthy({
    id: 'empty-daemon-json',
    title: 'a daemon.json with nothing in it',
    scene: withFiles({ [DAEMON_JSON]: '{}\n' }),
    arrange: NOTHING,
  }),
  healthy({
    id: 'trailing-text-in-daemon-json',
    title: 'a daemon.json with text behind its end, which this Docker takes',
    scene: withFiles({ [DAEMON_JSON]: '{ "debug": false }\n# debug: see wiki\n' }),
    arrange: NOTHING,
    prove: (host) => expectOutput(host, ['tail', '-n', '1', DAEMON_JSON], /see wiki/),
  }),
  healthy({
    id: 'mended-start',
    title: 'a start that failed, was mended and went well',
    async arrange(host) {
      await host.write(DAEMON_JSON, '{ "bip": "192.168.99.0/24", }\n');
      await host.run(['systemctl', 'restart', 'docker']);
      await host.write(DAEMON_JSON, '{ "storage-driver": "aufs" }\n');
      await host.run(['systemctl', 'restart', 'docker']);
      await host.sh(
        `rm ${DAEMON_JSON}; systemctl reset-failed docker.service docker.socket; systemctl start docker; docker start $(docker ps -aq)`,
      );
    },
    prove: (host) =>
      expectOutput(host, ['journalctl', '-u', 'docker', '-o', 'cat', '--no-pager'], /invalid character/),
  }),
  healthy({
    id: 'proxy-drop-in',
    title: 'a drop-in with a proxy and an ExecStart of its own',
    scene: withFiles({
      [DROP_IN]: startedWith(
        `${DOCKERD} --log-driver=json-file`,
        'Environment="HTTP_PROXY=http://10.0.0.9:3128" "NO_PROXY=localhost,127.0.0.1"\n',
      ),
    }),
    arrange: NOTHING,
    prove: (host) => expectOutput(host, ['docker', 'info', '-f', '{{.HTTPProxy}}'], /10\.0\.0\.9:3128/),
  }),
  healthy({
    id: 'moved-data-root',
    title: 'a data root that was moved on purpose, the old one still there',
    scene: withFiles({
      [DAEMON_JSON]: JSON.stringify({ 'data-root': '/var/lib/docker/moved' }),
    }),
    arrange: (host) =>
      host
        .sh(
          "mkdir -p /var/lib/docker/containers; echo '/dev/vdc1 /backup ext4 defaults,nofail 0 2' >>/etc/fstab",
        )
        .then(NOTHING),
    prove: (host) => expectOutput(host, ['docker', 'info', '-f', '{{.DockerRootDir}}'], /moved/),
  }),
  healthy({
    id: 'socket-of-its-own',
    title: 'docker.socket disabled, Docker opens its socket itself',
    scene: withFiles({
      '/etc/systemd/system/docker.service': `[Unit]
Description=Docker Application Container Engine
After=network-online.target containerd.service
Wants=containerd.service

[Service]
Type=notify
ExecStart=/usr/sbin/dockerd -H unix:///var/run/docker.sock --containerd=/run/containerd/containerd.sock
KillMode=process
Delegate=yes

[Install]
WantedBy=multi-user.target
`,
    }),
    arrange: (host) =>
      host
        .sh(
          'systemctl -q disable --now docker.socket; systemctl restart docker; docker start $(docker ps -aq)',
        )
        .then(NOTHING),
    prove: (host) => expectOutput(host, ['systemctl', 'is-enabled', 'docker.socket'], /disabled/),
  }),
  healthy({
    id: 'containerd-of-its-own',
    title: 'dockerd that starts a containerd of its own, the unit of containerd masked',
    // An empty file is how a unit is masked without a link.
    scene: withFiles({
      [DROP_IN]: startedWith('/usr/sbin/dockerd -H fd://'),
      '/etc/systemd/system/containerd.service': '',
    }),
    arrange: NOTHING,
    prove: (host) => expectOutput(host, ['systemctl', 'is-active', 'containerd'], /inactive/),
  }),
  healthy({
    id: 'debug-on',
    title: 'debug on, and a journal full of words',
    scene: configured({ debug: true }),
    arrange: (host) => host.sh('for i in $(seq 20); do docker ps -q >/dev/null; done').then(NOTHING),
    prove: (host) => expectOutput(host, ['docker', 'info', '-f', '{{.Debug}}'], /true/),
  }),
  healthy({
    id: 'masked-other-unit',
    title: 'units that have nothing to do with Docker masked and failed',
    arrange: (host) =>
      host
        .sh(
          'systemctl -q mask podman.service docker-latest.service; systemd-run -q --unit=old-job false; sleep 0.3',
        )
        .then(NOTHING),
    prove: (host) => expectOutput(host, ['systemctl', 'is-failed', 'old-job'], /failed/),
  }),
  healthy({
    id: 'custom-bridge',
    title: 'a bridge made by hand that Docker uses and that is there',
    async arrange(host) {
      await host.sh(
        'ip link add br-shop type bridge; ip addr add 192.168.77.1/24 dev br-shop; ip link set br-shop up',
      );
      await host.write(DAEMON_JSON, '{ "bridge": "br-shop" }\n');
      await host.sh('systemctl restart docker; docker start $(docker ps -aq)');
    },
    prove: (host) => expectOutput(host, ['ip', 'route'], /192\.168\.77\.0\/24 dev br-shop/),
  }),
  healthy({
    id: 'mirror-and-flags',
    title: 'a registry mirror that does not answer and a few flags in the settings file',
    scene: withFiles({
      [DAEMON_JSON]: JSON.stringify({
        'registry-mirrors': ['https://mirror.invalid'],
        'insecure-registries': ['10.0.0.4:5000'],
      }),
      '/etc/default/docker': 'DOCKER_OPTS="--log-level=warn --label zone=a"\n',
    }),
    arrange: NOTHING,
  }),
  healthy({
    id: 'tcp-listener-on-loopback',
    title: 'DOCKER_HOST for everybody, and a daemon that listens there',
    scene: withFiles({
      [DROP_IN]: startedWith(`${DOCKERD} --tls=false -H tcp://127.0.0.1:2375`),
      '/etc/environment': 'DOCKER_HOST=tcp://127.0.0.1:2375\n',
    }),
    arrange: NOTHING,
    prove: (host) => expectOutput(host, ['docker', '-H', 'tcp://127.0.0.1:2375', 'version'], /Server/),
  }),
  ...(['behind its socket', 'disabled'] as const).map((how): LabCase => ({
    id: `healthy-idle-docker-${how === 'disabled' ? 'disabled' : 'socket'}`,
    cause: 'healthy',
    title: `a Docker that nobody uses, asleep (${how})`,
    draw(random) {
      return {
        drawn: `no container, Docker ${how}`,
        boot: drawVpc(random),
        async arrange(host) {
          await host.sh(
            how === 'disabled'
              ? 'systemctl -q disable docker.socket docker.service; systemctl stop docker.socket docker.service'
              : 'systemctl -q disable docker.service; systemctl stop docker.service; systemctl start docker.socket',
          );
        },
        async prove(host) {
          await expectOutput(host, ['systemctl', 'is-active', 'docker.service'], /inactive/);
          await expectOutput(host, ['sh', '-c', 'ls /var/lib/docker/containers | wc -l'], /^0$/m);
        },
        questions: [{ verdict: 'healthy' }],
      };
    },
  })),
];
