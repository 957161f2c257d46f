import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { rawText, read, recorded } from '../../test/facts/recorded.ts';
import type { Fact } from './fact.ts';
import { facts } from './index.ts';

const run = promisify(execFile);
const all: readonly Fact[] = Object.values(facts);

test('a fact is kept under its own id', () => {
  expect(Object.entries(facts).map(([key, { id }]) => [key, id])).toEqual(all.map(({ id }) => [id, id]));
  expect(all.length).toBeGreaterThan(40);
});

test('every fact of the room is in the list', async () => {
  const files = readdirSync(new URL('.', import.meta.url)).filter((name) => /^[\w-]+\.ts$/.test(name));
  const modules = await Promise.all(
    files.map(
      async (name): Promise<object> => import(/* @vite-ignore */ new URL(name, import.meta.url).href),
    ),
  );
  const exported = new Set(
    modules.flatMap((module) => Object.values(module)).filter((each: unknown) => isFact(each)),
  );
  expect(exported).toEqual(new Set(all));
});

const isFact = (each: unknown): boolean => typeof each === 'object' && each !== null && 'read' in each;

describe.each(all)('$id', (fact) => {
  test('any text at all is read without throwing', () => {
    const words = fc.constantFrom(
      '#',
      '==> ',
      ' <==',
      '\n',
      '-A ',
      ':',
      '*filter\n',
      '{',
      '"',
      '}',
      '[',
      'tcp',
      ' ',
      '\t',
      'via',
      '0A',
    );
    const text = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.array(words, { maxLength: 20 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, text, fc.integer({ min: 0, max: 255 }), (stdout, stderr, code) => {
        const parsed = fact.parse(rawText(stdout, { stderr, code }));
        expect(['value', 'unreadable']).toContain(parsed.kind);
      }),
      { numRuns: 60 },
    );
  });

  test('a recorded output is read once it is cut off anywhere', () => {
    const name = fact.id.startsWith('nat-') ? 'iptables' : fact.id;
    const whole = recorded(name);
    fc.assert(
      fc.property(fc.nat({ max: whole.stdout.length }), (length) => {
        const parsed = fact.parse({ ...whole, stdout: whole.stdout.slice(0, length) });
        expect(['value', 'unreadable']).toContain(parsed.kind);
      }),
      { numRuns: 20 },
    );
  });

  test('of the recorded host everything is read', () => {
    const name = fact.id.startsWith('nat-') ? 'iptables' : fact.id;
    expect(() => read(fact, recorded(name))).not.toThrow();
  });
});

const scripts = all.flatMap(({ id, read: source }) =>
  source.kind !== 'command'
    ? []
    : source.candidates.flatMap(([program, flag, script]) =>
        program === 'sh' && flag === '-c' && script !== undefined ? [{ id, script }] : [],
      ),
);
const hasBusybox = await run('busybox', ['sh', '-c', ':']).then(
  () => true,
  () => false,
);

test.each(scripts)('$id: the script is valid in this sh', async ({ script }) => {
  await expect(run('sh', ['-n', '-c', script])).resolves.toMatchObject({ stderr: '' });
});

test.runIf(hasBusybox).each(scripts)("$id: the script is valid in busybox's sh", async ({ script }) => {
  await expect(run('busybox', ['sh', '-n', '-c', script])).resolves.toMatchObject({ stderr: '' });
});
