import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

const checkout = fileURLToPath(new URL('..', import.meta.url));

/** Errors of these are read at a terminal or in a log, before there is anybody in a channel. */
const AT_A_TERMINAL: readonly string[] = [
  'src/cli/',
  'src/config/',
  'src/dashboard/dashboard.ts',
  'src/workspace/',
  'src/process/',
  'src/flows/own-rules/',
  'src/queue/lock-folder.ts',
  'src/queue/over-redis.ts',
  'commands/index.ts',
  'commands/slack-app.ts',
  'workers/index.ts',
];

/** `new FerrymanError(…)` whose sentence or next step is written as a bare string: nobody can tell it in another language. */
function bareErrors(source: string, file: string): string[] {
  const { program } = parseSync(file, source);
  const found: string[] = [];
  new Visitor({
    NewExpression({ callee, arguments: given, start }) {
      if (callee.type !== 'Identifier' || callee.name !== 'FerrymanError') return;
      const bare = given.slice(1, 3).some(({ type }) => type === 'Literal' || type === 'TemplateLiteral');
      if (bare) found.push(`${file}:${source.slice(0, start).split('\n').length}`);
    },
  }).visit(program);
  return found;
}

function modules(folder: string): string[] {
  return readdirSync(join(checkout, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => /(?<!\.test)\.ts$/.test(file));
}

describe('an error that somebody in a channel may read', () => {
  it('can be told in every language', () => {
    const bare = ['src', 'commands', 'workers']
      .flatMap(modules)
      .filter((file) => !AT_A_TERMINAL.some((place) => file.startsWith(place)))
      .flatMap((file) => bareErrors(readFileSync(join(checkout, file), 'utf8'), file));
    expect(bare).toEqual([]);
  });

  it('is found where it cannot', () => {
    const source =
      "throw new FerrymanError('a', `b ${c}`, say`d`);\nthrow new FerrymanError('a', say`b`, say`c`);";
    expect(bareErrors(source, 'a.ts')).toEqual(['a.ts:1']);
    expect(modules('src/notify')).toContain('src/notify/failure.ts');
  });
});
