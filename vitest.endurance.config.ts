import { defineConfig } from 'vitest/config';

/** `npm run test:endurance`: what takes too long for each day; one file after the other, so that the figures mean something. */
export default defineConfig({
  test: {
    include: ['tests/endurance/**/*.endurance.ts'],
    testTimeout: 1_800_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    onConsoleLog: (log) => !log.startsWith('[MatrixRTC'),
  },
});
