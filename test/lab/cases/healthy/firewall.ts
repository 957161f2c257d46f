import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { connects, expectOnHost, expectOutput } from '../../proof.ts';
import { expectInside } from '../firewall/inside.ts';
import { healthy } from './healthy.ts';

const RDS = { name: 'rds', address: '192.168.9.77', port: 1433 };
const NEAR = { subnet: '192.168.9.0/24', address: '192.168.9.10' };

/** Firewalls that look like faults and stop nothing that anybody misses. */
export const healthyFirewall: readonly LabCase[] = [
  healthy({
    id: 'docker-user-whitelist',
    title: 'a whitelist in DOCKER-USER that names the one who asks',
    async arrange(host) {
      await host.sh(`
        iptables -I DOCKER-USER -i eth0 -j DROP
        iptables -I DOCKER-USER -i eth0 -s ${host.cloud.outside} -j RETURN
        iptables -I DOCKER-USER -i eth0 -s 203.0.113.0/24 -j RETURN
        iptables -I DOCKER-USER -m conntrack --ctstate RELATED,ESTABLISHED -j RETURN`);
    },
  }),
  healthy({
    id: 'legacy-tables',
    title: 'old iptables tables beside those of nf_tables that accept everything',
    async arrange(host) {
      await host.sh(`
        iptables-legacy -A INPUT -p tcp --dport 3306 -j DROP
        iptables-legacy -A FORWARD -j ACCEPT`);
    },
    prove: (host) => expectOutput(host, ['iptables', '-S'], /iptables-legacy tables present/),
  }),
  healthy({
    id: 'jailed-strangers',
    title: 'strangers that fail2ban has banned from containers, with counters that rise',
    async arrange(host) {
      await host.sh(`
        iptables -N f2b-nginx
        for last in 5 17 66; do iptables -A f2b-nginx -s 203.0.113.$last/32 -j REJECT; done
        iptables -A f2b-nginx -j RETURN
        iptables -I DOCKER-USER -p tcp -j f2b-nginx
        iptables -N f2b-sshd
        iptables -A f2b-sshd -s 198.51.100.9/32 -j REJECT --reject-with icmp-port-unreachable
        iptables -A f2b-sshd -j RETURN
        iptables -I INPUT -p tcp -m multiport --dports 22 -j f2b-sshd`);
    },
  }),
  healthy({
    id: 'nft-limits',
    title: 'a table of nftables that accepts within limits and counts',
    async arrange(host) {
      await host.sh(`
        nft add table inet guard
        nft 'add chain inet guard in { type filter hook input priority -5; policy accept; }'
        nft 'add chain inet guard through { type filter hook forward priority -5; policy accept; }'
        nft add rule inet guard in tcp dport 22 limit rate 100/second burst 200 packets counter accept
        nft add rule inet guard through ct state new limit rate 1000/second counter accept
        nft add rule inet guard in ip saddr 203.0.113.0/24 drop`);
    },
  }),
  healthy({
    id: 'notrack',
    title: 'rules in raw that do not track name look-ups, and marks in mangle',
    async arrange(host) {
      await host.sh(`
        iptables -t raw -A PREROUTING -p udp --dport 53 -j CT --notrack
        iptables -t raw -A OUTPUT -p udp --dport 53 -j CT --notrack
        iptables -t raw -A PREROUTING -p tcp --dport 3306 -s 203.0.113.0/24 -j DROP
        iptables -t mangle -A PREROUTING -i eth0 -p tcp --dport 443 -j MARK --set-mark 7`);
    },
  }),
  healthy({
    id: 'no-userland-proxy',
    title: 'Docker without its proxy, which works',
    scene: { boot: { files: { '/etc/docker/daemon.json': '{ "userland-proxy": false }' } } },
    async arrange(host, port) {
      await expectOnHost(host, port, 'answers');
    },
  }),
  healthy({
    id: 'no-egress-by-design',
    title:
      'a container on an internal network, which is meant to have no way out, beside one that reaches the database',
    scene: { boot: NEAR, needs: [RDS] },
    async arrange(host) {
      await host.cloud.database({ ...RDS, subnet: NEAR.subnet });
      await host.must(['docker', 'network', 'create', '--internal', 'backend']);
      await serve(host, { name: 'vault', listen: 8200, network: 'backend' });
    },
    async prove(host) {
      if (!(await connects(host, RDS.address, RDS.port))) throw new Error('the database cannot be reached');
      await expectInside(host, 'vault', RDS, 'fails');
    },
  }),
  healthy({
    id: 'no-talk-between-containers',
    title: 'a network whose containers may not talk to each other, on purpose',
    async arrange(host) {
      const icc = 'com.docker.network.bridge.enable_icc=false';
      await host.must(['docker', 'network', 'create', '-o', icc, '--subnet', '172.29.8.0/24', 'tenants']);
      await serve(host, { name: 'tenant-a', listen: 7000, network: 'tenants', publish: ['29101:7000'] });
      await serve(host, { name: 'tenant-b', listen: 7000, network: 'tenants', publish: ['29102:7000'] });
    },
    prove: (host) => expectInside(host, 'tenant-b', { address: '172.29.8.2', port: 7000 }, 'fails'),
  }),
  healthy({
    id: 'tight-input',
    title: 'an INPUT that lets in SSH and nothing else, which published ports never meet',
    async arrange(host) {
      await host.sh(`
        iptables -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
        iptables -A INPUT -i lo -j ACCEPT
        iptables -A INPUT -p icmp -j ACCEPT
        iptables -A INPUT -p tcp --dport 22 -j ACCEPT
        iptables -A INPUT -j REJECT --reject-with icmp-host-prohibited`);
    },
  }),
  healthy({
    id: 'own-translation',
    title: 'Docker without iptables, and an administrator who translates addresses himself',
    scene: {
      boot: { ...NEAR, files: { '/etc/docker/daemon.json': '{ "iptables": false }' } },
      needs: [RDS],
    },
    async arrange(host) {
      await host.cloud.database({ ...RDS, subnet: NEAR.subnet });
      await host.sh(
        'iptables -t nat -A POSTROUTING -s 172.17.0.0/16 -o eth0 -j SNAT --to-source 192.168.9.10',
      );
    },
  }),
];
