import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { nth } from '../../ipv4.ts';
import { connects, expectOnHost, expectOutput, expectOutside } from '../../proof.ts';
import { unless } from '../routing/machine.ts';
import { healthy } from './healthy.ts';

const TUNNEL = `
  ip tuntap add dev tun0 mode tun
  ip addr add 10.255.8.2/24 dev tun0
  ip link set tun0 up`;

/** Routes and addresses that look like a fault and are somebody's deliberate choice, or do no harm. */
export const healthyRouting: readonly LabCase[] = [
  healthy({
    id: 'two-cards-two-networks',
    title: 'two cards in two networks, each answering by itself, both in use',
    scene: {
      boot: { subnet: '10.20.1.0/24', address: '10.20.1.15' },
      needs: [{ name: 'storage', address: '10.30.1.77', port: 2049 }],
    },
    async arrange(host) {
      const second = { subnet: '10.30.1.0/24', address: '10.30.1.15' };
      const inHost = await host.cloud.plugSecondCard(host.pid, second);
      await inHost(`rule add from ${second.address} lookup 101`);
      await inHost(`rule add to ${second.subnet} lookup 101 priority 90`);
      await inHost(`route add default via ${nth(second.subnet, -3)} dev eth1 table 101`);
      await inHost(`route add ${second.subnet} dev eth1 table 101`);
      await host.cloud.database({ address: '10.30.1.77', subnet: second.subnet, port: 2049 });
    },
    async prove(host) {
      await expectOutput(host, ['ip', 'route', 'get', '10.30.1.77'], /dev eth1/);
      unless(await connects(host, '10.30.1.77', 2049), 'the storage cannot be reached');
    },
  }),
  healthy({
    id: 'vpn-by-device',
    title: 'a VPN that takes everything by two half-default routes without a gateway',
    async arrange(host) {
      await host.sh(`${TUNNEL}
        ip route add ${host.cloud.outside}/32 via ${host.nic.gateway} dev eth0
        ip route add 0.0.0.0/1 dev tun0
        ip route add 128.0.0.0/1 dev tun0`);
    },
    prove: (host) => expectOutput(host, ['ip', 'route', 'get', '8.8.8.8'], /dev tun0/),
  }),
  healthy({
    id: 'slash-32',
    title: 'a /32 address with a gateway on the link, as some clouds give it',
    async arrange(host) {
      const { address, gateway } = host.nic;
      await host.sh(`
        ip addr flush dev eth0
        ip addr add ${address}/32 dev eth0
        ip route add ${gateway} dev eth0 scope link
        ip route add default via ${gateway} dev eth0 onlink`);
    },
    prove: (host) => expectOutput(host, ['ip', '-4', 'addr', 'show', 'eth0'], /\/32/),
  }),
  healthy({
    id: 'secondary-addresses',
    title: 'several addresses on one card, of the same subnet and of another',
    async arrange(host) {
      const { subnet } = host.nic;
      const bits = subnet.split('/')[1];
      await host.sh(`
        ip addr add ${nth(subnet, 231)}/${bits} dev eth0
        ip addr add ${nth(subnet, 232)}/32 dev eth0
        ip addr add 10.99.7.1/24 dev eth0`);
    },
    prove: (host) => expectOutput(host, ['ip', '-4', 'addr', 'show', 'eth0'], /secondary/),
  }),
  healthy({
    id: 'macvlan-shim',
    title: 'a macvlan shim in the VPC’s range and an empty bridge of somebody’s',
    async arrange(host) {
      const { subnet } = host.nic;
      await host.sh(`
        ip link add shim link eth0 type macvlan mode bridge
        ip addr add ${nth(subnet, 233)}/32 dev shim
        ip link set shim up
        ip link add lab0 type bridge
        ip addr add ${nth(subnet, 65)}/29 dev lab0 || true
        ip link set lab0 up`);
    },
    prove: (host) => expectOutput(host, ['ip', '-4', '-o', 'addr', 'show'], /shim.*\/32/),
  }),
  healthy({
    id: 'blackholed-bogons',
    title: 'ranges that nobody should talk to are blackholed',
    async arrange(host) {
      await host.sh(`
        ip route add blackhole 203.0.113.0/24
        ip route add unreachable 198.51.100.0/24
        ip route add prohibit 100.127.0.0/16
        ip route add blackhole 10.254.0.0/16`);
    },
    prove: (host) => expectOutput(host, ['ip', 'route'], /blackhole/),
  }),
  healthy({
    id: 'default-in-another-table',
    title: 'the default route lives in a table of its own, by a policy rule',
    async arrange(host) {
      await host.sh(`
        ip route add default via ${host.nic.gateway} dev eth0 table 200
        ip rule add lookup 200 priority 33000
        ip route del default table main`);
    },
    prove: (host) => expectOutput(host, ['ip', 'route', 'get', '8.8.8.8'], /dev eth0/),
  }),
  healthy({
    id: 'strict-rp-filter',
    title: 'a strict reverse-path filter, as CentOS 7 has it, and symmetric routes',
    async arrange(host) {
      await host.sh(
        'for card in all default eth0 docker0; do sysctl -qw net.ipv4.conf.$card.rp_filter=1; done',
      );
    },
    prove: (host) => expectOutput(host, ['sysctl', 'net.ipv4.conf.all.rp_filter'], /= 1/),
  }),
  healthy({
    id: 'docker0-in-vpc-unused',
    title: 'docker0 holds a piece of the VPC’s range, and neither a container nor a need is in it',
    scene: {
      boot: {
        subnet: '10.61.0.0/16',
        address: '10.61.3.7',
        files: { '/etc/docker/daemon.json': JSON.stringify({ bip: '10.61.200.1/24' }) },
      },
    },
    async arrange(host) {
      await host.sh('docker network create --subnet 172.28.0.0/24 appnet');
      for (const id of (await host.must(['docker', 'ps', '-q'])).split('\n').filter(Boolean)) {
        await host.must(['docker', 'network', 'connect', 'appnet', id]);
        await host.must(['docker', 'network', 'disconnect', 'bridge', id]);
      }
    },
    prove: (host) => expectOutput(host, ['ip', 'route'], /10\.61\.200\.0\/24 dev docker0/),
  }),
  healthy({
    id: 'narrow-card',
    title: 'a card with an MTU of 1400 under a bridge of 1500, and path MTU discovery works',
    async arrange(host) {
      await host.must(['ip', 'link', 'set', 'eth0', 'mtu', '1400']);
    },
    prove: (host) => expectOutput(host, ['ip', '-o', 'link', 'show', 'eth0'], /mtu 1400/),
  }),
  healthy({
    id: 'mute-gateway',
    title: 'a gateway that ignores ping',
    async arrange(host) {
      await host.cloud.router(['iptables', '-w', '-I', 'INPUT', '-p', 'icmp', '-j', 'DROP']);
    },
    async prove(host) {
      const ping = await host.run(['ping', '-c', '1', '-W', '1', host.nic.gateway]);
      unless(ping.code !== 0, 'the gateway answers ping');
    },
  }),
  healthy({
    id: 'ipv6-disabled',
    title: 'IPv6 is switched off',
    async arrange(host) {
      await host.sh('sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1');
    },
    prove: (host) => expectOutput(host, ['sysctl', 'net.ipv6.conf.all.disable_ipv6'], /= 1/),
  }),
  healthy({
    id: 'many-networks',
    title: 'fifty networks out of pools made for that',
    scene: {
      boot: {
        subnet: '192.168.3.0/24',
        address: '192.168.3.9',
        files: {
          '/etc/docker/daemon.json': JSON.stringify({
            'default-address-pools': [{ base: '10.199.0.0/16', size: 24 }],
          }),
        },
      },
    },
    arrange: (host) =>
      host.sh('for n in $(seq 1 50); do docker network create app$n >/dev/null; done').then(() => undefined),
    prove: (host) => expectOutput(host, ['sh', '-c', 'docker network ls -q | wc -l'], /^53$/m),
  }),
  healthy({
    id: 'published-on-ipv6-only',
    title: 'a service that is published on IPv6 only, on purpose',
    async arrange(host) {
      await serve(host, { name: 'six', listen: 8080, publish: ['[::]:29066:8080'] });
    },
    async prove(host) {
      await expectOnHost(host, 29_066, 'answers', '[::1]');
      await expectOutside(host, 29_066, 'refused');
    },
  }),
  healthy({
    id: 'spare-gateway-asleep',
    title: 'a second default route by a spare gateway that does not answer',
    async arrange(host) {
      await host.sh(`ip route add default via ${nth(host.nic.subnet, 201)} dev eth0 metric 900`);
    },
    prove: (host) => expectOutput(host, ['ip', 'route'], /metric 900/),
  }),
  healthy({
    id: 'covered-range-with-a-way-around',
    title: 'a Docker network covers the database’s range, and a closer route leads around it',
    scene: {
      boot: { subnet: '192.168.5.0/24', address: '192.168.5.9' },
      needs: [{ name: 'rds', address: '172.29.8.40', port: 3306 }],
    },
    async arrange(host) {
      await host.cloud.database({ address: '172.29.8.40', subnet: '172.29.8.0/24', port: 3306 });
      await host.sh(`
        docker network create --subnet 172.29.0.0/16 appnet
        ip route add 172.29.8.40/32 via ${host.nic.gateway} dev eth0`);
    },
    async prove(host) {
      unless(await connects(host, '172.29.8.40', 3306), 'the database cannot be reached');
    },
  }),
  healthy({
    id: 'tailscale-like',
    title: 'a mesh VPN in 100.64.0.0/10 with a name server and a table of its own',
    scene: {
      boot: {
        subnet: '172.16.32.0/20',
        address: '172.16.32.8',
        files: { '/etc/resolv.conf': 'nameserver 100.100.100.100\n' },
      },
    },
    async arrange(host) {
      await host.sh(`
        ip tuntap add dev tailscale0 mode tun
        ip addr add 100.101.7.3/32 dev tailscale0
        ip link set tailscale0 up
        ip route add 100.100.100.100 dev tailscale0 table 52
        ip route add 100.88.1.0/24 dev tailscale0 table 52
        ip rule add fwmark 0x80000/0xff0000 lookup main priority 5210
        ip rule add lookup 52 priority 5270`);
    },
    prove: (host) => expectOutput(host, ['ip', 'route', 'get', '100.100.100.100'], /dev tailscale0/),
  }),
];
