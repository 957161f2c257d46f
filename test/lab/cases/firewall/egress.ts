import type { LabCase } from '../../case.ts';
import type { LabHost } from '../../lab.ts';
import type { Random } from '../../random.ts';

import { serve } from '../../containers.ts';
import { drawHerring, drawHerringBeside, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { nth } from '../../ipv4.ts';
import { connects, expectOutside } from '../../proof.ts';
import { expectInside } from './inside.ts';

interface Way {
  readonly what: string;
  readonly daemon?: Readonly<Record<string, unknown>>;
  /** Makes the network `shop_default`, on which the container stands; docker0 where absent. */
  readonly network?: (range: string) => readonly string[];
  breakIt?(host: LabHost, range: string): Promise<unknown>;
}

interface EgressCase {
  readonly id: string;
  readonly cause: string;
  readonly title: string;
  readonly ways: readonly [Way, ...Way[]];
}

/** A container that is reached from outside and reaches nothing itself; the host reaches the database. */
function egress({ id, cause, title, ways }: EgressCase): LabCase {
  return {
    id,
    cause,
    title,
    draw(random: Random) {
      const vpc = drawVpc(random);
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      // Without translation packets for a published port do meet INPUT.
      const herring = drawHerring(random);
      const way = random.pick(ways);
      const range = `172.${random.int(18, 31)}.${random.int(0, 15) * 16}.0/20`;
      const database = random.pick([
        { address: nth(vpc.subnet, 220), subnet: vpc.subnet, port: 1433 },
        { address: '10.251.7.9', subnet: '10.251.7.0/24', port: 3306 },
      ]);
      const need = random.pick(['rds', 'ldap', 'erp']);
      return {
        drawn: `${way.what}, ${name} on ${port}, ${need} ${database.address}, ${herring.what}`,
        boot: {
          ...vpc,
          ...(way.daemon && { files: { '/etc/docker/daemon.json': JSON.stringify(way.daemon) } }),
        },
        needs: [{ name: need, address: database.address, port: database.port }],
        async arrange(host) {
          await host.cloud.database(database);
          if (way.network)
            await host.must(['docker', 'network', 'create', ...way.network(range), 'shop_default']);
          const network = way.network ? { network: 'shop_default' } : {};
          await serve(host, { name, listen: 5000, publish: [`${port}:5000`], ...network });
          await expectOutside(host, port, 'answers');
          if (!way.daemon && way.breakIt) await expectInside(host, name, database, 'connects');
          await herring.lay(host);
          await way.breakIt?.(host, range);
        },
        async prove(host) {
          await expectOutside(host, port, 'answers');
          if (!(await connects(host, database.address, database.port)))
            throw new Error('the host does not reach the database');
          await expectInside(host, name, database, 'fails');
        },
        questions: [
          { verdict: 'faulty', cause, mentions: [database.address, name] },
          { target: `to ${need}`, verdict: 'faulty', cause },
          { target: `${database.address}:${database.port}`, verdict: 'faulty', cause },
        ],
      };
    },
  };
}

const ON_ITS_OWN = (range: string) => ['--subnet', range];

export const egressCases: readonly LabCase[] = [
  egress({
    id: 'nat-table-flushed',
    cause: 'nat-table-flushed-masked-by-userland-proxy',
    title: 'the nat table was flushed; the proxy still answers, containers reach nothing',
    ways: [
      { what: 'iptables -t nat -F', breakIt: (host) => host.sh('iptables -t nat -F') },
      {
        what: 'nat flushed and its chain deleted, a network of its own',
        network: ON_ITS_OWN,
        breakIt: (host) => host.sh('iptables -t nat -F; iptables -t nat -X'),
      },
    ],
  }),
  egress({
    id: 'masquerade-missing-or-wrong',
    cause: 'masquerade-missing-or-wrong',
    title: 'packets of containers leave with an address that nobody can answer',
    ways: [
      { what: 'POSTROUTING flushed', breakIt: (host) => host.sh('iptables -t nat -F POSTROUTING') },
      {
        what: 'one MASQUERADE rule deleted',
        network: ON_ITS_OWN,
        breakIt: (host, range) =>
          host.sh(`rule=$(iptables -t nat -S POSTROUTING | grep -- '-s ${range} .*MASQUERADE' | sed 's/^-A/-D/')
            iptables -t nat $rule`),
      },
      {
        what: 'a network without masquerading',
        network: (range) => [
          ...ON_ITS_OWN(range),
          '-o',
          'com.docker.network.bridge.enable_ip_masquerade=false',
        ],
      },
      { what: '"ip-masq": false', daemon: { 'ip-masq': false } },
      {
        what: 'SNAT to the address that the host had before',
        breakIt: (host) =>
          host.sh('iptables -t nat -I POSTROUTING -o eth0 -s 172.17.0.0/16 -j SNAT --to-source 10.7.7.7'),
      },
    ],
  }),
  egress({
    id: 'docker-iptables-disabled',
    cause: 'docker-iptables-disabled',
    title: 'Docker was told to leave iptables alone',
    ways: [
      { what: 'on docker0', daemon: { iptables: false } },
      { what: 'on a network of its own', daemon: { iptables: false, debug: false }, network: ON_ITS_OWN },
    ],
  }),
  firewallRejectsContainerToHost(),
  bridgeNfCall(),
];

function firewallRejectsContainerToHost(): LabCase {
  const cause = 'firewall-rejects-container-to-host';
  return {
    id: cause,
    cause,
    title: 'the stock firewall rejects what a container sends to the host it runs on',
    draw(random) {
      const vpc = drawVpc(random);
      const [port, other] = drawPorts(random);
      const [name, caller] = drawNames(random);
      const herring = drawHerringBeside(random, port);
      const rejects = random.chance();
      const target = { address: random.pick([vpc.address, '172.17.0.1']), port };
      const last = rejects ? '-A INPUT -j REJECT --reject-with icmp-host-prohibited' : '-P INPUT DROP';
      return {
        drawn: `${last}, ${caller} calls ${target.address}:${port} of ${name}, ${herring.what}`,
        boot: vpc,
        needs: [{ name: 'prices-api', ...target }],
        async arrange(host) {
          await serve(host, { name, listen: 5000, publish: [`${port}:5000`] });
          await serve(host, { name: caller, listen: 5000, publish: [`${other}:5000`] });
          await expectInside(host, caller, target, 'connects');
          await herring.lay(host);
          await host.sh(`
            iptables -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            iptables -A INPUT -i lo -j ACCEPT
            iptables -A INPUT -p tcp --dport 22 -j ACCEPT
            iptables ${last}`);
        },
        async prove(host) {
          await expectOutside(host, port, 'answers');
          await expectInside(host, caller, target, 'fails');
        },
        questions: [
          { verdict: 'faulty', cause, mentions: ['INPUT', 'docker0'] },
          { target: 'to prices-api', verdict: 'faulty', cause },
        ],
      };
    },
  };
}

function bridgeNfCall(): LabCase {
  return {
    id: 'bridge-nf-call',
    cause: 'bridge-nf-call',
    title: 'neighbours in one network cannot talk, since iptables sees bridged frames',
    draw(random) {
      const vpc = drawVpc(random);
      const [port] = drawPorts(random);
      const [name, caller] = drawNames(random);
      const herring = drawHerringBeside(random, port);
      const way = random.pick(['the accepting rule deleted', 'a rule before it']);
      const range = `172.${random.int(20, 31)}.0.0/24`;
      return {
        drawn: `${way}, ${caller} calls ${name}, ${herring.what}`,
        boot: vpc,
        async arrange(host) {
          await host.must(['docker', 'network', 'create', '--subnet', range, 'shop_default']);
          await serve(host, { name, listen: 5000, publish: [`${port}:5000`], network: 'shop_default' });
          await serve(host, { name: caller, listen: 9000, network: 'shop_default' });
          await expectInside(host, caller, { address: nth(range, 2), port: 5000 }, 'connects');
          await herring.lay(host);
          await host.sh(`
            bridge=$(ip -o addr show to ${range} | awk '{ print $2; exit }')
            sysctl -w net.bridge.bridge-nf-call-iptables=1
            ${
              way === 'a rule before it'
                ? 'iptables -I FORWARD 2 -i $bridge -o $bridge -j DROP'
                : 'iptables -D FORWARD -i $bridge -o $bridge -j ACCEPT'
            }`);
        },
        async prove(host) {
          await expectOutside(host, port, 'answers');
          await expectInside(host, caller, { address: nth(range, 2), port: 5000 }, 'fails');
        },
        questions: [
          { verdict: 'faulty', cause: 'bridge-nf-call', about: ['shop_default'], mentions: [name] },
        ],
      };
    },
  };
}
