import { pino } from 'pino';
import { expect, test } from 'vitest';
import { respondTo } from './respond.ts';

const message = { text: 'Queued.', blocks: [] };

function answering(...replies: readonly (number | Error)[]) {
  const left = [...replies];
  const asked: (number | Error)[] = [];
  const fetch = async () => {
    const reply = left.shift() ?? 200;
    asked.push(reply);
    if (typeof reply !== 'number') throw reply;
    return new Response('', { status: reply });
  };
  return { asked, deps: { fetch, logger: pino({ level: 'silent' }) } };
}

test.each([
  ['what Slack did not take now is said again', [503, 429, 200], true, 3],
  ['what it does not take at all is not', [503, 503, 503], false, 3],
  ['an address that is used up is left alone', [404], false, 1],
  ['what may have been shown is not said twice', [new Error('socket hang up')], false, 1],
] as const)('%s', async (_, replies, got, times) => {
  const { asked, deps } = answering(...replies);
  expect(await respondTo('https://hooks.slack.com/commands/1', message, deps)).toBe(got);
  expect(asked).toHaveLength(times);
});
