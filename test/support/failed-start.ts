import { describe, expect, test } from 'vitest';

import type { Snapshot } from '../../src/facts/snapshot.ts';
import type { Rule } from '../../src/rules/rule.ts';
import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  stdoutOf,
  withText,
} from './one-rule.ts';
import { recordedHost, without } from './recorded-hosts.ts';

const failed = recordedHost('daemon-json-invalid').snapshot;
const REASON = /^(\S+ \S+ dockerd\[\d+\]: )unable to configure the Docker daemon.*$/gm;

/** A host whose Docker failed three times, with these lines as the daemon's own. */
export function hostSaying(...lines: readonly string[]): Snapshot {
  const journal = stdoutOf(failed, 'docker-journal').replaceAll(REASON, (_line, stamp: string) =>
    lines.map((line) => `${stamp}${line}`).join('\n'),
  );
  return withText(withConfiguration(failed, {}), 'docker-journal', journal);
}

export function withConfiguration(snapshot: Snapshot, settings: object): Snapshot {
  const text = `==> /etc/docker/daemon.json <==\n${JSON.stringify(settings, undefined, 2)}\n`;
  return withText(snapshot, 'daemon-json', text);
}

/** The same host with a settings file that its unit reads: Debian's /etc/default/docker. */
export function withFlags(snapshot: Snapshot, flags: string): Snapshot {
  return withText(snapshot, 'docker-sysconfig', `==> /etc/default/docker <==\nDOCKER_OPTS="${flags}"\n`);
}

/** What is foreseen by the configuration alone is a notice. */
const alarmsOf = (rule: Rule, host: Snapshot) =>
  findingsOf(rule, host).filter(({ severity }) => severity !== 'notice');

interface Saying {
  /** With its source, where no host of the lab said it. */
  readonly what: string;
  readonly says: readonly string[];
  /** Stands somewhere in the finding. */
  readonly tells: string;
  readonly host?: (saying: Snapshot) => Snapshot;
}

/** What every rule about a failed start has to hold. */
export function describeStartFailure(rule: Rule, sayings: readonly [Saying, ...Saying[]]): void {
  const [first] = sayings;
  const saying = ({ says, host = (same) => same }: Saying) => host(hostSaying(...says));

  describe('a daemon that failed to start', () => {
    test.each(sayings)('$what', (one) => {
      const finding = findingOf(rule, saying(one));
      expect(finding).toMatchObject({ severity: 'critical', explains: ['docker', 'port:30693'] });
      expect(JSON.stringify(finding)).toContain(JSON.stringify(one.tells).slice(1, -1));
      expect(evidenceText(finding)).toContain(one.says.at(-1)?.slice(0, 60));
    });

    test('of another reason is another cause', () => {
      expect(findingsOf(rule, hostSaying('failed to start daemon: something that nobody has seen'))).toEqual(
        [],
      );
    });

    test('for this reason once, and for another one the last time, is another cause', () => {
      const host = saying(first);
      const [start = '', ...rest] = stdoutOf(failed, 'docker-journal').split(
        /(?=^.*Starting docker\.service)/m,
      );
      const old = stdoutOf(host, 'docker-journal').replaceAll('2026-11-22', '2026-11-20');
      const journal = `${old}${start}${rest.join('')}`.replaceAll(
        REASON,
        '$1failed to start daemon: something else',
      );
      expect(alarmsOf(rule, withText(host, 'docker-journal', journal))).toEqual([]);
    });

    test('and was started in order since, and stopped, is no failure', () => {
      const { snapshot } = recordedHost('docker-not-running');
      const old = stdoutOf(saying(first), 'docker-journal');
      const journal = `${old}${stdoutOf(snapshot, 'docker-journal')}`;
      expect(findingsOf(rule, withText(snapshot, 'docker-journal', journal))).toEqual([]);
    });
  });

  test('healthy hosts are left alone', () => {
    expect(accusedHealthyHosts(rule)).toEqual([]);
  });

  test('a journal that may not be read says nothing', () => {
    expect(outcomeOf(rule, without(saying(first), 'docker-journal'))).toMatchObject({
      kind: 'unknown',
      because: 'docker-journal: denied: permission denied',
    });
  });
}
