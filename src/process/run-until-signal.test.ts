import { EventEmitter } from 'node:events';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { runUntilSignal } from './run-until-signal.ts';

const logger = pino({ level: 'silent' });

class FakeProcess extends EventEmitter {
  readonly exits: number[] = [];
  exit(code: number) {
    this.exits.push(code);
  }
}

test('SIGTERM stops the service first and then ends the process well', async () => {
  const process = new FakeProcess();
  const order: string[] = [];
  const service = {
    stop: async () => {
      order.push(`stopped, exits so far ${process.exits.length}`);
    },
  };
  runUntilSignal(service, { logger, process });
  process.emit('SIGTERM');
  await expect.poll(() => process.exits).toEqual([0]);
  expect(order).toEqual(['stopped, exits so far 0']);
});

test('a second signal does not wait', () => {
  const process = new FakeProcess();
  runUntilSignal({ stop: () => new Promise(() => undefined) }, { logger, process });
  process.emit('SIGINT');
  expect(process.exits).toEqual([]);
  process.emit('SIGINT');
  expect(process.exits).toEqual([1]);
});

test('an error that nobody handled ends the process, but not its orderly stop', () => {
  const process = new FakeProcess();
  runUntilSignal({ stop: () => new Promise(() => undefined) }, { logger, process });
  process.emit('SIGTERM');
  process.emit('unhandledRejection', undefined);
  expect(process.exits).toEqual([]);

  const other = new FakeProcess();
  runUntilSignal({ stop: async () => undefined }, { logger, process: other });
  other.emit('unhandledRejection', new Error('lost'));
  expect(other.exits).toEqual([1]);
});

test('a stop that fails is no success', async () => {
  const process = new FakeProcess();
  runUntilSignal({ stop: () => Promise.reject(new Error('stuck')) }, { logger, process });
  process.emit('SIGTERM');
  await expect.poll(() => process.exits).toEqual([1]);
});
