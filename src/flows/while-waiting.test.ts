import { expect, test } from 'vitest';

import type { Attempt } from '../facts/snapshot.ts';
import { whileWaiting } from './while-waiting.ts';

const to = (port: number, kind: 'connected' | 'silent'): Attempt => ({
  vantage: 'worker',
  to: { address: '192.0.2.7', port },
  about: { kind: 'host-port' },
  outcome: kind === 'connected' ? { kind } : { kind: 'timed-out', afterMs: 3_000 },
  ms: 1,
});

const silent = (attempts: readonly Attempt[]) =>
  attempts.filter(({ outcome }) => outcome.kind === 'timed-out').map(({ to: place }) => place);

/** Which ports were asked about, each time; and which time gave the answer. */
async function askedAfter(glance: readonly Attempt[], attempts: readonly Attempt[]) {
  const asked: (readonly number[])[] = [];
  const trying = { glance: Promise.resolve(glance), attempts: Promise.resolve(attempts) };
  const answer = await whileWaiting(trying, silent, (places) => {
    asked.push(places.map(({ port }) => port));
    return Promise.resolve(asked.length);
  });
  return { asked, answer };
}

test('who is silent is asked about once, before the wait for it is over', async () => {
  const tried = [to(80, 'connected'), to(443, 'silent')];
  expect(await askedAfter(tried, tried)).toEqual({ asked: [[443]], answer: 1 });
});

test('what was learned of one that answered late is of no use', async () => {
  expect(await askedAfter([to(443, 'silent')], [to(443, 'connected')])).toEqual({
    asked: [[443]],
    answer: undefined,
  });
});

test('one of two that answered late takes nothing from what was learned of the other', async () => {
  const glance = [to(80, 'silent'), to(443, 'silent')];
  expect(await askedAfter(glance, [to(80, 'connected'), to(443, 'silent')])).toEqual({
    asked: [[80, 443]],
    answer: 1,
  });
});

test('one that seemed to answer and did not is asked about at the end', async () => {
  expect(await askedAfter([to(443, 'connected')], [to(443, 'silent')])).toEqual({
    asked: [[443]],
    answer: 1,
  });
  expect(await askedAfter([to(80, 'silent')], [to(80, 'silent'), to(443, 'silent')])).toEqual({
    asked: [[80], [80, 443]],
    answer: 2,
  });
});

test('where all answer nothing is asked', async () => {
  expect(await askedAfter([to(80, 'connected')], [to(80, 'connected')])).toEqual({
    asked: [],
    answer: undefined,
  });
});
