import type { LabCase } from '../../case.ts';
import type { LabHost } from '../../lab.ts';
import type { Random } from '../../random.ts';

import { serve } from '../../containers.ts';
import { drawHerring, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { nth } from '../../ipv4.ts';
import { connects, expectOutput, expectOutside } from '../../proof.ts';
import { unless } from './machine.ts';

/** The way by which the worker comes in has a route of its own, so that the host can be asked at all. */
async function keepWorkersWay(host: LabHost): Promise<void> {
  await host.must(['ip', 'route', 'add', `${host.cloud.outside}/32`, 'via', host.nic.gateway, 'dev', 'eth0']);
}

function drawFarDatabase(random: Random) {
  const subnet = `10.${random.int(210, 240)}.${random.int(0, 200)}.0/24`;
  return { subnet, address: nth(subnet, random.int(10, 200)), port: random.pick([1433, 3306, 5432]) };
}

export const missingDefaultRoute: LabCase = {
  id: 'missing-default-route',
  cause: 'missing-default-route',
  title: 'the default route is gone; the subnet itself works',
  draw(random) {
    const vpc = drawVpc(random);
    const database = drawFarDatabase(random);
    const needed = random.chance();
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerring(random);
    return {
      drawn: `${vpc.address} without a default route, rds ${database.address}${needed ? '' : ' which nobody lists'}, ${name} on ${port}, ${herring.what}`,
      boot: vpc,
      needs: needed ? [{ name: 'rds', address: database.address, port: database.port }] : [],
      async arrange(host) {
        await host.cloud.database(database);
        unless(
          await connects(host, database.address, database.port),
          'the database cannot be reached to begin with',
        );
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
        await keepWorkersWay(host);
        await host.must(['ip', 'route', 'del', 'default']);
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        await expectOutput(host, ['ip', 'route', 'get', database.address], /Network is unreachable/);
      },
      questions: [
        { verdict: 'faulty', cause: 'missing-default-route', mentions: [vpc.subnet] },
        ...(needed
          ? ([
              {
                target: `${database.address}:${database.port}`,
                verdict: 'faulty',
                cause: 'missing-default-route',
                mentions: [database.address],
              },
            ] as const)
          : []),
      ],
    };
  },
};

export const gatewayArpDead: LabCase = {
  id: 'wrong-gateway-arp-dead',
  cause: 'wrong-gateway-or-gateway-arp-dead',
  title: 'the default route names the gateway of the old network, where nobody answers',
  draw(random) {
    const vpc = drawVpc(random);
    const database = drawFarDatabase(random);
    const wrong = nth(vpc.subnet, random.pick([1, 254, 9]));
    const needed = random.chance();
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    return {
      drawn: `${vpc.address}, default via ${wrong}, rds ${database.address}${needed ? '' : ' which nobody lists'}, ${name} on ${port}`,
      boot: vpc,
      needs: needed ? [{ name: 'rds', address: database.address, port: database.port }] : [],
      async arrange(host) {
        await host.cloud.database(database);
        unless(
          await connects(host, database.address, database.port),
          'the database cannot be reached to begin with',
        );
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
        await keepWorkersWay(host);
        await host.must(['ip', 'route', 'replace', 'default', 'via', wrong, 'dev', 'eth0']);
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        unless(!(await connects(host, database.address, database.port)), 'the database answers');
      },
      questions: [
        {
          verdict: 'faulty',
          cause: 'wrong-gateway-or-gateway-arp-dead',
          about: [wrong],
          mentions: [/FAILED|INCOMPLETE/],
        },
        ...(needed
          ? ([
              {
                target: `${database.address}:${database.port}`,
                verdict: 'faulty',
                cause: 'wrong-gateway-or-gateway-arp-dead',
              },
            ] as const)
          : []),
      ],
    };
  },
};

/** It answers ARP, and that is all. */
export const gatewayIsNone: LabCase = {
  id: 'wrong-gateway-that-passes-nothing-on',
  cause: 'wrong-gateway-or-gateway-arp-dead',
  title: 'the default route names a machine that is there and is no gateway',
  draw(random) {
    const vpc = drawVpc(random);
    const database = drawFarDatabase(random);
    const wrong = nth(vpc.subnet, 210);
    const lease = '/var/lib/dhcp/dhclient.eth0.leases';
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    return {
      drawn: `${vpc.address}, default via ${wrong}, rds ${database.address}, ${name} on ${port}`,
      boot: { ...vpc, files: { [lease]: leaseFor(vpc.address, nth(vpc.subnet, -3)) } },
      needs: [{ name: 'rds', address: database.address, port: database.port }],
      async arrange(host) {
        await host.cloud.database({ address: wrong, subnet: vpc.subnet, port: 22 });
        await host.cloud.database(database);
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
        await keepWorkersWay(host);
        await host.must(['ip', 'route', 'replace', 'default', 'via', wrong, 'dev', 'eth0']);
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        unless(await connects(host, wrong, 22), 'the machine is not there');
        unless(!(await connects(host, database.address, database.port)), 'the database answers');
      },
      questions: [
        {
          verdict: 'faulty',
          cause: 'wrong-gateway-or-gateway-arp-dead',
          about: [wrong],
          mentions: [nth(vpc.subnet, -3)],
        },
      ],
    };
  },
};

function leaseFor(address: string, gateway: string): string {
  return `lease {\n  interface "eth0";\n  fixed-address ${address};\n  option routers ${gateway};\n}\n`;
}
