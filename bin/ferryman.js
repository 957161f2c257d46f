#!/usr/bin/env node
// A checkout runs the TypeScript as it stands; an image holds only what `npm run build` compiled.
import { existsSync } from 'node:fs';

const source = new URL('../src/cli.ts', import.meta.url);
if (existsSync(source)) {
  const tsx = await import('tsx/esm/api').catch(() => undefined);
  if (tsx === undefined) {
    process.stderr.write('The packages of this checkout are not installed.\nRun: npm ci\n');
    process.exit(2);
  }
  tsx.register();
  await import(source.href);
} else {
  await import(new URL('../dist/src/cli.js', import.meta.url).href);
}
