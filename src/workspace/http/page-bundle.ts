import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { FerrymanError } from '../../errors.ts';

export interface PageFiles {
  readonly script: string;
  readonly style: string;
  readonly icon: string;
}

/** Near this file in a checkout, and in the source tree next to the compiled one. */
const places = ['../../', '../../../../src/'];

/** Bundles the page of a room, which nobody does who only talks to the API. */
export async function bundlePage(room: 'workspace' | 'dashboard' = 'workspace'): Promise<PageFiles> {
  const folder = places
    .map((place) => `${place}${room}/page/`)
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((path) => existsSync(`${path}main.tsx`));
  if (folder === undefined) {
    throw new FerrymanError(
      'no-page',
      `The source of the ${room} page is not here.`,
      `Run it from a checkout, or put src/${room}/page beside dist.`,
    );
  }
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: { app: `${folder}main.tsx`, style: `${folder}style.css` },
    bundle: true,
    write: false,
    outdir: folder,
    format: 'esm',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'silent',
  });
  const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  const icon = await readFile(`${folder}icon.svg`, 'utf8');
  return { script: text('app.js'), style: text('style.css'), icon };
}
