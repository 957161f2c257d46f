import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withOutcome,
  withText,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { forwardDropWithoutDockerRules as rule } from './forward-drop-without-docker-rules.ts';

const { snapshot } = recordedHost('forward-drop-without-docker-rules');

test('a flushed FORWARD chain with policy DROP is named, with what `iptables -S` shows of it', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', explains: ['port:30322'] });
  expect(evidenceText(finding)).toContain('$ iptables -S FORWARD\n-P FORWARD DROP');
  expect(finding.explanation).toContain('30322 times out from outside');
  expect(finding.fix?.commands[0]).toBe('systemctl restart docker');
});

test('a catch-all REJECT of the distribution’s own rules stops packets as well', () => {
  const rejecting = edited(snapshot, 'iptables', ':FORWARD DROP [3:180]', ':FORWARD ACCEPT [0:0]');
  const withRule = edited(
    rejecting,
    'iptables',
    '[1:60] -A DOCKER -d',
    '[9:540] -A FORWARD -j REJECT --reject-with icmp-host-prohibited\n[1:60] -A DOCKER -d',
  );
  expect(findingOf(rule, withRule).explanation).toContain('-A FORWARD -j REJECT');
});

test('a flushed chain with policy ACCEPT works and is no fault', () => {
  expect(findingsOf(rule, edited(snapshot, 'iptables', ':FORWARD DROP', ':FORWARD ACCEPT'))).toEqual([]);
});

test('an administrator’s own rule that lets the packet through is no fault', () => {
  const allowed = edited(
    snapshot,
    'iptables',
    '[1:60] -A DOCKER -d',
    '[1:60] -A FORWARD -o docker0 -j ACCEPT\n[1:60] -A FORWARD -i docker0 -j ACCEPT\n[1:60] -A DOCKER -d',
  );
  expect(findingsOf(rule, allowed)).toEqual([]);
});

test('a rule that this model cannot judge is not taken for a stop', () => {
  const limited = edited(
    snapshot,
    'iptables',
    '[1:60] -A DOCKER -d',
    '[1:60] -A FORWARD -m set --match-set friends src -j ACCEPT\n[1:60] -A DOCKER -d',
  );
  expect(findingsOf(rule, limited)).toEqual([]);
});

test('Docker that was told to leave the firewall alone has no rules on purpose', () => {
  const file = '==> /etc/docker/daemon.json <==\n{ "iptables": false }\n';
  expect(findingsOf(rule, withText(snapshot, 'daemon-json', file))).toEqual([]);
  const flag = edited(snapshot, 'dockerd-process', 'fd://\n', 'fd://\n--iptables=false\n');
  expect(findingsOf(rule, flag)).toEqual([]);
});

const JUMPS = '[0:0] -A FORWARD -o docker0 -j DOCKER\n[0:0] -A FORWARD -i docker0 ! -o docker0 -j ACCEPT';

test('jumps into a chain of Docker’s that somebody emptied do not help', () => {
  const empty = edited(snapshot, 'iptables', /\[1:60\] -A DOCKER -d .* -j ACCEPT/, JUMPS);
  expect(findingOf(rule, empty)).toMatchObject({ explains: ['port:30322'] });
  expect(findingOf(rule, empty).explanation).toContain('have lost the rules');
});

test('with Docker’s rules in place, whatever drops before them is another cause', () => {
  const before = '[3:180] -A FORWARD -i eth0 -j DROP\n';
  const dropped = edited(
    snapshot,
    'iptables',
    '[1:60] -A DOCKER -d',
    `${before}${JUMPS}\n[1:60] -A DOCKER -d`,
  );
  expect(findingsOf(rule, dropped)).toEqual([]);
});

test('a port that answers from outside outweighs the rules', () => {
  const answers = withOutcome(snapshot, ({ vantage }) => vantage === 'worker', { kind: 'connected' });
  expect(findingsOf(rule, answers)).toEqual([]);
});

test('healthy hosts are left alone, banned strangers and INPUT rules too', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the firewall’s rules nothing is claimed', () => {
  expect(outcomeOf(rule, without(snapshot, 'iptables'))).toMatchObject({
    kind: 'unknown',
    because: 'iptables: denied: permission denied',
  });
});
