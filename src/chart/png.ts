import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Resvg } from '@resvg/resvg-wasm';
import { chartFont } from './chart-svg.ts';

interface Drawing {
  readonly Resvg: typeof Resvg;
  readonly fonts: Uint8Array[];
}

let loaded: Promise<Drawing> | undefined;

/** An SVG as a PNG, two pixels for each of its own, with the fonts that come along and no others. Some 50 MB are loaded with the first. */
export async function pngOf(svg: string): Promise<Uint8Array> {
  loaded ??= load().catch((error: unknown) => {
    // What was in the way may be over at the next one.
    loaded = undefined;
    throw error;
  });
  const { Resvg: Renderer, fonts } = await loaded;
  const image = new Renderer(svg, {
    fitTo: { mode: 'zoom', value: 2 },
    font: { fontBuffers: fonts, defaultFontFamily: chartFont, loadSystemFonts: false },
  });
  try {
    const rendered = image.render();
    try {
      return Uint8Array.from(rendered.asPng());
    } finally {
      rendered.free();
    }
  } finally {
    image.free();
  }
}

async function load(): Promise<Drawing> {
  const { Resvg: Renderer, initWasm } = await import('@resvg/resvg-wasm');
  const { resolve } = createRequire(import.meta.url);
  const [wasm, ...fonts] = await Promise.all([
    readFile(resolve('@resvg/resvg-wasm/index_bg.wasm')),
    readFile(resolve('@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf')),
    readFile(resolve('@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf')),
  ]);
  await initWasm(wasm);
  return { Resvg: Renderer, fonts };
}
