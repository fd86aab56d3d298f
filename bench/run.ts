/**
 * `npm run bench [-- name…]`: runs the benchmarks (all, or those named) and writes each one's section of docs/benchmarks.md.
 * They measure and assert nothing.
 */
import type { Benchmark } from './benchmark.ts';
import { engine } from './engine.ts';
import { knowledge } from './knowledge.ts';
import { record } from './record.ts';

const benchmarks: readonly Benchmark[] = [engine, knowledge];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benchmarks.some((one) => one.name === name));
if (unknown.length > 0)
  throw new Error(
    `Mesure inconnue : ${unknown.join(', ')}. Il y a : ${benchmarks.map(({ name }) => name).join(', ')}.`,
  );

for (const benchmark of benchmarks) {
  if (wanted.length > 0 && !wanted.includes(benchmark.name)) continue;
  console.log(`— ${benchmark.title}`);
  const measured = await benchmark.measure();
  console.log(`${measured}\n`);
  record(benchmark.title, [measured]);
}
