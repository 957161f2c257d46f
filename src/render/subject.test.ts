import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readerOf } from '../text/reader.ts';
import { nameSubject } from './subject.ts';

const rules = new URL('../rules/', import.meta.url);
/** Of every `subject: { kind: '…', name … }` in a rule. */
const kinds = new Set(
  readdirSync(rules, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test)\.ts$/.test(file))
    .flatMap((file) => [
      ...readFileSync(new URL(file, rules), 'utf8').matchAll(/kind: '([a-z][a-z -]*)',\s*name\b/g),
    ])
    .map(([, kind = '']) => kind),
);

it('calls what every rule speaks of by its kind, in the language of the reader', () => {
  expect(kinds.size).toBeGreaterThan(25);
  const inEnglish = [...kinds].map((kind) => nameSubject({ kind, name: 'x' }, readerOf('en')));
  expect(inEnglish).toEqual([...kinds].map((kind) => `${kind} x`));
  const untold = [...kinds].filter(
    (kind) => !/\p{Script=Han}/u.test(nameSubject({ kind, name: 'x' }, readerOf('zh-CN'))),
  );
  expect(untold).toEqual([]);
});

it('tells what has no name of its own, and leaves what a team calls its own', () => {
  const chinese = readerOf('zh-CN');
  expect(nameSubject({ kind: 'library', name: 'a shared library' }, chinese)).toBe('库某个共享库');
  expect(nameSubject({ kind: 'need', name: 'name server 10.0.0.2' }, chinese)).toBe(
    '依赖 DNS 服务器 10.0.0.2',
  );
  expect(nameSubject({ kind: 'licence', name: 'oracle' }, chinese)).toBe('licence oracle');
});
