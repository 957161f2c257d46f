import * as fc from 'fast-check';

import { addresses } from '../../../src/facts/addresses.ts';
import type { Parsed } from '../../../src/facts/fact.ts';
import { kernelRoutes, type KernelRoute } from '../../../src/facts/kernel-routes.ts';
import { policyRules, policyRules6 } from '../../../src/facts/policy-rules.ts';
import { routes, routes6 } from '../../../src/facts/routes.ts';
import { Routing, type RouteDecision, type RoutedPacket } from '../../../src/model/routing.ts';
import type { Namespace } from './namespace.ts';

/** Lines for `ip -batch` that make tables and rules, and questions about them. */
export interface RouteWorld {
  readonly family: 4 | 6;
  readonly routes: readonly string[];
  readonly rules: readonly string[];
  /** The rule for the local table is moved behind others, as some VPNs and load balancers do. */
  readonly localRule: number;
  readonly questions: readonly RoutedPacket[];
}

const DEVICES = ['d0', 'd1', 'd2'] as const;
const TABLES = ['main', '100', '200', '5000'] as const;

interface Addressing {
  /** Of each device: what it holds, nested subnets among them. */
  readonly held: Readonly<Record<(typeof DEVICES)[number], readonly string[]>>;
  readonly gateways: Readonly<Record<(typeof DEVICES)[number], string>>;
  readonly lengths: readonly number[];
  /** From small numbers to addresses that lie close together, so that prefixes nest and questions hit them. */
  readonly address: (a: number, b: number, c: number) => string;
}

const ADDRESSING: Readonly<Record<4 | 6, Addressing>> = {
  4: {
    held: {
      d0: ['10.1.0.1/16', '10.1.2.200/32'],
      d1: ['10.2.0.1/24', '10.1.3.1/24'],
      d2: ['192.168.5.1/24'],
    },
    gateways: { d0: '10.1.0.254', d1: '10.2.0.254', d2: '192.168.5.254' },
    lengths: [0, 1, 7, 8, 12, 15, 16, 20, 22, 23, 24, 25, 28, 30, 31, 32],
    address: (a, b, c) => `10.${a}.${b}.${c}`,
  },
  6: {
    held: {
      d0: ['fd00:1::1/32', 'fd00:1:2::200/128'],
      d1: ['fd00:2::1/64', 'fd00:1:3::1/48'],
      d2: ['2001:db8:5::1/64'],
    },
    gateways: { d0: 'fd00:1::254', d1: 'fd00:2::254', d2: '2001:db8:5::254' },
    lengths: [0, 3, 8, 16, 20, 32, 40, 47, 48, 52, 64, 96, 120, 127, 128],
    address: (a, b, c) => `fd00:${a}:${b}::${c.toString(16)}`,
  },
};

const small = fc.integer({ min: 0, max: 3 });
const last = fc.constantFrom(0, 1, 2, 3, 127, 128, 200, 254, 255);

function addressOf(family: 4 | 6): fc.Arbitrary<string> {
  const { address, held } = ADDRESSING[family];
  const own = Object.values(held)
    .flat()
    .map((one) => one.split('/')[0] ?? '');
  const near = fc.tuple(small, small, last).map(([a, b, c]) => address(a, b, c));
  const far = family === 4 ? ['192.168.5.7', '8.8.8.8', '172.16.0.1'] : ['2001:db8:5::7', '2600::1'];
  return fc.oneof({ arbitrary: near, weight: 8 }, fc.constantFrom(...own, ...far));
}

function prefixOf(family: 4 | 6): fc.Arbitrary<string> {
  const { lengths } = ADDRESSING[family];
  return fc
    .tuple(addressOf(family), fc.constantFrom(...lengths))
    .map(([address, length]) => (length === 0 ? 'default' : network(address, length, family)));
}

