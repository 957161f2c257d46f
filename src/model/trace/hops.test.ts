import { describe, expect, it } from 'vitest';
import { withText } from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import {
  endOf,
  fromContainer,
  fromHost,
  fromOutside,
  hopText,
  traceOf,
} from '../../../test/support/traced.ts';
import type { Snapshot } from '../../facts/snapshot.ts';

const { snapshot: plain } = recordedHost('healthy-plain');
const { server: SERVER = '', client: CLIENT = '' } = plain;
const [first] = plain.attempts.filter(({ vantage }) => vantage === 'worker');
const PORT = first?.to.port ?? 0;
const NAME = first !== undefined && 'container' in first.about ? (first.about.container ?? '') : '';
const [GATEWAY = ''] = /(?<=default via )\S+/.exec(plain.readings['routes']?.stdout ?? '') ?? [];
const BRIDGE_ROUTE = '172.17.0.0/16 dev docker0 proto kernel scope link src 172.17.0.1';

const outside = (snapshot: Snapshot) => traceOf(snapshot, fromOutside(snapshot, PORT));
const hostPort = (snapshot: Snapshot, port: number) => traceOf(snapshot, fromOutside(snapshot, port));
const withSetting = (name: string, value: string) =>
  edited(plain, 'sysctls', new RegExp(`${name}:\\d`), `${name}:${value}`);
const withRoute = (line: string, snapshot = plain) =>
  edited(snapshot, 'routes', /^default via/, `${line}\ndefault via`);
/** A rule before another one, in the same table. */
const withRule = (rule: string, before: string) =>
  edited(plain, 'iptables', new RegExp(String.raw`\[\d+:\d+\] ${before}`), `[0:0] ${rule}\n$&`);
const withoutRule = (rule: RegExp) =>
  edited(plain, 'iptables', new RegExp(String.raw`\[\d+:\d+\] ${rule.source}.*\n`), '');
const withTable = (table: string, rule: string) =>
  edited(
    plain,
    'iptables',
    '*filter\n',
    `*${table}\n:PREROUTING ACCEPT [0:0]\n[0:0] ${rule}\nCOMMIT\n*filter\n`,
  );

