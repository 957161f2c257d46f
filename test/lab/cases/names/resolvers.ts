import type { LabCase } from '../../case.ts';
import type { LabHost } from '../../lab.ts';

import { serve, start } from '../../containers.ts';
import { drawHerring, drawNames, drawPorts } from '../../draw.ts';
import { nth } from '../../ipv4.ts';
import { until } from '../../process.ts';
import { expectOutput, expectOutside } from '../../proof.ts';

/** Where this VPC's nameserver and a database stand, and where those of the old region stood. */
export function drawServices(random: Parameters<LabCase['draw']>[0]) {
  const subnet = `10.${random.int(60, 200)}.${random.int(0, 250)}.0/24`;
  const services = `172.${random.int(19, 30)}.${random.int(1, 250)}.0/24`;
  return {
    vpc: { subnet, address: nth(subnet, random.int(10, 200)) },
    services,
    resolver: nth(services, random.int(3, 90)),
    database: nth(services, random.int(100, 200)),
    oldResolver: random.pick(['10.202.72.116', '10.143.22.118', '172.31.0.2']),
    name: random.pick(['rds.shop.internal', 'db-7.hangzhou.example', 'sql.erp.internal']),
  };
}

type Services = ReturnType<typeof drawServices>;

export async function openServices(
  host: LabHost,
  { services, resolver, database, name }: Services,
): Promise<void> {
  await host.cloud.nameServer({ address: resolver, subnet: services, names: { [name]: database } });
  await host.cloud.database({ address: database, subnet: services, port: 1433 });
}

export const resolveOn = (host: LabHost, name: string, wanted: RegExp) =>
  expectOutput(host, ['sh', '-c', `timeout 4 getent hosts ${name} || echo unresolved`], wanted);

export const resolvConfOfOldRegion: LabCase = {
  id: 'resolv-conf-of-old-region',
  cause: 'resolv-conf-of-old-region',
  title: 'resolv.conf came along in the image, and its nameserver is out of reach here',
  draw(random) {
    const services = drawServices(random);
    const [port] = drawPorts(random);
    const [container] = drawNames(random);
    const herring = drawHerring(random);
    const leased = random.chance();
    const complains = random.chance();
    const { resolver, oldResolver, name } = services;
    return {
      drawn: `resolv.conf names ${oldResolver}, the VPC's nameserver is ${resolver}${leased ? ', as DHCP said' : ''}, ${herring.what}`,
      boot: services.vpc,
      needs: [{ name: 'rds', address: name, port: 1433 }],
      async arrange(host) {
        await openServices(host, services);
        await host.write('/etc/resolv.conf', `nameserver ${resolver}\n`);
        await resolveOn(host, name, new RegExp(services.database.replaceAll('.', String.raw`\.`)));
        await host.cloud.swallow(oldResolver);
        await host.write('/etc/resolv.conf', `# made by the old region's DHCP\nnameserver ${oldResolver}\n`);
        if (leased)
          await host.write(
            '/var/lib/dhcp/dhclient.eth0.leases',
            `lease {\n  option domain-name-servers ${resolver};\n}\n`,
          );
        const grumble = `while :; do echo "SqlException: Name or service not known" >&2; sleep 2; done & httpd -f -p 5000 -h /www`;
        if (complains)
          await start(host, { name: container, publish: [`${port}:5000`], command: ['sh', '-c', grumble] });
        else await serve(host, { name: container, listen: 5000, publish: [`${port}:5000`] });
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        await resolveOn(host, name, /^unresolved/);
        const directly = ['dig', '+short', '+time=1', '+tries=1', `@${resolver}`, name];
        await expectOutput(host, directly, new RegExp(services.database.replaceAll('.', String.raw`\.`)));
      },
      questions: [
        { verdict: 'faulty', cause: 'resolv-conf-of-old-region', mentions: [oldResolver] },
        {
          target: `${name}:1433`,
          verdict: 'faulty',
          cause: 'resolv-conf-of-old-region',
          mentions: [oldResolver, ...(leased ? [resolver] : [])],
        },
      ],
    };
  },
};

export const containerKeepsOldResolvConf: LabCase = {
  id: 'resolv-conf-of-old-region-in-container',
  cause: 'resolv-conf-of-old-region',
  title: 'the host has the right nameserver by now, and a container still has its old copy',
  draw(random) {
    const services = drawServices(random);
    const [port] = drawPorts(random);
    const [container, other] = drawNames(random);
    const herring = drawHerring(random);
    const byHand = random.chance();
    const { resolver, oldResolver, name } = services;
    return {
      drawn: `${container} asks ${oldResolver}${byHand ? ' (--dns)' : ' (a copy)'}, the host ${resolver}, ${herring.what}`,
      boot: services.vpc,
      async arrange(host) {
        await openServices(host, services);
        await host.cloud.swallow(oldResolver);
        await host.write('/etc/resolv.conf', `nameserver ${byHand ? resolver : oldResolver}\n`);
        // busybox' wget itself says "bad address".
        const script = `httpd -p 5000 -h /www; while :; do wget -q -O /dev/null http://${name}:1433; sleep 3; done`;
        await start(host, {
          name: container,
          publish: [`${port}:5000`],
          extra: byHand ? ['--dns', oldResolver] : [],
          command: ['sh', '-c', script],
        });
        await host.write('/etc/resolv.conf', `nameserver ${resolver}\n`);
        await serve(host, { name: other, listen: 5001 });
        await herring.lay(host);
      },
      async prove(host) {
        await resolveOn(host, name, new RegExp(services.database.replaceAll('.', String.raw`\.`)));
        const inside = `docker exec ${container} timeout 3 nslookup ${name} || echo unresolved`;
        await expectOutput(host, ['sh', '-c', inside], /unresolved|timed out|no servers/i);
        await until('the container to complain', 15_000, async () =>
          /bad address/.test((await host.run(['docker', 'logs', container])).stderr) ? true : undefined,
        );
      },
      questions: [
        {
          verdict: 'faulty',
          cause: 'resolv-conf-of-old-region',
          about: [container],
          mentions: [oldResolver],
        },
        { target: container, verdict: 'faulty', cause: 'resolv-conf-of-old-region', about: [container] },
      ],
    };
  },
};

