import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export type Imported =
  | { readonly kind: 'exports'; readonly exports: Readonly<Record<string, unknown>> }
  | { readonly kind: 'mistake'; readonly sentence: string };

/** In a checkout and in a build. */
const PLACES = ['../../rules/api.ts', '../../rules/api.js'];

/** `ferryman/rules`, as a file. */
export function rulesApi(): string {
  const [source = '', built = ''] = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return existsSync(source) ? source : built;
}

/** Runs the file with what it imports from its own folder, TypeScript or not; packages are out of a rule's reach. */
export async function importRule(file: string): Promise<Imported> {
  const { build } = await import('esbuild');
  try {
    const { outputFiles, metafile } = await build({
      entryPoints: [file],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'neutral',
      target: 'node20',
      alias: { 'ferryman/rules': rulesApi() },
      metafile: true,
      logLevel: 'silent',
    });
    const [outside] = Object.values(metafile.inputs)
      .flatMap(({ imports }) => imports)
      .filter(({ external }) => external === true);
    if (outside !== undefined) {
      return {
        kind: 'mistake',
        sentence: `it imports ${outside.path}: a rule looks at nothing but the views it names`,
      };
    }
    const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
    const exports: unknown = await import(`data:text/javascript;base64,${code}`);
    return { kind: 'exports', exports: z.record(z.string(), z.unknown()).parse({ ...Object(exports) }) };
  } catch (error) {
    return { kind: 'mistake', sentence: sentenceOf(error) };
  }
}

const BuildFailure = z.object({
  errors: z.array(
    z.object({ text: z.string(), location: z.object({ line: z.number(), column: z.number() }).nullable() }),
  ),
});

function sentenceOf(error: unknown): string {
  const failure = BuildFailure.safeParse(error);
  const first = failure.success ? failure.data.errors[0] : undefined;
  if (first === undefined) return `it fails when it is loaded: ${String(error)}`;
  const at =
    first.location === null ? '' : `line ${first.location.line}, column ${first.location.column + 1}: `;
  return `${at}${first.text}`;
}
