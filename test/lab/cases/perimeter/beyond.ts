import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { drawHerringBeside, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { nth } from '../../ipv4.ts';
import { must } from '../../process.ts';
import { connects, expectOnHost, expectOutside } from '../../proof.ts';

/** The gateway lets a range of ports through, whatever is published. */
const portOutsideAllowedRange: LabCase = {
  id: 'port-outside-allowed-range',
  cause: 'port-outside-allowed-range',
  title: 'the platform lets a range of ports through, and one container is published outside of it',
  draw(random) {
    const vpc = drawVpc(random);
    const first = random.int(30_001, 30_400);
    const width = random.int(4, 9);
    const inside = first + random.int(0, width - 1);
    const outside = random.pick([first + width + random.int(3, 200), first - random.int(4, 200)]);
    const [name, other] = drawNames(random);
    const herring = drawHerringBeside(random, outside);
    return {
      drawn: `${first} to ${first + width - 1} are let through, ${other} on ${inside}, ${name} on ${outside}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        await serve(host, { name, listen: 8080, publish: [`${outside}:8080`] });
        await serve(host, { name: other, listen: 3000, publish: [`${inside}:3000`] });
        await herring.lay(host);
        const ports = Array.from({ length: width }, (_, index) => ({ port: first + index }));
        await host.cloud.securityGroup(host.address, [{ port: 22 }, ...ports]);
      },
      async prove(host) {
        await expectOutside(host, inside, 'answers');
        await expectOutside(host, outside, 'times out');
        await expectOnHost(host, outside, 'answers');
      },
      questions: [
        {
          target: String(outside),
          verdict: 'faulty',
          cause: 'port-outside-allowed-range',
          about: [String(outside)],
        },
        { verdict: 'faulty', cause: 'port-outside-allowed-range' },
        { target: String(inside), verdict: 'healthy' },
      ],
    };
  },
};

const networkAcl: LabCase = {
  id: 'network-acl',
  cause: 'network-acl-or-cloud-firewall',
  title: 'the cloud lets requests in and loses the answers',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerringBeside(random, port);
    return {
      drawn: `${name} on ${port}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
        await expectOutside(host, port, 'answers');
        await herring.lay(host);
        await host.cloud.router([
          'iptables',
          '-I',
          ...`FORWARD -s ${vpc.address} -p tcp --sport ${port} -j DROP`.split(' '),
        ]);
      },
      async prove(host) {
        await expectOutside(host, port, 'times out');
        await expectOnHost(host, port, 'answers');
      },
      questions: [
        { target: String(port), verdict: 'faulty', cause: 'network-acl-or-cloud-firewall' },
        { verdict: 'faulty', cause: 'network-acl-or-cloud-firewall' },
      ],
    };
  },
};

const whitelist: LabCase = {
  id: 'db-whitelist-still-lists-old-ip',
  cause: 'db-whitelist-still-lists-old-ip',
  title: 'the database lets in listed addresses, and this host is not among them',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerringBeside(random, port);
    const database = random.pick([
      { address: nth(vpc.subnet, 221), subnet: vpc.subnet, port: 1433 },
      { address: '10.249.3.7', subnet: '10.249.3.0/24', port: 3306 },
    ]);
    const need = random.pick(['rds', 'orders-db']);
    return {
      drawn: `${need} ${database.address}:${database.port}, ${name} on ${port}, ${herring.what}`,
      boot: vpc,
      needs: [{ name: need, address: database.address, port: database.port }],
      async arrange(host) {
        const server = await host.cloud.database(database);
        await serve(host, { name, listen: 5000, publish: [`${port}:5000`] });
        if (!(await connects(host, database.address, database.port)))
          throw new Error('the database cannot be reached to begin with');
        await herring.lay(host);
        const inside = ['nsenter', `--net=/proc/${server.pid}/ns/net`, 'iptables', '-w'];
        const line = `-A INPUT -p tcp --dport ${database.port} ! -s 203.0.113.7 -j DROP`;
        await must([...inside, ...line.split(' ')]);
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        if (await connects(host, database.address, database.port)) throw new Error('the database answers');
      },
      questions: [
        {
          verdict: 'faulty',
          cause: 'db-whitelist-still-lists-old-ip',
          about: [need],
          mentions: [vpc.address],
        },
        { target: `to ${need}`, verdict: 'faulty', cause: 'db-whitelist-still-lists-old-ip' },
      ],
    };
  },
};

