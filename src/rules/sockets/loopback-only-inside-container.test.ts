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
import { appNotListening } from './app-not-listening.ts';
import { loopbackOnlyInsideContainer as rule } from './loopback-only-inside-container.ts';
import { wrongContainerPort } from './wrong-container-port.ts';

const { snapshot } = recordedHost('loopback-only-inside-container');

test('an application on 127.0.0.1 inside its container is named, and no other cause with it', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({
    severity: 'critical',
    subject: { name: 'topapi' },
    explains: ['port:30364'],
  });
  expect(finding.explanation).toContain('listens on 127.0.0.1:5000');
  expect(evidenceText(finding)).toContain('LISTEN 127.0.0.1:5000');
  expect(evidenceText(finding)).toContain('host to its own 127.0.0.1: is accepted and dropped at once');
  expect([...findingsOf(wrongContainerPort, snapshot), ...findingsOf(appNotListening, snapshot)]).toEqual([]);
});

test('Docker’s own name server on 127.0.0.11 is no listener of the application', () => {
  expect(evidenceText(findingOf(rule, snapshot))).not.toContain('127.0.0.11');
});

test('a .NET application is told the variable that it reads', () => {
  const dotnet = withContainer(snapshot, 'topapi', {
    Config: { Env: ['ASPNETCORE_ENVIRONMENT=Production'] },
  });
  expect(findingOf(rule, dotnet).fix?.commands.join('\n')).toContain('ASPNETCORE_URLS=http://+:5000');
  expect(findingOf(rule, snapshot).fix?.commands.join('\n')).not.toContain('ASPNETCORE_URLS');
});

test('loopback and another port than the published one: both are said', () => {
  const other = edited(snapshot, 'network-namespaces', '0100007F:1388', '0100007F:1389');
  expect(findingOf(rule, other).explanation).toContain('127.0.0.1:5001');
  expect(findingOf(rule, other).explanation).toContain('another port than the 5000 that is published');
});

test('IPv6’s loopback address is loopback as well', () => {
  const six = edited(
    snapshot,
    'network-namespaces',
    'tcp    1: 0100007F:1388 00000000:0000',
    'tcp6    1: 00000000000000000000000001000000:1388 00000000000000000000000000000000:0000',
  );
  expect(evidenceText(findingOf(rule, six))).toContain('LISTEN [::1]:5000');
});

test('an application that listens on every address, IPv4 or IPv6, is well', () => {
  const every = edited(snapshot, 'network-namespaces', '0100007F:1388', '00000000:1388');
  expect(findingsOf(rule, every)).toEqual([]);
  const everySix = edited(
    snapshot,
    'network-namespaces',
    'tcp    1: 0100007F:1388 00000000:0000',
    'tcp6    1: 00000000000000000000000000000000:1388 00000000000000000000000000000000:0000',
  );
  expect(findingsOf(rule, everySix)).toEqual([]);
});

test('a connection that came about outweighs the list of listeners', () => {
  const answers = withOutcome(snapshot, ({ about }) => about.kind === 'container-address', {
    kind: 'connected',
  });
  expect(findingsOf(rule, answers)).toEqual([]);
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