describe('a packet from outside to a published port', () => {
  it('is translated, routed, forwarded, taken, and answered', () => {
    const trace = outside(plain);
    expect(endOf(trace)).toBe(`delivered to ${NAME}`);
    expect(hopText(trace)).toBe(
      [
        `PREROUTING (nat): -A DOCKER ! -i docker0 -p tcp -m tcp --dport ${PORT} -j DNAT --to-destination 172.17.0.2:8080 → to 172.17.0.2:8080`,
        `routes: 172.17.0.2 by ${BRIDGE_ROUTE}`,
        'FORWARD (filter): -A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 8080 -j ACCEPT',
        `container ${NAME}: [::]:8080 listens`,
        `routes of ${NAME}: default via 172.17.0.1 dev eth0`,
        'FORWARD (filter): -A FORWARD -i docker0 ! -o docker0 -j ACCEPT',
      ].join('\n'),
    );
  });

  it('dies before connection tracking, in the table raw', () => {
    const rule = `-A PREROUTING -i eth0 -p tcp -m tcp --dport ${PORT} -j DROP`;
    expect(endOf(outside(withTable('raw', rule)))).toBe(`dropped there by PREROUTING (raw): ${rule}`);
  });

  it('dies in DOCKER-USER, and is told so by a REJECT', () => {
    const rule = '-A DOCKER-USER -i eth0 -p tcp -j REJECT --reject-with icmp-port-unreachable';
    expect(endOf(outside(withRule(rule, '-A DOCKER-USER')))).toBe(
      `rejected there by FORWARD (filter): ${rule}`,
    );
  });

  it('is unsure behind a match that nobody can judge afterwards', () => {
    const rule = '-A DOCKER-USER -m statistic --mode random --probability 0.5 -j DROP';
    const trace = outside(withRule(rule, '-A DOCKER-USER'));
    expect(endOf(trace)).toBe(`delivered to ${NAME} (unsure)`);
    expect(hopText(trace)).toContain(
      `FORWARD (filter): ${rule} (unsure: whether it holds for this packet is not known)`,
    );
  });

  it('is unsure where the firewall could not be read', () => {
    expect(outside(without(plain, 'iptables')).sure).toBe(false);
  });

  it('follows a mark into a table that only marked packets see', () => {
    const marked = withTable('mangle', '-A PREROUTING -i eth0 -j MARK --set-xmark 0x7/0xffffffff');
    const ruled = edited(marked, 'policy-rules', '32766:', '100:\tfrom all fwmark 0x7 lookup 77\n32766:');
    expect(endOf(outside(withRoute('blackhole default table 77', ruled)))).toBe(
      'dropped there by routes: blackhole default table 77',
    );
  });

  it.each(['blackhole', 'unreachable', 'prohibit'])('dies at a %s route', (type) => {
    const kind = type === 'blackhole' ? 'dropped' : 'unreachable';
    expect(endOf(outside(withRoute(`${type} 172.17.0.2`)))).toBe(
      `${kind} there by routes: ${type} 172.17.0.2`,
    );
  });

  it('dies where its own card does not forward, whatever the global switch says', () => {
    const trace = outside(withSetting('conf/eth0/forwarding', '0'));
    expect(endOf(trace)).toBe('dropped there by forwarding: net.ipv4.conf.eth0.forwarding = 0');
  });

  it('is dropped by the strict reverse path where the host would answer by another device', () => {
    const astray = withRoute('198.18.0.0/16 dev docker0 scope link', withSetting('conf/eth0/rp_filter', '1'));
    expect(endOf(outside(astray))).toBe(
      `dropped there by reverse-path check: net.ipv4.conf.eth0.rp_filter = 1: from ${CLIENT} by eth0, back by "198.18.0.0/16 dev docker0 scope link"`,
    );
  });

  it('loses its answer to a bridge that covers the sender, where the reverse path is checked loosely', () => {
    const astray = withRoute('198.18.0.0/16 dev docker0 scope link', withSetting('conf/eth0/rp_filter', '2'));
    expect(endOf(outside(astray))).toBe(
      `misrouted back by routes: ${CLIENT} by 198.18.0.0/16 dev docker0 scope link`,
    );
  });

  it('does not come back from a container that has no way to the sender', () => {
    const lost = edited(plain, 'network-namespaces', /route eth0\t00000000\t010011AC.*\n/, '');
    expect(endOf(outside(lost))).toBe(`unreachable back by routes of ${NAME}: no route to ${CLIENT}`);
  });

  it('loses its answer where the gateway back is gone', () => {
    const gone = edited(
      plain,
      'neighbours',
      new RegExp(`${GATEWAY} dev eth0 .*`),
      `${GATEWAY} dev eth0 FAILED`,
    );
    expect(endOf(outside(gone))).toBe(
      `unreachable back by routes: ${CLIENT} by default via ${GATEWAY} dev eth0, and there is nobody: ${GATEWAY} dev eth0 FAILED`,
    );
  });

  it('finds nobody behind a bridge without carrier', () => {
    const dark = edited(plain, 'links', /(docker0: <)[^>]*/, '$1NO-CARRIER,BROADCAST,MULTICAST,UP');
    expect(endOf(outside(dark))).toBe(
      'unreachable there by docker0: docker0 has no carrier: no port of it is up',
    );
  });

  it('finds nobody where the container does not answer on its bridge', () => {
    const silent = edited(
      plain,
      'neighbours',
      /172\.17\.0\.2 dev docker0 .*/,
      '172.17.0.2 dev docker0 FAILED',
    );
    expect(endOf(outside(silent))).toBe('unreachable there by docker0: 172.17.0.2 dev docker0 FAILED');
  });

  it('is taken by the proxy where no rule translates it', () => {
    const trace = outside(withoutRule(/-A PREROUTING -m addrtype/));
    expect(endOf(trace)).toBe(`delivered to ${NAME} (proxied)`);
    expect(hopText(trace)).toContain(`docker-proxy: takes ${SERVER}:${PORT} for ${NAME}`);
  });

  it('is sent elsewhere by somebody’s own rule', () => {
    const rule = `-A PREROUTING -p tcp -m tcp --dport ${PORT} -j DNAT --to-destination 172.17.0.9:80`;
    const trace = outside(withRule(rule, '-A PREROUTING -m addrtype'));
    expect(trace.hops[0]).toMatchObject({ decided: rule, translatedTo: { address: '172.17.0.9', port: 80 } });
    expect(trace.hops[1]?.astray).toBe(true);
    expect(hopText(trace)).toContain(`routes: 172.17.0.9 by ${BRIDGE_ROUTE}`);
    expect(endOf(trace)).toBe('dropped there by FORWARD (filter): -P FORWARD DROP');
  });
});

