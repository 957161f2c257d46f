import { expect, test } from 'vitest';
import { judgeInfo, parseInfo } from './check-queue.ts';

// Lines of `INFO` as Redis 7.0.15 and Valkey 8.0 print them.
const info = [
  '# Server',
  'redis_version:7.0.15',
  'executable:/usr/bin/redis-server',
  'config_file:',
  '',
  '# Memory',
  'maxmemory_policy:noeviction',
  '# Persistence',
  'aof_enabled:1',
  '',
].join('\r\n');

function judged(text: string): string[] {
  return judgeInfo(parseInfo(text)).map(({ kind, sentence }) => `${kind}: ${sentence}`);
}

test('a Redis that keeps jobs is approved of', () => {
  expect(judged(info)).toEqual([
    'ok: Redis 7.0.15.',
    'ok: Redis never drops a job to make room.',
    'ok: Jobs survive a restart of Redis.',
  ]);
});

test('Valkey says which Redis it stands for', () => {
  const valkey = info.replace('redis_version:7.0.15', 'redis_version:7.2.4\r\nvalkey_version:8.0.1');
  expect(judged(valkey)[0]).toBe('ok: Valkey 8.0.1.');
});

test.each(['5.0.14', '6.0.16', '6.1.241'])('Redis %s is too old', (version) => {
  expect(judged(info.replace('7.0.15', version))[0]).toBe(
    `failed: Redis ${version} is too old: 6.2 is needed.`,
  );
});

test('what it does not tell is not taken for good', () => {
  expect(judgeInfo(parseInfo('')).map(({ kind }) => kind)).toEqual(['failed', 'failed', 'warning']);
});
