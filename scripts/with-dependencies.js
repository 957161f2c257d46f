// Runs one of the project's jobs in a checkout that may not have been installed yet: plain JavaScript, no imports
// outside Node, because nothing else is there in a fresh clone.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [job, ...rest] = process.argv.slice(2);

const jobs = {
  check: [
    ['tsc', '--noEmit'],
    ['tsc', '--noEmit', '-p', 'src/workspace/page'],
    ['tsc', '--noEmit', '-p', 'src/dashboard/page'],
    ['oxlint', '--type-aware'],
    ['oxfmt', '--check', '.'],
    ['knip'],
    ['vitest', 'run', 'test/import-law.test.ts'],
  ],
  test: [['tsx', 'scripts/test.ts', ...rest]],
  demo: [['tsx', 'scripts/demo.ts', ...rest]],
  bench: [['tsx', 'scripts/bench.ts', ...rest]],
  accuracy: [['tsx', 'scripts/accuracy.ts', ...rest]],
  screenshots: [['tsx', 'scripts/screenshots.ts', ...rest]],
};

function installed() {
  const marker = `${root}/node_modules/.package-lock.json`;
  if (!existsSync(marker)) return false;
  const wanted = JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8')).packages;
  const present = JSON.parse(readFileSync(marker, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' ||
      entry.optional === true ||
      entry.peer === true ||
      present[path]?.version === entry.version,
  );
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (error) console.error(`${command}: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

if (!(job in jobs)) {
  console.error(`Usage: npm run ${Object.keys(jobs).join('|')}`);
  process.exit(2);
}
if (!installed()) run('npm', ['ci', '--ignore-scripts', '--no-fund', '--no-audit']);
for (const [tool, ...args] of jobs[job]) run(`${root}/node_modules/.bin/${tool}`, args);