describe('a packet to a process of the host', () => {
  it('dies in INPUT', () => {
    const closed = edited(plain, 'iptables', ':INPUT ACCEPT', ':INPUT DROP');
    expect(endOf(traceOf(closed, fromOutside(closed, 22)))).toBe(
      'dropped there by INPUT (filter): -P INPUT DROP',
    );
  });

  it('dies in a table of nftables that runs before iptables', () => {
    const table = {
      nftables: [
        { table: { family: 'inet', name: 'guard', handle: 9 } },
        {
          chain: {
            family: 'inet',
            table: 'guard',
            name: 'in',
            handle: 1,
            type: 'filter',
            hook: 'input',
            prio: -10,
            policy: 'accept',
          },
        },
        {
          rule: {
            family: 'inet',
            table: 'guard',
            chain: 'in',
            handle: 2,
            expr: [
              { match: { op: '==', left: { payload: { protocol: 'tcp', field: 'dport' } }, right: 22 } },
              { drop: null },
            ],
          },
        },
      ],
    };
    const guarded = withText(plain, 'nft', `# nft\n${JSON.stringify(table)}\n`);
    const trace = traceOf(guarded, fromOutside(guarded, 22));
    expect(endOf(trace)).toBe('dropped there by INPUT (inet guard): tcp dport 22 drop');
  });

  it('loses its answer in OUTPUT', () => {
    const rule = '-A OUTPUT -p tcp -m tcp --sport 22 -j DROP';
    expect(endOf(hostPort(withRule(rule, '-A FORWARD -j DOCKER-USER'), 22))).toBe(
      `dropped back by OUTPUT (filter): ${rule}`,
    );
  });

  it('is refused where nothing listens, or on another address only', () => {
    expect(endOf(hostPort(plain, 8080))).toBe(
      'refused there by sockets of the host: nothing listens on tcp port 8080',
    );
    const local = Number(
      /127\.0\.0\.1:(\d+) .*"containerd"/.exec(plain.readings['sockets']?.stdout ?? '')?.[1],
    );
    expect(endOf(hostPort(plain, local))).toBe(
      `refused there by sockets of the host: nothing listens on ${SERVER}:${local}; containerd listens on 127.0.0.1:${local} alone`,
    );
  });

  it('gets no answer while the listener’s queue is full', () => {
    const full = edited(plain, 'sockets', /LISTEN 0( +128 +0\.0\.0\.0:22)/, 'LISTEN 129$1');
    expect(endOf(hostPort(full, 22))).toBe(
      'dropped there by sockets of the host: 129 connections wait for sshd, 128 fit',
    );
  });

  it('comes from an address of the host itself, which no network card may bring in', () => {
    const packet = { ...fromOutside(plain, 22), from: '172.17.0.1' };
    expect(endOf(traceOf(plain, packet))).toMatch(
      /^dropped there by reverse-path check: 172\.17\.0\.1 .*martian/,
    );
  });

  it('comes in over IPv6 as well', () => {
    const six = { protocol: 'tcp', origin: { kind: 'outside', device: 'eth0' }, from: 'fe80::1' } as const;
    const [to = ''] = /(?<=eth0 +inet6 )[0-9a-f:]+/.exec(plain.readings['addresses']?.stdout ?? '') ?? [];
    expect(endOf(traceOf(plain, { ...six, to, port: 22 }))).toBe('delivered to sshd');
    expect(endOf(traceOf(plain, { ...six, to: '2001:db8::5', port: 22 }))).toBe(
      'unreachable there by routes: no route to 2001:db8::5',
    );
  });
});

