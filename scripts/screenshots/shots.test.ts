import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { shots } from './shots.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pictures = readdirSync(`${root}docs`).filter((name) => name.endsWith('.png'));

test('every picture of the docs is made by the script, shown somewhere, and small', () => {
  expect(pictures.toSorted()).toEqual(shots.map(({ name }) => `${name}.png`).toSorted());
  const pages = [
    'README.md',
    'docs/workspace.md',
    'docs/ways-in-slack.md',
    'docs/dashboard.md',
    'docs/watches.md',
  ]
    .map((path) => readFileSync(root + path, 'utf8'))
    .join('');
  expect(pictures.filter((name) => !pages.includes(name))).toEqual([]);
  expect(pictures.filter((name) => statSync(`${root}docs/${name}`).size > 300_000)).toEqual([]);
});

test('no page shows a picture that is not there', () => {
  const folders = { '.': ['README.md', 'CONTRIBUTING.md'], docs: readdirSync(`${root}docs`) };
  const shown = Object.entries(folders).flatMap(([folder, names]) =>
    names
      .filter((name) => name.endsWith('.md'))
      .flatMap((name) =>
        [
          ...readFileSync(join(root, folder, name), 'utf8').matchAll(
            /!\[[^\]]*\]\(([^)]+)\)|<img src="([^"]+)"/g,
          ),
        ].map(([, markdown, html]) => join(root, folder, markdown ?? html ?? '')),
      ),
  );
  expect(shown.length).toBeGreaterThan(pictures.length);
  expect(shown.filter((path) => !existsSync(path))).toEqual([]);
});
