import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const Lock = z.looseObject({
  packages: z.record(
    z.string(),
    z.looseObject({
      version: z.string().optional(),
      optionalDependencies: z.record(z.string(), z.string()).default({}),
    }),
  ),
});

/** Where Node looks for a package from inside `from`, the nearest place first. */
function places(from: string, name: string): string[] {
  const parent = from.lastIndexOf('/node_modules/');
  const further = from === '' ? [] : places(parent < 0 ? '' : from.slice(0, parent), name);
  return [`${from === '' ? '' : `${from}/`}node_modules/${name}`, ...further];
}

describe('package-lock.json', () => {
  const lock = Lock.parse(JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')));

  // npm leaves out what its registry does not have at that moment, and `npm ci` then refuses the file everywhere.
  it('holds the binaries of every platform', () => {
    const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies }]) =>
      Object.entries(optionalDependencies)
        .filter(([, wanted]) => /^\d/.test(wanted))
        .filter(([name, wanted]) => {
          const found = places(path, name).find((place) => place in lock.packages);
          return found === undefined || lock.packages[found]?.version !== wanted;
        })
        .map(([name, wanted]) => `${name}@${wanted} of ${path}`),
    );
    expect(missing).toEqual([]);
  });

  it('names no registry', () => {
    expect(JSON.stringify(lock)).not.toContain('"resolved"');
  });
});
