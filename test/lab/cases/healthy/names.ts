import type { LabCase } from '../../case.ts';
import type { LabHost } from '../../lab.ts';

import { serve, start } from '../../containers.ts';
import { expectOutput } from '../../proof.ts';
import { healthy } from './healthy.ts';

const SUBNET = '10.71.3.0/24';
const SERVICES = '10.72.9.0/24';
const RESOLVER = '10.72.9.53';
const DATABASE = '10.72.9.77';
const NAME = 'rds.shop.internal';

const boot = { subnet: SUBNET, address: '10.71.3.20' };
const needs = [{ name: 'rds', address: NAME, port: 1433 }];

/** A nameserver that knows the database, and resolv.conf that names it. */
async function openServices(host: LabHost, resolvConf = `nameserver ${RESOLVER}\n`): Promise<void> {
  await host.cloud.nameServer({ address: RESOLVER, subnet: SERVICES, names: { [NAME]: DATABASE } });
  await host.cloud.database({ address: DATABASE, subnet: SERVICES, port: 1433 });
  await host.write('/etc/resolv.conf', resolvConf);
}

const resolves = (host: LabHost) => expectOutput(host, ['getent', 'hosts', NAME], new RegExp(DATABASE));

/** Name resolution that looks odd and works. */
export const healthyNames: readonly LabCase[] = [
  healthy({
    id: 'agreeing-pin',
    title: 'a database pinned in /etc/hosts to the address that DNS says too',
    scene: { boot, needs },
    async arrange(host) {
      await openServices(host);
      await host.sh(`echo '${DATABASE} ${NAME}' >>/etc/hosts`);
      await serve(host, { name: 'pinned', listen: 5000, extra: ['--add-host', `${NAME}:${DATABASE}`] });
    },
    prove: resolves,
  }),
  healthy({
    id: 'other-view-pin',
    title: 'a name pinned to another address than DNS says, where the service answers as well',
    scene: { boot, needs },
    async arrange(host) {
      await openServices(host);
      await host.cloud.database({ address: '10.72.9.78', subnet: SERVICES, port: 1433 });
      await host.sh(`echo '10.72.9.78 ${NAME}' >>/etc/hosts`);
      await serve(host, { name: 'pinned', listen: 5000, extra: ['--add-host', `${NAME}:10.72.9.78`] });
    },
    prove: (host) => expectOutput(host, ['getent', 'hosts', NAME], /10\.72\.9\.78/),
  }),
  healthy({
    id: 'dead-second-nameserver',
    title: 'a second nameserver that is dead while the first one answers',
    scene: { boot, needs },
    async arrange(host) {
      await host.cloud.swallow('10.202.72.118');
      await openServices(host, `nameserver ${RESOLVER}\nnameserver 10.202.72.118\n`);
    },
    prove: resolves,
  }),
  healthy({
    id: 'private-nameserver',
    title: 'a private nameserver by --dns, and a search list',
    scene: { boot, needs },
    async arrange(host) {
      await openServices(host, `search shop.internal internal\nnameserver ${RESOLVER}\noptions ndots:2\n`);
      await host.must(['docker', 'network', 'create', 'vhnet']);
      await serve(host, {
        name: 'chosen',
        listen: 5000,
        extra: ['--dns', RESOLVER, '--dns-search', 'internal'],
      });
      await serve(host, { name: 'inner', listen: 5000, network: 'vhnet', extra: ['--dns', RESOLVER] });
    },
    async prove(host) {
      await resolves(host);
      await expectOutput(host, ['docker', 'exec', 'inner', 'nslookup', NAME], new RegExp(DATABASE));
    },
  }),
  healthy({
    id: 'stub-on-host',
    title: "systemd-resolved's stub in resolv.conf, its servers behind it, and Docker with those",
    scene: { boot, needs },
    async arrange(host) {
      await openServices(host);
      await host.write('/run/systemd/resolve/resolv.conf', `nameserver ${RESOLVER}\n`);
      // A stand-in for systemd-resolved: what it gets on its stub it hands on.
      await host.must([
        'systemd-run',
        '-q',
        '--unit=stub',
        'perl',
        '-MSocket',
        '-e',
        `socket(S, PF_INET, SOCK_DGRAM, 0); bind(S, sockaddr_in(53, inet_aton("127.0.0.53"))) or die;
         while (my $from = recv(S, my $q, 512, 0)) { socket(my $u, PF_INET, SOCK_DGRAM, 0);
           send($u, $q, 0, sockaddr_in(53, inet_aton("${RESOLVER}"))); recv($u, my $a, 512, 0); send(S, $a, 0, $from) }`,
      ]);
      await host.write('/etc/resolv.conf', 'nameserver 127.0.0.53\noptions edns0 trust-ad\nsearch .\n');
      await host.must(['systemctl', 'restart', 'docker']);
      await host.sh('docker start $(docker ps -aq)');
      await start(host, { name: 'later', command: ['sleep', '86400'] });
    },
    async prove(host) {
      await resolves(host);
      await expectOutput(host, ['docker', 'exec', 'later', 'cat', '/etc/resolv.conf'], new RegExp(RESOLVER));
    },
  }),
  healthy({
    id: 'host-network-stub',
    title: "a container on the host's network that uses the host's own loopback resolver",
    scene: { boot, needs },
    async arrange(host) {
      await openServices(host);
      await serve(host, { name: 'agent', listen: 9101, network: 'host', extra: ['--dns', '127.0.0.53'] });
    },
    prove: resolves,
  }),
  healthy({
    id: 'link-on-default-bridge',
    title: 'a container on the default bridge that knows its neighbour by --link',
    async arrange(host) {
      await serve(host, { name: 'db', listen: 5432 });
      await start(host, {
        name: 'linked',
        extra: ['--link', 'db', '-e', 'DB_HOST=db', '-e', 'DB_PORT=5432'],
        command: ['sleep', '86400'],
      });
    },
    prove: (host) => expectOutput(host, ['docker', 'exec', 'linked', 'cat', '/etc/hosts'], /\bdb\b/),
  }),
  healthy({
    id: 'google-on-purpose',
    title: '8.8.8.8 chosen by hand for a container',
    async arrange(host) {
      await start(host, { name: 'crawler', extra: ['--dns', '8.8.8.8'], command: ['sleep', '86400'] });
    },
    prove: (host) =>
      expectOutput(host, ['docker', 'exec', 'crawler', 'cat', '/etc/resolv.conf'], /8\.8\.8\.8/),
  }),
];
