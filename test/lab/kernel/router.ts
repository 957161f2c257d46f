import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { openNamespace, type Namespace } from './namespace.ts';

/** client — router — server, each a namespace; the rules are the router's. Nothing leaves them. */
export interface Topology {
  readonly client: Namespace;
  readonly router: Namespace;
  readonly server: Namespace;
  /** Puts one packet on its way. */
  send(from: 'client' | 'router' | 'server', packet: Sent): Promise<void>;
  close(): Promise<void>;
}

export interface Sent {
  readonly protocol: 'tcp' | 'udp';
  readonly from: string;
  readonly sourcePort: number;
  readonly to: string;
  readonly port: number;
}

export interface Addresses {
  readonly client: readonly [string, ...string[]];
  /** Towards the client, towards the server. */
  readonly router: readonly [string, string];
  readonly server: readonly [string, ...string[]];
}

export const ADDRESSES: Readonly<Record<4 | 6, Addresses>> = {
  4: {
    client: ['10.0.1.2', '10.0.1.3', '10.0.1.130'],
    router: ['10.0.1.1', '10.0.2.1'],
    server: ['10.0.2.2', '10.0.2.3', '10.0.2.130'],
  },
  6: {
    client: ['fd00:1::2', 'fd00:1::3', 'fd00:1::8002'],
    router: ['fd00:1::1', 'fd00:2::1'],
    server: ['fd00:2::2', 'fd00:2::3', 'fd00:2::8002'],
  },
};

const MAC = {
  c0: '02:00:00:00:00:01',
  r0: '02:00:00:00:00:02',
  r1: '02:00:00:00:00:03',
  s0: '02:00:00:00:00:04',
};

export async function openTopology(): Promise<Topology> {
  const [client, router, server] = await Promise.all([openNamespace(), openNamespace(), openNamespace()]);
  await wire(client, router, server);
  const senders = { client: sender(client), router: sender(router), server: sender(server) };
  return {
    client,
    router,
    server,
    send: (from, packet) => senders[from].send(packet),
    async close() {
      for (const one of Object.values(senders)) one.end();
      await Promise.all([client.close(), router.close(), server.close()]);
    },
  };
}

async function wire(client: Namespace, router: Namespace, server: Namespace): Promise<void> {
  await router.must([
    'ip',
    'link',
    'add',
    'r0',
    'type',
    'veth',
    'peer',
    'name',
    'c0',
    'netns',
    String(client.pid),
  ]);
  await router.must([
    'ip',
    'link',
    'add',
    'r1',
    'type',
    'veth',
    'peer',
    'name',
    's0',
    'netns',
    String(server.pid),
  ]);
  await configure(client, 'c0', MAC.c0, 'client', MAC.r0);
  await configure(server, 's0', MAC.s0, 'server', MAC.r1);
  const { router: four, client: c4, server: s4 } = ADDRESSES[4];
  const { router: six, client: c6, server: s6 } = ADDRESSES[6];
  const near = [
    ...[...c4, ...c6].map((address) => `neigh replace ${address} lladdr ${MAC.c0} dev r0 nud permanent`),
    ...[...s4, ...s6].map((address) => `neigh replace ${address} lladdr ${MAC.s0} dev r1 nud permanent`),
  ];
  await batch(router, [
    'link set lo up',
    `link set r0 address ${MAC.r0} up`,
    `link set r1 address ${MAC.r1} up`,
    `addr add ${four[0]}/24 dev r0`,
    `addr add ${four[1]}/24 dev r1`,
    `addr add ${six[0]}/64 dev r0 nodad`,
    `addr add ${six[1]}/64 dev r1 nodad`,
    ...near,
  ]);
  await router.must([
    'sysctl',
    '-qw',
    'net.ipv4.ip_forward=1',
    'net.ipv6.conf.all.forwarding=1',
    'net.ipv4.icmp_ratelimit=0',
    'net.ipv6.icmp.ratelimit=0',
    'net.ipv4.conf.all.send_redirects=0',
    'net.ipv4.conf.r0.send_redirects=0',
  ]);
  await router.must(['sh', '-c', 'for f in /proc/sys/net/ipv4/conf/*/rp_filter; do echo 0 >$f; done']);
  await watch(client, 'prerouting', -300);
  await watch(server, 'prerouting', -300);
  // What the router takes in for itself: after everything else.
  await watch(router, 'input', 1000);
}

async function configure(
  namespace: Namespace,
  device: string,
  mac: string,
  who: 'client' | 'server',
  gateway: string,
): Promise<void> {
  const at = who === 'client' ? 0 : 1;
  await namespace.must(['sysctl', '-qw', `net.ipv6.conf.${device}.router_solicitations=0`]);
  await batch(namespace, [
    'link set lo up',
    `link set ${device} address ${mac} up`,
    ...ADDRESSES[4][who].map((address) => `addr add ${address}/24 dev ${device}`),
    ...ADDRESSES[6][who].map((address) => `addr add ${address}/64 dev ${device} nodad`),
    `neigh replace ${ADDRESSES[4].router[at]} lladdr ${gateway} dev ${device} nud permanent`,
    `neigh replace ${ADDRESSES[6].router[at]} lladdr ${gateway} dev ${device} nud permanent`,
    `route add default via ${ADDRESSES[4].router[at]}`,
    `-6 route add default via ${ADDRESSES[6].router[at]} dev ${device}`,
  ]);
}

async function batch(namespace: Namespace, lines: readonly string[]): Promise<void> {
  for (const line of lines) await namespace.must(['ip', ...line.split(' ')]);
}

/** Notes what arrives, and swallows it, so that nobody answers. The name of its table is known to the comparison. */
async function watch(namespace: Namespace, hook: string, priority: number): Promise<void> {
  const rules = `table inet watch {
  set four { type ipv4_addr . inet_service . ipv4_addr . inet_service . inet_proto; flags dynamic; size 65535; }
  set six { type ipv6_addr . inet_service . ipv6_addr . inet_service . inet_proto; flags dynamic; size 65535; }
  counter refused { }
  chain arrived {
    type filter hook ${hook} priority ${priority}; policy accept;
    icmp type destination-unreachable counter name refused drop
    icmpv6 type destination-unreachable counter name refused drop
    tcp flags & rst == rst counter name refused drop
    meta l4proto { tcp, udp } add @four { ip saddr . th sport . ip daddr . th dport . meta l4proto } drop
    meta l4proto { tcp, udp } add @six { ip6 saddr . th sport . ip6 daddr . th dport . meta l4proto } drop
  }
}
`;
  await namespace.must(['nft', '-f', '-'], { stdin: rules });
}

function sender(namespace: Namespace): { send(packet: Sent): Promise<void>; end(): void } {
  const script = fileURLToPath(new URL('sender.mjs', import.meta.url));
  const child: ChildProcess = spawn(
    'setpriv',
    ['--pdeathsig', 'KILL', 'nsenter', '-t', String(namespace.pid), '-n', process.execPath, script],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const waiting: ((line: string) => void)[] = [];
  if (child.stdout === null) throw new Error('a sender without output');
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(line));
  return {
    send: (packet) =>
      new Promise((resolve, reject) => {
        waiting.push((line) => {
          if (line === 'sent') resolve();
          else reject(new Error(`${JSON.stringify(packet)}: ${line}`));
        });
        child.stdin?.write(`${JSON.stringify(packet)}\n`);
      }),
    end: () => {
      child.kill('SIGKILL');
    },
  };
}
