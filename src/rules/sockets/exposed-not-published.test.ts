import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
  withCopy,
  withOutcome,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { exposedNotPublished as rule } from './exposed-not-published.ts';

const { snapshot } = recordedHost('exposed-not-published');

test('an asked port that a container exposes and does not publish is named as docker ps shows it', () => {
  const finding = findingOf(rule, snapshot, { port: 8080 });
  expect(finding).toMatchObject({
    severity: 'critical',
    subject: { name: 'orders' },
    explains: ['port:8080'],
  });
  expect(finding.explanation).toContain('exposes 8080, which only documents it');
  expect(evidenceText(finding)).toContain("{{.Ports}}'\n8080/tcp\n");
  expect(finding.fix?.summary).toContain('-p 8080:8080');
});

test('until somebody asks for the port nothing is said, as of the database of a compose project', () => {
  expect(findingsOf(rule, snapshot)).toEqual([]);
  expect(findingsOf(rule, recordedHost('healthy-internal-network').snapshot)).toEqual([]);
  expect(findingsOf(rule, snapshot, { port: 8081 })).toEqual([]);
});

test('a lone container that is asked for by name has its exposed port named, less surely', () => {
  expect(findingOf(rule, snapshot, { container: 'orders' })).toMatchObject({
    certainty: 'likely',
    subject: { name: 'orders' },
  });
});

test('a port that the image exposes and the container does not serve is nobody’s loss', () => {
  const worker = withContainer(snapshot, 'orders', {
    Config: { ExposedPorts: { '9999/tcp': {} } },
  });
  const idle = edited(worker, 'docker-inspect', '"8080/tcp":{}', '"9998/tcp":{}');
  expect(findingsOf(rule, idle, { container: 'orders' })).toEqual([]);
});

test('a database that others reach in a network of their own is meant to be unpublished', () => {
  const together = withCopy(
    withContainer(snapshot, 'orders', { NetworkSettings: { Networks: { shop: {} } } }),
    'orders',
    'web',
    { NetworkSettings: { Networks: { shop: {} } } },
  );
  expect(findingsOf(rule, together, { container: 'orders' })).toEqual([]);
});

test('a port on which something of the host listens is not this', () => {
  const taken = edited(snapshot, 'sockets', '0.0.0.0:22 ', '0.0.0.0:8080 ');
  expect(findingsOf(rule, taken, { port: 8080 })).toEqual([]);
});

test('a port that answers from outside is not this', () => {
  const answers = withOutcome(snapshot, ({ vantage, to }) => vantage === 'worker' && to.port === 8080, {
    kind: 'connected',
  });
  expect(findingsOf(rule, answers, { port: 8080 })).toEqual([]);
});

test('a container that does not run offers nothing', () => {
  const stopped = withContainer(snapshot, 'orders', { State: { Running: false, Status: 'exited', Pid: 0 } });
  expect(findingsOf(rule, stopped, { port: 8080 })).toEqual([]);
});

test('of two containers that expose the port the one that listens is meant', () => {
  const two = withContainer(withCopy(snapshot, 'orders', 'orders-2', {}), 'orders', { State: { Pid: 999 } });
  expect(findingOf(rule, two, { port: 8080 }).subject.name).toBe('orders-2');
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the host’s own listeners nothing is claimed', () => {
  expect(outcomeOf(rule, without(snapshot, 'sockets'), { port: 8080 })).toMatchObject({
    kind: 'unknown',
    because: 'sockets: denied: permission denied',
  });
});
