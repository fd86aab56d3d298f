/** How long an editor waits for the check, and how long a running bot pauses for new knowledge (issue 10). */
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { prepareCurrentConversation } from '../src/conversation/current.ts';
import { versionIn } from '../src/knowledge/files.ts';
import { loadKnowledge, readKnowledge } from '../src/knowledge/load.ts';
import { markdownTable } from '../tests/evaluation/report.ts';
import type { Benchmark } from './benchmark.ts';
import { duration, percentile, time } from './timing.ts';

const runs = 10;

export const knowledge: Benchmark = {
  name: 'knowledge',
  title: 'Vérifier et recharger les connaissances',
  measure: async () => {
    const checks = Array.from({ length: runs }, () =>
      time(() => spawnSync('npm', ['run', '-s', 'knowledge:check'], { stdio: 'ignore' })),
    );
    const [whole, pauses] = await reloads();
    const row = (name: string, samples: readonly number[]) => {
      const sorted = [...samples].sort((left, right) => left - right);
      return [name, duration(sorted[0] ?? Number.NaN), duration(percentile(sorted, 0.5))];
    };
    return [
      `${runs} essais. Visé : moins d’une seconde pour la vérification, npm compris. Recharger se mesure après un changement de la plus longue fiche ; la pause est le plus long moment d’un rechargement où le bot ne fait rien d’autre.`,
      markdownTable([
        ['', 'Meilleur', 'Médiane'],
        row('npm run knowledge:check', checks),
        row('Recharger', whole),
        row('La plus longue pause d’un rechargement', pauses),
      ]),
    ].join('\n\n');
  },
};

/** Reloads a copy after a change of its longest card, and watches the turns of the event loop meanwhile. */
async function reloads(): Promise<[whole: number[], pauses: number[]]> {
  const directory = mkdtempSync(join(tmpdir(), 'communs-bot-bench-'));
  try {
    cpSync('knowledge', directory, { recursive: true });
    return await reloadsOf(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function reloadsOf(directory: string): Promise<[whole: number[], pauses: number[]]> {
  const first = loadKnowledge(directory);
  if (!first.ok) throw new Error('Les connaissances ne conviennent pas : npm run knowledge:check');
  const conversation = prepareCurrentConversation(first.knowledge, {
    version: () => versionIn(directory),
    load: () => readKnowledge(directory),
  })(0);
  const whole: number[] = [];
  const pauses: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    // No two runs of the bench write the same: the value of a file that was read once is kept.
    appendFileSync(
      join(directory, 'commons/demarche-numerique.yaml'),
      `# ${performance.timeOrigin} ${run}\n`,
    );
    const began = performance.now();
    let done = false;
    const reloading = conversation.refresh(0).finally(() => {
      done = true;
    });
    let longest = performance.now() - began;
    while (!done) {
      const before = performance.now();
      await nextTurn();
      longest = Math.max(longest, performance.now() - before);
    }
    await reloading;
    whole.push(performance.now() - began);
    pauses.push(longest);
  }
  return [whole, pauses];
}
