import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { EndToEndFirst } from './tests/support/end-to-end-first.ts';

const endToEnd = 'tests/e2e/**/*.test.ts';

export default defineConfig({
  resolve: {
    alias: [{ find: /^fast-check$/, replacement: join(import.meta.dirname, 'tests/support/fast-check.ts') }],
  },
  test: {
    testTimeout: 180_000,
    // Three even on two cores: the end-to-end tests wait a third of their time, for the homeserver or for a bot to try again.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // The first run makes the Python environment, which takes a minute or two.
    hookTimeout: 300_000,
    // matrix-js-sdk, the other end of the encryption tests, cannot be made silent altogether.
    onConsoleLog: (log) => !log.startsWith('[MatrixRTC'),
    sequence: { sequencer: EndToEndFirst },
    projects: [
      { extends: true, test: { name: 'end-to-end', include: [endToEnd] } },
      {
        extends: true,
        // A process for each file, and in it the program and the knowledge anew, would take a third of their time.
        test: { name: 'unit', include: ['tests/**/*.test.ts'], exclude: [endToEnd], isolate: false },
      },
    ],
  },
});
