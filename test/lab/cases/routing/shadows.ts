import type { LabCase } from '../../case.ts';
import type { Kept } from '../../process.ts';

import { serve } from '../../containers.ts';
import { drawHerring, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { nth } from '../../ipv4.ts';
import { connects, expectOutput, expectOutside } from '../../proof.ts';
import { keepToHost, reachesHost, unless } from './machine.ts';

/** One office cannot connect; everybody else can, Ferryman's worker too. */
export const bridgeSubnetShadowsClientNetwork: LabCase = {
  id: 'bridge-subnet-shadows-client-network',
  cause: 'bridge-subnet-shadows-client-network',
  title: 'a Docker network took the range of an office whose clients connect',
  draw(random) {
    const range = random.pick([`172.${random.int(18, 31)}.0.0/16`, `10.${random.int(201, 250)}.0.0/16`]);
    const subnet = `${nth(range, random.int(2, 200) * 256)}/24`;
    const client = nth(subnet, random.int(20, 200));
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name, other] = drawNames(random);
    const herring = drawHerring(random);
    let office: Kept | undefined;
    return {
      drawn: `network office_default ${range} covers client ${client}, ${name} on ${port}, ${herring.what}`,
      boot: vpc,
      restless: true,
      async arrange(host) {
        office = await host.cloud.database({ address: client, subnet, port: 9 });
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
        unless(await reachesHost(office, host, port), 'the client cannot connect to begin with');
        await host.must(['docker', 'network', 'create', '--subnet', range, 'office_default']);
        await serve(host, { name: other, listen: 8080, network: 'office_default' });
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        await expectOutput(host, ['ip', 'route', 'get', client], /dev br-/);
        unless(office !== undefined && !(await reachesHost(office, host, port)), 'the client connects');
      },
      questions: [
        {
          verdict: 'faulty',
          cause: 'bridge-subnet-shadows-client-network',
          mentions: [client, 'office_default', String(port)],
        },
        { target: String(port), verdict: 'faulty', cause: 'bridge-subnet-shadows-client-network' },
      ],
    };
  },
};

/** The card's subnet is the wider one: the bridge cuts a piece out of it, and the database lies in there. */
export const bridgeSubnetInsideHostSubnet: LabCase = {
  id: 'bridge-subnet-inside-host-subnet',
  cause: 'bridge-subnet-shadows-remote-service',
  title: 'a Docker network took a piece of the network card’s own subnet, the database in it',
  draw(random) {
    const subnet = random.pick([`10.${random.int(1, 200)}.0.0/16`, `172.16.${random.int(0, 3) * 64}.0/18`]);
    const piece = `${nth(subnet, random.int(2, 60) * 256)}/24`;
    const database = nth(piece, random.int(20, 200));
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    return {
      drawn: `eth0 ${subnet}, network shop_default ${piece}, rds ${database}, ${name} on ${port}`,
      boot: { subnet, address: nth(subnet, random.int(10, 200)) },
      needs: [{ name: 'rds', address: database, port: 1433 }],
      async arrange(host) {
        await host.cloud.database({ address: database, subnet, port: 1433 });
        unless(await connects(host, database, 1433), 'the database cannot be reached to begin with');
        await host.must(['docker', 'network', 'create', '--subnet', piece, 'shop_default']);
        await serve(host, { name, listen: 5000, publish: [`${port}:5000`], network: 'shop_default' });
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        unless(!(await connects(host, database, 1433)), 'the database answers all the same');
      },
      questions: [
        {
          verdict: 'faulty',
          cause: 'bridge-subnet-shadows-remote-service',
          mentions: [database, 'shop_default', piece],
        },
        {
          target: `${database}:1433`,
          verdict: 'faulty',
          cause: 'bridge-subnet-shadows-remote-service',
        },
      ],
    };
  },
};

