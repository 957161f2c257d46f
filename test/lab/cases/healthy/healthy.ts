import type { LabCase, Question, Scene } from '../../case.ts';
import type { LabHost } from '../../lab.ts';
import type { Random } from '../../random.ts';

import { image, serve, start } from '../../containers.ts';
import { drawNames, drawPorts, drawVpc, finishedJob, stoppedOnPurpose } from '../../draw.ts';
import { WITHOUT_DOCKER } from '../../host.ts';
import { nth } from '../../ipv4.ts';
import { connects, expectOnHost, expectOutput, expectOutside } from '../../proof.ts';

interface Oddity {
  readonly id: string;
  readonly title: string;
  /** What makes the host look odd, around a container that answers. */
  arrange(host: LabHost, port: number): Promise<void>;
  prove?(host: LabHost): Promise<void>;
  readonly scene?: Partial<Pick<Scene, 'boot' | 'needs' | 'restless'>>;
}

/** A host with a container that answers, and something about it that looks like a fault and is none. */
export function healthy(oddity: Oddity): LabCase {
  return {
    id: `healthy-${oddity.id}`,
    cause: 'healthy',
    title: oddity.title,
    draw(random: Random): Scene {
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      const boot = { ...drawVpc(random), ...oddity.scene?.boot };
      const asked: [Question, ...Question[]] = [
        { verdict: 'healthy' },
        { target: String(port), verdict: 'healthy' },
      ];
      return {
        drawn: `${name} on ${port}, eth0 ${boot.address} in ${boot.subnet}`,
        boot,
        ...(oddity.scene?.needs ? { needs: oddity.scene.needs } : {}),
        ...(oddity.scene?.restless ? { restless: true } : {}),
        async arrange(host) {
          await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
          await oddity.arrange(host, port);
        },
        async prove(host) {
          await expectOutside(host, port, 'answers');
          await oddity.prove?.(host);
        },
        questions: asked,
      };
    },
  };
}

const NOTHING = () => Promise.resolve();

