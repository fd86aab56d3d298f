/** How long an editor waits for the check, and how long a running bot pauses for new knowledge (issue 10). */
import { spawnSync } from 'node:child_process';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { prepareCurrentConversation } from '../src/conversation/current.ts';
import { loadKnowledge } from '../src/knowledge/load.ts';
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
      `${runs} essais. Visé : moins d’une seconde pour la vérification, npm compris. La pause est le plus long moment d’un rechargement où le bot ne fait rien d’autre.`,
      markdownTable([
        ['', 'Meilleur', 'Médiane'],
        row('npm run knowledge:check', checks),
        row('Recharger', whole),
        row('La plus longue pause d’un rechargement', pauses),
      ]),
    ].join('\n\n');
  },
};

/** Reloads the same knowledge under another version, and watches the turns of the event loop meanwhile. */
async function reloads(): Promise<[whole: number[], pauses: number[]]> {
  const first = loadKnowledge('knowledge');
  if (!first.ok) throw new Error('Les connaissances ne conviennent pas : npm run knowledge:check');
  let version = 0;
  const conversation = prepareCurrentConversation(first.knowledge, {
    version: () => String(version),
    load: () => {
      const result = loadKnowledge('knowledge');
      return result.ok ? { ok: true, knowledge: { ...result.knowledge, version: String(version) } } : result;
    },
  })(0);
  const whole: number[] = [];
  const pauses: number[] = [];
  for (version = 1; version <= runs; version += 1) {
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