/** The host has a route of its own around the bridge; what runs inside never meets it. */
export const bridgeSubnetShadowsServiceInside: LabCase = {
  id: 'bridge-subnet-shadows-service-inside',
  cause: 'bridge-subnet-shadows-remote-service',
  title: 'a Docker network covers the database, and only the host has a way around',
  draw(random) {
    const range = `172.${random.int(18, 31)}.0.0/16`;
    const database = nth(range, random.int(2, 200) * 256 + random.int(20, 200));
    const vpc = { subnet: '192.168.11.0/24', address: `192.168.11.${random.int(10, 200)}` };
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    return {
      drawn: `network shop_default ${range}, the host has a route to ${database}, ${name} on ${port}`,
      boot: vpc,
      needs: [{ name: 'rds', address: database, port: 3306 }],
      async arrange(host) {
        const subnet = `${nth(`${database}/24`, 0)}/24`;
        await host.cloud.database({ address: database, subnet, port: 3306 });
        await host.must(['docker', 'network', 'create', '--subnet', range, 'shop_default']);
        await host.must(['ip', 'route', 'add', `${database}/32`, 'via', host.nic.gateway, 'dev', 'eth0']);
        await serve(host, { name, listen: 5000, publish: [`${port}:5000`], network: 'shop_default' });
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        unless(await connects(host, database, 3306), 'the host does not reach the database');
        const inside = ['docker', 'exec', name, 'nc', '-z', '-w', '2', database, '3306'];
        unless((await host.run(inside)).code !== 0, 'the container reaches the database');
      },
      questions: [
        {
          verdict: 'faulty',
          cause: 'bridge-subnet-shadows-remote-service',
          mentions: [database, 'shop_default', name],
        },
      ],
    };
  },
};

export const bridgeOwnsGatewayOrPeerAddress: LabCase = {
  id: 'bridge-owns-gateway-or-peer-address',
  cause: 'bridge-owns-gateway-or-peer-address',
  title: 'docker0 has the address of the gateway, or of a machine that the host must reach',
  draw(random) {
    const vpc = drawVpc(random);
    const bits = Number(vpc.subnet.split('/')[1]);
    const ownsGateway = random.chance();
    const peer = nth(vpc.subnet, 220);
    const taken = ownsGateway ? nth(vpc.subnet, -3) : peer;
    const bip = `${taken}/${random.pick([bits, bits + 2])}`;
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    return {
      drawn: `eth0 ${vpc.subnet}, bip ${bip} is ${ownsGateway ? 'the gateway' : 'the ldap server'}, ${name} on ${port}`,
      boot: vpc,
      needs: [{ name: 'ldap', address: peer, port: 389 }],
      async arrange(host) {
        await host.cloud.database({ address: peer, subnet: vpc.subnet, port: 389 });
        unless(await connects(host, peer, 389), 'the server cannot be reached to begin with');
        await keepToHost(host);
        await host.write('/etc/docker/daemon.json', JSON.stringify({ bip }));
        await host.must(['systemctl', 'restart', 'docker']);
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
      },
      async prove(host) {
        await expectOutput(host, ['ip', 'route', 'get', taken], /local .* dev lo/);
        const reached = ownsGateway
          ? (await host.run(['ping', '-c', '1', '-W', '1', '-I', 'eth0', taken])).code === 0
          : await connects(host, taken, 389);
        unless(!reached, `${taken} can be reached all the same`);
      },
      questions: [
        {
          verdict: 'faulty',
          cause: 'bridge-owns-gateway-or-peer-address',
          about: ['docker0'],
          mentions: [taken],
        },
      ],
    };
  },
};

export const overlapWithCloudServiceRange: LabCase = {
  id: 'overlap-with-cloud-service-range',
  cause: 'overlap-with-cloud-service-range',
  title: 'a Docker network holds the range in which the cloud keeps its name servers',
  draw(random) {
    const range = random.pick(['100.100.0.0/16', '100.64.0.0/10', '100.100.2.0/24']);
    const server = random.pick(['100.100.2.136', '100.100.2.138']);
    const withNeed = random.chance();
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    return {
      drawn: `network mesh ${range} covers ${server}${withNeed ? ', a need as well' : ''}, ${name} on ${port}`,
      boot: { ...vpc, files: { '/etc/resolv.conf': `nameserver ${server}\n` } },
      needs: withNeed ? [{ name: 'dns', address: server, port: 53 }] : [],
      async arrange(host) {
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
        await host.must(['docker', 'network', 'create', '--subnet', range, 'mesh']);
        await serve(host, { name: 'sidecar', listen: 8080, network: 'mesh' });
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        await expectOutput(host, ['ip', 'route', 'get', server], /dev br-/);
        unless(!(await connects(host, server, 53)), 'the name server answers');
      },
      questions: [
        { verdict: 'faulty', cause: 'overlap-with-cloud-service-range', mentions: [server, 'mesh'] },
        ...(withNeed
          ? ([
              { target: `${server}:53`, verdict: 'faulty', cause: 'overlap-with-cloud-service-range' },
            ] as const)
          : []),
      ],
    };
  },
};
