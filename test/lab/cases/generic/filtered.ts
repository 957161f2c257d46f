import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { drawHerringBeside, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { connects, expectOnHost, expectOutside } from '../../proof.ts';

/** A chain of nftables at the hook forward: no counter of iptables shows what it drops. */
export const filteredOnTheWayIn: LabCase = {
  id: 'blocked-by-filter-forward',
  cause: 'blocked-by-filter',
  title: 'a table of nftables drops what is forwarded to one container',
  draw(random) {
    const vpc = drawVpc(random);
    const [port, other] = drawPorts(random);
    const [name, neighbour] = drawNames(random);
    const herring = drawHerringBeside(random, port);
    const table = random.pick(['zones', 'office', 'audit']);
    const rule = random.pick([
      'ip daddr 172.28.7.2 tcp dport 8080 drop',
      'iifname "eth0" ip daddr 172.28.7.0/24 drop',
      'meta l4proto tcp ct original proto-dst PORT drop',
    ]);
    return {
      drawn: `inet ${table} forwards with "${rule}", ${name} on ${port}, ${neighbour} on ${other}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        await serve(host, { name: neighbour, listen: 3000, publish: [`${other}:3000`] });
        await host.sh('docker network create --subnet 172.28.7.0/24 shop_default');
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`], network: 'shop_default' });
        await expectOutside(host, port, 'answers');
        await herring.lay(host);
        await host.write(
          '/root/rules.nft',
          `table inet ${table} {\n chain between {\n type filter hook forward priority 10; policy accept;\n ${rule.replace('PORT', String(port))}\n }\n}\n`,
        );
        await host.sh('nft -f /root/rules.nft');
      },
      async prove(host) {
        await expectOutside(host, port, 'times out');
        await expectOnHost(host, port, 'answers');
        await expectOutside(host, other, 'answers');
      },
      questions: [
        { target: String(port), verdict: 'faulty', cause: 'blocked-by-filter', mentions: [`inet ${table}`] },
        { verdict: 'faulty', cause: 'blocked-by-filter' },
        { target: String(other), verdict: 'healthy' },
      ],
    };
  },
};

/** Rules for what the host itself sends; nobody looks there. */
export const filteredOnTheWayOut: LabCase = {
  id: 'blocked-by-filter-to-need',
  cause: 'blocked-by-filter',
  title: 'a rule in OUTPUT keeps the host from the database',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const far = { address: '10.251.7.9', subnet: '10.251.7.0/24', port: random.pick([1433, 3306, 389]) };
    const way = random.pick([
      `iptables -A OUTPUT -d ${far.address} -p tcp --dport ${far.port} -j DROP`,
      `iptables -A OUTPUT -o eth0 -d ${far.subnet} -j REJECT`,
      `iptables -A OUTPUT -p tcp --dport ${far.port} -j REJECT --reject-with tcp-reset`,
      `nft add table inet strict; nft 'add chain inet strict out { type filter hook output priority 0; policy accept; }'; nft add rule inet strict out ip daddr ${far.address} drop`,
    ]);
    const need = random.pick(['rds', 'ldap', 'erp']);
    return {
      drawn: `${way}; ${need} ${far.address}:${far.port}, ${name} on ${port}`,
      boot: vpc,
      needs: [{ name: need, address: far.address, port: far.port }],
      async arrange(host) {
        await host.cloud.database(far);
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
        if (!(await connects(host, far.address, far.port)))
          throw new Error('the database cannot be reached to begin with');
        await host.sh(way);
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        if (await connects(host, far.address, far.port)) throw new Error('the database answers all the same');
      },
      questions: [
        { verdict: 'faulty', cause: 'blocked-by-filter', about: [need] },
        { target: `to ${need}`, verdict: 'faulty', cause: 'blocked-by-filter' },
        { target: String(port), verdict: 'healthy' },
      ],
    };
  },
};

/** The same in the nat table: what the host sends to its database is given another target. */
export const translatedOnTheWayOut: LabCase = {
  id: 'blocked-by-nat-to-need',
  cause: 'blocked-by-nat',
  title: 'a DNAT rule in OUTPUT, left from before the move, sends the host to where the database was',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const far = { address: '10.251.7.9', subnet: '10.251.7.0/24', port: random.pick([1433, 3306, 389]) };
    const target = random.pick(['127.0.0.1:13306', '172.17.0.88:3306']);
    const need = random.pick(['rds', 'ldap', 'erp']);
    return {
      drawn: `${need} ${far.address}:${far.port} is sent to ${target}, ${name} on ${port}`,
      boot: vpc,
      needs: [{ name: need, address: far.address, port: far.port }],
      async arrange(host) {
        await host.cloud.database(far);
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
        if (!(await connects(host, far.address, far.port)))
          throw new Error('the database cannot be reached to begin with');
        await host.sh(
          `iptables -t nat -A OUTPUT -d ${far.address} -p tcp --dport ${far.port} -j DNAT --to-destination ${target}`,
        );
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        if (await connects(host, far.address, far.port)) throw new Error('the database answers all the same');
      },
      questions: [
        { verdict: 'faulty', cause: 'blocked-by-nat', about: [need], mentions: [target] },
        { target: `to ${need}`, verdict: 'faulty', cause: 'blocked-by-nat' },
      ],
    };
  },
};