export const healthyCases: readonly LabCase[] = [
  healthy({ id: 'plain', title: 'nothing odd at all', arrange: NOTHING }),
  healthy({
    id: 'second-card',
    title: 'a second network card in the same subnet, with policy routing for it',
    async arrange(host) {
      const { subnet, address, gateway } = host.nic;
      const second = nth(subnet, 215);
      const inHost = await host.cloud.plugSecondCard(host.pid, { subnet, address: second });
      await inHost(`rule add from ${second} lookup 100`);
      await inHost(`route add default via ${gateway} dev eth1 table 100`);
      // As clouds set it up: the first card stays the one that traffic without a source address takes.
      await inHost(`route del ${subnet} dev eth1 src ${second}`);
      await inHost(`route add ${subnet} dev eth1 src ${second} metric 200`);
      await expectOutput(host, ['ip', 'route', 'get', gateway], new RegExp(`dev eth0 src ${address}`));
    },
  }),
  healthy({
    id: 'vpn',
    title: 'a VPN that takes everything by two half-default routes',
    async arrange(host) {
      await host.sh(`
        ip tuntap add dev tun0 mode tun
        ip addr add 10.255.8.2/24 dev tun0
        ip link set tun0 up
        ip route add ${host.cloud.outside}/32 via ${host.nic.gateway} dev eth0
        ip route add 0.0.0.0/1 via 10.255.8.1 dev tun0
        ip route add 128.0.0.0/1 via 10.255.8.1 dev tun0`);
    },
    prove: (host) => expectOutput(host, ['ip', 'route', 'get', '8.8.8.8'], /dev tun0/),
  }),
  healthy({
    id: 'docker0-unused',
    title: 'docker0 without a container, so down',
    async arrange(host) {
      await host.sh('docker network create appnet');
      for (const id of (await host.must(['docker', 'ps', '-q'])).split('\n').filter(Boolean)) {
        await host.must(['docker', 'network', 'connect', 'appnet', id]);
        await host.must(['docker', 'network', 'disconnect', 'bridge', id]);
      }
    },
    prove: (host) => expectOutput(host, ['ip', 'route'], /dev docker0 .*linkdown/),
  }),
  healthy({
    id: 'finished-jobs',
    title: 'one-shot jobs that finished with 0',
    async arrange(host) {
      await finishedJob(host, 'migrate');
      await finishedJob(host, 'seed');
    },
  }),
  healthy({
    id: 'old-errors',
    title: 'a container with old errors in its log that runs well now',
    async arrange(host) {
      const script = [
        'echo "fail: Microsoft.EntityFrameworkCore.Database.Connection[20004]" >&2',
        'echo "System.Data.SqlClient.SqlException: A network-related or instance-specific error occurred (provider: TCP Provider, error: 40)" >&2',
        'echo "It was not possible to find any compatible framework version" >&2',
        'echo "info: recovered, now serving"',
        'exec httpd -f -p 7000 -h /www',
      ].join('; ');
      const tag = await image(host, 'shop/orders:9', {
        lines: [`CMD ${JSON.stringify(['sh', '-c', script])}`],
      });
      await start(host, { name: 'recovered', image: tag, publish: ['29001:7000'] });
    },
    prove: (host) => expectOutside(host, 29001, 'answers'),
  }),
  healthy({
    id: 'loopback-admin',
    title: 'an admin port published on 127.0.0.1 on purpose, next to a public one',
    arrange: (host) =>
      serve(host, { name: 'internal-admin', listen: 9001, publish: ['127.0.0.1:9001:9001'] }),
    async prove(host) {
      await expectOnHost(host, 9001, 'answers');
      await expectOutside(host, 9001, 'refused');
    },
  }),
  healthy({
    id: 'input-rules',
    title: 'INPUT rules that drop other ports',
    async arrange(host) {
      await host.sh(`
        iptables -A INPUT -p tcp --dport 3306 -j DROP
        iptables -A INPUT -p tcp --dport 5432 -j REJECT
        iptables -A INPUT -i eth0 -p udp --dport 53 -j DROP`);
    },
  }),
  healthy({
    id: 'host-network',
    title: 'a container in the host’s own network',
    arrange: (host) => serve(host, { name: 'node-exporter', listen: 9100, network: 'host' }),
    prove: (host) => expectOutside(host, 9100, 'answers'),
  }),
  healthy({
    id: 'internal-network',
    title: 'an internal network with a database container that publishes nothing',
    async arrange(host) {
      await host.must(['docker', 'network', 'create', '--internal', 'backend']);
      const tag = await image(host, 'shop/postgres:13', { lines: ['EXPOSE 5432'] });
      await serve(host, { name: 'postgres', image: tag, listen: 5432, network: 'backend' });
    },
  }),
  healthy({
    id: 'stopped-on-purpose',
    title: 'a container that was stopped on purpose',
    arrange: (host) => stoppedOnPurpose(host, 'retired-shop'),
    prove: (host) =>
      expectOutput(host, ['docker', 'ps', '-a', '--format', '{{.Names}} {{.Status}}'], /retired-shop Exited/),
  }),
  healthy({
    id: 'banned-stranger',
    title: 'a stranger banned as fail2ban does it',
    async arrange(host) {
      await host.sh(`
        iptables -N f2b-sshd
        iptables -A f2b-sshd -s 203.0.113.66/32 -j REJECT --reject-with icmp-port-unreachable
        iptables -A f2b-sshd -j RETURN
        iptables -I INPUT -p tcp -m multiport --dports 22 -j f2b-sshd
        iptables -I DOCKER-USER -s 203.0.113.66/32 -j DROP`);
    },
  }),
  healthy({
    id: 'own-pools',
    title: 'a bip and address pools chosen by hand',
    scene: {
      boot: {
        subnet: '192.168.0.0/24',
        address: '192.168.0.10',
        files: {
          '/etc/docker/daemon.json': JSON.stringify({
            bip: '192.168.64.1/24',
            'default-address-pools': [{ base: '192.168.80.0/20', size: 24 }],
          }),
        },
      },
    },
    async arrange(host) {
      await host.must(['docker', 'network', 'create', 'appnet']);
    },
    prove: (host) => expectOutput(host, ['ip', 'route'], /192\.168\.64\.0\/24 dev docker0/),
  }),
  healthy({
    id: 'databases',
    title: 'a database in the VPC and one beyond the gateway, both in reach',
    scene: {
      boot: { subnet: '192.168.9.0/24', address: '192.168.9.10' },
      needs: [
        { name: 'rds', address: '192.168.9.77', port: 1433 },
        { name: 'ldap', address: '10.44.0.9', port: 389 },
      ],
    },
    async arrange(host) {
      await host.cloud.database({ address: '192.168.9.77', subnet: '192.168.9.0/24', port: 1433 });
      await host.cloud.database({ address: '10.44.0.9', subnet: '10.44.0.0/24', port: 389 });
    },
    async prove(host) {
      const both = (await connects(host, '192.168.9.77', 1433)) && (await connects(host, '10.44.0.9', 389));
      if (!both) throw new Error('a database cannot be reached');
    },
  }),
  healthy({
    id: 'tight-security-group',
    title: 'a security group that opens just what is in use',
    arrange: (host, port) => host.cloud.securityGroup(host.address, [{ port: 22 }, { port }]),
  }),
  {
    id: 'healthy-no-docker',
    cause: 'healthy',
    title: 'a host on which Docker was never installed',
    draw(random) {
      const vpc = drawVpc(random);
      return {
        drawn: `${vpc.address}, no Docker`,
        boot: { ...vpc, without: WITHOUT_DOCKER },
        async arrange(host) {
          await host.must([
            'systemd-run',
            '-q',
            '--unit=shop',
            'busybox',
            'httpd',
            '-f',
            '-p',
            '8080',
            '-h',
            '/etc',
          ]);
        },
        async prove(host) {
          await expectOutside(host, 8080, 'answers');
          await expectOutput(host, ['sh', '-c', 'command -v docker || echo none'], /^none$/m);
        },
        questions: [{ verdict: 'healthy' }, { target: '8080', verdict: 'healthy' }],
      };
    },
  },
];
