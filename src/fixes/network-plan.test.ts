import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

import { planInputFor, surroundingsWith, toldRefusal } from '../../test/support/planning.ts';
import type { DockerNetwork } from '../facts/docker-networks.ts';
import { parseSnapshot } from '../flows/snapshot-file.ts';
import { parsePrefix } from '../model/prefix.ts';
import { withKey } from './config-edit.ts';
import { planBridge, withoutKey } from './bridge-plan.ts';
import { planNetwork } from './network-plan.ts';
import { moved, movedRange, type Move } from './network-plan-words.ts';
import type { PlanInput } from './plan-input.ts';

/** A compose network in the card's subnet, recorded in the lab: Docker 20.10.24. */
function input(): PlanInput {
  const path = fileURLToPath(
    new URL('../../test/hosts/bridge-subnet-equals-host-subnet/snapshot.json', import.meta.url),
  );
  const snapshot = parseSnapshot(readFileSync(path, 'utf8'), path);
  return planInputFor({ snapshot, surroundings: surroundingsWith(undefined) });
}

function withNetwork(change: Partial<DockerNetwork>): PlanInput {
  const given = input();
  const networks = given.networks.map((network) =>
    network.id === given.bridge.networkId ? { ...network, ...change } : network,
  );
  return { ...given, networks };
}

test('a network is created again with all that it had, and its containers join under their names', () => {
  const given = input();
  const plan = planNetwork(given);
  if (plan.kind !== 'planned' || plan.change.kind !== 'network') throw new Error(JSON.stringify(plan));
  const { change } = plan;
  const network = given.networks.find(({ id }) => id === given.bridge.networkId);
  expect(change.before).toContain(network?.subnets[0]?.subnet);
  expect(change.after).toContain(change.toSubnet);
  for (const [name, value] of Object.entries(network?.labels ?? {}))
    expect(change.create).toContain(`${name}=${value}`);
  const inside = given.views.containers.filter(({ inspect }) =>
    inspect.networks.some(({ name }) => name === network?.name),
  );
  expect(change.members.map(({ id }) => id).toSorted()).toEqual(inside.map(({ id }) => id).toSorted());
  for (const { id, after } of change.members) expect(after).not.toContain(id.slice(0, 12));
});

test.each([
  ['a driver whose range is another network’s', { driver: 'macvlan' }, /macvlan/],
  ['the swarm', { driver: 'overlay', scope: 'swarm' }, /swarm/],
  ['a configuration for others', { configFrom: 'plan' }, /configuration plan/],
  ['addresses that somebody else gives out', { ipamDriver: 'infoblox' }, /infoblox/],
  ['a label that was masked', { labels: { token: '‹secret 3fa1›' } }, /looks like a secret/],
])('it is refused, with the steps for a person: %s', (_, change, because) => {
  const refused = planNetwork(withNetwork(change));
  if (refused.kind !== 'refused') throw new Error('planned');
  expect(toldRefusal(refused).because.join(' ')).toMatch(because);
  expect(refused.byHand.length).toBeGreaterThan(0);
});

function move(from: string, to: string): Move {
  const [one, other] = [parsePrefix(from), parsePrefix(to)];
  if (one === undefined || other === undefined) throw new Error('no range');
  return { from: one, to: other };
}

test('an address keeps its distance from the start of the range, or has no place there', () => {
  const same = move('192.168.0.0/24', '172.31.255.0/24');
  expect(moved('192.168.0.77', same)).toBe('172.31.255.77');
  expect(moved('10.0.0.1', same)).toBeUndefined();
  const narrower = move('172.18.0.0/16', '172.31.255.0/24');
  expect(moved('172.18.0.254', narrower)).toBe('172.31.255.254');
  expect(moved('172.18.0.255', narrower)).toBeUndefined();
  expect(moved('172.18.5.10', narrower)).toBeUndefined();
  expect(movedRange('172.18.0.128/25', narrower)).toBe('172.31.255.128/25');
  expect(movedRange('172.18.5.0/24', narrower)).toBeUndefined();
});

test.each([
  ['{"bip": "1.2.3.4/24"}\n', '{"bridge": "br-ferryman"}\n'],
  [
    '{\n\t"bip": "1.2.3.4/24",\n\t"labels": ["a"]\n}\n',
    '{\n\t"labels": ["a"],\n\t"bridge": "br-ferryman"\n}\n',
  ],
  [
    '{\r\n  "x": 1,\r\n  "bip": "1.2.3.4/24"\r\n}\r\n',
    '{\r\n  "x": 1,\r\n  "bridge": "br-ferryman"\r\n}\r\n',
  ],
])('the bridge of one’s own takes the place of bip, and the rest of the file stays: %j', (before, after) => {
  expect(withoutKey(withKey(Buffer.from(before), 'bridge', 'br-ferryman'), 'bip').toString()).toBe(after);
});

test('without systemd nobody would make the bridge again after a reboot, and bip is named', () => {
  const given = input();
  const refused = planBridge({ ...given, docker: { ...given.docker, manager: 'openrc' } });
  if (refused.kind !== 'refused') throw new Error('planned');
  const told = toldRefusal(refused);
  expect(told.because[0]).toContain('no systemd');
  expect(told.next).toContain('method bip');
});
