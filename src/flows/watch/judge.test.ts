import { expect, test } from 'vitest';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { rules } from '../../rules/index.ts';
import type { Fault } from '../../report/watched.ts';
import { judgeWatched, type Watched } from './judge.ts';

const wholeHost: Watched = { ports: [], whole: true };

function judge(name: string, watched: Watched) {
  return judgeWatched(recordedHost(name).snapshot, watched, rules);
}

function fault(cause: string, kind: string, name: string): Fault {
  return { cause, severity: 'critical', subject: { kind, name }, title: { en: '', 'zh-CN': '' } };
}

const subnet = {
  cause: 'bridge-subnet-equals-host-subnet',
  severity: 'critical',
  subject: { kind: 'bridge', name: 'docker0' },
};

test('what is wrong on a host is told in both languages', () => {
  expect(judge('the-story', wholeHost).found).toMatchObject([subnet]);
  const [found] = judge('the-story', wholeHost).found;
  expect(found?.title.en).toBe("Docker's bridge holds the same subnet as the network card");
  expect(found?.title['zh-CN']).toMatch(/\p{Script=Han}/u);
  expect(found?.apply).toMatch(/^\/fix-bridge /);
});

test('of a port that works nothing is wrong, whatever else is on its host', () => {
  expect(judge('the-story', { ports: [30_001], whole: false }).found).toEqual([]);
  expect(judge('the-story', { ports: [30_001, 30_003], whole: false }).found).toMatchObject([subnet]);
});

test('who watches the whole host hears of it besides what ports are watched', () => {
  expect(judge('the-story', { ports: [30_001], whole: true }).found).toMatchObject([subnet]);
});

test('a fault of the host is there as long as it is, though only a port of it is watched now', () => {
  const [told] = judge('the-story', wholeHost).found;
  if (told === undefined) throw new Error('nothing was found');
  const narrow = { ports: [30_001], whole: false };
  expect(judge('the-story', narrow).isLost(told)).toBe(true);
  expect(judge('healthy-plain', narrow).isLost(told)).toBe(false);
});

test('so is one that was found by asking for a port, though another port is watched now', () => {
  const { snapshot } = recordedHost('the-story');
  const [explained] = judge('the-story', { ports: [30_003], whole: false }).found;
  const [bare] = judgeWatched(snapshot, { ports: [30_003], whole: false }, []).found;
  if (explained === undefined || bare === undefined) throw new Error('nothing was found');
  const narrow = { ports: [30_001], whole: false };
  expect(judge('the-story', narrow).isLost(explained)).toBe(true);
  expect(judgeWatched(snapshot, narrow, []).isLost(bare)).toBe(true);
  expect(judgeWatched(recordedHost('healthy-plain').snapshot, narrow, []).isLost(bare)).toBe(false);
});

test('a warning is a fault, and one fault is told once however many questions it answers', () => {
  expect(judge('app-not-listening', { ports: [30_177], whole: true }).found).toMatchObject([
    { cause: 'app-not-listening', severity: 'warning', subject: { kind: 'container', name: 'shop-web' } },
  ]);
});

test.each(['healthy-databases', 'healthy-plain', 'healthy-finished-jobs'])('%s has no fault', (name) => {
  expect(judge(name, wholeHost).found).toEqual([]);
});

test('what does not answer for no known reason is a fault of its own', () => {
  const { snapshot } = recordedHost('the-story');
  const judged = judgeWatched(snapshot, { ports: [30_003], whole: false }, []);
  expect(judged.found).toMatchObject([
    { cause: 'unexplained', severity: 'critical', subject: { kind: 'port', name: '30003' } },
  ]);
  expect(judged.found[0]?.title['zh-CN']).toMatch(/\p{Script=Han}/u);
});

test('a fault whose rule looked and found nothing is over', () => {
  expect(judge('healthy-plain', wholeHost).isLost(fault(subnet.cause, 'bridge', 'docker0'))).toBe(false);
});

test('a fault whose rule could not look is not over', () => {
  const { snapshot } = recordedHost('healthy-plain');
  const denied = { status: 'denied', because: 'sudo: a password is required', argv: [] } as const;
  const blind = { ...snapshot, readings: { ...snapshot.readings, routes: denied } };
  const judged = judgeWatched(blind, wholeHost, rules);
  expect(judged.isLost(fault(subnet.cause, 'bridge', 'docker0'))).toBe(true);
});

test('a fault that another cause speaks for now is not over; one whose rule is not there any more is', () => {
  const before = fault('not-accepted-by-application', 'container', 'shop-web');
  const { snapshot } = recordedHost('app-not-listening');
  expect(judgeWatched(snapshot, wholeHost, rules).isLost(before)).toBe(true);
  const others = rules.filter(({ id }) => id !== before.cause);
  expect(judgeWatched(snapshot, wholeHost, others).isLost(before)).toBe(false);
});

test('a symptom is over once it was looked at and is gone, and not where it could not be tried', () => {
  const { snapshot } = recordedHost('healthy-plain');
  const port = snapshot.attempts.flatMap(({ about }) =>
    about.kind === 'published-port' ? [about.hostPort] : [],
  )[0];
  const silent = fault('unexplained', 'port', String(port));
  expect(judgeWatched(snapshot, wholeHost, rules).isLost(silent)).toBe(false);
  const outcome = { kind: 'not-tried', because: 'bash is not there' } as const;
  const untried = { ...snapshot, attempts: snapshot.attempts.map((one) => ({ ...one, outcome })) };
  expect(judgeWatched(untried, wholeHost, rules).isLost(silent)).toBe(true);
});
