/** `npm run check`: format, lint, types, knowledge and the import rule, all of them run even when one fails. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const steps: [label: string, command: string, ...args: string[]][] = [
  ['Format et style', 'biome', 'ci', '--colors=off', '--error-on-warnings', '.'],
  ['Types', 'tsc'],
  ['Types de la page d’aperçu', 'tsc', '--project', 'src/preview/page'],
  ['Règle des imports', 'vitest', 'run', 'tests/imports.test.ts'],
  ['Pages de la configuration', 'node', 'scripts/config-docs.ts', '--check'],
  ['Pages de l’arbre', 'node', 'scripts/tree-docs.ts', '--check'],
  ['Page README', 'node', 'scripts/readme.ts', '--check'],
  ['Schémas des connaissances', 'node', 'scripts/knowledge-schemas.ts', '--check'],
  ['Dépendances et licences', 'node', 'scripts/supply-chain.ts', '--check'],
  ['Connaissances', 'node', 'src/main.ts', 'knowledge:check'],
];

let failed = 0;
for (const [label, command, ...args] of steps) {
  if (command === 'node' && !existsSync(args[0] ?? '')) continue;
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  console.log(`${status === 0 ? '✓' : '✗'} ${label}`);
  if (status === 0) continue;
  failed += 1;
  console.log(`${stdout}${stderr}`.trim());
}
process.exitCode = failed === 0 ? 0 : 1;
