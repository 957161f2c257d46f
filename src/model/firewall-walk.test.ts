import { expect, test } from 'vitest';

import { iptables } from '../facts/firewall.ts';
import type { FirewallPacket } from './firewall/packet.ts';
import { walkChain } from './firewall-walk.ts';

function filter(text: string) {
  const parsed = iptables.parse({
    stdout: `*filter\n${text}COMMIT\n`,
    stderr: '',
    code: 0,
    argv: ['iptables-save', '-c'],
  });
  const table = parsed.kind === 'value' ? parsed.value.tables[0] : undefined;
  if (table === undefined) throw new Error('the table was not read');
  return table;
}

const forwarded: FirewallPacket = {
  protocol: 'tcp',
  from: '198.51.100.7',
  to: '172.17.0.2',
  port: 9000,
  originalPort: 30003,
  iif: 'eth0',
  oif: 'docker0',
  states: ['NEW', 'DNAT'],
  toLocal: false,
  fromLocal: false,
};

/** As Docker 20.10 writes it (Debian 12, iptables 1.8.9). */
const DOCKER = `:INPUT ACCEPT [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:DOCKER - [0:0]
:DOCKER-ISOLATION-STAGE-1 - [0:0]
:DOCKER-ISOLATION-STAGE-2 - [0:0]
:DOCKER-USER - [0:0]
[0:0] -A FORWARD -j DOCKER-USER
[0:0] -A FORWARD -j DOCKER-ISOLATION-STAGE-1
[0:0] -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
[0:0] -A FORWARD -o docker0 -j DOCKER
[0:0] -A FORWARD -i docker0 ! -o docker0 -j ACCEPT
[0:0] -A FORWARD -i docker0 -o docker0 -j ACCEPT
[0:0] -A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 9000 -j ACCEPT
[0:0] -A DOCKER-ISOLATION-STAGE-1 -i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2
[0:0] -A DOCKER-ISOLATION-STAGE-1 -j RETURN
[0:0] -A DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP
[0:0] -A DOCKER-ISOLATION-STAGE-2 -j RETURN
[0:0] -A DOCKER-USER -j RETURN
`;

test("a packet for a published port passes Docker's own rules by the rule of its container", () => {
  const ends = walkChain(filter(DOCKER), 'FORWARD', forwarded);
  expect(ends.map(({ kind, by }) => [kind, by.text])).toEqual([
    ['accept', '-A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 9000 -j ACCEPT'],
  ]);
});

test('a port that is not published falls through to the policy', () => {
  const ends = walkChain(filter(DOCKER), 'FORWARD', { ...forwarded, port: 22 });
  expect(ends.map(({ kind, by }) => [kind, by.text])).toEqual([['drop', '-P FORWARD DROP']]);
});

test('a rule of the host in DOCKER-USER comes before those of Docker', () => {
  const closed = DOCKER.replace(
    '[0:0] -A DOCKER-USER -j RETURN',
    '[3:180] -A DOCKER-USER -i eth0 -p tcp -m conntrack --ctorigdstport 30003 -j DROP\n[0:0] -A DOCKER-USER -j RETURN',
  );
  const [end] = walkChain(filter(closed), 'FORWARD', forwarded);
  expect(end).toMatchObject({ kind: 'drop', by: { chain: 'DOCKER-USER' } });
});

test('behind a match that this model does not know both ways stay open', () => {
  const limited =
    ':FORWARD ACCEPT [0:0]\n[0:0] -A FORWARD -m limit --limit 10/sec -j ACCEPT\n[0:0] -A FORWARD -j DROP\n';
  expect(walkChain(filter(limited), 'FORWARD', forwarded).map(({ kind }) => kind)).toEqual([
    'accept',
    'drop',
  ]);
});

test('an unknown match that leads to the same end either way leaves no doubt', () => {
  const limited =
    ':FORWARD DROP [0:0]\n:LOGGED - [0:0]\n[0:0] -A FORWARD -m limit --limit 10/sec -j LOGGED\n[0:0] -A LOGGED -j LOG\n';
  expect(walkChain(filter(limited), 'FORWARD', forwarded).map(({ kind }) => kind)).toEqual(['drop']);
});

test('a rule for one sender says nothing certain while the sender is not known', () => {
  const banned = ':INPUT ACCEPT [0:0]\n[0:0] -A INPUT -s 203.0.113.9/32 -j DROP\n';
  const { from: _, ...anonymous } = forwarded;
  expect(walkChain(filter(banned), 'INPUT', anonymous).map(({ kind }) => kind)).toEqual(['drop', 'accept']);
  expect(walkChain(filter(banned), 'INPUT', forwarded).map(({ kind }) => kind)).toEqual(['accept']);
});

test.each([
  { verb: '-g', end: { kind: 'accept', by: { text: '-P FORWARD ACCEPT' } } },
  { verb: '-j', end: { kind: 'drop', by: { text: '-A FORWARD -j DROP' } } },
])(
  '$verb to a chain without a verdict ends in $end.kind: goto does not come back, a jump does',
  ({ verb, end }) => {
    const text = `:FORWARD ACCEPT [0:0]
:OTHER - [0:0]
[0:0] -A FORWARD ${verb} OTHER
[0:0] -A FORWARD -j DROP
[0:0] -A OTHER -p udp -j DROP
`;
    expect(walkChain(filter(text), 'FORWARD', forwarded)).toMatchObject([end]);
  },
);
