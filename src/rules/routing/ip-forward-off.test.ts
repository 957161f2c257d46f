import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
  withOutcome,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { ipForwardOff as rule } from './ip-forward-off.ts';

const { snapshot } = recordedHost('ip-forward-off');
const plain = recordedHost('healthy-plain').snapshot;
const notForwarding = withOutcome(
  edited(plain, 'sysctls', 'net/ipv4/ip_forward:1', 'net/ipv4/ip_forward:0'),
  ({ vantage }) => vantage === 'worker',
  { kind: 'timed-out', afterMs: 3000 },
);

test('a card that does not forward is named although the global switch is on', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({
    severity: 'critical',
    subject: { name: 'net.ipv4.conf.eth0.forwarding' },
    explains: ['port:30565'],
  });
  expect(finding.explanation).toContain('is 0 although net.ipv4.ip_forward is 1');
  expect(evidenceText(finding)).toContain('net.ipv4.ip_forward = 1\nnet.ipv4.conf.eth0.forwarding = 0');
  expect(finding.fix?.commands[0]).toBe('sysctl -w net.ipv4.conf.eth0.forwarding=1');
});

test('the global switch is named where that one is off', () => {
  const finding = findingOf(rule, notForwarding);
  expect(finding.falsifier).toBe('wrong if `sysctl net.ipv4.ip_forward` says 1');
  expect(finding.explains).toEqual(['port:30712']);
  expect(evidenceText(finding)).toContain('$ sysctl net.ipv4.ip_forward\nnet.ipv4.ip_forward = 0');
});

test('a port that answers from outside outweighs the switch', () => {
  const answers = withOutcome(notForwarding, ({ vantage }) => vantage === 'worker', { kind: 'connected' });
  expect(findingsOf(rule, answers)).toEqual([]);
});

test('where nothing is open to the outside and nothing is missed, it is a notice', () => {
  const behindProxy = edited(
    edited(notForwarding, 'docker-inspect', /"HostIp":"(?:0\.0\.0\.0)?"/g, '"HostIp":"127.0.0.1"'),
    'docker-inspect',
    /"HostIp":"::"/g,
    '"HostIp":"127.0.0.1"',
  );
  expect(findingOf(rule, behindProxy).severity).toBe('notice');
});

test('a host whose containers all use its own network forwards nothing and needs not to', () => {
  const onHost = withContainer(notForwarding, 'shop-web', {
    HostConfig: { NetworkMode: 'host' },
    NetworkSettings: { Ports: {}, Networks: { bridge: { NetworkID: 'h'.repeat(64) } } },
  });
  const renamed = edited(onHost, 'docker-inspect', '"Networks":{"bridge":', '"Networks":{"host":');
  expect(findingsOf(rule, renamed)).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the kernel’s settings nothing is claimed', () => {
  expect(outcomeOf(rule, without(snapshot, 'sysctls'))).toMatchObject({
    kind: 'unknown',
    because: 'sysctls: denied: permission denied',
  });
});

test('a bridge that does not forward stops its own containers alone', () => {
  const silent = withOutcome(plain, ({ vantage }) => vantage === 'worker', {
    kind: 'timed-out',
    afterMs: 3000,
  });
  const off = edited(silent, 'sysctls', 'conf/docker0/forwarding:1', 'conf/docker0/forwarding:0');
  const finding = findingOf(rule, off);
  expect(finding).toMatchObject({ subject: { name: 'net.ipv4.conf.docker0.forwarding' } });
  expect(finding.explanation).toContain('and the answers back');
  const answers = edited(plain, 'sysctls', 'conf/docker0/forwarding:1', 'conf/docker0/forwarding:0');
  expect(findingsOf(rule, answers)).toEqual([]);
});
