import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // A golden file that is missing is a mistake, not one to write and pass; `npm test -- -u` writes it.
    update: 'none',
    include: ['{src,commands,workers,test,scripts}/**/*.test.ts'],
    exclude: ['test/lab/**', 'node_modules/**', 'dist/**'],
    // Real sshd, Redis and Chromium on two shared cores: a limit is there to end what hangs, not to measure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A machine that stalls for seconds looks like a fault to a test of time-outs; a real fault fails twice.
    retry: process.env['CI'] === undefined ? 0 : 1,
  },
});
