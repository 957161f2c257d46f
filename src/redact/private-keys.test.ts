import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createRedactor } from './redactor.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
const lines = privateKey.trim().split('\n');
const secretLines = lines.slice(1, -1);

function leaks(redacted: string): string[] {
  return secretLines.filter((line) => redacted.includes(line.slice(0, 16)));
}

describe('a private key', () => {
  it.each([
    ['as it stands in a file', privateKey],
    ['with Windows line ends', privateKey.replaceAll('\n', '\r\n')],
    ['in one line with blanks', lines.join(' ')],
    ['in one line with \\n written out', `key: ${lines.join('\\n')}`],
    ['in JSON', JSON.stringify({ a: privateKey })],
    [
      'in JSON inside JSON, within a line of a log',
      `got ${JSON.stringify(JSON.stringify({ a: privateKey }))}`,
    ],
    ['indented as in YAML', lines.map((line) => `    ${line}`).join('\n')],
    [
      'behind the prefixes of the journal',
      lines.map((line) => `Nov 20 08:00:00 hz-shop app[812]: ${line}`).join('\n'),
    ],
    ['behind the prefixes of compose', lines.map((line) => `web_1  | ${line}`).join('\n')],
    ['cut off before its end', lines.slice(0, 9).join('\n')],
    ['cut off within a line', privateKey.slice(0, 700)],
    ['cut off before its beginning', lines.slice(5).join('\n')],
    ['cut off before its beginning, with \\n written out', lines.slice(5).join('\\n')],
  ])('is masked %s', (_, text) => {
    const redactor = createRedactor({ key: 'k' });
    const redacted = redactor.redact(`08:00 before\n${text}\n`);
    expect(leaks(redacted)).toEqual([]);
    expect(redacted).toContain('08:00 before');
    expect(redactor.counts()).toEqual({ 'private key': 1 });
  });

  // Base64 ends in whatever it likes; a new key in each run found it once in a thousand.
  it.each(['\n', '\\n', '\r\n'])(
    'is masked where its last line ends like the name of a secret (%j)',
    (end) => {
      const last = 'x9h7FfzMPEc5MNOUA/QfWatEG/JVJ7n8f10LfdwxM0Yoovuo050kPw==';
      const text = [...lines.slice(5, 9), last, '-----END RSA PRIVATE KEY-----'].join(end);
      const redactor = createRedactor({ key: 'k' });
      const redacted = redactor.redact(`08:00 before\n${text}\n`);
      expect(leaks(redacted)).toEqual([]);
      expect(redacted).not.toContain('QfWatEG');
      expect(redacted).toContain('-----END RSA PRIVATE KEY-----');
      expect(redactor.counts()).toEqual({ 'private key': 1 });
    },
  );

  it('takes nothing along that stands behind it', () => {
    const redacted = createRedactor().redact(`${privateKey}08:01 port 30003 answers\n${publicKey}`);
    expect(redacted).toMatch(
      /^-----BEGIN RSA PRIVATE KEY-----\n‹secret \w{4}›\n-----END RSA PRIVATE KEY-----\n08:01 port 30003 answers\n/,
    );
    expect(redacted.endsWith(publicKey)).toBe(true);
  });

  it('without an end takes nothing along either', () => {
    const redacted = createRedactor().redact(
      `${lines.slice(0, 9).join('\n')}\nNov 20 08:01:00 listening on 10.0.0.5:80\n`,
    );
    expect(leaks(redacted)).toEqual([]);
    expect(redacted).toContain('\nNov 20 08:01:00 listening on 10.0.0.5:80\n');
  });
});
