import { expect, test } from 'vitest';

import type { Attempt } from '../../src/facts/snapshot.ts';
import { slowestAttemptMs } from './slowest-attempt.ts';

const attempt = (ms: number): Attempt => ({
  vantage: 'host',
  to: { address: '192.0.2.7', port: 5432 },
  about: { kind: 'need', need: 'db' },
  outcome: { kind: 'connected' },
  ms,
});

/** 124 is how `timeout` ends what waited in vain, 1 how dd ends after a refusal. */
const asked = (code: number) => ({
  status: 'ok' as const,
  argv: ['bash'],
  code: 0,
  stdout: `? - 192.0.2.53 .\n= ${code}\n`,
  stderr: '',
});

test('the slowest connection counts', () => {
  expect(slowestAttemptMs({ attempts: [attempt(12), attempt(840)], readings: {} })).toBe(840);
  expect(slowestAttemptMs({ attempts: [], readings: {} })).toBe(0);
});

test('a nameserver that keeps silent is waited for as well', () => {
  const attempts = [attempt(12)];
  expect(slowestAttemptMs({ attempts, readings: { 'name-servers': asked(124) } })).toBe(2_000);
  expect(slowestAttemptMs({ attempts, readings: { 'name-servers': asked(1) } })).toBe(12);
});

test('a container has nameservers of its own', () => {
  const own = asked(124);
  const readings = { 'container-names': { ...own, stdout: own.stdout.replace('? -', '? 4242') } };
  expect(slowestAttemptMs({ attempts: [], readings })).toBe(2_000);
});

test('a connection that took longer than the silence counts', () => {
  const readings = { 'name-servers': asked(124) };
  expect(slowestAttemptMs({ attempts: [attempt(3_001)], readings })).toBe(3_001);
});
