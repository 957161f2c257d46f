import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { wrongContainerPort as rule } from './wrong-container-port.ts';

const { snapshot } = recordedHost('wrong-container-port');

test('a mapping to a port on which nothing listens is named with the one that would be right', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({
    severity: 'critical',
    subject: { name: 'shop-web' },
    explains: ['port:30435'],
  });
  expect(finding.title).toBe('Port 30435 leads to port 80 of shop-web, which listens on 9000');
  expect(evidenceText(finding)).toContain('80/tcp -> 0.0.0.0:30435');
  expect(evidenceText(finding)).toContain('LISTEN [::]:9000');
  expect(finding.fix?.summary).toContain('Publish 30435:9000 instead of 30435:80');
});

test('of a container that has just started it is likely; of one that is up for an hour it is proven', () => {
  expect(findingOf(rule, snapshot).certainty).toBe('likely');
  const old = withContainer(snapshot, 'shop-web', { State: { StartedAt: '2026-11-22T10:00:00Z' } });
  expect(findingOf(rule, old).certainty).toBe('proven');
});

test('a compose project is told its file and service', () => {
  const labels = { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'web' };
  const composed = withContainer(snapshot, 'shop-web', { Config: { Labels: labels } });
  const { fix } = findingOf(rule, composed);
  expect(fix?.commands[0]).toContain('project shop, service web:  ports: ["30435:9000"]');
  expect(fix?.summary).toContain('undone by the next `docker compose up`');
});

test('the published port listened on is no fault, whatever else listens', () => {
  const both = edited(snapshot, 'network-namespaces', /(tcp6 {4}0: 0+:)2328(.*\n)/, '$12328$2$10050$2');
  expect(findingsOf(rule, both)).toEqual([]);
});

test('a UDP port never shows a listener and is not judged', () => {
  const udp = edited(snapshot, 'docker-inspect', '80/tcp', '80/udp');
  expect(findingsOf(rule, udp)).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('a container whose listeners could not be read is neither accused nor cleared', () => {
  expect(outcomeOf(rule, without(snapshot, 'network-namespaces'))).toMatchObject({
    kind: 'unknown',
    because: expect.stringContaining('network-namespaces'),
  });
  expect(outcomeOf(rule, without(snapshot, 'docker-inspect')).kind).toBe('unknown');
});
