import { expect, test } from 'vitest';

import { withContainer, withText } from '../../test/support/one-rule.ts';
import { recordedHost } from '../../test/support/recorded-hosts.ts';
import { viewOf } from '../../test/support/views.ts';
import type { Snapshot } from '../facts/snapshot.ts';
import { isLooping, lastEnd, linesOfRun } from './runs.ts';

const story = recordedHost('the-story').snapshot;
const loop = recordedHost('no-foreground-process').snapshot;
const time = (clock: string) => Date.parse(`2026-11-22T${clock}Z`);

function container(snapshot: Snapshot, name: string) {
  const found = viewOf('containers', snapshot).find((one) => one.name === name);
  if (found === undefined) throw new Error(`no container ${name}`);
  return found;
}

type Happening = readonly [clock: string, action: string, attributes?: Readonly<Record<string, string>>];

/** The same host, with what its daemon would tell of one container. */
function withEvents(snapshot: Snapshot, name: string, happenings: readonly Happening[]): Snapshot {
  const { id } = container(snapshot, name);
  const lines = happenings.map(([clock, action, attributes = {}]) =>
    JSON.stringify({
      Action: action,
      Actor: { ID: id, Attributes: attributes },
      timeNano: time(clock) * 1e6,
    }),
  );
  return withText(snapshot, 'docker-events', lines.join('\n'));
}

const up = (restarts: number, started: string, snapshot = story) =>
  withContainer(snapshot, 'portainer', {
    RestartCount: restarts,
    State: { StartedAt: `2026-11-22T${started}Z`, FinishedAt: '2026-11-22T11:59:58Z' },
  });
const line = (clock: string) => ({ at: `2026-11-22T${clock}Z`, text: clock });
const die = (code: number) => ({ exitCode: String(code) });

test('looping is to be between two starts, or to be up for less than a minute after several', () => {
  const at = time('12:00:30');
  const loops = (restarts: number, started: string) =>
    isLooping(container(up(restarts, started), 'portainer'), at);
  expect(loops(5, '12:00:00')).toBe(true);
  expect(loops(2, '12:00:00')).toBe(false);
  expect(loops(5, '11:00:00')).toBe(false);
  expect(isLooping(container(loop, 'orders'), at)).toBe(true);
});

test('who is up for much longer than any run before has got over it', () => {
  const short = withEvents(up(4, '12:00:00'), 'portainer', [
    ['11:59:50', 'start'],
    ['11:59:51', 'die', die(1)],
    ['12:00:00', 'start'],
  ]);
  expect(isLooping(container(short, 'portainer'), time('12:00:05'))).toBe(true);
  expect(isLooping(container(short, 'portainer'), time('12:00:20'))).toBe(false);
});

test('who fails every two minutes loops in its running phase too', () => {
  const slow = withEvents(up(9, '12:00:00'), 'portainer', [
    ['11:53:40', 'start'],
    ['11:55:40', 'die', die(1)],
    ['11:55:50', 'start'],
    ['11:57:50', 'die', die(1)],
    ['11:58:00', 'start'],
    ['11:59:58', 'die', die(1)],
    ['12:00:00', 'start'],
  ]);
  expect(isLooping(container(slow, 'portainer'), time('12:01:40'))).toBe(true);
});

test('a job that works, ends well and is started again is no loop', () => {
  const job = withEvents(up(9, '12:00:00'), 'portainer', [
    ['11:59:00', 'start'],
    ['11:59:50', 'die', die(0)],
    ['12:00:00', 'start'],
  ]);
  expect(isLooping(container(job, 'portainer'), time('12:00:05'))).toBe(false);
});

test('the exit code of a loop that is caught running comes from Docker’s events', () => {
  const caught = withEvents(up(4, '12:00:00'), 'portainer', [
    ['11:59:57', 'start'],
    ['11:59:58', 'die', die(139)],
    ['12:00:00', 'start'],
  ]);
  expect(lastEnd(container(caught, 'portainer'), time('12:00:01'))).toMatchObject({
    exitCode: 139,
    startedAt: time('11:59:57'),
  });
  // Without them nobody knows: Docker shows 0 for whatever runs.
  expect(lastEnd(container(up(4, '12:00:00'), 'portainer'), time('12:00:01'))).toEqual({
    endedAt: time('11:59:58'),
    stopped: false,
  });
  expect(lastEnd(container(story, 'portainer'), time('12:00:01'))).toBeUndefined();
});

