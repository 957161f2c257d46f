import { defineConfig } from 'vitest/config';

/** Rooms of pure functions: loading the rules takes longer than testing one, so their tests share what is loaded. */
const pure = [
  'src/{facts,model,rules,redact,render,report,vantages}/**/*.test.ts',
  'test/{hosts,recorded-traces,every-message}.test.ts',
];

export default defineConfig({
  test: {
    // A golden file that is missing is a mistake, not one to write and pass; `npm test -- -u` writes it.
    update: 'none',
    exclude: ['test/lab/**', 'node_modules/**', 'dist/**'],
    // Real sshd, Redis and Chromium on two shared cores: a limit is there to end what hangs, not to measure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A machine that stalls for seconds looks like a fault to a test of time-outs; a real fault fails twice.
    retry: process.env['CI'] === undefined ? 0 : 1,
    // Half of the tests wait for time-outs and processes, so that a core is never idle for want of work.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      {
        extends: true,
        test: {
          name: 'real',
          include: ['{src,commands,workers,test,scripts}/**/*.test.ts'],
          exclude: [...pure, 'test/lab/**', 'node_modules/**', 'dist/**'],
        },
      },
    ],
  },
});
