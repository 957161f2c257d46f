import { defineConfig } from 'vitest/config';

/** Real hosts: minutes instead of milliseconds, four at once: they mostly wait, one process that owns them all. */
export default defineConfig({
  test: {
    include: ['test/lab/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    maxWorkers: 1,
    maxConcurrency: 4,
    testTimeout: 240_000,
    hookTimeout: 15 * 60_000,
    retry: process.env['CI'] === undefined ? 0 : 1,
  },
});
