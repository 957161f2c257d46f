import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { shots } from './shots.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pictures = readdirSync(`${root}docs`).filter((name) => name.endsWith('.png'));

test('every picture of the docs is made by the script, shown somewhere, and small', () => {
  expect(pictures.toSorted()).toEqual(shots.map(({ name }) => `${name}.png`).toSorted());
  const pages = ['README.md', 'docs/workspace.md'].map((path) => readFileSync(root + path, 'utf8')).join('');
  expect(pictures.filter((name) => !pages.includes(name))).toEqual([]);
  expect(pictures.filter((name) => statSync(`${root}docs/${name}`).size > 400_000)).toEqual([]);
});