const noPublicEgress: LabCase = {
  id: 'no-public-egress',
  cause: 'no-public-egress',
  title: 'the server has no way out to the Internet; its own network answers',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerringBeside(random, port);
    const registry = random.pick(['203.0.113.50', '198.51.100.80', '192.0.2.140']);
    const database = { address: nth(vpc.subnet, 222), subnet: vpc.subnet, port: 1433 };
    return {
      drawn: `registry ${registry}, ${name} on ${port}, ${herring.what}`,
      boot: vpc,
      needs: [
        { name: 'registry', address: registry, port: 443 },
        { name: 'rds', address: database.address, port: database.port },
      ],
      async arrange(host) {
        await host.cloud.database(database);
        await host.cloud.database({ address: registry, subnet: `${nth(`${registry}/24`, 0)}/24`, port: 443 });
        await serve(host, { name, listen: 5000, publish: [`${port}:5000`] });
        if (!(await connects(host, registry, 443))) throw new Error('no Internet to begin with');
        await herring.lay(host);
        await host.cloud.router([
          'iptables',
          '-I',
          ...`FORWARD -s ${vpc.address} -d ${registry} -j DROP`.split(' '),
        ]);
      },
      async prove(host) {
        if (await connects(host, registry, 443)) throw new Error('the Internet answers');
        if (!(await connects(host, database.address, 1433)))
          throw new Error('the own network does not answer');
      },
      questions: [
        { verdict: 'faulty', cause: 'no-public-egress', mentions: [registry] },
        { target: 'to registry', verdict: 'faulty', cause: 'no-public-egress' },
        { target: 'to rds', verdict: 'healthy' },
      ],
    };
  },
};

const otherRegion: LabCase = {
  id: 'db-endpoint-of-other-region-or-vpc',
  cause: 'db-endpoint-of-other-region-or-vpc',
  title: 'the connection string names the internal endpoint of the old region',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerringBeside(random, port);
    const address = vpc.subnet.startsWith('10.') ? '192.168.99.20' : `10.${random.int(201, 240)}.4.20`;
    const named = random.chance();
    const endpoint = named ? 'rm-bp1x.sqlserver.cn-hangzhou.rds.example' : address;
    const silent = random.chance();
    return {
      drawn: `${endpoint} is ${address}, ${silent ? 'silence' : 'unreachable'}, ${name} on ${port}, ${herring.what}`,
      boot: vpc,
      needs: [{ name: 'rds', address: endpoint, port: 1433 }],
      async arrange(host) {
        if (named) await host.sh(`echo '${address} ${endpoint}' >>/etc/hosts`);
        await serve(host, { name, listen: 5000, publish: [`${port}:5000`] });
        await herring.lay(host);
        const how = silent ? 'DROP' : 'REJECT --reject-with icmp-net-unreachable';
        await host.cloud.router(['iptables', '-I', ...`FORWARD -d ${address} -j ${how}`.split(' ')]);
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        if (await connects(host, address, 1433)) throw new Error('the database answers');
      },
      questions: [
        { verdict: 'faulty', cause: 'db-endpoint-of-other-region-or-vpc', mentions: [address] },
        { target: 'to rds', verdict: 'faulty', cause: 'db-endpoint-of-other-region-or-vpc' },
      ],
    };
  },
};

export const beyondCases: readonly LabCase[] = [
  portOutsideAllowedRange,
  networkAcl,
  whitelist,
  noPublicEgress,
  otherRegion,
];
