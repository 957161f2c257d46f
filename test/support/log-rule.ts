import { expect, test } from 'vitest';

import type { Attempt, Outcome, Snapshot } from '../../src/facts/snapshot.ts';
import type { Rule } from '../../src/rules/rule.ts';
import {
  accusedHealthyHosts,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
  withText,
} from './one-rule.ts';
import { recordedHost, without } from './recorded-hosts.ts';

const { snapshot } = recordedHost('healthy-plain');
const NAME = 'shop-web';
const STARTED = Date.parse('2026-11-22T11:59:48.571Z');

interface Saying {
  /** It ended with an error a moment after it said so. */
  readonly down?: boolean;
  /** Seconds after the start of the run; negative for an earlier run. */
  readonly after?: number;
}

/** A recorded healthy host whose container says these lines, stamped by the daemon. */
export function hostSaying(lines: readonly string[], { down = false, after = 1 }: Saying = {}): Snapshot {
  const at = new Date(STARTED + after * 1000).toISOString();
  const id = '"Id":"([0-9a-f]{64})"';
  const text = JSON.stringify(snapshot.readings['docker-inspect']).replaceAll('\\"', '"');
  const container = new RegExp(id).exec(text)?.[1];
  if (container === undefined) throw new Error('the recorded host has no container');
  const log = lines.map((line) => `${at} ${line}\n`).join('');
  const told = withText(snapshot, 'docker-logs', JSON.stringify({ [container]: log }));
  const FinishedAt = new Date(STARTED + 2000).toISOString();
  const State = { Status: 'exited', Running: false, Pid: 0, ExitCode: 1, FinishedAt };
  return down ? withContainer(told, NAME, { State, HostConfig: { RestartPolicy: { Name: 'no' } } }) : told;
}

interface Expected {
  /** Lines that such an application writes; where they are from stands beside them. */
  readonly said: readonly string[];
  readonly title: string | RegExp;
  /** Lines that look alike and mean something else, by what they are. */
  readonly others?: Readonly<Record<string, readonly string[]>>;
}

/** What holds for every rule that knows a sentence of a log. */
export function testLogRule(rule: Rule, { said, title, others = {} }: Expected): void {
  test('it speaks while the container runs, as a warning with the line that decides', () => {
    const finding = findingOf(rule, hostSaying(said));
    expect(finding).toMatchObject({ severity: 'warning', subject: { kind: 'container', name: NAME } });
    expect(finding.title).toMatch(title);
    expect(said).toContain(finding.evidence[0]?.lines[0]);
  });

  test('it is critical where the container ended, and explains its port', () => {
    const finding = findingOf(rule, hostSaying(said, { down: true }));
    expect(finding.severity).toBe('critical');
    expect(finding.explains).toEqual([`container:${NAME}`, expect.stringMatching(/^port:\d+$/)]);
  });

  test('an error that was overcome is none', () => {
    expect(findingsOf(rule, hostSaying([...said, 'info: recovered, now serving']))).toEqual([]);
  });

  test('lines of an earlier run are none of this one', () => {
    expect(findingsOf(rule, hostSaying(said, { after: -3600 }))).toEqual([]);
  });

  test.each(Object.entries(others))('it is silent on %s', (_what, lines) => {
    expect(findingsOf(rule, hostSaying(lines))).toEqual([]);
  });

  test('healthy hosts are left alone', () => {
    expect(accusedHealthyHosts(rule)).toEqual([]);
  });

  test('without the logs nothing is claimed', () => {
    expect(outcomeOf(rule, without(snapshot, 'docker-logs'))).toMatchObject({ kind: 'unknown' });
  });
}

interface Service {
  readonly name?: string;
  readonly address: string;
  readonly port: number;
  readonly of?: string;
  readonly outcome: Outcome['kind'];
}

/** The same host with needs that were tried from it. */
export function withNeeds(host: Snapshot, ...services: readonly Service[]): Snapshot {
  return {
    ...host,
    needs: services.map(({ name, address, port, of }) => ({
      name: name ?? `${address}:${port}`,
      address,
      port,
      ...(of !== undefined && { of }),
    })),
    attempts: [
      ...host.attempts,
      ...services.map(({ name, address, port, outcome }): Attempt => ({
        vantage: 'host',
        to: { address, port },
        about: { kind: 'need', need: name ?? `${address}:${port}` },
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the kinds that tests name have no more than this
        outcome: { kind: outcome, afterMs: 3000, because: 'No route to host' } as Outcome,
        ms: 1,
      })),
    ],
  };
}

export const ERROR_40 =
  'System.Data.SqlClient.SqlException (0x80131904): A network-related or instance-specific error occurred while establishing a connection to SQL Server. (provider: TCP Provider, error: 40 - Could not open a connection to SQL Server)';

/** The container of `hostSaying` with these environment variables. */
export function withEnv(host: Snapshot, ...Env: readonly string[]): Snapshot {
  return withContainer(host, NAME, { Config: { Env } });
}
