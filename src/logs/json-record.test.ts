import { describe, expect, it } from 'vitest';
import { readJsonRecord } from './json-record.ts';

function read(fields: object | string, before = '') {
  const json = typeof fields === 'string' ? fields : JSON.stringify(fields);
  return readJsonRecord(before + json, before.length);
}

describe('a line that is an object', () => {
  it.each([
    [
      'pino and bunyan',
      {
        level: 50,
        msg: 'order lost',
        err: { message: 'no route', stack: 'Error: no route\n    at a.js:1:1' },
      },
      { level: 'error', message: 'order lost: no route', stack: ['Error: no route', '    at a.js:1:1'] },
    ],
    [
      'zap and logrus',
      { level: 'error', msg: 'cannot dial', error: 'dial tcp 10.0.0.5:5432: connection refused' },
      { level: 'error', message: 'cannot dial: dial tcp 10.0.0.5:5432: connection refused', stack: [] },
    ],
    [
      'Serilog’s compact form',
      {
        '@t': '2026-11-22T10:00:00Z',
        '@l': 'Fatal',
        '@m': 'Host ended',
        '@x': 'System.Exception: gone\n   at A.B()',
      },
      { level: 'error', message: 'Host ended: System.Exception: gone', stack: ['   at A.B()'] },
    ],
    [
      '.NET’s JSON console',
      { EventId: 0, LogLevel: 'Warning', Category: 'Shop', Message: 'slow', State: {} },
      { level: 'warning', message: 'slow', stack: [] },
    ],
    [
      'Elasticsearch',
      {
        level: 'ERROR',
        message: 'fatal exception',
        stacktrace: ['java.lang.Error: x', 'at a.B.c(B.java:1)'],
      },
      { level: 'error', message: 'fatal exception', stack: ['java.lang.Error: x', 'at a.B.c(B.java:1)'] },
    ],
    [
      'MongoDB',
      { s: 'I', c: 'NETWORK', msg: 'Listening' },
      { level: 'other', message: 'Listening', stack: [] },
    ],
    ['one without a level', { message: 'ready' }, { message: 'ready', stack: [] }],
  ])('is read: %s', (_, fields, record) => {
    expect(read(fields)).toEqual(record);
    expect(read(fields, '10:00:00 ')).toEqual(record);
  });

  it.each([
    ['holds no message', { a: 1 }],
    ['is cut', '{"msg":"a'],
    ['is no JSON', '{not json}'],
    ['is a list', '[{"msg":"a"}]'],
    ['is text', 'ready'],
  ])('is a line like any other where it %s', (_, fields) => {
    expect(read(fields)).toBeUndefined();
  });
});