export const systemdResolvedStub: LabCase = {
  id: 'systemd-resolved-stub',
  cause: 'systemd-resolved-stub',
  title: 'a container asks 127.0.0.53, which is its own loopback address in there',
  draw(random) {
    const services = drawServices(random);
    const [container] = drawNames(random);
    const herring = drawHerring(random);
    const way = random.pick<'--dns' | 'daemon.json' | 'a mount'>(['--dns', 'daemon.json', 'a mount']);
    const network = way === '--dns' && random.chance() ? 'vhnet' : undefined;
    const stub = way === 'a mount' || random.chance() ? '127.0.0.53' : '127.0.0.1';
    return {
      drawn: `${container} asks ${stub}, by ${way}, ${network ?? 'docker0'}, ${herring.what}`,
      boot: services.vpc,
      async arrange(host) {
        await openServices(host, services);
        await host.write('/etc/resolv.conf', `nameserver ${services.resolver}\n`);
        if (way === 'daemon.json') {
          await host.write('/etc/docker/daemon.json', `{"dns": ["${stub}"]}`);
          await host.must(['systemctl', 'restart', 'docker']);
        }
        if (network) await host.must(['docker', 'network', 'create', network]);
        await host.write('/run/stub.conf', `nameserver ${stub}\noptions edns0 trust-ad\n`);
        const extra = {
          '--dns': ['--dns', stub],
          'daemon.json': [],
          'a mount': ['-v', '/run/stub.conf:/etc/resolv.conf'],
        };
        await serve(host, {
          name: container,
          listen: 5000,
          extra: extra[way],
          ...(network ? { network } : {}),
        });
        await herring.lay(host);
      },
      async prove(host) {
        await resolveOn(host, services.name, new RegExp(services.database.replaceAll('.', String.raw`\.`)));
        const inside = `docker exec ${container} timeout 3 nslookup ${services.name} || echo unresolved`;
        await expectOutput(host, ['sh', '-c', inside], /unresolved|refused|SERVFAIL/i);
      },
      questions: [
        { verdict: 'faulty', cause: 'systemd-resolved-stub', mentions: [stub] },
        { target: container, verdict: 'faulty', cause: 'systemd-resolved-stub', about: [container] },
      ],
    };
  },
};

export const dockerDnsFallback: LabCase = {
  id: 'docker-dns-fallback',
  cause: 'docker-dns-fallback',
  title: 'resolv.conf names a resolver on the host alone, so Docker put 8.8.8.8 in',
  draw(random) {
    const services = drawServices(random);
    const [container, other] = drawNames(random);
    const herring = drawHerring(random);
    const file = random.pick([
      'nameserver 127.0.0.1\n',
      'nameserver 127.0.0.53\noptions edns0\n',
      'search internal\n',
    ]);
    const needed = random.chance();
    return {
      drawn: `resolv.conf is ${JSON.stringify(file)}, ${needed ? 'a private name is needed' : 'no name is listed'}, ${herring.what}`,
      boot: services.vpc,
      ...(needed ? { needs: [{ name: 'rds', address: services.name, port: 1433 }] } : {}),
      async arrange(host) {
        await openServices(host, services);
        await host.write('/etc/resolv.conf', file);
        // The host finds its database all the same.
        await host.sh(`echo '${services.database} ${services.name}' >>/etc/hosts`);
        await host.must(['systemctl', 'restart', 'docker']);
        await serve(host, { name: container, listen: 5000 });
        await host.must(['docker', 'network', 'create', 'vhnet']);
        await serve(host, { name: other, listen: 5000, network: 'vhnet' });
        await herring.lay(host);
      },
      async prove(host) {
        await resolveOn(host, services.name, new RegExp(services.database.replaceAll('.', String.raw`\.`)));
        await expectOutput(
          host,
          ['docker', 'exec', container, 'cat', '/etc/resolv.conf'],
          /nameserver 8\.8\.8\.8/,
        );
      },
      questions: [
        { verdict: 'faulty', cause: 'docker-dns-fallback', mentions: ['8.8.8.8'] },
        { target: container, verdict: 'faulty', cause: 'docker-dns-fallback', about: [container] },
      ],
    };
  },
};
