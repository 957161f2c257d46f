import { expect, test } from 'vitest';
import { recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { viewOf } from '../../../test/support/views.ts';
import type { Snapshot } from '../../facts/snapshot.ts';
import { rules } from '../../rules/index.ts';
import { diagnoseContainer } from './diagnose-container.ts';

const POOL =
  'System.InvalidOperationException: Timeout expired.  The timeout period elapsed prior to obtaining a connection from the pool.';
const story = recordedHost('healthy-plain-again').snapshot;
const jobs = recordedHost('healthy-finished-jobs').snapshot;

function diagnosed(
  snapshot: Snapshot,
  name: string,
  texts: readonly string[] = [],
  { isSuspected = true }: { isSuspected?: boolean } = {},
) {
  const container = viewOf('containers', snapshot).find((one) => one.name === name);
  if (container === undefined) throw new Error(`no container ${name}`);
  const { now } = viewOf('question', snapshot);
  const lines = texts.map((text, index) => ({
    at: new Date(now - (texts.length - index)).toISOString(),
    stream: 'stderr' as const,
    text,
  }));
  const { causes } = diagnoseContainer(snapshot, container, lines, { rules, isSuspected });
  return causes.filter(({ severity }) => severity !== 'notice').map(({ cause }) => cause);
}

test('the rules hear what was said further above than the diagnosis reads', () => {
  const chat = Array.from({ length: 600 }, (_, n) => `info: order ${n} taken`);
  expect(diagnosed(story, 'shop-web', [POOL, ...chat])).toEqual(['pool-exhausted']);
  expect(diagnosed(story, 'shop-web', chat)).toEqual([]);
});

test('what it has got over since is no cause', () => {
  expect(diagnosed(story, 'shop-web', [POOL, 'info: connection restored'])).toEqual([]);
});

test('reading the log of a job that is done accuses nobody', () => {
  expect(diagnosed(jobs, 'migrate', [], { isSuspected: false })).toEqual([]);
});

test('faults of the host that are none of this container are not told', () => {
  const shadowed = recordedHost('the-story-again').snapshot;
  expect(diagnosed(shadowed, 'topapi')).toEqual([]);
  expect(diagnosed(shadowed, 'portainer')).toEqual(['bridge-subnet-equals-host-subnet']);
});

test('a diagnosis that could not see the containers says so, and is no sign of health', () => {
  const container = { id: 'c0ffee', name: 'shop-web' };
  const blind = (fact: string) =>
    diagnoseContainer(without(story, fact), container, [], { rules, isSuspected: true }).isBlind;
  expect({ inspect: blind('docker-inspect'), logs: blind('docker-logs') }).toEqual({
    inspect: true,
    logs: true,
  });
  expect(blind('kernel-log')).toBe(false);
});
