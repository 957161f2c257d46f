import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  withOutcome,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { notAcceptedByApplication as rule } from './not-accepted-by-application.ts';

const { snapshot } = recordedHost('podman-container-stopped');

test('a stopped container is named to whoever asks for its port, with the way to start it', () => {
  const finding = findingOf(rule, snapshot, { port: 30_787 });
  expect(finding).toMatchObject({
    severity: 'critical',
    certainty: 'proven',
    subject: { kind: 'container', name: 'gateway' },
    explains: ['container:gateway', 'port:30787'],
  });
  expect(evidenceText(finding)).toMatch(/gateway {2}Exited \(137\) .* ago {2}0\.0\.0\.0:30787->8080\/tcp/);
  expect(finding.fix?.commands).toContain('podman start gateway');
});

test('it is named to whoever asks for it by name', () => {
  expect(findingOf(rule, snapshot, { container: 'gateway' }).title).toContain('gateway');
});

test('one that was made and never started is told as that', () => {
  const made = edited(snapshot, 'podman-containers', '"State": "exited"', '"State": "created"');
  expect(findingOf(rule, made, { port: 30_787 }).explanation).toContain('made and never started');
});

test('what nobody asks for may be stopped on purpose', () => {
  expect(findingsOf(rule, snapshot)).toEqual([]);
  expect(findingsOf(rule, snapshot, { port: 30_788 })).toEqual([]);
});

test('a port that somebody else serves has not been missed', () => {
  const served = withOutcome(snapshot, ({ to }) => to.port === 30_787, { kind: 'connected' });
  expect(findingsOf(rule, served, { port: 30_787 })).toEqual([]);
});

test('one that runs, and hosts of Docker, are left alone', () => {
  const { snapshot: runs } = recordedHost('healthy-podman');
  const silent = withOutcome(runs, ({ to }) => to.port === 30_342, { kind: 'timed-out', afterMs: 3000 });
  expect(findingsOf(rule, silent, { port: 30_342 })).toEqual([]);
  const { snapshot: docker } = recordedHost('debian-13-exit-137-not-oom');
  expect(findingsOf(rule, docker, { port: 30_201 })).toEqual([]);
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without Podman’s word no container is named', () => {
  const unheard = findingsOf(rule, without(snapshot, 'podman-containers'), { port: 30_787 });
  expect(JSON.stringify(unheard)).not.toContain('gateway');
});
