import { readFile } from 'node:fs/promises';
import type { Kept } from './process.ts';

import { nth, subnet as parseSubnet } from './ipv4.ts';
import { keep, must, run, until } from './process.ts';

/** Public addresses come out of the range that RFC 2544 keeps for test beds, a /26 for each cloud. */
const RANGE = '198.18.0.0/15';
const BITS = 26;

export interface Rule {
  readonly port: number;
  /** Only from this network; from anywhere where it is absent. */
  readonly from?: string;
}

export interface Nic {
  /** The public address, as the worker reaches the host. */
  readonly publicAddress: string;
  readonly address: string;
  readonly subnet: string;
  readonly gateway: string;
}

/** A namespace that plays the cloud: the gateway of a VPC, public addresses, a security group for each host. */
export interface Cloud {
  readonly routerPid: number;
  /** Where requests from outside come from: this machine's end. */
  readonly outside: string;
  /** Attaches a host's namespace as `eth0` and routes it. */
  attach(hostPid: number, options: { subnet: string; address: string }): Promise<Nic>;
  /** A second card, `eth1`, without a public address or a default route; answers an `ip` for the host's namespace. */
  plugSecondCard(
    hostPid: number,
    options: { subnet: string; address: string },
  ): Promise<(line: string) => Promise<string>>;
  /** Which TCP ports reach the host from outside; without a call everything does. Ping always does. */
  securityGroup(publicAddress: string, rules: readonly Rule[]): Promise<void>;
  /** A machine in the VPC that accepts connections on one port and greets. */
  database(options: { address: string; subnet: string; port: number }): Promise<Kept>;
  /** A nameserver in the VPC that knows these names and no others. */
  nameServer(options: {
    address: string;
    subnet: string;
    names: Readonly<Record<string, string>>;
  }): Promise<Kept>;
  /** Packets to this address are lost without a word. */
  swallow(address: string): Promise<void>;
  /** Runs a command in the gateway's namespace. */
  router(argv: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

export async function openCloud(): Promise<Cloud> {
  const kept: Kept[] = [];
  const router = await namespace(kept);
  const { base, device: uplink } = await claimRange(router.pid);
  const range = `${base}/${BITS}`;
  const outside = nth(range, 1);
  const inRouter = (argv: readonly string[]) =>
    must(['nsenter', `--net=/proc/${router.pid}/ns/net`, ...argv]);
  const ip = (line: string) => inRouter(['ip', ...line.split(' ')]);
  const iptables = (line: string) => inRouter(['iptables', '-w', ...line.split(' ')]);

  const index = await indexOf(uplink);
  await must(['ip', 'addr', 'add', `${outside}/${BITS}`, 'dev', uplink]);
  await must(['ip', 'link', 'set', uplink, 'up']);
  await ip('link set lo up');
  await ip(`addr add ${nth(range, 2)}/${BITS} dev uplink`);
  await ip('link set uplink up');
  await inRouter(['sysctl', '-qw', 'net.ipv4.ip_forward=1', 'net.ipv4.conf.all.send_redirects=0']);
  // Frames between neighbours are the switch's business; where the kernel can, it would show them to iptables.
  await run([
    'nsenter',
    `--net=/proc/${router.pid}/ns/net`,
    'sysctl',
    '-qw',
    'net.bridge.bridge-nf-call-iptables=0',
  ]);
  await iptables('-N SECURITY-GROUP');
  await iptables('-A FORWARD -i uplink -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT');
  await iptables('-A FORWARD -i uplink -p icmp -j ACCEPT');
  await iptables('-A FORWARD -i uplink -j SECURITY-GROUP');
  // Nobody answers names here; refusing at once, and not just a few times a second, spares every look-up its time-out.
  await ip(`route add 100.100.2.136/32 via ${outside} dev uplink`);
  await inRouter(['sysctl', '-qw', 'net.ipv4.icmp_ratelimit=0']);
  await iptables('-A FORWARD -d 100.100.2.136 -j REJECT');
  await iptables('-t nat -A POSTROUTING -o uplink -j MASQUERADE');

  const bridges = new Map<string, string>();
  const groups = new Map<string, readonly Rule[]>();
  let nics = 0;
  let ports = 0;

  async function bridgeOf(subnet: string): Promise<string> {
    const known = bridges.get(subnet);
    if (known) return known;
    const bridge = `vpc${bridges.size}`;
    bridges.set(subnet, bridge);
    await ip(`link add ${bridge} type bridge`);
    await ip(`addr add ${nth(subnet, -3)}/${parseSubnet(subnet).bits} dev ${bridge}`);
    await ip(`link set ${bridge} up`);
    // A VPC's gateway routes between networks; within one, machines talk to each other or not at all.
    await iptables(`-I FORWARD -i ${bridge} -o ${bridge} -j DROP`);
    return bridge;
  }

  async function plug(pid: number, options: { subnet: string; address: string; device: string }) {
    const bridge = await bridgeOf(options.subnet);
    const port = `port${ports++}`;
    await ip(`link add ${port} type veth peer name ${options.device} netns ${pid}`);
    await ip(`link set ${port} master ${bridge} up`);
    const inHost = (line: string) => must(['nsenter', `--net=/proc/${pid}/ns/net`, 'ip', ...line.split(' ')]);
    await inHost('link set lo up');
    await inHost(
      `addr add ${options.address}/${parseSubnet(options.subnet).bits} brd + dev ${options.device}`,
    );
    await inHost(`link set ${options.device} up`);
    return inHost;
  }

  return {
    routerPid: router.pid,
    outside,
    async attach(pid, { subnet, address }) {
      const inHost = await plug(pid, { subnet, address, device: 'eth0' });
      const gateway = nth(subnet, -3);
      const publicAddress = nth(range, 10 + nics++);
      await inHost(`route add default via ${gateway} dev eth0`);
      await ip(`addr add ${publicAddress}/32 dev uplink`);
      await iptables(
        `-t nat -A PREROUTING -i uplink -d ${publicAddress} -j DNAT --to-destination ${address}`,
      );
      return { publicAddress, address, subnet, gateway };
    },
    plugSecondCard: (pid, options) => plug(pid, { ...options, device: 'eth1' }),
    async securityGroup(publicAddress, rules) {
      groups.set(publicAddress, rules);
      await iptables('-F SECURITY-GROUP');
      for (const [address, allowed] of groups) {
        const towards = `-A SECURITY-GROUP -m conntrack --ctorigdst ${address}`;
        for (const { port, from } of allowed) {
          await iptables(`${towards} -p tcp --dport ${port} -s ${from ?? '0.0.0.0/0'} -j ACCEPT`);
        }
        await iptables(`${towards} -j DROP`);
      }
    },
    async database({ address, subnet, port }) {
      const machine = await namespace(kept);
      const inMachine = await plug(machine.pid, { subnet, address, device: 'eth0' });
      await inMachine(`route add default via ${nth(subnet, -3)} dev eth0`);
      const enter = ['nsenter', `--net=/proc/${machine.pid}/ns/net`];
      const server = keep([...enter, process.execPath, '-e', GREETER, address, String(port)]);
      kept.push(server);
      await until(`a listener on ${address}:${port}`, 30_000, async () =>
        server.output().includes('listening') ? true : undefined,
      );
      return server;
    },
    async nameServer({ address, subnet, names }) {
      const machine = await namespace(kept);
      const inMachine = await plug(machine.pid, { subnet, address, device: 'eth0' });
      await inMachine(`route add default via ${nth(subnet, -3)} dev eth0`);
      const enter = ['nsenter', `--net=/proc/${machine.pid}/ns/net`];
      const server = keep([...enter, process.execPath, '-e', NAME_SERVER, address, JSON.stringify(names)]);
      kept.push(server);
      await until(`a nameserver on ${address}`, 30_000, () =>
        Promise.resolve(server.output().includes('listening') ? true : undefined),
      );
      return server;
    },
    async swallow(address) {
      await ip(`route add blackhole ${address}/32`);
    },
    router: inRouter,
    async close() {
      for (const holder of kept.toReversed()) await holder.end();
      // The device goes with its namespace, a moment after the last process of it; another cloud may have its name at once.
      await until(`${uplink} to vanish`, 60_000, async () =>
        (await indexOf(uplink)) === index ? undefined : true,
      );
    },
  };
}

/** The kernel's own number of a device, which no other gets; undefined where there is none. */
function indexOf(device: string): Promise<string | undefined> {
  return readFile(`/sys/class/net/${device}/ifindex`, 'utf8').catch(() => undefined);
}

/** Accepts and keeps connections, as a database does before the client speaks. */
const GREETER = `require('node:net').createServer((socket) => socket.on('error', () => {}))
  .listen(Number(process.argv[2]), process.argv[1], () => console.log('listening'))`;

/** Answers one question for each datagram: the address of a name that it knows, else that there is no such name. */
const NAME_SERVER = `const names = JSON.parse(process.argv[2]);
const socket = require('node:dgram').createSocket('udp4');
socket.on('message', (message, { address, port }) => {
  let at = 12;
  const labels = [];
  while (message[at] > 0) { labels.push(message.toString('latin1', at + 1, at + 1 + message[at])); at += 1 + message[at]; }
  const question = message.subarray(12, at + 5);
  const isAddress = message.readUInt16BE(at + 1) === 1;
  const found = names[labels.join('.').toLowerCase()];
  const known = found !== undefined || labels.length === 0;
  const record = found === undefined || !isAddress ? Buffer.alloc(0)
    : Buffer.concat([Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4]), Buffer.from(found.split('.').map(Number))]);
  const head = Buffer.from([message[0], message[1], 0x81, known ? 0x80 : 0x83, 0, 1, 0, record.length > 0 ? 1 : 0, 0, 0, 0, 0]);
  socket.send(Buffer.concat([head, question, record]), port, address);
});
socket.bind(53, process.argv[1], () => console.log('listening'));`;

/** A namespace lives as long as the process that sleeps in it: nothing is left of it when that dies. */
async function namespace(kept: Kept[]): Promise<Kept> {
  const holder = keep(['unshare', '--net', 'sleep', 'infinity']);
  kept.push(holder);
  const own = (await must(['readlink', '/proc/self/ns/net'])).trim();
  await until('a network namespace', 30_000, async () => {
    const { stdout } = await run(['readlink', `/proc/${holder.pid}/ns/net`]);
    return stdout.trim() !== '' && stdout.trim() !== own ? true : undefined;
  });
  return holder;
}

/** The device's name is the claim: the kernel gives it to one lab only, and takes it back when that is gone. */
async function claimRange(routerPid: number): Promise<{ base: string; device: string }> {
  const { size } = parseSubnet(RANGE);
  const block = 2 ** (32 - BITS);
  const taken = await must(['ip', '-4', 'route', 'show', 'table', 'all']);
  for (let index = 0; index < size / block; index++) {
    const base = nth(RANGE, index * block);
    const device = `fml${index}`;
    if (taken.includes(`${base}/`)) continue;
    const add = ['ip', 'link', 'add', device, 'type', 'veth', 'peer', 'name', 'uplink'];
    const added = await run([...add, 'netns', String(routerPid)]);
    if (added.code === 0) return { base, device };
    if (!added.stderr.includes('File exists')) throw new Error(`no cloud: ${added.stderr.trim()}`);
  }
  throw new Error(`all of ${RANGE} is taken`);
}
