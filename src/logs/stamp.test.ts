import { describe, expect, it } from 'vitest';
import { afterStamp } from './stamp.ts';

describe('what comes after a line’s own timestamp', () => {
  it.each([
    ['2026-11-22T10:00:00.123456789Z listening', 'listening'],
    ['2026-11-22T10:00:00+01:00 listening', 'listening'],
    ['2026-11-22 10:00:00,123 - INFO - listening', '- INFO - listening'],
    ['2026-11-22 10:00:00.123 UTC [1] LOG:  listening', '[1] LOG:  listening'],
    ['2026-11-22 10:00:00 INFO listening', 'INFO listening'],
    ['[2026-11-22 10:00:00 +0000] [7] [INFO] listening', '[7] [INFO] listening'],
    ['[10:11:12 INF] listening', 'INF] listening'],
    ['10:11:12.345 [main] listening', '[main] listening'],
    ['2026/11/22 10:00:00 [notice] 1#1: start', '[notice] 1#1: start'],
    ['Nov 22 10:00:00 host app[7]: listening', 'host app[7]: listening'],
    ['<13>Nov  2 10:00:00 host app: listening', 'host app: listening'],
    ['<11>1 2026-11-22T10:00:00.000Z host app 7 - - listening', 'host app 7 - - listening'],
    ['[Sun Dec 04 04:47:44 2005] [error] listening', '[error] listening'],
    ['22-Nov-2026 10:00:00.123 INFO [main] listening', 'INFO [main] listening'],
    ['[22/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200', '"GET / HTTP/1.1" 200'],
    ['E1122 10:00:00.123456       1 main.go:7] listening', '1 main.go:7] listening'],
    ['time="2026-11-22T10:00:00Z" level=info', 'level=info'],
    ['1763805600.123 listening', 'listening'],
    ['1763805600123 listening', 'listening'],
  ])('%s', (line, rest) => {
    expect(line.slice(afterStamp(line))).toBe(rest);
  });

  it.each([
    'listening',
    '',
    '127.0.0.1 - - "GET /"',
    '[main] listening',
    'E1122 is a code',
    '12 orders',
    '{"time":1}',
    'Nov was cold',
  ])('is all of it where there is none: %s', (line) => {
    expect(afterStamp(line)).toBe(0);
  });
});