/** ip(8) wants host bits cleared. */
function network(address: string, length: number, family: 4 | 6): string {
  const bits = family === 4 ? fourBits(address) : sixBits(address);
  const kept = bits.slice(0, length).padEnd(bits.length, '0');
  const parts = kept.match(family === 4 ? /.{8}/g : /.{16}/g) ?? [];
  const text = parts.map((part) => Number.parseInt(part, 2).toString(family === 4 ? 10 : 16));
  return `${text.join(family === 4 ? '.' : ':')}/${length}`;
}

function fourBits(address: string): string {
  return address
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');
}

function sixBits(address: string): string {
  const [head = '', tail = ''] = address.split('::');
  const front = head.split(':').filter((part) => part !== '');
  const back = tail.split(':').filter((part) => part !== '');
  const middle = Array.from({ length: 8 - front.length - back.length }, () => '0');
  return [...front, ...middle, ...back]
    .map((part) => Number.parseInt(part, 16).toString(2).padStart(16, '0'))
    .join('');
}

function routeLine(family: 4 | 6): fc.Arbitrary<string> {
  const { gateways } = ADDRESSING[family];
  const unicast = fc
    .tuple(fc.constantFrom(...DEVICES), fc.boolean())
    .map(([device, far]) => ({ type: '', way: `${far ? `via ${gateways[device]} ` : ''}dev ${device}` }));
  const refusing = fc
    .constantFrom('blackhole', 'unreachable', 'prohibit', 'throw')
    .map((type) => ({ type, way: '' }));
  const metric = fc.constantFrom('', 'metric 5', 'metric 10', 'metric 200');
  // Of equal prefixes with equal metrics IPv4 keeps the order of insertion; IPv6 makes several next hops of them.
  const verb = family === 4 ? fc.constantFrom('append', 'prepend') : fc.constant('add');
  return fc
    .tuple(
      verb,
      fc.oneof({ arbitrary: unicast, weight: 3 }, refusing),
      prefixOf(family),
      fc.constantFrom(...TABLES),
      metric,
    )
    .map(([how, { type, way }, prefix, table, cost]) =>
      `route ${how} ${type} ${prefix} ${way} table ${table} ${cost}`.replaceAll(/ +/g, ' ').trim(),
    );
}

function ruleLine(family: 4 | 6): fc.Arbitrary<string> {
  const selector = fc.oneof(
    prefixOf(family).map((prefix) => `from ${prefix}`),
    prefixOf(family).map((prefix) => `to ${prefix}`),
    fc.constantFrom(...DEVICES, 'lo').map((device) => `iif ${device}`),
    fc.constantFrom('1', '2', '3', '0x1/0x1', '0/0x1', '0x2/0x3').map((mark) => `fwmark ${mark}`),
  );
  const selectors = fc.array(selector, { maxLength: 2 }).map((all) => distinctSelectors(all).join(' '));
  const lookup = fc
    .tuple(
      fc.constantFrom(...TABLES),
      fc.constantFrom('', '', ' suppress_prefixlength 0', ' suppress_prefixlength 16'),
    )
    .map(([table, suppress]) => `lookup ${table}${suppress}`);
  const refusing = fc.constantFrom('blackhole', 'unreachable', 'prohibit');
  const priority = fc.integer({ min: 1, max: 33_000 });
  const jump = fc.integer({ min: 1, max: 20_000 });
  return fc
    .tuple(
      priority,
      fc.boolean(),
      selectors,
      fc.oneof(
        { arbitrary: lookup, weight: 6 },
        refusing,
        jump.map((over) => over),
      ),
    )
    .map(([at, not, which, action]) => {
      const what = typeof action === 'number' ? `goto ${at + action}` : action;
      const negated = not && which !== '' ? 'not ' : '';
      const who = which.includes('from') ? which : `from all ${which}`;
      return `rule add ${negated}${who} priority ${at} ${what}`.replaceAll(/ +/g, ' ');
    });
}

/** One of each kind. */
function distinctSelectors(selectors: readonly string[]): readonly string[] {
  return [...new Map(selectors.map((one) => [one.split(' ')[0], one])).values()].filter(
    (one) => one !== 'from default' && one !== 'to default',
  );
}

