/**
 * fast-check as the tests import it (an alias in vitest.config.ts). Where `CI` is set, every run tries the same values, so that a
 * change is judged by what it changed; everywhere else each run tries new ones, and prints the seed of what it finds.
 */
import fc from '../../node_modules/fast-check/lib/fast-check.js';

if (process.env.CI !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_122 });

export * from '../../node_modules/fast-check/lib/fast-check.js';
export default fc;
