/**
 * `npm run bench [-- name…]`: runs the benchmarks (all, or those named; `load` names all that begin with `load:`) and writes each one's section of docs/benchmarks.md.
 * They measure and assert nothing.
 */
import type { Benchmark } from './benchmark.ts';
import { engine } from './engine/engine.ts';
import { knowledge } from './knowledge.ts';
import { burst } from './load/burst.ts';
import { catchUp } from './load/catch-up.ts';
import { encrypted } from './load/encrypted.ts';
import { longRun } from './load/long-run.ts';
import { rest } from './load/rest.ts';
import { roundTrip } from './load/round-trip.ts';
import { record } from './record.ts';

const load = [roundTrip, encrypted, burst, rest, longRun, catchUp];
const benchmarks: readonly Benchmark[] = [engine, knowledge, ...load];

const wanted = process.argv.slice(2);
const isNamed = (name: string, by: string): boolean => name === by || name.startsWith(`${by}:`);
const unknown = wanted.filter((by) => !benchmarks.some(({ name }) => isNamed(name, by)));
if (unknown.length > 0)
  throw new Error(
    `Mesure inconnue : ${unknown.join(', ')}. Il y a : ${benchmarks.map(({ name }) => name).join(', ')}.`,
  );

for (const benchmark of benchmarks) {
  if (wanted.length > 0 && !wanted.some((by) => isNamed(benchmark.name, by))) continue;
  console.log(`— ${benchmark.title}`);
  const measured = await benchmark.measure();
  console.log(`${measured}\n`);
  record(benchmark.title, [measured]);
}
