/** What 20,000 questions leave behind: in memory, and in the cost of the next one (issue 8). */
import { nextQuestion } from '../../tests/e2e/questions.ts';
import { markdownTable } from '../../tests/evaluation/report.ts';
import type { Benchmark } from '../benchmark.ts';
import { decimal, duration } from '../timing.ts';
import { onField } from './contenders.ts';
import { type Crowd, startCrowd } from './crowd.ts';
import { processorTime, residentMemory } from './process-cost.ts';

const early = 2_000;
const late = 20_000;
/** The last questions before each of the two moments: what one costs then. */
const measured = 1_000;

export const longRun: Benchmark = {
  name: 'load:long-run',
  title: 'Charge : vingt mille questions',
  measure: () =>
    onField(async ({ synapse, asker, ours, register }) => {
      const account = await register('communs-bot');
      const crowd = await startCrowd(synapse.url);
      try {
        const { pid } = await ours(account, {}, crowd.url);
        const room = await asker.roomWith(account.user);
        const many = async (count: number): Promise<void> => {
          for (let left = count; left > 0; left -= measured)
            await askAll(crowd, room, Math.min(left, measured));
        };
        const moment = async (before: number) => {
          await many(before - measured);
          const time = processorTime(pid);
          await many(measured);
          // Right after the last answer: what the machine must have. At rest the engine gives some back, now or a minute later.
          return { cost: (processorTime(pid) - time) / measured, memory: residentMemory(pid) };
        };
        const first = await moment(early);
        const last = await moment(late - early);
        const row = (count: number, { cost, memory }: typeof first) => [
          count.toLocaleString('fr'),
          `${memory.toFixed(0)} Mo`,
          duration(cost),
        ];
        return [
          `Toutes posées au bot, par quarante personnes, cinquante par synchronisation, et toutes répondues. Un relais devant le serveur ajoute les questions aux synchronisations et reçoit les réponses : Synapse mettrait une heure à les enregistrer. Mémoire : juste après la dernière réponse, là où elle est la plus haute. Coût : temps processeur du bot sur les ${measured.toLocaleString('fr')} dernières.`,
          markdownTable([
            ['Après … questions', 'Mémoire résidente', 'Coût d’une question'],
            row(early, first),
            row(late, last),
          ]),
          `Mémoire : rapport ${decimal(last.memory / first.memory)}, visé au plus 1,10. Coût d’une question : rapport ${decimal(last.cost / first.cost)}, visé : ne croît pas.`,
        ].join('\n\n');
      } finally {
        crowd.close();
      }
    }),
};

const askAll = (crowd: Crowd, room: string, count: number): Promise<void> =>
  crowd.ask(room, Array.from({ length: count }, nextQuestion));
