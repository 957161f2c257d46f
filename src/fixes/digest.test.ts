import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Snapshot } from '../facts/snapshot.ts';
import { edited } from '../../test/support/recorded-hosts.ts';
import { preparedFor, storyAt, surroundingsWith, type Planning } from '../../test/support/planning.ts';

const snapshot = storyAt('before');
const FILE = '{"bip": "192.168.0.1/24"}\n';
const digest = (planning: Partial<Planning> = {}) => preparedFor({ snapshot, ...planning }).plan.digest;
const usual = digest();

describe('the same host and the same choices give the same digest', () => {
  it('also when the plan’s own choices are given', () => {
    const { options } = preparedFor({ snapshot }).plan;
    expect(digest({ options })).toBe(usual);
  });

  it('also at another time, after other attempts, with other counters and process ids', () => {
    const later: Snapshot = {
      ...snapshot,
      at: '2026-11-23T08:00:00.000Z',
      collectMs: 9000,
      attempts: snapshot.attempts.map((attempt) => ({ ...attempt, ms: attempt.ms + 7 })),
    };
    expect(digest({ snapshot: later })).toBe(usual);
    expect(digest({ snapshot: edited(snapshot, 'docker-inspect', /"Pid":\d+/, '"Pid":4711') })).toBe(usual);
  });

  it('also where the daemon lists its containers in another order', () => {
    const reading = snapshot.readings['docker-inspect'];
    if (reading?.status !== 'ok') throw new Error('not read');
    const turned = Object.entries(
      z.record(z.string(), z.unknown()).parse(JSON.parse(reading.stdout)),
    ).toReversed();
    const readings = {
      ...snapshot.readings,
      'docker-inspect': { ...reading, stdout: JSON.stringify(Object.fromEntries(turned)) },
    };
    expect(digest({ snapshot: { ...snapshot, readings } })).toBe(usual);
  });
});

function withRoute(line: string): Snapshot {
  const reading = snapshot.readings['routes'];
  if (reading?.status !== 'ok') throw new Error('not read');
  const stdout = `${line}\n${reading.stdout}`;
  return { ...snapshot, readings: { ...snapshot.readings, routes: { ...reading, stdout } } };
}

describe('another digest comes of', () => {
  it.each<[string, () => string]>([
    ['another subnet', () => digest({ options: { subnet: '172.30.255.0/24' } })],
    ['an asked port', () => digest({ options: { port: 30001 } })],
    ['an edited file', () => digest({ surroundings: surroundingsWith(`${FILE}\n`) })],
    ['a file that is gone', () => digest({ surroundings: surroundingsWith(undefined) })],
    ['a reboot', () => digest({ surroundings: surroundingsWith(FILE, { bootId: 'another' }) })],
    [
      'a container that ended',
      () =>
        digest({
          snapshot: edited(snapshot, 'docker-inspect', /"Running":true(?=.*topapi)/, '"Running":false'),
        }),
    ],
    [
      'another address of the card',
      () => digest({ snapshot: edited(snapshot, 'addresses', '192.168.0.10', '192.168.0.11') }),
    ],
    ['a new route', () => digest({ snapshot: withRoute('10.99.0.0/16 via 192.168.0.253 dev eth0') })],
    [
      'another version of Docker',
      () => digest({ snapshot: edited(snapshot, 'docker-version', '20.10.24+dfsg1', '20.10.25') }),
    ],
  ])('%s', (_, other) => {
    expect(other()).toMatch(/^[0-9a-f]{64}$/);
    expect(other()).not.toBe(usual);
  });
});
