/**
 * `npm run bench [-- name…]`: runs the benchmarks (all, or those named) and writes each one's section of docs/benchmarks.md.
 * They measure and assert nothing.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { withSection } from '../scripts/sections.ts';
import type { Benchmark } from './benchmark.ts';
import { engine } from './engine.ts';

const benchmarks: readonly Benchmark[] = [engine];
const page = 'docs/benchmarks.md';

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
  write(benchmark, `## ${benchmark.title}\n\n${machine()}\n\n${measured}`);
}

/** Where and with what it was measured. */
function machine(): string {
  const [processor] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const day = new Date().toISOString().slice(0, 10);
  return `Mesuré le ${day} : ${processor?.model.trim() ?? 'processeur inconnu'}, ${cpus().length} cœurs, ${memory} Gio, ${process.platform} ${process.arch}, Node.js ${process.versions.node}.`;
}

/** Puts a section in the page, at its end when it is new. */
function write({ name }: Benchmark, markdown: string): void {
  const text = existsSync(page) ? readFileSync(page, 'utf8') : '# Mesures de rapidité et de charge\n';
  const known = text.includes(`<!-- ${name} -->`);
  const whole = known ? text : `${text.trimEnd()}\n\n<!-- ${name} -->\n<!-- /${name} -->\n`;
  writeFileSync(page, withSection(whole, name, markdown));
}
