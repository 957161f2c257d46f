import { expect, test } from 'vitest';

import type { Snapshot } from '../../src/facts/snapshot.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { accusedHealthyHosts, outcomeOf, withContainer, withText } from './one-rule.ts';
import { recordedHost, without } from './recorded-hosts.ts';

/** A recorded host with one container, topapi, that publishes 30287 and has ended. */
const BASE = recordedHost('dotnet-shared-framework-missing').snapshot;

const STARTED = Date.parse('2026-11-22T11:56:40Z');

export const idOf = (snapshot: Snapshot, name: string): string => {
  const reading = snapshot.readings['docker-inspect'];
  const bodies: unknown = JSON.parse(reading?.status === 'ok' ? reading.stdout : '{}');
  const found = Object.entries(bodies ?? {}).find(
    ([, body]) => typeof body === 'object' && body !== null && 'Name' in body && body.Name === `/${name}`,
  );
  if (found === undefined) throw new Error(`no container ${name}`);
  return found[0];
};

interface Ended {
  readonly code?: number;
  /** What it wrote in its last run. */
  readonly log?: string;
  /** Docker's reason for not starting it; then it never ran. */
  readonly error?: string;
  readonly policy?: string;
  /** Seconds between start and end. */
  readonly after?: number;
  /** Whatever else `docker inspect` says. */
  readonly inspect?: Readonly<Record<string, unknown>>;
}

/** topapi as it would be after another end. */
export function ended({
  code = 1,
  log = '',
  error = '',
  policy = 'no',
  after = 2,
  inspect = {},
}: Ended): Snapshot {
  const never = '0001-01-01T00:00:00Z';
  const changed = withContainer(BASE, 'topapi', {
    RestartCount: 0,
    State: {
      Status: error === '' ? 'exited' : 'created',
      Running: false,
      Restarting: false,
      OOMKilled: false,
      ExitCode: code,
      Error: error,
      StartedAt: error === '' ? new Date(STARTED).toISOString() : never,
      FinishedAt: error === '' ? new Date(STARTED + after * 1000).toISOString() : never,
    },
    HostConfig: { RestartPolicy: { Name: policy, MaximumRetryCount: 0 } },
  });
  return withLog(withContainer(changed, 'topapi', inspect), log);
}

/** The same, caught between two starts of a loop. */
export function looping(end: Omit<Ended, 'policy'>): Snapshot {
  return withContainer(ended({ ...end, policy: 'always' }), 'topapi', {
    RestartCount: 7,
    State: { Status: 'restarting', Running: true, Restarting: true },
  });
}

/** The same, up and well again. */
export function running(snapshot: Snapshot): Snapshot {
  return withContainer(snapshot, 'topapi', {
    State: {
      Status: 'running',
      Running: true,
      Restarting: false,
      ExitCode: 0,
      Error: '',
      Pid: 77,
      StartedAt: '2026-11-22T11:56:46Z',
    },
    RestartCount: 0,
    NetworkSettings: { Ports: { '5000/tcp': [{ HostIp: '0.0.0.0', HostPort: '30287' }] } },
  });
}

function withLog(snapshot: Snapshot, log: string): Snapshot {
  const lines = log === '' ? [] : log.split('\n');
  const text = lines.map((line, index) => `${new Date(STARTED + 100 + index).toISOString()} ${line}\n`);
  return withText(snapshot, 'docker-logs', JSON.stringify({ [idOf(snapshot, 'topapi')]: text.join('') }));
}

interface Happening {
  /** Seconds after topapi's start. */
  readonly at: number;
  readonly action: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** What the daemon would tell of topapi. */
export function withEvents(snapshot: Snapshot, happenings: readonly Happening[]): Snapshot {
  const id = idOf(snapshot, 'topapi');
  const lines = happenings.map(({ at, action, attributes = {} }) =>
    JSON.stringify({
      Action: action,
      Actor: { ID: id, Attributes: attributes },
      timeNano: (STARTED + at * 1000) * 1e6,
    }),
  );
  return withText(snapshot, 'docker-events', lines.join('\n'));
}

/** What holds for every rule about containers: no healthy host is accused, and what could not be read is no finding. */
export function keepsStill(
  rule: Rule,
  snapshot: Snapshot,
  needed: readonly string[] = ['docker-inspect'],
): void {
  test('healthy hosts are left alone, and so is the container once it runs', () => {
    expect(accusedHealthyHosts(rule)).toEqual([]);
    expect(outcomeOf(rule, running(snapshot)).kind).toBe('healthy');
  });
  test.each(needed)('without %s nothing is claimed', (fact) => {
    expect(outcomeOf(rule, snapshot).kind).toBe('faulty');
    expect(outcomeOf(rule, without(snapshot, fact))).toMatchObject({
      kind: 'unknown',
      because: `${fact}: denied: permission denied`,
    });
  });
}
