/** The figures of a run, kept in docs/benchmarks.md: each measurement replaces its own section. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';

const page = resolve(import.meta.dirname, '../docs/benchmarks.md');
const head =
  '# Mesures\n\nÉcrites par `npm run test:endurance` et `npm run bench` ; chaque section dit quand et sur quoi.\n';

/** @param lines the section's text, in French, without its title */
export function record(title: string, lines: readonly string[]): void {
  const machine = `${cpus()[0]?.model.trim() ?? 'processeur inconnu'}, ${cpus().length} cœurs, ${Math.round(totalmem() / 2 ** 30)} Gio, Node ${process.versions.node}`;
  const section = [
    `## ${title}`,
    '',
    `${new Date().toISOString().slice(0, 10)}, ${machine}.`,
    '',
    ...lines,
    '',
  ].join('\n');
  const before = existsSync(page) ? readFileSync(page, 'utf8') : head;
  const sections = before.split(/^(?=## )/m);
  const at = sections.findIndex((each) => each.startsWith(`## ${title}\n`));
  if (at === -1) sections.push(section);
  else sections[at] = section;
  writeFileSync(page, `${sections.map((each) => each.trimEnd()).join('\n\n')}\n`);
}
