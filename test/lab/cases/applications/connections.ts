import type { LabCase } from '../../case.ts';
import type { LabHost } from '../../lab.ts';

import { serve } from '../../containers.ts';
import { drawHerring, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { nth } from '../../ipv4.ts';
import { must } from '../../process.ts';
import { connects, expectOutput, expectOutside } from '../../proof.ts';
import { drawServices, openServices } from '../names/resolvers.ts';
import { askingApp, connectionString } from './asking.ts';

async function expectComplaint(host: LabHost, name: string, manner: 'serves on' | 'ends'): Promise<void> {
  await expectOutput(host, ['docker', 'logs', name], /error: 40/);
  if (manner === 'ends') await expectOutput(host, ['docker', 'ps', '-a'], new RegExp(`Exited .* ${name}`));
}

export const connectionCases: readonly LabCase[] = [
  {
    id: 'sqlserver-error-40-refused',
    cause: 'sqlserver-error-40',
    title: 'the server answers, and nobody listens on SQL Server’s port',
    draw(random) {
      const vpc = drawVpc(random);
      const [port, other] = drawPorts(random);
      const [name, neighbour] = drawNames(random);
      const herring = drawHerring(random);
      const database = nth(vpc.subnet, random.int(201, 240));
      const manner = random.pick(['serves on', 'ends'] as const);
      const known = random.pick(['the inventory', 'the connection string']);
      return {
        drawn: `${name} on ${port} ${manner}, ${database} listens on 1533, told by ${known}, ${herring.what}`,
        boot: vpc,
        needs: known === 'the inventory' ? [{ name: 'rds', address: database, port: 1433 }] : [],
        async arrange(host) {
          await host.cloud.database({ address: database, subnet: vpc.subnet, port: 1533 });
          await serve(host, { name: neighbour, listen: 8080, publish: [`${other}:8080`] });
          await askingApp(host, {
            name,
            host: database,
            port: 1433,
            manner,
            publish: [`${port}:5000`],
            env: known === 'the inventory' ? [] : [connectionString(`${database},1433`)],
          });
          await herring.lay(host);
        },
        async prove(host) {
          await expectOutside(host, other, 'answers');
          await expectComplaint(host, name, manner);
          if (!(await connects(host, database, 1533))) throw new Error('the server is not there');
          if (await connects(host, database, 1433)) throw new Error('the database answers');
        },
        questions: [
          { verdict: 'faulty', cause: 'sqlserver-error-40', about: [name], mentions: [`${database}:1433`] },
          { target: name, verdict: 'faulty', cause: 'sqlserver-error-40', about: [name] },
        ],
      };
    },
  },
  {
    id: 'sqlserver-error-40-shadowed',
    cause: 'bridge-subnet-shadows-remote-service',
    title:
      'error 40, because a compose network took the range of the database that only the connection string names',
    draw(random) {
      const range = `172.${random.int(18, 31)}.0.0/16`;
      const database = nth(range, random.int(2, 200) * 256 + random.int(20, 200));
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      return {
        drawn: `network reports_default ${range} shadows ${database}:1433 of ${name} on ${port}`,
        boot: { subnet: '192.168.7.0/24', address: '192.168.7.31' },
        async arrange(host) {
          await host.cloud.database({
            address: database,
            subnet: `${nth(`${database}/24`, 0)}/24`,
            port: 1433,
          });
          await host.must(['docker', 'network', 'create', '--subnet', range, 'reports_default']);
          await askingApp(host, {
            name,
            host: database,
            port: 1433,
            manner: 'serves on',
            publish: [`${port}:5000`],
            env: [connectionString(`${database},1433`)],
          });
        },
        async prove(host) {
          await expectOutside(host, port, 'answers');
          await expectComplaint(host, name, 'serves on');
          await expectOutput(host, ['ip', 'route', 'get', database], /dev br-/);
        },
        questions: [
          { verdict: 'faulty', cause: 'bridge-subnet-shadows-remote-service', mentions: [database] },
          { target: name, verdict: 'faulty', cause: 'bridge-subnet-shadows-remote-service' },
        ],
      };
    },
  },
  {
    id: 'sqlserver-error-40-not-listed',
    cause: 'db-whitelist-still-lists-old-ip',
    title: 'error 40, because the database lets in listed addresses only',
    draw(random) {
      const vpc = drawVpc(random);
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      const herring = drawHerring(random);
      const database = nth(vpc.subnet, random.int(201, 240));
      const manner = random.pick(['serves on', 'ends'] as const);
      return {
        drawn: `${name} on ${port} ${manner}, ${database} drops what this host sends, ${herring.what}`,
        boot: vpc,
        needs: [{ name: 'rds', address: database, port: 1433 }],
        async arrange(host) {
          const server = await host.cloud.database({ address: database, subnet: vpc.subnet, port: 1433 });
          const drop = `-A INPUT -p tcp --dport 1433 ! -s 203.0.113.7 -j DROP`.split(' ');
          await must(['nsenter', `--net=/proc/${server.pid}/ns/net`, 'iptables', '-w', ...drop]);
          const env = [connectionString(`${database},1433`)];
          await askingApp(host, { name, host: database, port: 1433, manner, publish: [`${port}:5000`], env });
          await herring.lay(host);
        },
        async prove(host) {
          await expectComplaint(host, name, manner);
          if (await connects(host, database, 1433)) throw new Error('the database answers');
        },
        questions: [
          { verdict: 'faulty', cause: 'db-whitelist-still-lists-old-ip', about: ['rds'] },
          { target: name, verdict: 'faulty', cause: 'db-whitelist-still-lists-old-ip', about: ['rds'] },
        ],
      };
    },
  },
  {
    id: 'sqlserver-error-40-pinned',
    cause: 'stale-hosts-entry',
    title: 'error 40, because the hosts file pins the name of the database to where it stood before',
    draw(random) {
      const services = drawServices(random);
      const [port] = drawPorts(random);
      const [container] = drawNames(random);
      const { name, database, resolver } = services;
      const old = random.pick(['10.9.8.7', '172.31.200.14']);
      return {
        drawn: `/etc/hosts pins ${name} to ${old}, DNS says ${database}, ${container} on ${port}`,
        boot: services.vpc,
        needs: [{ name: 'rds', address: name, port: 1433 }],
        async arrange(host) {
          await openServices(host, services);
          await host.write('/etc/resolv.conf', `nameserver ${resolver}\n`);
          await host.cloud.swallow(old);
          await host.sh(`printf '%s\\n' '${old}  ${name} rds' >>/etc/hosts`);
          // In the host's own network it has the host's own file.
          await askingApp(host, {
            name: container,
            host: name,
            port: 1433,
            manner: 'serves on',
            network: 'host',
          });
        },
        async prove(host) {
          await expectComplaint(host, container, 'serves on');
          if (!(await connects(host, database, 1433)))
            throw new Error('the database cannot be reached at all');
        },
        questions: [
          { verdict: 'faulty', cause: 'stale-hosts-entry', mentions: [old] },
          { target: container, verdict: 'faulty', cause: 'stale-hosts-entry' },
        ],
      };
    },
  },
  {
    id: 'connstring-old-region',
    cause: 'connstring-old-region',
    title: 'the connection string still names the database of the old region',
    draw(random) {
      const vpc = drawVpc(random);
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      const herring = drawHerring(random);
      const database = nth(vpc.subnet, random.int(201, 240));
      const old = `10.${random.int(210, 250)}.${random.int(0, 250)}.${random.int(2, 250)}`;
      const manner = random.pick(['serves on', 'ends'] as const);
      return {
        drawn: `${name} on ${port} connects to ${old}, rds is at ${database}, ${manner}, ${herring.what}`,
        boot: vpc,
        needs: [{ name: 'rds', address: database, port: 1433 }],
        async arrange(host) {
          await host.cloud.database({ address: database, subnet: vpc.subnet, port: 1433 });
          await askingApp(host, {
            name,
            host: old,
            port: 1433,
            manner,
            publish: [`${port}:5000`],
            env: [connectionString(`tcp:${old},1433`)],
          });
          await herring.lay(host);
        },
        async prove(host) {
          if (!(await connects(host, database, 1433))) throw new Error('the new database does not answer');
          if (await connects(host, old, 1433)) throw new Error('the old database answers');
          await expectComplaint(host, name, manner);
        },
        questions: [
          { verdict: 'faulty', cause: 'connstring-old-region', about: [name], mentions: [old, database] },
          { target: name, verdict: 'faulty', cause: 'connstring-old-region', about: [name] },
        ],
      };
    },
  },
  {
    id: 'localhost-in-container',
    cause: 'localhost-in-container',
    title: 'the connection string says localhost inside a container of its own',
    draw(random) {
      const vpc = drawVpc(random);
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      const herring = drawHerring(random);
      const local = random.pick(['localhost', '127.0.0.1']);
      const manner = random.pick(['serves on', 'ends'] as const);
      return {
        drawn: `${name} on ${port} connects to ${local}, ${manner}, ${herring.what}`,
        boot: vpc,
        async arrange(host) {
          // The database that is meant runs on the host itself.
          await host.must([
            'systemd-run',
            '-q',
            '--unit=mssql',
            'busybox',
            'httpd',
            '-f',
            '-p',
            '1433',
            '-h',
            '/etc',
          ]);
          await askingApp(host, {
            name,
            host: local,
            port: 1433,
            manner,
            publish: [`${port}:5000`],
            env: [connectionString(`${local},1433`)],
          });
          await herring.lay(host);
        },
        async prove(host) {
          if (!(await connects(host, '127.0.0.1', 1433))) throw new Error('no database on the host');
          await expectComplaint(host, name, manner);
        },
        questions: [
          { verdict: 'faulty', cause: 'localhost-in-container', about: [name], mentions: [local, 'Default'] },
          { target: name, verdict: 'faulty', cause: 'localhost-in-container', about: [name] },
        ],
      };
    },
  },
  {
    id: 'db-only-restarts-later',
    cause: 'db-only-restarts-later',
    title: 'the application started before its database, gave up, and nobody starts it again',
    draw(random) {
      const vpc = drawVpc(random);
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      const herring = drawHerring(random);
      const database = nth(vpc.subnet, random.int(201, 240));
      const where = random.pick(['a container', 'the VPC']);
      const restart = random.pick(['no', 'on-failure:1']);
      return {
        drawn: `${name} on ${port}, restart ${restart}, its database in ${where}, ${herring.what}`,
        boot: vpc,
        needs: where === 'the VPC' ? [{ name: 'rds', address: database, port: 5432 }] : [],
        async arrange(host) {
          await host.must(['docker', 'network', 'create', 'shopnet']);
          const server = where === 'the VPC' ? database : 'db';
          await askingApp(host, {
            name,
            host: server,
            port: 5432,
            manner: 'ends',
            restart,
            network: 'shopnet',
            publish: [`${port}:5000`],
            env: [`DATABASE_URL=postgres://shop:Ohng4eeth8@${server}:5432/shop`],
            says: `psql: error: could not connect to server: Connection refused. Is the server running on host "${server}"`,
          });
          await expectOutput(host, ['docker', 'ps', '-a'], new RegExp(`Exited .* ${name}`));
          if (where === 'the VPC')
            await host.cloud.database({ address: database, subnet: vpc.subnet, port: 5432 });
          else await serve(host, { name: 'db', listen: 5432, network: 'shopnet' });
          await herring.lay(host);
        },
        async prove(host) {
          await expectOutside(host, port, 'refused');
          if (where === 'the VPC' && !(await connects(host, database, 5432)))
            throw new Error('the database does not answer');
        },
        questions: [
          { verdict: 'faulty', cause: 'db-only-restarts-later', about: [name] },
          { target: String(port), verdict: 'faulty', cause: 'db-only-restarts-later', about: [name] },
        ],
      };
    },
  },
];