test('an end by docker stop and one by docker kill are told from one of its own', () => {
  const ended = withContainer(story, 'portainer', {
    State: { Status: 'exited', Running: false, ExitCode: 137, FinishedAt: '2026-11-22T12:00:10Z' },
  });
  const by = (...happenings: Happening[]) =>
    lastEnd(container(withEvents(ended, 'portainer', happenings), 'portainer'), time('12:01:00'));
  expect(
    by(
      ['12:00:00', 'kill', { signal: '15' }],
      ['12:00:10', 'kill', { signal: '9' }],
      ['12:00:10', 'die', die(137)],
      ['12:00:10', 'stop'],
    ),
  ).toMatchObject({ stopped: true, signal: 9 });
  // Docker 28.5: the daemon's two routines race for it
  expect(
    by(
      ['12:00:00', 'kill', { signal: '15' }],
      ['12:00:10', 'kill', { signal: '9' }],
      ['12:00:10', 'stop'],
      ['12:00:10', 'die', die(137)],
    ),
  ).toMatchObject({ stopped: true, signal: 9 });
  expect(by(['12:00:10', 'kill', { signal: '9' }], ['12:00:10', 'die', die(137)])).toMatchObject({
    stopped: false,
    signal: 9,
  });
  // docker restart says so last; the run that it began ended by itself
  expect(
    by(
      ['11:59:40', 'kill', { signal: '15' }],
      ['11:59:41', 'stop'],
      ['11:59:41', 'die', die(143)],
      ['11:59:42', 'start'],
      ['11:59:42', 'restart'],
      ['12:00:10', 'die', die(137)],
    ),
  ).toMatchObject({ stopped: false });
  expect(by(['12:00:10', 'die', die(137)])).toMatchObject({ exitCode: 137, stopped: false });
});

test('the lines of a run lie between its start and its end', () => {
  const caught = withEvents(up(4, '12:00:00'), 'portainer', [
    ['11:59:30', 'start'],
    ['11:59:31', 'die', die(1)],
    ['11:59:57', 'start'],
    ['11:59:58', 'die', die(1)],
    ['12:00:00', 'start'],
  ]);
  const lines = ['11:59:30.5', '11:59:57.1', '11:59:57.9', '12:00:00.2'].map((clock) => line(clock));
  const ofRun = (snapshot: Snapshot) =>
    linesOfRun(container(snapshot, 'portainer'), lines, time('12:00:01')).map(({ text }) => text);
  expect(ofRun(caught)).toEqual(['11:59:57.1', '11:59:57.9']);
  // A container that simply runs: what it wrote since its start.
  expect(ofRun(up(0, '12:00:00'))).toEqual(['11:59:57.1', '11:59:57.9', '12:00:00.2']);
});

test('times of lines are read to the millisecond, whatever their zone and their fraction', () => {
  const within = [
    '2026-11-22T11:59:55.500000001Z',
    '2026-11-22T11:59:56Z',
    '2026-11-22T11:59:56.5Z',
    '2026-11-22T12:59:56.5+01:00',
  ];
  const before = [
    '2026-11-22T11:59:55.4Z',
    '2026-11-22T11:59:55.499999999Z',
    '2026-11-22T11:59:56.5+01:00',
    '2026-11-22T11:59:54.9Z',
  ];
  // In turns, so that neighbours of one second end differently.
  const lines = within.flatMap((at, i) => [before[i] ?? '', at]).map((at) => ({ at, text: at }));
  // The daemon may have noted the start up to five seconds late.
  const ofRun = linesOfRun(container(up(0, '12:00:00.5'), 'portainer'), lines, time('12:00:01'));
  expect(ofRun.map(({ text }) => text)).toEqual(within);
});

test('one or two restarts are a loop as long as the runs are as short as those before', () => {
  const twice = withEvents(up(2, '12:00:00'), 'portainer', [
    ['11:59:57.5', 'start'],
    ['11:59:58', 'die', die(1)],
    ['12:00:00', 'start'],
  ]);
  expect(isLooping(container(twice, 'portainer'), time('12:00:01'))).toBe(true);
  expect(isLooping(container(twice, 'portainer'), time('12:00:06'))).toBe(false);
});

const diedUnder = (name: string) =>
  withEvents(
    withContainer(up(0, '12:00:00'), 'portainer', { HostConfig: { RestartPolicy: { Name: name } } }),
    'portainer',
    [
      ['12:00:00', 'start'],
      ['12:00:00.5', 'die', die(1)],
    ],
  );
test('what died between the inspection and the events does not run', () => {
  expect(container(diedUnder('no'), 'portainer').running).toBe(false);
  expect(isLooping(container(diedUnder('no'), 'portainer'), time('12:00:01'))).toBe(false);
  expect(isLooping(container(diedUnder('always'), 'portainer'), time('12:00:01'))).toBe(true);
  expect(lastEnd(container(diedUnder('always'), 'portainer'), time('12:00:01'))).toMatchObject({
    exitCode: 1,
  });
});

test('a run that ended in another way than the one before it stands for itself, however little it said', () => {
  const lines = ['11:59:30.2', '11:59:30.6', '11:59:57.2'].map((clock, n) => ({
    at: `2026-11-22T${clock}Z`,
    text: ['starting', 'out of paper', 'starting'][n] ?? '',
  }));
  const told = (codes: readonly [number, number]) => {
    const host = withEvents(up(4, '12:00:00'), 'portainer', [
      ['11:59:30', 'start'],
      ['11:59:31', 'die', die(codes[0])],
      ['11:59:57', 'start'],
      ['11:59:58', 'die', die(codes[1])],
      ['12:00:00', 'start'],
    ]);
    return linesOfRun(container(host, 'portainer'), lines, time('12:00:01')).map(({ text }) => text);
  };
  expect(told([1, 1])).toEqual(['starting', 'out of paper']);
  expect(told([1, 137])).toEqual(['starting']);
});
