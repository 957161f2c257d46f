import { expect, test } from 'vitest';

import type { Outcome, Snapshot } from '../../facts/snapshot.ts';
import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
} from '../../../test/support/one-rule.ts';
import { recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { portOutsideAllowedRange as rule } from './port-outside-allowed-range.ts';
import { securityGroupNotBoundOrNoRule } from './security-group-not-bound-or-no-rule.ts';

/** topapi's 30561 keeps silent; another port answers. */
const { snapshot } = recordedHost('security-group-not-bound-or-no-rule');
const OPEN = 30_301;
const SILENCE: Outcome = { kind: 'timed-out', afterMs: 1300 };

/** An unused port next to one that is published. */
function beside(port: number, outcome: Outcome) {
  return {
    vantage: 'worker' as const,
    to: { address: '198.18.0.10', port: port + 1 },
    about: { kind: 'spare-port' as const, beside: port },
    outcome,
    ms: 1,
  };
}

/** The same host where unused ports beside both were tried. */
function withSpare(besideOpen: Outcome, besideShut: Outcome): Snapshot {
  const open = {
    vantage: 'worker',
    to: { address: '198.18.0.10', port: OPEN },
    about: { kind: 'published-port', hostPort: OPEN, container: 'other' },
    outcome: { kind: 'connected' },
    ms: 1,
  } as const;
  const tried = [open, beside(OPEN, besideOpen), beside(30_561, besideShut)];
  return { ...snapshot, attempts: [...snapshot.attempts.filter(({ to }) => to.port !== OPEN), ...tried] };
}

const ranged = withSpare({ kind: 'refused' }, SILENCE);

test('where unused ports beside the open one arrive, and those beside the silent one do not, there is a range', () => {
  const finding = findingOf(rule, ranged);
  expect(finding).toMatchObject({
    certainty: 'likely',
    subject: { name: '30561' },
    explains: ['port:30561'],
  });
  expect(evidenceText(finding)).toContain('30302 (beside 30301): refused by the host, so it arrives');
  expect(findingsOf(securityGroupNotBoundOrNoRule, ranged)).toEqual([]);
});

test.each([
  ['single ports are let through', withSpare(SILENCE, SILENCE)],
  ['only the one port is shut', withSpare({ kind: 'refused' }, { kind: 'refused' })],
  ['nobody tried unused ports', snapshot],
])('%s: a security group does that', (_what, host) => {
  expect(findingsOf(rule, host)).toEqual([]);
  expect(findingOf(securityGroupNotBoundOrNoRule, host).subject.name).toBe('30561');
});

test('healthy hosts are left alone, and without the rules of the firewall nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(ranged, 'iptables')).kind).toBe('unknown');
});
