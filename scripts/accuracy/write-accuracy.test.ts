import { expect, test } from 'vitest';

import type { GradedAnswer } from './answer.ts';
import { writeAccuracy } from './write-accuracy.ts';

const right: GradedAnswer = {
  group: 'routing',
  host: 'the-story',
  asked: 'hz-shop 30003',
  drawn: 'docker0 in eth0’s subnet',
  expected: { verdict: 'faulty', cause: 'bridge-subnet-equals-host-subnet' },
  verdict: 'faulty',
  named: 'bridge-subnet-equals-host-subnet',
  ms: 3400,
  slowestAttemptMs: 3000,
  wrong: [],
};
const healthy: GradedAnswer = {
  ...right,
  group: 'healthy',
  host: 'healthy-vpn',
  asked: 'hz-shop',
  drawn: 'a VPN',
  expected: { verdict: 'healthy' },
  verdict: 'healthy',
  ms: 600,
};

function page(answers: readonly GradedAnswer[], failures: readonly string[] = []): string {
  const recorded = { hosts: 1, questions: 2, wrong: [] };
  return writeAccuracy({ seed: 7, hosts: 2, variants: 2, answers, failures, recorded, minutes: 3 });
}

const { named: _, ...calm } = healthy;

test('a run without a mistake says so', () => {
  const text = page([right, calm]);
  expect(text).toContain('| right cause first, of 1 questions about faults | 100.0 % |');
  expect(text).toContain('| accusations where nothing is wrong | 0 |');
  expect(text).toContain(
    '| the same, beyond the slowest attempt (a connection, or a silent nameserver) | 0.4 / 0.4 / 0.4 |',
  );
  expect(text).toContain('Nothing in this run.');
});

test('every mistake is counted and told with what was drawn', () => {
  const text = page([
    { ...right, named: 'ip-forward-off' },
    { ...healthy, verdict: 'faulty', named: 'ip-forward-off' },
  ]);
  expect(text).toContain('of 1 questions about faults | 0.0 % |');
  expect(text).toContain('| accusations where nothing is wrong | 1 |');
  expect(text).toContain(
    '- the-story, `diagnose hz-shop 30003`: faulty, ip-forward-off; expected bridge-subnet-equals-host-subnet (docker0',
  );
  expect(text).toContain(
    '- healthy-vpn, `diagnose hz-shop`: faulty, ip-forward-off; expected healthy (a VPN)',
  );
});

test('where a host has two faults that may both come first, either is right', () => {
  const text = page([
    { ...right, expected: { verdict: 'faulty' }, named: 'connected-route-deleted-by-hand' },
  ]);
  expect(text).toContain('of 1 questions about faults | 100.0 % |');
});

test('an unknown is no right answer, and a host that could not be made no wrong one', () => {
  const { named: __, ...silent } = right;
  const text = page([{ ...silent, verdict: 'unknown' }], ['the-story (variant 2): no bridge\nstack']);
  expect(text).toContain('though it could be known | 1 |');
  expect(text).toContain('- not made, so not counted: the-story (variant 2): no bridge\n');
});