const NEIGHBOUR = SERVER.replace(/\d+$/, '20');

describe('a packet of the host', () => {
  it('leaves by a card and comes back only where answers are let in', () => {
    expect(endOf(traceOf(plain, fromHost(NEIGHBOUR, 1433)))).toBe('left by eth0');
    const deaf = edited(plain, 'iptables', ':INPUT ACCEPT', ':INPUT DROP');
    expect(endOf(traceOf(deaf, fromHost(NEIGHBOUR, 1433)))).toBe(
      'dropped back by INPUT (filter): -P INPUT DROP',
    );
  });

  it('goes nowhere where its neighbour does not answer', () => {
    const gone = edited(
      plain,
      'neighbours',
      new RegExp(`${GATEWAY} dev eth0 .*`),
      `${GATEWAY} dev eth0 FAILED`,
    );
    expect(endOf(traceOf(gone, fromHost('203.0.113.9', 443)))).toBe(
      `unreachable there by routes: 203.0.113.9 by default via ${GATEWAY} dev eth0, and there is nobody: ${GATEWAY} dev eth0 FAILED`,
    );
  });

  it('is not to blame for a machine in its own network that is not there', () => {
    const gone = withText(plain, 'neighbours', `${NEIGHBOUR} dev eth0 FAILED\n`);
    expect(endOf(traceOf(gone, fromHost(NEIGHBOUR, 1433)))).toBe(
      `unreachable there by eth0: ${NEIGHBOUR} dev eth0 FAILED`,
    );
  });

  it('is swallowed by a bridge on which nobody has the address', () => {
    expect(endOf(traceOf(plain, fromHost('172.17.5.5', 1433)))).toBe(
      `misrouted there by routes: 172.17.5.5 by ${BRIDGE_ROUTE}`,
    );
  });
});

describe('a packet of a container', () => {
  it('leaves by the card in the name of the host', () => {
    const trace = traceOf(plain, fromContainer(NAME, NEIGHBOUR, 1433));
    expect(endOf(trace)).toBe('left by eth0');
    expect(hopText(trace)).toContain(
      `POSTROUTING (nat): -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE → from ${SERVER}`,
    );
  });

  it('gets no answer where answers are not let through to the bridge', () => {
    const mute = withoutRule(/-A FORWARD -o docker0 -m conntrack/);
    expect(endOf(traceOf(mute, fromContainer(NAME, NEIGHBOUR, 1433)))).toBe(
      'dropped back by FORWARD (filter): -P FORWARD DROP',
    );
  });

  it('does not get into another network of Docker', () => {
    const { snapshot } = recordedHost('the-story-route-deleted');
    expect(endOf(traceOf(snapshot, fromContainer('topapi', '192.168.0.2', 9000)))).toBe(
      'dropped there by FORWARD (filter): -A DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP',
    );
  });

  it('asks on its own bridge for what its own subnet covers', () => {
    expect(endOf(traceOf(plain, fromContainer(NAME, '172.17.9.9', 1433)))).toBe(
      `misrouted there by routes of ${NAME}: 172.17.0.0/16 dev eth0`,
    );
  });
});
