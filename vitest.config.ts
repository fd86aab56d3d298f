import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // matrix-js-sdk, the other end of the encryption tests, cannot be made silent altogether.
    onConsoleLog: (log) => !log.startsWith('[MatrixRTC'),
  },
});
