import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createNotifier } from '../notify/notifier.ts';
import { startWorkspace } from '../workspace/workspace.ts';
import { inLog, traceIdHere } from './log-context.ts';
import { createLogger } from './logger.ts';

function capture() {
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger(
    { level: 'debug', process: 'worker' },
    { write: (line) => lines.push(JSON.parse(line)) },
  );
  return { lines, logger };
}

test('what is logged while something goes on belongs to it, and what a line says itself goes before', async () => {
  const { lines, logger } = capture();
  await inLog({ traceId: 't1', job: 'j1' }, async () => {
    await sleep(1);
    logger.info('here');
    logger.child({ job: 'j2' }).info({ incident: 'i2' }, 'of another');
    inLog({ incident: 'i1' }, () => logger.info('within'));
    expect(traceIdHere()).toBe('t1');
  });
  logger.info('apart');
  expect(lines.map(({ msg, traceId, job, incident }) => [msg, traceId, job, incident])).toEqual([
    ['here', 't1', 'j1', undefined],
    ['of another', 't1', 'j2', 'i2'],
    ['within', 't1', 'j1', 'i1'],
    ['apart', undefined, undefined, undefined],
  ]);
});

test('a line names nothing twice', () => {
  const texts: string[] = [];
  const logger = createLogger({ level: 'info', process: 'bot' }, { write: (text) => texts.push(text) });
  inLog({ job: 'j1' }, () => logger.child({ job: 'j1' }).info({ job: 'j1' }, 'x'));
  inLog({ job: 'j1' }, () => logger.child({ job: 'j1' }).info('x'));
  expect(texts[1]?.match(/"job"/g)).toHaveLength(1);
});

test('what the outbox and the client of Slack say while an incident is told names the incident', async () => {
  const workspace = await startWorkspace();
  const { lines, logger } = capture();
  const notifier = createNotifier({ token: workspace.botToken, apiUrl: workspace.apiUrl }, { logger });
  workspace.faults.dropReply({ method: 'chat.postMessage' });
  const place = { channelId: 'C0MIGRATION', since: new Date().toISOString(), again: false };
  await inLog({ incident: 'i1' }, () =>
    notifier.post(place, { job: 'i1', part: 'incident-team' }, { text: 'a disk is full', blocks: [] }),
  );
  expect(lines.some(({ msg }) => msg === 'a message did not get through yet')).toBe(true);
  expect(lines.filter(({ incident }) => incident !== 'i1')).toEqual([]);
  await notifier.close();
  await workspace.stop();
}, 30_000);
