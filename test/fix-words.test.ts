import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const source = fileURLToPath(new URL('../src/', import.meta.url));

/** Those whose sentences are read in Slack and at a prompt; only what draws them knows which. */
const rooms = ['rules', 'fixes', 'flows'];

test('what is read in both places asks for a fix in the one way that both can draw', () => {
  const files = rooms.flatMap((room) =>
    readdirSync(join(source, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => join(source, room, name)),
  );
  const texts = files.map((file) => ({ file, text: readFileSync(file, 'utf8') }));
  expect(texts.filter(({ text }) => text.includes('/fix-bridge $')).length).toBeGreaterThan(2);
  expect(texts.filter(({ text }) => text.includes('ferryman fix-bridge')).map(({ file }) => file)).toEqual(
    [],
  );
});
