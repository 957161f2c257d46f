import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { drawHerring, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { nth } from '../../ipv4.ts';
import { connects, expectOnHost, expectOutside } from '../../proof.ts';
import { unless } from './machine.ts';

/** Packets of containers are looked up in a table of a VPN that is gone. */
export const policyRuleHijack: LabCase = {
  id: 'policy-rule-hijack',
  cause: 'policy-rule-hijack',
  title: 'a policy rule sends the answers of containers into a table that leads nowhere',
  draw(random) {
    const vpc = drawVpc(random);
    const table = random.int(100, 250);
    const priority = random.int(100, 30_000);
    const bridge = '172.17.0.0/16';
    const how = random.pick([
      `blackhole default`,
      `unreachable default`,
      `prohibit default`,
      `default via ${nth(vpc.subnet, 7)} dev eth0`,
    ]);
    const by = random.pick([`from ${bridge}`, 'iif docker0', `fwmark 0x${table.toString(16)}`]);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerring(random);
    return {
      drawn: `${priority}: ${by} lookup ${table}, there: ${how}; ${name} on ${port}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
        await expectOutside(host, port, 'answers');
        await host.sh(`
          ip route add ${how} table ${table}
          ip rule add ${by} lookup ${table} priority ${priority}`);
        if (by.startsWith('fwmark')) await host.must(['nft', markFrom('docker0', table)]);
        await herring.lay(host);
      },
      prove: (host) => expectOutside(host, port, 'times out'),
      questions: [
        { verdict: 'faulty', cause: 'policy-rule-hijack', mentions: [by, String(table)] },
        { target: String(port), verdict: 'faulty', cause: 'policy-rule-hijack' },
      ],
    };
  },
};

/** As wg-quick and its kin mark what a tunnel is to take. */
function markFrom(device: string, mark: number): string {
  return `add table ip vpn
    add chain ip vpn marks { type filter hook prerouting priority mangle; }
    add rule ip vpn marks iifname "${device}" meta mark set ${mark}`;
}

/** `ip route` looks well; the host's own packets to one network are looked up elsewhere. */
export const policyRuleHijackOfHost: LabCase = {
  id: 'policy-rule-hijack-of-host',
  cause: 'policy-rule-hijack',
  title: 'a policy rule sends the host’s packets to a database into another table',
  draw(random) {
    const vpc = drawVpc(random);
    const database = nth(vpc.subnet, random.int(204, 240));
    const table = random.int(100, 250);
    const how = random.pick([`blackhole default`, `default via ${nth(vpc.subnet, 7)} dev eth0`]);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    return {
      drawn: `to ${database}/32 lookup ${table}, there: ${how}; ${name} on ${port}`,
      boot: vpc,
      needs: [{ name: 'rds', address: database, port: 3306 }],
      async arrange(host) {
        await host.cloud.database({ address: database, subnet: vpc.subnet, port: 3306 });
        unless(await connects(host, database, 3306), 'the database cannot be reached to begin with');
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
        await host.sh(`
          ip route add ${how} table ${table}
          ip rule add to ${database}/32 lookup ${table}`);
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        unless(!(await connects(host, database, 3306)), 'the database answers');
      },
      questions: [
        { verdict: 'faulty', cause: 'policy-rule-hijack', mentions: [database, String(table)] },
        { target: `${database}:3306`, verdict: 'faulty', cause: 'policy-rule-hijack' },
      ],
    };
  },
};

/**
 * The public address leads to the second card. A policy rule for that card's address lets ssh answer by it; a published
 * port's packets carry the container's address by the time that the filter looks at them.
 */
export const rpFilterDropsAsymmetric: LabCase = {
  id: 'rp-filter-drops-asymmetric',
  cause: 'rp-filter-drops-asymmetric',
  title: 'a strict reverse-path filter drops what comes in by the second card',
  draw(random) {
    const vpc = drawVpc(random);
    const second = `10.${random.int(201, 250)}.${random.int(0, 250)}.0/24`;
    const address = nth(second, random.int(10, 200));
    const where = random.pick(['all', 'eth1']);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerring(random);
    return {
      drawn: `eth0 ${vpc.address}, eth1 ${address}, ${where}.rp_filter=1, ${name} on ${port}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        const gateway = nth(second, -3);
        const inHost = await host.cloud.plugSecondCard(host.pid, { subnet: second, address });
        await inHost(`rule add from ${address} lookup 101`);
        await inHost(`route add default via ${gateway} dev eth1 table 101`);
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
        await host.sh(`
          for card in all eth0 eth1; do sysctl -qw net.ipv4.conf.$card.rp_filter=0; done
          sysctl -qw net.ipv4.conf.${where}.rp_filter=1`);
        const from = ['iptables', '-w', '-t', 'nat'];
        const rule = ['PREROUTING', '-i', 'uplink', '-d', host.address, '-j', 'DNAT', '--to-destination'];
        await host.cloud.router([...from, '-D', ...rule, vpc.address]);
        await host.cloud.router([...from, '-A', ...rule, address]);
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, 22, 'answers');
        await expectOutside(host, port, 'times out');
        await expectOnHost(host, port, 'answers');
      },
      questions: [
        { verdict: 'faulty', cause: 'rp-filter-drops-asymmetric', about: ['eth1'] },
        { target: String(port), verdict: 'faulty', cause: 'rp-filter-drops-asymmetric' },
      ],
    };
  },
};
