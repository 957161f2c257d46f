import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../redact/redactor.ts';
import type { LogLine } from '../report/logs.ts';
import { createLineMasker } from './mask-lines.ts';

/** Made up, and put together here so that no scanner takes this file for a leak. */
const password = 'hV7qPz2Wm9';
const body = Array.from({ length: 24 }, (_, i) =>
  `${i}qPz2Wm9xK4tY8wB3nL6sD1fG5hJ0vR7cE+aU/oI2pMkQ3rTbXyZ5NfVdHgLjSwAe`.slice(0, 64),
);
const pem = (label = 'RSA PRIVATE KEY'): string[] => [
  `-----BEGIN ${label}-----`,
  ...body,
  'dGhlIGVuZA==',
  `-----END ${label}-----`,
];

const lines = (texts: readonly string[], stream: LogLine['stream'] = 'stdout'): LogLine[] =>
  texts.map((text, i) => ({ at: new Date(1_760_000_000_000 + i).toISOString(), stream, text }));

function maskAll(batches: readonly (readonly LogLine[])[]): LogLine[] {
  const masker = createLineMasker(createRedactor({ key: 'test' }));
  return [...batches.flatMap((batch) => [...masker.push(batch)]), ...masker.end()];
}
const textOf = (masked: readonly LogLine[]): string => masked.map(({ text }) => text).join('\n');

