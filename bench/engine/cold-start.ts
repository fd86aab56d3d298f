/**
 * Loads and indexes the real knowledge in a fresh process, then learns the examples, and prints how long each took:
 * {"load", "index", "examples"} in milliseconds.
 */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

enableCompileCache(join(import.meta.dirname, '../../.cache/compile'));
const { createEngine } = await import('../../src/answering/create.ts');
const { loadKnowledge } = await import('../../src/knowledge/load.ts');
const { finish } = await import('../../src/knowledge/steps.ts');

const { time } = await import('../timing.ts');

let loaded: ReturnType<typeof loadKnowledge> | undefined;
const load = time(() => {
  loaded = loadKnowledge('knowledge');
});
if (loaded?.ok !== true) throw new Error('Les connaissances ne conviennent pas : npm run knowledge:check');
const { knowledge } = loaded;
let engine: ReturnType<typeof createEngine> | undefined;
const index = time(() => {
  engine = createEngine(knowledge);
});
const examples = time(() => {
  if (engine !== undefined) finish(engine.prepare());
});
console.log(JSON.stringify({ load, index, examples }));