function question(family: 4 | 6): fc.Arbitrary<RoutedPacket> {
  const { held } = ADDRESSING[family];
  const own = Object.values(held)
    .flat()
    .map((one) => one.split('/')[0] ?? '');
  const mark = fc.constantFrom(0, 0, 1, 2, 3);
  const strangers =
    family === 4
      ? ['10.0.3.77', '10.3.1.77', '10.1.0.77', '172.16.9.9']
      : ['fd00:3:1::77', 'fd00:1::77', '2600::99'];
  const local = fc
    .tuple(addressOf(family), fc.option(fc.constantFrom(...own), { nil: undefined }), mark)
    .map(([to, from, fwmark]) => ({ to, ...(from !== undefined && { from }), mark: fwmark }));
  const forwarded = fc
    .tuple(addressOf(family), fc.constantFrom(...strangers), fc.constantFrom(...DEVICES), mark)
    .map(([to, from, iif, fwmark]) => ({ to, from, iif, mark: fwmark }));
  return fc.oneof(local, forwarded);
}

export function routeWorld(family: 4 | 6, questions: number): fc.Arbitrary<RouteWorld> {
  return fc.record({
    family: fc.constant(family),
    routes: fc.array(routeLine(family), { minLength: 1, maxLength: 40 }),
    rules: fc.array(ruleLine(family), { maxLength: 8 }),
    localRule: fc.constantFrom(0, 0, 0, 0, 1000),
    questions: fc.array(question(family), { minLength: questions, maxLength: questions, size: 'max' }),
  });
}

/** Three devices with addresses, their far ends unused: nothing is ever sent. */
export async function prepare(namespace: Namespace): Promise<void> {
  const lines = DEVICES.flatMap((device) => [
    `link add ${device} type veth peer name ${device}x`,
    `link set ${device} up`,
    `link set ${device}x up`,
    ...ADDRESSING[4].held[device].map((address) => `addr add ${address} dev ${device}`),
    ...ADDRESSING[6].held[device].map((address) => `-6 addr add ${address} dev ${device} nodad`),
  ]);
  await namespace.must(['sysctl', '-qw', 'net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1']);
  await namespace.must(['sh', '-c', 'for f in /proc/sys/net/ipv4/conf/*/rp_filter; do echo 0 >$f; done']);
  for (const line of ['link set lo up', ...lines]) await namespace.must(['ip', ...line.split(' ')]);
}

/** What kernel and model disagree on, a line each. */
export async function disagreements(namespace: Namespace, world: RouteWorld): Promise<readonly string[]> {
  const { family, questions } = world;
  const flag = `-${family}`;
  await namespace.must(['sh', '-c', RESET, 'sh', flag, connectedAgain(family)]);
  const moved =
    world.localRule === 0 ? [] : [`rule add priority ${world.localRule} lookup local`, 'rule del priority 0'];
  const setup = [...world.routes, ...world.rules, ...moved].join('\n');
  // Draws that the kernel refuses (a gateway that is not there yet) are not part of the world.
  await namespace.run(['ip', flag, '-force', '-batch', '-'], { stdin: `${setup}\n` });
  const routing = await readRouting(namespace, family);
  const asked = questions.map(
    ({ to, from, iif, mark }) =>
      `${to}${from === undefined ? '' : ` from ${from}`}${iif === undefined ? '' : ` iif ${iif}`} mark ${mark ?? 0}`,
  );
  const batch = asked.map((one) => `route get ${one}\n`).join('');
  const { stdout } = await namespace.run(['sh', '-c', `ip ${flag} -force -batch - 2>&1; exit 0`], {
    stdin: batch,
  });
  const answers = valueOf(kernelRoutes.parse(raw(asked.map((one) => `# ${one}\n`).join('') + stdout)));
  return questions.flatMap((packet, at) => {
    const answer = answers[at];
    if (answer === undefined) return [`no answer to ${asked[at]}: ${stdout.slice(0, 300)}`];
    const kernel = kernelSays(answer, packet);
    const model = modelSays(routing.routeTo(packet), packet);
    return kernel === model
      ? []
      : [`${flag} ${asked[at]}: kernel ${kernel} (${answer.lines.join(' ')}), model ${model}`];
  });
}

