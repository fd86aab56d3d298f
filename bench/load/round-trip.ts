/** How long a person waits for an answer, beside a bot that does nothing but answer (issue 8). */
import { setTimeout as delay } from 'node:timers/promises';
import { nextQuestion } from '../../tests/e2e/questions.ts';
import { markdownTable } from '../../tests/evaluation/report.ts';
import type { Benchmark } from '../benchmark.ts';
import { median } from '../statistics.ts';
import { duration } from '../timing.ts';
import { onField, type Who } from './contenders.ts';
import { pairedDifference } from './paired.ts';
import { processorTime } from './process-cost.ts';

const pairs = 480;
/** Between two questions, in milliseconds: what follows an answer (syncs, settling) must not weigh on the other bot's. */
const pause = 60;

export const roundTrip: Benchmark = {
  name: 'load:round-trip',
  title: 'Charge : aller-retour dans un salon en clair',
  measure: () =>
    onField(async ({ asker, ours, echo }) => {
      const bots = { ours: await ours('communs-bot'), echo: await echo('echo') };
      const rooms = {
        ours: await asker.roomWith(bots.ours.user),
        echo: await asker.roomWith(bots.echo.user),
      };
      const took: Record<Who, number[]> = { ours: [], echo: [] };
      const ask = async (who: Who, question: string): Promise<void> => {
        took[who].push(await asker.ask(rooms[who], question));
        await delay(pause);
      };
      /** Side by side, first one then the other, so that what else the machine does weighs on both. */
      const round = async (at: number): Promise<void> => {
        const question = nextQuestion();
        const order: readonly Who[] = at % 2 === 0 ? ['ours', 'echo'] : ['echo', 'ours'];
        for (const who of order) await ask(who, question);
      };
      for (let at = 0; at < 20; at += 1) await round(at);
      took.ours = [];
      took.echo = [];
      const before = { ours: processorTime(bots.ours.pid), echo: processorTime(bots.echo.pid) };
      for (let at = 0; at < pairs; at += 1) await round(at);
      const cpu = (who: Who) => (processorTime(bots[who].pid) - before[who]) / pairs;
      return [
        `${pairs} questions à chacun, en alternance. Le bot témoin (\`bench/load/echo-bot.ts\`) répète ce qu’il reçoit, en HTTP nu, sans rien enregistrer ni vérifier.`,
        markdownTable([
          ['', 'Médiane', 'Temps processeur du bot par question'],
          ['communs-bot', duration(median(took.ours)), duration(cpu('ours'))],
          ['bot témoin', duration(median(took.echo)), duration(cpu('echo'))],
        ]),
        `${pairedDifference(took.ours, took.echo)} Visé : au plus 5 ms, rapport d’au plus 1,10.`,
      ].join('\n\n');
    }),
};
