import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): unknown[] {
  const lines: string[] = [];
  write(createLogger({ level: 'info', process: 'worker' }, { write: (line) => lines.push(line) }));
  return lines.map((line) => JSON.parse(line));
}

test('a line names its process, its level in words and the job that it belongs to', () => {
  expect(logged((logger) => logger.child({ job: 'j1', traceId: 't1' }).info('started'))).toMatchObject([
    { process: 'worker', level: 'info', job: 'j1', traceId: 't1', msg: 'started' },
  ]);
});

test('tokens, passwords and reply addresses do not reach the log', () => {
  const text = JSON.stringify(
    logged((logger) => {
      logger.info({ token: 'xoxb-1', slack: { token: 'xoxb-2' } }, 'a');
      logger.info({ body: { response_url: 'https://hooks.slack.com/x' }, redis: { password: 'pw' } }, 'b');
    }),
  );
  expect(text).not.toMatch(/xoxb|hooks\.slack|"pw"/);
});