const RESET = `ip $1 rule flush; ip $1 rule add priority 0 lookup local 2>/dev/null
ip $1 rule add priority 32766 lookup main; [ $1 = -4 ] && ip $1 rule add priority 32767 lookup default
for table in main 100 200 5000; do ip $1 route flush table $table 2>/dev/null; done
echo "$2" | ip $1 -force -batch - 2>/dev/null
exit 0`;

/** Flushing takes the routes of the addresses with it. */
function connectedAgain(family: 4 | 6): string {
  const { held } = ADDRESSING[family];
  return DEVICES.flatMap((device) =>
    held[device].map((address) => {
      const [host = '', length] = address.split('/');
      const source = family === 4 ? ` scope link src ${host}` : ' metric 256';
      return `route add ${network(host, Number(length), family)} dev ${device} proto kernel${source}`;
    }),
  ).join('\n');
}

async function readRouting(namespace: Namespace, family: 4 | 6): Promise<Routing> {
  const [four, six] = [`ip -4 route show table all`, `ip -6 route show table all`];
  const table = valueOf(
    (family === 4 ? routes : routes6).parse(
      raw(await namespace.must((family === 4 ? four : six).split(' '))),
    ),
  );
  const rules = valueOf(
    (family === 4 ? policyRules : policyRules6).parse(
      raw(await namespace.must(['ip', `-${family}`, 'rule', 'show'])),
    ),
  );
  const held = valueOf(addresses.parse(raw(await namespace.must(['ip', '-o', 'addr', 'show']))));
  return new Routing(table, rules, held);
}

/** What ends on the host `ip route get` shows by way of lo, whatever device the route names. */
function endsHere(type: string, iif: string | undefined): boolean {
  return type === 'local' || type === 'anycast' || (type === 'broadcast' && iif !== undefined);
}

/** A way as both can say it. */
function kernelSays({ answer }: KernelRoute, { iif }: RoutedPacket): string {
  if (answer.kind === 'error') return refusal(REFUSALS[answer.message] ?? answer.message, iif);
  if (endsHere(answer.type, iif)) return answer.type;
  return [answer.type, answer.device, answer.gateway].filter((word) => word !== undefined).join(' ');
}

const REFUSALS: Readonly<Record<string, string>> = {
  'Invalid argument': 'blackhole',
  'No route to host': 'unreachable',
  'Permission denied': 'prohibit',
  'Network is unreachable': 'none',
};

/** For a packet that comes in, the kernel says the same of no route as of an unreachable one. */
function refusal(type: string, iif: string | undefined): string {
  return iif !== undefined && type === 'none' ? 'unreachable' : type;
}

function modelSays(decision: RouteDecision, { iif }: RoutedPacket): string {
  switch (decision.kind) {
    case 'none':
      return refusal('none', iif);
    case 'refused': {
      // A rule's "unreachable" is the network's, a route's is the host's.
      const ofRule = 'priority' in decision.by && decision.type === 'unreachable';
      return refusal(ofRule ? 'none' : decision.type, iif);
    }
    case 'unsure':
      return `unsure: ${decision.rule.text}`;
    case 'route':
      if (endsHere(decision.type, iif)) return decision.type;
      return [decision.type, decision.device, decision.gateway]
        .filter((word) => word !== undefined)
        .join(' ');
  }
  return decision satisfies never;
}

const raw = (stdout: string) => ({ stdout, stderr: '', code: 0, argv: ['ip'] });

function valueOf<Value>(parsed: Parsed<Value>): Value {
  if (parsed.kind === 'unreadable') throw new Error(parsed.because);
  if (parsed.unread.length > 0) throw new Error(`not read: ${parsed.unread.join('\n')}`);
  return parsed.value;
}
