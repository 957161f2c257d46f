import { describe, expect, it } from 'vitest';
import { createRedactor } from './redactor.ts';

const redactor = createRedactor({ key: 'test' });

/** The least of three runs, in milliseconds of this process: what else the machine does only ever adds. */
function leastMs(text: string): number {
  const runs = [0, 1, 2].map(() => {
    const before = process.cpuUsage();
    redactor.redact(text);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...runs);
}

/** Four times the text takes four times as long, or sixteen times where each piece reads all of it again. */
function growth(of: (size: number) => string): number {
  const [small, large] = [of(100_000), of(400_000)];
  leastMs(small);
  // Below a few milliseconds it is the clock that is measured.
  return leastMs(large) / Math.max(4, leastMs(small));
}

const repeated = (piece: string) => (size: number) => piece.repeat(size / piece.length);
const inList = (item: string) => (size: number) =>
  `[${Array.from({ length: size / item.length }, () => item).join(',')}]`;

describe('four times the text does not take ten times as long', () => {
  it.each([
    // values in code
    'token .= ',
    'token ?= "',
    'token string = ',
    'token a<b<c = ',
    'secret[25] = ',
    'secret[',
    '("token", ',
    '\\\\\\"token\\\\\\", ',
    'secret("',
    'password "',
    'password ',
    '"abc" == token ',
    '"abc == token ',
    '`abc` != secret\n',
    '"'.repeat(280) + ' == password ',
    // values beside a vendor's name
    'SONAR_LOGIN=',
    'cloudflare: "',
    'telegram:=|',
    'heroku\\\\\\"',
    `sumo${'a'.repeat(78)}`,
    'facebook a b ',
    'snyk   ',
    // manifests
    'data:\n',
    'data:\n  a: b\n',
    'data: {',
    ' data:',
    '- data:\n  kind: Secret\n',
    'kind: Secret\ndata:\n  a: |\n    b\n',
    'stringData:\n a: b\nkind: x\ndata:\n a: b\n',
    // the rest
    'curl \\\n',
    'curl a \\\n  -u b \\\n ',
    'mysql \t',
    '.aaaaaa.',
    `${'M1aA'.repeat(6)}.aaaaaa.`,
    '\u200B',
    'a\u200Dpassword=',
    '\u001B]0;',
    'SG.',
    '0x',
    '0x0123456789abcdef',
  ])('%j', (piece) => {
    expect(growth(repeated(piece))).toBeLessThan(10);
  });

  it.each([
    '{"kind":"Secret","data":{"a":"b"}}',
    '{"kind":"Secret","a":{"data":{"b":[]}}}',
    '"\\u200bkind\\u200b"',
  ])('%s in a list of JSON', (item) => {
    expect(growth(inList(item))).toBeLessThan(10);
  });
});
