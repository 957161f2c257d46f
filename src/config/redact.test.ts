import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createRedactor } from '../redact/redactor.ts';
import { loadConfig } from './config.ts';
import type { Config } from './types.ts';

async function load(text: string): Promise<Config> {
  const folder = await mkdtemp(join(tmpdir(), 'ferryman-redact-'));
  await writeFile(join(folder, 'ferryman.yaml'), text);
  return loadConfig({ env: {}, cwd: folder, home: folder });
}

it('a pattern of the team masks what the team calls a secret', async () => {
  const { redact } = await load(`redact:
  patterns:
    - { name: customer number, pattern: 'CUST-[0-9]{8}' }
    - { name: card, pattern: '(?:card|karte)=(?P<secret>[0-9]{16})', hints: [card, karte] }
`);
  const redactor = createRedactor(redact);
  expect(redactor.redact('CUST-12345678 paid with karte=4111111111111111')).toMatch(
    /^‹secret \w+› paid with karte=‹secret \w+›$/,
  );
  expect(redactor.counts()).toEqual({ 'customer number': 1, card: 1 });
});

it('nothing is added where nothing is written', async () => {
  expect((await load('logLevel: info\n')).redact).toEqual({ patterns: [] });
});

it('every pattern that cannot be used is named with its line and what to write instead', async () => {
  const loaded = load(`redact:
  patterns:
    - { name: open, pattern: 'CUST-(' }
    - { name: back, pattern: '(\\d)\\1-CUST' }
    - { name: ahead, pattern: 'CUST-(?=x)' }
    - { name: slow, pattern: '[0-9]{16}' }
    - { name: all, pattern: '(?:CUST)?' }
    - { name: short, pattern: '[0-9]{16}', hints: [a] }
    - { pattern: CUST }
  extra: 1
`);
  await expect(loaded).rejects.toThrow(
    [
      'The configuration has 8 mistakes.',
      'ferryman.yaml:3:21  redact.patterns.0.pattern: "CUST-(" is no regular expression in RE2’s syntax (missing closing ): `CUST-(`): correct it',
      'ferryman.yaml:4:21  redact.patterns.1.pattern: "(\\\\d)\\\\1-CUST" refers back to a group: write it in RE2’s syntax, which does not',
      'ferryman.yaml:5:22  redact.patterns.2.pattern: "CUST-(?=x)" looks ahead or behind: write it in RE2’s syntax, which does not',
      'ferryman.yaml:6:21  redact.patterns.3.pattern: "[0-9]{16}" has no fixed text of 3 characters or more that every match holds: write such texts under hints',
      'ferryman.yaml:7:20  redact.patterns.4.pattern: "(?:CUST)?" also matches nothing at all: make a part of it obligatory',
      'ferryman.yaml:8:52  redact.patterns.5.hints.0: "a" is no fixed text: write three characters or more that every match holds',
      'ferryman.yaml:9:7  redact.patterns.6.name: is missing: write what such a secret is called, for example customer number',
      'ferryman.yaml:10:3  redact.extra: is not known here: write one of patterns',
    ].join('\n'),
  );
});
