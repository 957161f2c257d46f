import { describe, expect, test } from 'vitest';

import { withContainer, withText } from '../../test/support/one-rule.ts';
import { recordedHost } from '../../test/support/recorded-hosts.ts';
import { viewOf } from '../../test/support/views.ts';
import type { LogLine } from '../facts/docker-logs.ts';
import { readFrameworkError } from '../rules/containers/dotnet-framework-error.ts';
import { isLooping, linesOfRun } from './runs.ts';

/** What dotnet 2.1 wrote in each of its runs: test/hosts/dotnet-shared-framework-missing, with the versions that another image had. */
const WORDS = `It was not possible to find any compatible framework version
The specified framework 'Microsoft.AspNetCore.App', version '2.1.1' was not found.
  - Check application dependencies and target a framework version installed at:
      /usr/share/dotnet/
  - The following versions are installed:
      2.1.0 at [/usr/share/dotnet/shared/Microsoft.AspNetCore.App]`.split('\n');

const host = recordedHost('the-story').snapshot;
const { id } = viewOf('containers', host).find(({ name }) => name === 'portainer') ?? { id: '' };
const BEGUN = Date.parse('2026-11-22T12:00:00Z');
const iso = (ms: number) => new Date(BEGUN + ms).toISOString();

interface Run {
  /** When its process began, when Docker noted that, when it ended, and when Docker told of it; milliseconds. */
  readonly begun: number;
  readonly noted: number;
  readonly ended: number;
  readonly told: number;
}

/** Seven runs with Docker's growing pause between them; on a busy machine all is noted late. */
function runsOf(late: number): readonly Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (let pause = 100; runs.length < 7; pause *= 2) {
    const ended = at + 120;
    runs.push({ begun: at, noted: at + 30 + late / 2, ended, told: ended + 10 + late });
    at = ended + late + pause + 20;
  }
  return runs;
}

/** What was there of its log at a moment: each run writes its lines evenly over its time. */
function logAt(runs: readonly Run[], at: number): readonly LogLine[] {
  return runs.flatMap(({ begun, ended }) =>
    WORDS.map((text, index) => ({ ms: begun + ((ended - begun) * (index + 1)) / (WORDS.length + 1), text }))
      .filter(({ ms }) => ms <= at)
      .map(({ ms, text }) => ({ at: iso(ms), text })),
  );
}

/** What `docker inspect` and, a moment later, the events said. */
function containerAt(runs: readonly Run[], inspectedAt: number, askedAt: number) {
  const run = runs.findLast(({ noted }) => noted <= inspectedAt);
  const last = runs.findLast(({ told }) => told <= inspectedAt);
  if (run === undefined || last === undefined) throw new Error('it has not ended once');
  const isRestarting = run === last;
  const changed = withContainer(host, 'portainer', {
    RestartCount: runs.indexOf(last) + 1,
    HostConfig: { RestartPolicy: { Name: 'always', MaximumRetryCount: 0 } },
    State: {
      Status: isRestarting ? 'restarting' : 'running',
      Running: true,
      Restarting: isRestarting,
      ExitCode: isRestarting ? 150 : 0,
      StartedAt: iso(run.noted),
      FinishedAt: iso(last.ended),
    },
  });
  const event = (action: string, ms: number, Attributes: object = {}) =>
    ms > askedAt
      ? []
      : [JSON.stringify({ Action: action, Actor: { ID: id, Attributes }, timeNano: (BEGUN + ms) * 1e6 })];
  const events = runs.flatMap(({ noted, told }) => [
    ...event('start', noted),
    ...event('die', told, { exitCode: '150' }),
  ]);
  const found = viewOf('containers', withText(changed, 'docker-events', events.join('\n')));
  const [container] = found.filter(({ name }) => name === 'portainer');
  if (container === undefined) throw new Error('no container');
  return container;
}

/** When the state is read, in the fourth and fifth run and the pauses around them; and the log, before it or after. */
const MOMENTS = Array.from({ length: 60 }, (_, index) => 1_000 + index * 37);
const LOG_READ = [-900, -250, -130, -95, -60, -40, -20, 0, 20, 45, 70, 90, 250, 900];

describe.each([0, 40, 400])('a loop on a machine that notes everything %i ms late', (late) => {
  const runs = runsOf(late);

  test('is explained by what a whole run said, whenever its state and its log are read', () => {
    const unexplained: string[] = [];
    for (const inspectedAt of MOMENTS) {
      const container = containerAt(runs, inspectedAt, inspectedAt + 15);
      const now = BEGUN + inspectedAt + 15;
      expect(isLooping(container, now)).toBe(true);
      for (const offset of LOG_READ) {
        const log = logAt(runs, inspectedAt + offset);
        // Where no run was over yet there is nothing to explain it.
        if (log.length < WORDS.length) continue;
        const lines = linesOfRun(container, log, now);
        const error = readFrameworkError(lines);
        if (error?.version !== '2.1.1' || error.found.join(' ') !== '2.1.0')
          unexplained.push(`state at ${inspectedAt}, log ${offset} ms beside it: ${lines.length} lines`);
      }
    }
    expect(unexplained).toEqual([]);
  });
});