describe('the masker of log lines', () => {
  it('gives back what holds no secret as it came, at once', () => {
    const plain = lines(['started on 10.0.0.5:8080', '', 'GET /cart 200 in 3ms']);
    expect(createLineMasker(createRedactor()).push(plain)).toEqual(plain);
  });

  it('makes one line of a private key over many', () => {
    const masked = maskAll([lines(['loading', ...pem(), 'loaded'])]);
    expect(masked.map(({ text }) => text)).toEqual([
      'loading',
      expect.stringMatching(/^-----BEGIN RSA PRIVATE KEY----- ‹secret \w+› -----END RSA PRIVATE KEY-----$/),
      'loaded',
    ]);
    expect(masked[1]?.at).toBe(lines(['', ''])[1]?.at);
  });

  it('masks a key behind the prefix that a logger puts before each line', () => {
    const masked = maskAll([lines(pem().map((line) => `2026-11-22 10:00:01 INFO tls: ${line}`))]);
    for (const line of body) expect(textOf(masked)).not.toContain(line);
  });

  it('masks a key whose first line holds characters that nobody sees', () => {
    const [first = '', ...rest] = pem();
    const masked = maskAll([lines([first.replace('PRIVATE', 'PRI\u200DVATE'), ...rest, 'loaded'])]);
    for (const line of body) expect(textOf(masked)).not.toContain(line);
    expect(masked.at(-1)?.text).toBe('loaded');
  });

  it('masks the values of a manifest whose kind comes last, a line each', () => {
    const manifest = [
      'apiVersion: v1',
      'data:',
      '  extra: c2hvcA==',
      '  more: |',
      '    aFY3',
      'kind: Secret',
    ];
    const masked = maskAll(['applying', ...manifest, 'done'].map((text) => lines([text])));
    expect(textOf(masked).replaceAll(/‹secret \w+›/g, '‹›')).toBe(
      'applying\napiVersion: v1\ndata:\n  extra: ‹›\n  more: |\n    ‹›\nkind: Secret\ndone',
    );
  });

  it('masks the values of a manifest that is printed as JSON, a member in each line', () => {
    const json = JSON.stringify({ apiVersion: 'v1', data: { extra: 'c2hvcA==' }, kind: 'Secret' }, null, 2);
    const texts = ['applying', ...json.split('\n'), 'done'];
    expect(textOf(maskAll(texts.map((text) => lines([text]))))).not.toContain('c2hvcA==');
    const map = json.replace('Secret', 'ConfigMap').split('\n');
    expect(maskAll([lines(map)])).toEqual(lines(map));
  });

  it('masks an option of a command that goes on in the next line', () => {
    const masked = maskAll([
      lines(['$ curl https://shop.example \\', `  -u shop:${password}`, 'HTTP/1.1 200 OK']),
    ]);
    expect(masked.map(({ text }) => text)).toEqual([
      '$ curl https://shop.example \\',
      expect.stringMatching(/^ {2}-u shop:‹secret \w+›$/),
      'HTTP/1.1 200 OK',
    ]);
  });

  it('masks the rest of a key whose beginning was not read', () => {
    const masked = maskAll([lines([...pem().slice(9), 'loaded'])]);
    for (const line of body.slice(8)) expect(textOf(masked)).not.toContain(line);
    expect(textOf(masked)).toContain('loaded');
  });

  it('masks a key that the log ends in', () => {
    const masked = maskAll([lines(pem().slice(0, 10))]);
    for (const line of body.slice(0, 9)) expect(textOf(masked)).not.toContain(line);
  });

  it('masks a key in Base64 that was wrapped', () => {
    const encoded = Buffer.from(pem().join('\n')).toString('base64');
    const wrapped = encoded.match(/.{1,76}/g) ?? [];
    const indented = wrapped.map((line) => `  ${line}`);
    const masked = textOf(maskAll([lines(['apiVersion: v1', 'data: |', ...indented, 'ok'])]));
    for (const line of wrapped) expect(masked).not.toContain(line);
    expect(masked).toContain('ok');
  });

  it.each([
    ['- name: DB_PASSWORD', `  value: ${password}`],
    ['  "name": "DB_PASSWORD",', `  "value": "${password}"`],
    ['password: |', `  ${password}`],
    ['  "--password",', `  "${password}",`],
    ['<Password>', `  ${password}`],
  ])('masks the value of %j in the next line', (name, value) => {
    const masked = textOf(maskAll([lines([name]), lines([value, 'port: 5432'])]));
    expect(masked).not.toContain(password);
    expect(masked).toContain('port: 5432');
  });

  it('keeps both streams apart and in the order in which they came', () => {
    const out = lines(pem());
    const err = lines(
      out.map((_, i) => `warning ${i}`),
      'stderr',
    );
    const masked = maskAll([out.flatMap((line, i) => [line, err[i] ?? line])]);
    expect(masked.filter(({ stream }) => stream === 'stderr')).toEqual(err);
    expect(masked[0]?.text).toMatch(/^-----BEGIN .* -----END RSA PRIVATE KEY-----$/);
    for (const line of body) expect(textOf(masked)).not.toContain(line);
  });

  it('does not wait for ever for the end of what began', () => {
    const masker = createLineMasker(createRedactor());
    masker.push(lines(['-----BEGIN PRIVATE KEY-----']));
    const warnings = Array.from({ length: 1200 }, (_, i) => `warning ${i}`);
    expect(masker.push(lines(warnings, 'stderr')).length).toBeGreaterThan(1000);
  });

  it('masks a line of a megabyte, secrets at its beginning and its end', () => {
    const long = `password=${password} ${'x7 '.repeat(350_000)} token=${password}${password}`;
    const masked = textOf(maskAll([lines([long])]));
    expect(masked).not.toContain(password);
    expect(masked.length).toBeGreaterThan(1_000_000);
  });

  it('finds a secret that colours or invisible letters cut in two', () => {
    const cut = `password=\u001B[31m${password.slice(0, 4)}\u001B[0m\u200B${password.slice(4)}`;
    expect(textOf(maskAll([lines([cut])]))).toMatch(/^password=‹secret \w+›$/);
  });

  it('masks the same however the lines are cut into batches', () => {
    const all = lines([
      'start',
      ...pem(),
      '- name: DB_PASSWORD',
      `  value: ${password}`,
      ...pem('OPENSSH PRIVATE KEY'),
      `Server=db;User Id=sa;Password=${password}`,
      'secret: |',
      `  ${password}`,
      '  more',
      'end',
    ]);
    const whole = maskAll([all]);
    expect(textOf(whole)).not.toContain(password);
    fc.assert(
      fc.property(fc.array(fc.nat(all.length), { maxLength: 12 }), (cuts) => {
        const sorted = [0, ...cuts.toSorted((a, b) => a - b), all.length];
        const batches = sorted.slice(1).map((end, i) => all.slice(sorted[i], end));
        expect(maskAll(batches)).toEqual(whole);
      }),
    );
  });

  it('says how many secrets it masked, of what kind', () => {
    const masker = createLineMasker(createRedactor());
    masker.push(lines([`password=${password}`, ...pem()]));
    masker.end();
    expect(masker.counts()).toEqual({ password: 1, 'private key': 1 });
  });
});
