import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { createLineMasker } from '../../src/logs/mask-lines.ts';
import { createRedactor } from '../../src/redact/redactor.ts';

const folder = (name: string): URL => new URL(`${name}/`, import.meta.url);
const read = (name: string): (readonly [file: string, text: string])[] =>
  readdirSync(folder(name)).map((file) => [file, readFileSync(new URL(file, folder(name)), 'utf8')]);

function mask(text: string): string {
  const masker = createLineMasker(createRedactor());
  const lines = text.split('\n').map((line) => ({ stream: 'stdout' as const, text: line }));
  return [...masker.push(lines), ...masker.end()].map((line) => line.text).join('\n');
}

it.each(read('secrets'))('%s loses its secrets and nothing else', (_, marked) => {
  const secrets = [...marked.matchAll(/«([^»]*)»/g)].map(([, secret = '']) => secret.replace('·', ''));
  expect(secrets.length).toBeGreaterThan(3);
  const masked = mask(marked.replaceAll(/[«»·]/g, ''));
  for (const secret of secrets) expect(masked).not.toContain(secret);
  expect(masked.replaceAll(/‹secret \w+›/g, '‹›')).toBe(marked.replaceAll(/«[^»]*»/g, '‹›'));
});

it.each(read('benign'))('%s stays as it is', (_, text) => {
  expect(mask(text)).toBe(text);
});

const Case = z.object({ source: z.string(), text: z.string(), secrets: z.array(z.string()).optional() });
const file = process.env['FERRYMAN_CORPORA'];

it.skipIf(file === undefined)('public cases: at most one in a hundred secrets survives', () => {
  const cases = readFileSync(file ?? '', 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Case.parse(JSON.parse(line)))
    .filter(({ secrets = [] }) => secrets.length > 0);
  const survivors = cases.filter(({ text, secrets = [] }) => {
    const masked = mask(text);
    return secrets.some((secret) => secret !== '' && masked.includes(secret));
  });
  expect(survivors.length / cases.length).toBeLessThan(0.01);
});
