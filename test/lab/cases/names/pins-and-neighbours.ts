import type { LabCase } from '../../case.ts';

import { serve, start } from '../../containers.ts';
import { drawHerring, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { connects, expectOutput, expectOutside } from '../../proof.ts';
import { drawServices, openServices, resolveOn } from './resolvers.ts';

export const staleHostsEntry: LabCase = {
  id: 'stale-hosts-entry',
  cause: 'stale-hosts-entry',
  title: 'a hosts file pins the database to where it stood before the move',
  draw(random) {
    const services = drawServices(random);
    const [container] = drawNames(random);
    const herring = drawHerring(random);
    const place = random.pick(['/etc/hosts', '--add-host']);
    const old = random.pick(['10.9.8.7', '172.31.200.14']);
    const { name, database, resolver } = services;
    return {
      drawn: `${place} pins ${name} to ${old}, DNS says ${database}, ${herring.what}`,
      boot: services.vpc,
      needs: [{ name: 'rds', address: name, port: 1433 }],
      async arrange(host) {
        await openServices(host, services);
        await host.write('/etc/resolv.conf', `nameserver ${resolver}\n`);
        await host.cloud.swallow(old);
        if (place === '/etc/hosts') await host.sh(`printf '%s\\n' '${old}  ${name} rds' >>/etc/hosts`);
        const extra = place === '/etc/hosts' ? [] : ['--add-host', `${name}:${old}`];
        await serve(host, { name: container, listen: 5000, extra });
        await herring.lay(host);
      },
      async prove(host) {
        if (!(await connects(host, database, 1433))) throw new Error('the database cannot be reached at all');
        await resolveOn(
          host,
          name,
          new RegExp((place === '/etc/hosts' ? old : database).replaceAll('.', String.raw`\.`)),
        );
        const hosts =
          place === '/etc/hosts' ? ['cat', '/etc/hosts'] : ['docker', 'exec', container, 'cat', '/etc/hosts'];
        await expectOutput(host, hosts, new RegExp(`${old.replaceAll('.', String.raw`\.`)}\\s+${name}`));
      },
      questions: [
        { verdict: 'faulty', cause: 'stale-hosts-entry', mentions: [old, database] },
        place === '/etc/hosts'
          ? { target: `${name}:1433`, verdict: 'faulty', cause: 'stale-hosts-entry', about: ['/etc/hosts'] }
          : { target: container, verdict: 'faulty', cause: 'stale-hosts-entry', about: [container] },
      ],
    };
  },
};

export const nameResolutionOnDefaultBridge: LabCase = {
  id: 'name-resolution-on-default-bridge',
  cause: 'name-resolution-on-default-bridge',
  title: 'a container made by docker run looks for one of a stack by its name',
  draw(random) {
    const vpc = drawVpc(random);
    const [port, good] = drawPorts(random);
    const [name, other] = drawNames(random);
    const herring = drawHerring(random);
    const service = random.pick(['db', 'redis', 'orders-db']);
    const stack = random.chance();
    const dies = random.chance();
    const words = random.pick([
      `could not translate host name "${service}" to address: Name or service not known`,
      `Error: getaddrinfo EAI_AGAIN ${service}`,
      `java.net.UnknownHostException: ${service}: Name does not resolve`,
    ]);
    return {
      drawn: `${name} on docker0 looks for ${service}${stack ? ' of a stack' : ''} and ${dies ? 'dies' : 'tries again'}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        if (stack) await host.must(['docker', 'network', 'create', 'shop_default']);
        await serve(host, { name: service, listen: 5432, ...(stack ? { network: 'shop_default' } : {}) });
        await serve(host, { name: other, listen: 8080, publish: [`${good}:8080`] });
        const look = `nslookup ${service} >/dev/null 2>&1 || echo '${words}' >&2`;
        const script = dies ? `${look}; exit 1` : `httpd -p 5000 -h /www; while :; do ${look}; sleep 3; done`;
        await start(host, {
          name,
          publish: [`${port}:5000`],
          extra: ['-e', `DB_HOST=${service}`, '-e', 'DB_PORT=5432'],
          command: ['sh', '-c', script],
        });
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, good, 'answers');
        await expectOutput(host, ['docker', 'logs', name], new RegExp(service));
      },
      questions: [
        { verdict: 'faulty', cause: 'name-resolution-on-default-bridge', about: [name], mentions: [service] },
        { target: name, verdict: 'faulty', cause: 'name-resolution-on-default-bridge', about: [name] },
      ],
    };
  },
};

export const embeddedDnsBroken: LabCase = {
  id: 'embedded-dns-broken',
  cause: 'embedded-dns-broken',
  title: "somebody flushed the NAT rules inside a container's namespace",
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name, other] = drawNames(random);
    const herring = drawHerring(random);
    const network = random.pick(['vhnet', 'shop_default', 'backend']);
    return {
      drawn: `${name} and ${other} in ${network}, the rules of ${name} flushed, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        await host.must(['docker', 'network', 'create', network]);
        await serve(host, { name, listen: 5000, publish: [`${port}:5000`], network });
        await serve(host, { name: other, listen: 5000, network });
        await host.sh(`nsenter -t $(docker inspect -f '{{.State.Pid}}' ${name}) -n iptables -t nat -F`);
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        await expectOutput(host, ask(name, other), /unresolved|refused/i);
        await expectOutput(host, ask(other, name), /Address/);
      },
      questions: [
        { verdict: 'faulty', cause: 'embedded-dns-broken', about: [name] },
        { target: name, verdict: 'faulty', cause: 'embedded-dns-broken', about: [name] },
      ],
    };
  },
};

const ask = (from: string, of: string): string[] => [
  'sh',
  '-c',
  `docker exec ${from} timeout 4 nslookup ${of} || echo unresolved`,
];
