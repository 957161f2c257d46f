import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,commands,workers,test,scripts}/**/*.test.ts'],
    exclude: ['test/lab/**', 'node_modules/**', 'dist/**'],
    testTimeout: 20_000,
  },
});
