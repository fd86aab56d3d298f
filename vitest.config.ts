import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: [{ find: /^fast-check$/, replacement: join(import.meta.dirname, 'tests/support/fast-check.ts') }],
  },
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 180_000,
    // Two even on two cores, where one would be left free: the end-to-end tests mostly wait.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // The first run makes the Python environment, which takes a minute or two.
    hookTimeout: 300_000,
    // matrix-js-sdk, the other end of the encryption tests, cannot be made silent altogether.
    onConsoleLog: (log) => !log.startsWith('[MatrixRTC'),
  },
});
