import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const checkout = fileURLToPath(new URL('..', import.meta.url));
// Inside node_modules, so that what is built finds its packages and no tool takes it for a source.
const image = join(checkout, 'node_modules/.cache', `build-test-${process.pid}`);

/** The Node of an image reads what tsc wrote. It is stricter than vitest and tsx about names imported from CommonJS. */
function node(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: image, encoding: 'utf8' });
  return { status, text: `${stdout}${stderr}` };
}

describe('what npm run build makes', () => {
  beforeAll(() => {
    mkdirSync(image, { recursive: true });
    cpSync(join(checkout, 'bin'), join(image, 'bin'), { recursive: true });
    cpSync(join(checkout, 'package.json'), join(image, 'package.json'));
    const tsc = join(checkout, 'node_modules/.bin/tsc');
    const built = spawnSync(tsc, ['-p', 'tsconfig.build.json', '--outDir', join(image, 'dist')], {
      cwd: checkout,
      encoding: 'utf8',
    });
    if (built.status !== 0) throw new Error(built.stdout);
  }, 120_000);

  afterAll(() => rmSync(image, { recursive: true, force: true }));

  it('loads in plain Node, module by module', () => {
    const script = `
      import { readdirSync } from 'node:fs';
      const files = readdirSync('dist', { recursive: true }).filter((file) => file.endsWith('.js') && file !== 'src/cli.js');
      const broken = [];
      for (const file of files) await import('./dist/' + file).catch((error) => broken.push(file + ': ' + error.message));
      console.log(files.length > 50 ? broken.join('\\n') : 'only ' + files.length + ' modules');
      process.exit();`;
    expect(node('--input-type=module', '--eval', script)).toEqual({ status: 0, text: '\n' });
  });

  it('starts by its entry', () => {
    const { status, text } = node('bin/ferryman.js', '--help');
    expect(text).toContain('Usage: ferryman');
    expect(status).toBe(0);
  });
});
